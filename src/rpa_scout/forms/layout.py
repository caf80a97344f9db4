"""Positions on the list of tasks: rows, columns, widths, cell ranges."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from rpa_scout.forms import texts
from rpa_scout.policy.fields import UNKNOWN_LABELS, FieldDefinition, FieldSet
from rpa_scout.policy.model import Criterion, Policy

__all__ = ["UNKNOWN_LABEL", "Form", "column_width", "lines_needed", "text_width"]

UNKNOWN_LABEL = UNKNOWN_LABELS[0]

_NARROWEST = 13.0  # lets the headings with units break before their bracket
_CELL_MARGIN = 2.0  # what indent and border take, in characters
_CHOICE_PADDING = 3.0  # the arrow of the list and the cell's own margins, in characters


@dataclass(frozen=True)
class Form:
    """One department's form: its columns, its rows and the answers filled in beforehand."""

    DEPARTMENT: ClassVar = "department"
    TITLE_ROW: ClassVar = 0
    GROUP_ROW: ClassVar = 1
    MARK_ROW: ClassVar = 2
    HEADER_ROW: ClassVar = 3
    FIRST_ROW: ClassVar = 4
    CHOICES_HEADER_ROW: ClassVar = 3

    department: str
    fields: FieldSet
    policy: Policy | None  # Its criteria are explained in the guide
    answers: tuple[Mapping[str, object], ...] = ()  # Filled in beforehand, by field id
    title: str = texts.FORM_TITLE
    hint: str = texts.TASKS_HINT  # Sentence above the list

    @cached_property
    def columns(self) -> tuple[FieldDefinition, ...]:
        """The fields from left to right: core columns first, then group by group."""
        groups = [group.id for group in self.fields.group]
        return tuple(
            sorted(self.fields, key=lambda field: (not field.core, groups.index(field.group)))
        )

    @property
    def core_count(self) -> int:
        """Number of core columns."""
        return sum(column.core for column in self.columns)

    @property
    def optional_count(self) -> int:
        """Number of columns after the core columns."""
        return len(self.columns) - self.core_count

    @property
    def frozen_columns(self) -> int:
        """Number of columns that stay visible when scrolling: up to the last required one."""
        required = [number for number, column in enumerate(self.columns, 1) if column.required]
        return max(required, default=0)

    @cached_property
    def last_row(self) -> int:
        """Last row prepared for answers."""
        return self.FIRST_ROW + max(self.fields.form.rows, len(self.answers)) - 1

    @property
    def first_cell_to_fill(self) -> tuple[int, int]:
        """Row and column of the first answer that is not filled in beforehand."""
        columns = [
            number for number, column in enumerate(self.columns) if column.id != self.DEPARTMENT
        ]
        return self.FIRST_ROW, columns[0]

    @cached_property
    def choice_fields(self) -> tuple[FieldDefinition, ...]:
        """Choice fields in the order of their columns."""
        return tuple(column for column in self.columns if column.kind == "choice")

    @cached_property
    def has_optional_answers(self) -> bool:
        """Whether an answer filled in beforehand belongs to an optional column."""
        optional = {column.id for column in self.columns if not column.core}
        return any(optional.intersection(answers) for answers in self.answers)

    def answer(self, position: int, field_id: str, beforehand: object = None) -> object:
        """Return an answer filled in beforehand, or `beforehand` if there is none."""
        if position < len(self.answers):
            return self.answers[position].get(field_id, beforehand)
        return beforehand

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria in the guide: those for RPA, or of the policy's first scorecard."""
        if self.policy is None:
            return ()
        scorecards = {scorecard.id: scorecard for scorecard in self.policy.scorecard}
        return scorecards.get("rpa", self.policy.scorecard[0]).criterion

    def short_label(self, field_id: str) -> str:
        """Return a field's label without the unit in brackets."""
        return self.fields[field_id].label.split("（")[0]

    def choice_list(self, field: FieldDefinition) -> str:
        """Return the absolute range of a field's choice list, such as ``'選択肢'!$B$5:$B$9``."""
        column = self.choice_fields.index(field)
        first = self.CHOICES_HEADER_ROW + 1
        cells = xl_range_abs(first, column, first + len(field.choices), column)
        return f"{quote_sheetname(self.fields.form.choices_sheet)}!{cells}"


def text_width(text: str) -> int:
    """Return the width of a text in half-width characters.

    >>> text_width("AI-OCRで読める")
    14
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def lines_needed(text: str, width: float) -> int:
    """Return how many lines a text takes in a cell."""
    fits = width - _CELL_MARGIN
    return sum(max(1, math.ceil(text_width(line) / fits)) for line in text.split("\n"))


def column_width(field: FieldDefinition) -> float:
    """Return the width of a field's column: as declared, or wider if a choice needs it."""
    longest = max((text_width(choice.label) for choice in field.choices), default=0)
    return max(field.width, _NARROWEST, longest + _CHOICE_PADDING if longest else 0.0)
