"""Choices that stand in columns of their own, with a mark where one applies.

作業の型            入口                   or, in one line,  入口：紙   入口：システム
入力  照合  集計    システム  Excel  紙
 ○                            ○
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.policy.survey_form import AnswerWords
from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.reading.layout.blocks import Block
from rpa_scout.reading.layout.heading_labels import heading_key
from rpa_scout.reading.layout.headings import Headings
from rpa_scout.text import fold

_FEWEST = 2
_MONTH = re.compile(r"([0-9]{1,2})月?")
_FIELD_AND_CHOICE = re.compile(r"(.+?)\s*(?:[:：／/＿_‐－-]|[（(\[【])\s*(.+?)\s*[）)\]】]?")
_BETWEEN = "、"


def with_choice_columns(
    block: Block, rows: Sequence[Sequence[Cell]], fields: FieldSet, names: Mapping[str, str]
) -> Block:
    """Return a table with the columns of its choices recognised, if it has such."""
    headings = block.headings
    choices = dict(_in_one_line(headings, fields, names))
    if choices:
        return replace(block, headings=_with_choices(headings, choices))
    for upper in (headings.row, headings.row - 1):
        if upper < 0 or upper + 1 >= len(rows):
            continue
        choices = dict(_below_groups(rows[upper], rows[upper + 1], fields, names))
        if not choices:
            continue
        columns = {column for group in choices.values() for column in group}
        if upper < headings.row:
            return replace(block, headings=_with_choices(headings, choices))
        if all(is_blank(cell) or column in columns for column, cell in enumerate(rows[upper + 1])):
            headings = replace(
                _with_choices(headings, choices), row=upper + 1, first_row=headings.top
            )
            return replace(block, headings=headings, rows=range(upper + 2, block.rows.stop))
    return block


Choices = Mapping[int, str]
"""Texts of choices by their column."""


def _in_one_line(
    headings: Headings, fields: FieldSet, names: Mapping[str, str]
) -> Iterator[tuple[str, Choices]]:
    """Yield fields whose choices are headed 「入口：紙」."""
    groups: dict[str, dict[int, str]] = {}
    for column, label in headings.labels.items():
        parts = _FIELD_AND_CHOICE.fullmatch(label.text.strip())
        field_id = names.get(heading_key(parts[1])) if parts else None
        if parts and field_id and heading_key(label.text) not in names:
            groups.setdefault(field_id, {})[column] = parts[2]
    for field_id, group in groups.items():
        if _are_choices(fields.by_id.get(field_id), group, fields.words):
            yield field_id, group


def _below_groups(
    upper: Sequence[Cell], lower: Sequence[Cell], fields: FieldSet, names: Mapping[str, str]
) -> Iterator[tuple[str, Choices]]:
    """Yield fields that head a group of columns, each of which is headed by a choice."""
    groups: dict[str, dict[int, str]] = {}
    field_id: str | None = None
    for column, (above, cell) in enumerate(zip(upper, lower, strict=False)):
        if not is_blank(above):
            field_id = names.get(heading_key(above))
        if is_blank(cell) or _is_other_field(cell, field_id, fields, names):
            field_id = None
        elif field_id is not None and isinstance(cell, str):
            groups.setdefault(field_id, {})[column] = cell.strip()
    for name, group in groups.items():
        if _are_choices(fields.by_id.get(name), group, fields.words):
            yield name, group


def _is_other_field(
    cell: Cell, field_id: str | None, fields: FieldSet, names: Mapping[str, str]
) -> bool:
    """Tell whether a heading is that of a field, not a choice of the one above it."""
    if not isinstance(cell, str) or field_id is None or field_id not in fields.by_id:
        return False
    return heading_key(cell) in names and not _is_choice(cell, fields[field_id], fields.words)


def _are_choices(field: FieldDefinition | None, group: Choices, words: AnswerWords) -> bool:
    """Tell whether at least half of the headings of a group are choices of its field."""
    if field is None or len(group) < _FEWEST:
        return False
    if field.kind == "months":
        return all(_MONTH.fullmatch(fold(text)) for text in group.values())
    known = sum(_is_choice(text, field, words) for text in group.values())
    return field.kind == "choice" and known >= _FEWEST and 2 * known >= len(group)


def _is_choice(text: str, field: FieldDefinition, words: AnswerWords) -> bool:
    """Tell whether a text is a choice, or one of the declared words for one or several."""
    folded = fold(text)
    if field.code_of.get(folded, -1) >= 0:
        return True
    spoken = [word for phrase in field.phrases for word in phrase.words]
    spoken += [*(words.yes if field.yes else ()), *(words.no if field.no else ())]
    return folded in map(fold, spoken)


def _with_choices(headings: Headings, choices: Mapping[str, Choices]) -> Headings:
    """Return headings in which those columns belong to the choices alone."""
    taken = {column for group in choices.values() for column in group}
    columns = {
        field_id: column
        for field_id, column in headings.columns.items()
        if column not in taken and field_id not in choices
    }
    columns |= {field_id: min(group) for field_id, group in choices.items()}

    def others(texts: Mapping[int, str]) -> dict[int, str]:
        return {column: text for column, text in texts.items() if column not in taken}

    return replace(
        headings,
        columns=columns,
        unknown=others(headings.unknown),
        repeated=others(headings.repeated),
        near=others(headings.near),
        other_unit=others(headings.other_unit),
        choices=choices,
    )


def marked_choices(
    columns: Sequence[Sequence[Cell]],
    group: Choices,
    field: FieldDefinition,
    words: AnswerWords,
) -> list[Cell]:
    """Return one cell for every row: the choices that are marked there."""
    unmarked = frozenset(map(fold, ("", "0", *words.no, *words.nothing)))
    labels = {column: _label(text, field) for column, text in group.items()}
    marked: list[list[str]] = [[] for _ in columns[min(group)]]
    for column, label in sorted(labels.items()):
        for row, cell in enumerate(columns[column]):
            if cell != "" and not _is_unmarked(cell, unmarked):
                marked[row].append(label)
    return [_BETWEEN.join(chosen) for chosen in marked]


def _label(text: str, field: FieldDefinition) -> str:
    if field.kind == "months":
        return text.replace("月", "")
    position = field.code_of.get(fold(text), -1)
    return field.choices[position].label if position >= 0 else text


def _is_unmarked(cell: Cell, unmarked: frozenset[str]) -> bool:
    return cell is False or cell == 0 or (isinstance(cell, str) and fold(cell) in unmarked)
