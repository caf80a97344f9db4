"""Cutting one table out of its sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import Cell, is_blank, picked
from rpa_scout.reading.files.raw_sheet import RawSheet
from rpa_scout.reading.layout.blocks import Block
from rpa_scout.reading.layout.choice_columns import marked_choices
from rpa_scout.reading.layout.fill_down import Filled, filled_down
from rpa_scout.reading.layout.lines import Aside, Lines, sorted_lines
from rpa_scout.reading.layout.list_years import ListYear
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.reading.layout.section_titles import (
    SectionTitle,
    section_title,
    title_above,
    titled_rows,
)
from rpa_scout.reading.layout.sideways import Addresses

_DIGIT = re.compile("[0-9０-９一二三四五六七八九十毎随]")
_SHARED = ("department", "section")


@dataclass(slots=True)
class TableReader:
    """Cuts one table out of its sheet."""

    file: str
    sheet: RawSheet
    fields: FieldSet
    columns: Sequence[Sequence[Cell]]
    block: Block
    at: Addresses
    lines: Lines = field(init=False)
    struck_rows: frozenset[int] = field(init=False)
    title_above: SectionTitle | None = field(init=False)
    filled: dict[str, list[Filled]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.block.columns) < len(self.columns):
            nothing = ("",) * self.sheet.grid.height
            self.columns = [
                column if position in self.block.columns else nothing
                for position, column in enumerate(self.columns)
            ]
        self._put_marked_choices()
        self.title_above = title_above(self.sheet.grid.rows, self.block.headings.top)
        lines = sorted_lines(
            self.columns,
            self.block.rows,
            self.fields,
            self.block.headings.columns,
            self.sheet.merged,
        )
        name = self.block.headings.columns.get("name")
        self.struck_rows = frozenset(
            row
            for (row, column), cell in self.sheet.struck.items()
            if column == name and not cell.remaining.strip() and row in self.block.rows
        )
        tasks = [row for row in lines.tasks if row not in self.struck_rows]
        if self.at.is_sideways and name is not None:
            # Beside the answers stand units, remarks and further headings.
            named = [row for row in tasks if not is_blank(self.columns[name][row])]
            tasks = [row for row in named if not self._only_explains(row)]
            explaining = sorted(set(named) - set(tasks))
            texts = (str(self.columns[name][row]) for row in explaining)
            lines = Lines(
                tasks,
                [
                    Aside("note", row, row, text)
                    for row, text in zip(explaining, texts, strict=True)
                ],
            )
        self.lines = Lines(tasks, lines.asides) if self.struck_rows else lines

    def _put_marked_choices(self) -> None:
        """Put the choices that are marked into the first of their columns."""
        choices = self.block.headings.choices
        if not choices:
            return
        columns = list(self.columns)
        for field_id, group in choices.items():
            field, words = self.fields[field_id], self.fields.words
            marked = marked_choices(self.columns, group, field, words)
            for column in group:
                columns[column] = ("",) * self.sheet.grid.height
            columns[min(group)] = marked
        self.columns = columns

    def _only_explains(self, row: int) -> bool:
        """Tell whether the cells beside answers say how to answer: texts where numbers belong."""
        numbers = [
            str(self.columns[self.block.headings.columns[field.id]][row])
            for field in self.fields.of_kind("number")
            if field.id in self.block.headings.columns
        ]
        written = [text for text in numbers if text.strip()]
        return bool(written) and not any(_DIGIT.search(text) for text in written)

    def table(self, above: str, year: ListYear | None) -> RawTable:
        """Return the table."""
        tasks = self.lines.tasks
        titles = titled_rows(self._titles(), tasks)
        columns = [picked(column, tasks) for column in self.columns]
        completed: dict[str, Sequence[Cell]] = {}
        for field_id in _SHARED:
            position = self.block.headings.columns.get(field_id)
            if position is not None and position < len(columns) and tasks:
                groups = field_id == "department" and not above
                column = self._filled(field_id, position, groups=groups)
                if self.filled[field_id]:
                    completed[field_id] = column
            names = titles[field_id]
            if names and not (field_id == "department" and above):
                written = completed.get(field_id) or (
                    ("",) * len(tasks) if position is None else columns[position]
                )
                completed[field_id] = [
                    names.get(row, "") if is_blank(cell) else cell
                    for row, cell in zip(tasks, written, strict=True)
                ]
        hidden = self.sheet.hidden_rows
        return RawTable(
            self.file,
            self.sheet.name,
            self.block.headings,
            tuple(columns) if tasks else (),
            [row + 1 for row in tasks],
            above,
            "cell" if above else "",
            frozenset(row + 1 for row in tasks if row in hidden) if hidden else frozenset(),
            completed=completed,
            year=year,
            is_sideways=self.at.is_sideways,
        )

    def _titles(self) -> list[SectionTitle]:
        """Return the titles above and between the rows of the table."""
        above = self.title_above
        between = [
            section_title(aside.first, aside.text)
            for aside in self.lines.asides
            if aside.kind == "section"
        ]
        return between if above is None else [above, *between]

    def _filled(self, field_id: str, position: int, *, groups: bool) -> Sequence[Cell]:
        aside = {
            row
            for lines_aside in self.lines.asides
            for row in range(lines_aside.first, lines_aside.last + 1)
        }
        rows = [row for row in self.block.rows if row not in aside] if groups else []
        column, self.filled[field_id] = filled_down(
            self.columns[position],
            position,
            rows,
            self.lines.tasks,
            self.sheet.merged,
            groups=groups,
        )
        return picked(column, self.lines.tasks)
