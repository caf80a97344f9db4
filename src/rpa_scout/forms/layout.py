"""Positions on the list of tasks: rows, columns, widths, cell ranges."""

from __future__ import annotations

import math
import re
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from rpa_scout.forms import texts
from rpa_scout.forms.inquiry import NO_HEAD, Inquiry
from rpa_scout.policy.choices import unknown_label
from rpa_scout.policy.fields import FieldDefinition, FieldSet, without_unit
from rpa_scout.policy.model import Criterion, Policy
from rpa_scout.text import _, language

__all__ = [
    "HOURS",
    "NUMBER",
    "PARTS",
    "STATUS",
    "Form",
    "column_width",
    "lines_needed",
    "text_width",
]

NUMBER, STATUS, HOURS = "#number", "#status", "#hours"
PARTS = ("#runs", "#items", "#minutes", "#setup")
"""Names of the columns that the form fills in itself, in the order of their declared headings."""

_ROOM_FOR_MORE = 5  # rows at least below answers that are filled in beforehand

_NARROWEST = 13.0  # lets the headings with units break before their bracket
_CELL_MARGIN = 2.0  # what indent and border take, in characters
_LATIN_WIDTH = (
    1.5  # of a letter or digit in BIZ UDPゴシック and its stand-ins, at most, as measured
)
_PROSE_WIDTH = 1.2  # of a letter on average in sentences, with a margin: 1.05 as measured
_WORD_WIDTH = 1.3  # of a letter of a bold heading, so that the whole word fits
_LATIN_WORD = re.compile(r"[!-~]+")
_SPACES_OF_PROSE, _WIDE_SHARE_OF_PROSE = 3, 0.25  # text with so many spaces is English prose
_LOST_AT_A_BREAK = 1.0  # characters
_CHOICE_PADDING = 3.0  # the arrow of the list and the cell's own margins, in characters


@dataclass(frozen=True)
class Form:
    """One department's form: its columns, its rows and the answers filled in beforehand.

    A form whose fields declare own headings fills in columns of its own: a number in front, the
    status and the hours behind the name, and hidden parts of the calculation at the end.
    """

    DEPARTMENT: ClassVar = "department"
    TITLE_ROW: ClassVar = 0
    SECOND_ROW: ClassVar = 1  # Labels of groups; with own columns the boxes for the respondent
    MARK_ROW: ClassVar = 2
    HEADER_ROW: ClassVar = 3
    FIRST_ROW: ClassVar = 4  # A task's id names its row, so this stays the same in every version
    CHOICES_HEADER_ROW: ClassVar = 3

    department: str
    fields: FieldSet
    policy: Policy | None  # Its criteria are explained in the guide
    answers: tuple[Mapping[str, object], ...] = ()  # Filled in beforehand, by field id
    given_title: str = ""
    given_hint: str = ""  # Sentence above the list
    inquiry: Inquiry = NO_HEAD
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Names that the city knows, such as systems, by field id; they are proposed in a list."""

    @property
    def title(self) -> str:
        """The form's title, or the survey's."""
        return self.given_title or _(texts.FORM_TITLE)

    @property
    def hint(self) -> str:
        """The sentence above the list, or the survey's."""
        sentence = self.given_hint or _(texts.TASKS_HINT)
        return sentence.format(unknown=unknown_label(), count=self.optional_count)

    @property
    def has_own_columns(self) -> bool:
        """Whether the form numbers the tasks and gives feedback while it is filled in."""
        return bool(self.fields.form.own_headings)

    @cached_property
    def columns(self) -> tuple[FieldDefinition, ...]:
        """The fields from left to right: core columns first, then group by group."""
        groups = [group.id for group in self.fields.group]
        return tuple(
            sorted(self.fields, key=lambda field: (not field.core, groups.index(field.group)))
        )

    @cached_property
    def positions(self) -> dict[str, int]:
        """Position of every column, by the id of its field or the name of the form's own column."""
        ids = [field.id for field in self.columns]
        if self.has_own_columns:
            behind_name = ids.index("name") + 1
            ids = [NUMBER, *ids[:behind_name], STATUS, HOURS, *ids[behind_name:], *PARTS]
        return {name: position for position, name in enumerate(ids)}

    @property
    def core_count(self) -> int:
        """Number of core columns."""
        return sum(column.core for column in self.columns)

    @property
    def optional_count(self) -> int:
        """Number of columns after the core columns."""
        return len(self.columns) - self.core_count

    @property
    def last_core_column(self) -> int:
        """Position of the last core column."""
        return max(self.positions[column.id] for column in self.columns if column.core)

    @property
    def last_column(self) -> int:
        """Position of the last column for answers."""
        return max(self.positions[column.id] for column in self.columns)

    @property
    def frozen_columns(self) -> int:
        """Number of columns that stay visible when scrolling: up to the name or the feedback."""
        if self.has_own_columns:
            return self.positions[HOURS] + 1
        required = [number for number, column in enumerate(self.columns, 1) if column.required]
        return max(required, default=0)

    @cached_property
    def last_row(self) -> int:
        """Last row with input rules."""
        return self.FIRST_ROW + max(self.fields.form.rows, len(self.answers)) - 1

    @cached_property
    def last_prepared_row(self) -> int:
        """Last row that is drawn, so that a blank form prints no empty page."""
        if not self.has_own_columns:
            return self.last_row
        page = self.fields.form.prepared_rows
        pages = max(1, math.ceil((len(self.answers) + _ROOM_FOR_MORE) / page))
        return min(self.FIRST_ROW + pages * page - 1, self.last_row)

    @property
    def last_printed_row(self) -> int:
        """Last row that is printed of a form without own columns, whose rows are all drawn."""
        rows = max(len(self.answers) + _ROOM_FOR_MORE, self.fields.form.prepared_rows)
        return min(self.FIRST_ROW + rows - 1, self.last_row)

    @property
    def first_cell_to_fill(self) -> tuple[int, int]:
        """Row and column of the first answer that is not filled in beforehand."""
        columns = [
            self.positions[column.id] for column in self.columns if column.id != self.DEPARTMENT
        ]
        return self.FIRST_ROW, columns[0]

    @cached_property
    def choice_fields(self) -> tuple[FieldDefinition, ...]:
        """Choice fields in the order of their columns."""
        return tuple(column for column in self.columns if column.kind == "choice")

    @cached_property
    def listed_fields(self) -> tuple[FieldDefinition, ...]:
        """Fields with a list to pick from: the choices, then those with known names."""
        named = (column for column in self.columns if self.known.get(column.id))
        return (*self.choice_fields, *named)

    def listed(self, column: FieldDefinition) -> list[str]:
        """Return what a field's list offers."""
        if column.kind == "choice":
            return [*(choice.label for choice in column.choices), unknown_label()]
        return list(self.known.get(column.id, ()))

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

    def column_width(self, field: FieldDefinition) -> float:
        """Return the width of a field's column; with own columns, choices take two lines."""
        if not self.has_own_columns:
            return column_width(field)
        width = max(field.width, longest_word(field.label))
        if field.kind != "choice":
            return width
        longest = max(text_width(choice.label) for choice in field.choices)
        return max(width, math.ceil(longest / 2) + _CHOICE_PADDING + 1.0)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria in the guide: those for RPA, or of the policy's first scorecard."""
        if self.policy is None:
            return ()
        scorecards = {scorecard.id: scorecard for scorecard in self.policy.scorecard}
        criteria = scorecards.get("rpa", self.policy.scorecard[0]).criterion
        return tuple(criterion.in_language(language()) for criterion in criteria)

    def short_label(self, field_id: str) -> str:
        """Return a field's label without the unit in brackets."""
        return without_unit(self.fields[field_id].label)

    def choice_list(self, field: FieldDefinition) -> str:
        """Return the absolute range of a field's list, such as ``'選択肢'!$B$5:$B$9``."""
        column = self.listed_fields.index(field)
        first = self.CHOICES_HEADER_ROW + 1
        cells = xl_range_abs(first, column, first + len(self.listed(field)) - 1, column)
        return f"{quote_sheetname(self.fields.form.choices_sheet)}!{cells}"


def text_width(text: str) -> int:
    """Return the width of a text in half-width characters.

    >>> text_width("AI-OCRで読める")
    14
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def lines_needed(text: str, width: float) -> int:
    """Return how many lines a text takes in a cell, in the form's typeface or a stand-in for it.

    >>> lines_needed("手順・様式", 12.0), lines_needed("手順・様式・画面", 12.0)
    (1, 2)
    >>> lines_needed("One task a line. Rough numbers will do.", 40.0)
    2
    """
    fits = width - _CELL_MARGIN
    return sum(_lines(line, fits) for line in text.split("\n"))


def _lines(line: str, fits: float) -> int:
    wide = text_width(line) - len(line)
    if line.count(" ") >= _SPACES_OF_PROSE and wide < len(line) * _WIDE_SHARE_OF_PROSE:
        spelled = "".join(sign * text_width(sign) for sign in line)
        return len(textwrap.wrap(spelled, max(1, int(fits / _PROSE_WIDTH))))
    drawn = _drawn_width(line)
    # No line begins with a comma or a closing bracket, which costs each line up to a character.
    return 1 if drawn <= fits else math.ceil(drawn / max(_LOST_AT_A_BREAK, fits - _LOST_AT_A_BREAK))


def _drawn_width(line: str) -> float:
    """Return the width of a line in half-width characters, with the widest letters and digits."""
    wide = text_width(line) - len(line)
    return 2 * wide + _LATIN_WIDTH * (len(line) - wide)


def longest_word(label: str) -> float:
    """Return the width that a column needs so that no word of Latin letters is broken."""
    longest = max(map(len, _LATIN_WORD.findall(label)), default=0)
    return _WORD_WIDTH * longest + _CELL_MARGIN if longest else 0.0


def column_width(field: FieldDefinition) -> float:
    """Return the width of a field's column: as declared, or wider if a choice needs it."""
    longest = max((text_width(choice.label) for choice in field.choices), default=0)
    choices = longest + _CHOICE_PADDING if longest else 0.0
    return max(field.width, _NARROWEST, longest_word(field.label), choices)
