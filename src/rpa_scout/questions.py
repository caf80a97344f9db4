"""Questions to a department and its replies, shared by the modules that write and read them.

A question asks for one field of one row. It stores the cell and its content at the time of asking,
so that a reply is never applied to another question.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rpa_scout.findings import CATALOGUE, Finding, Severity
from rpa_scout.policy.choices import UNKNOWN_LABELS
from rpa_scout.policy.fields import is_unanswered
from rpa_scout.text import LANGUAGES, N_, fold, translated

ANSWER_HEADING: Final = N_("Your answer")
"""Heading of the column that the department fills in, in the language of the page."""

MOST_A_TASK: Final = 5
"""Most questions about one task: with more, people stop answering."""

NUMBER_HEADING: Final = N_("No.")
NAME_HEADING: Final = N_("Task name")
REASON_HEADING: Final = N_("What we ask")
HOW_HEADING: Final = N_("How to answer")
_SEEN_HEADINGS: Final = (ANSWER_HEADING, NUMBER_HEADING, NAME_HEADING, REASON_HEADING, HOW_HEADING)

KEY_HEADINGS: Final = (
    "question_number",
    "question_file",
    "question_sheet",
    "question_row",
    "question_field",
    "question_codes",
    "question_department",
    "question_name",
    "question_written",
)
"""Headings of the hidden columns that identify a question, in their order."""

KEEP_LABEL: Final = N_("As it is")
"""Reply of a department if the answer is correct."""

WITHDRAW_LABEL: Final = N_("Delete the row")
"""Reply of a department if a duplicate task must not count."""

OPEN_QUESTION: Final = "open_question"
"""Code of a question without a finding: an unanswered field that can change the outcome."""


def _spellings(label: str) -> tuple[str, ...]:
    """Return a label in every language in which a page may be written."""
    return tuple(translated(label, code) for code in LANGUAGES)


_KEEP = frozenset(
    map(fold, (*_spellings(KEEP_LABEL), "このままでよい", "このままで正しい", "そのまま"))
)
_WITHDRAW = frozenset(
    map(fold, (*_spellings(WITHDRAW_LABEL), "削除する", "この行は削除", "Delete"))
)
_UNKNOWN = frozenset(map(fold, UNKNOWN_LABELS))
_NO_ANSWER: Final = frozenset(
    (
        "cell_error",
        "choice_left_open",
        "date_damage",
        "ditto_without_answer",
        "formula_without_value",
        "frequency_unknown",
        "not_a_number",
        "not_months",
        "number_unknown",
        "out_of_range",
        "unit_mismatch",
        "unknown_choice",
    )
)
"""Findings on what is no answer, so that it cannot be right as it stands."""

_MAY_WITHDRAW = "duplicate_task"
HOURS_UNKNOWN: Final = "hours_unknown"
"""Code of the finding that neither parts nor hours are known."""

_ASKED_INSTEAD: Final[Mapping[str, str]] = {HOURS_UNKNOWN: "hours_per_year_reported"}
_ORDER: Final[tuple[Severity, ...]] = ("error", "warning", "info")


def asked_field(code: str, field_id: str) -> str:
    """Return the field to ask for, given the code and field of a finding."""
    return _ASKED_INSTEAD.get(code, field_id)


def correctable_fields(finding: Finding) -> tuple[str, ...]:
    """Return the fields any of which may be corrected to settle a finding, the likeliest first.

    A finding on a file or a whole list has none.
    """
    if not finding.row_id or not finding.field:
        return ()
    likeliest = asked_field(finding.code, finding.field)
    return tuple(dict.fromkeys((likeliest, finding.field, *finding.rule.also)))


def settles(corrected: Container[str], finding: Finding) -> bool:
    """Return whether corrections of these fields of its row settle a finding.

    One corrected part does not make unknown hours known; that is for the caller to compute.
    """
    possible = correctable_fields(finding)
    if finding.code == HOURS_UNKNOWN:
        possible = possible[:1]
    return any(field in corrected for field in possible)


def answer_text(cell: object) -> str:
    """Normalise the text of a cell, so that its content can be compared later.

    >>> answer_text(12.0), answer_text(" 約12 "), answer_text(None)
    ('12', '約12', '')
    """
    if is_unanswered(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    # Spreadsheet programs save line breaks in different ways.
    return "\n".join(str(cell).strip().splitlines())


def says_unknown(answer: object) -> bool:
    """Return whether an answer is "I do not know"."""
    return isinstance(answer, str) and fold(answer) in _UNKNOWN


@dataclass(frozen=True)
class Question:
    """A question to a department about one cell."""

    number: int  # On the page of its file, from 1
    # File and sheet of the list of tasks.
    file: str
    sheet: str
    row: int  # Row of the task in the list, from 1
    field: str  # Id of the field
    codes: tuple[str, ...]  # Codes of the findings behind it, or :data:`OPEN_QUESTION`
    # Department and name of the task at the time of asking; ``""`` where unknown.
    department: str = ""
    name: str = ""
    written: str = ""  # Content of the cell at the time of asking
    cell: str = ""  # Address; ``""`` where the list has no such column
    # Why it is asked, and how to answer, in the department's words.
    reason: str = ""
    how: str = ""
    replied: str = ""  # An earlier reply that did not settle it

    @property
    def asked_cell(self) -> tuple[str, int, str]:
        """Sheet, row and field of the question."""
        return self.sheet, self.row, self.field

    @cached_property
    def severity(self) -> Severity:
        """Severity of its gravest finding; ``info`` for an open question."""
        severities = {CATALOGUE[code].severity for code in self.codes if code in CATALOGUE}
        return next((severity for severity in _ORDER if severity in severities), "info")

    @property
    def shown_number(self) -> str:
        """Its number as findings show it."""
        return f"No.{self.number}"

    @property
    def can_be_kept(self) -> bool:
        """Whether the present answer may be correct."""
        return (
            self.severity == "warning"
            and bool(self.written)
            and not _NO_ANSWER.intersection(self.codes)
        )

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether the row may be a duplicate."""
        return _MAY_WITHDRAW in self.codes


@dataclass(frozen=True)
class Reply:
    """The reply of a department to a question."""

    question: Question
    answer: object  # Value of the cell; never blank
    # Cell of the reply.
    file: str
    sheet: str
    cell: str

    @cached_property
    def text(self) -> str:
        """The reply as text."""
        return answer_text(self.answer)

    @property
    def is_unknown(self) -> bool:
        """Whether the department does not know."""
        return says_unknown(self.text)

    @cached_property
    def keeps(self) -> bool:
        """Whether it says that the present answer is correct."""
        if not self.question.can_be_kept:
            return False
        folded = fold(self.text)
        return folded in _KEEP or folded == fold(self.question.written)

    @property
    def withdraws(self) -> bool:
        """Whether it says that the row must not count."""
        return self.question.can_be_withdrawn and fold(self.text) in _WITHDRAW

    @property
    def is_only_a_word(self) -> bool:
        """Whether it is one of the words that settle a question, not a new answer."""
        return fold(self.text) in _KEEP | _WITHDRAW

    @property
    def replaces(self) -> bool:
        """Whether it replaces the content of the cell."""
        return not (self.keeps or self.withdraws)

    @property
    def shown(self) -> str:
        """Number of the question and the reply, as findings show them."""
        return f"{self.question.shown_number}: {self.text}"

    def finding(self, code: str, /, **values: str) -> Finding:
        """Return a finding at the cell of the reply."""
        return Finding(code, self.file, self.sheet, self.cell, self.question.field, values)

    def unusable(self) -> Finding:
        """Return the finding that it does not answer the question."""
        question = self.question.shown_number
        return self.finding("answer_not_usable", reply=self.text, question=question)


@dataclass(frozen=True, slots=True)
class QuestionColumns:
    """Positions of the columns of a page of questions, from 0."""

    row: int  # Row of the headings, from 0
    answer: int
    # Columns that identify the questions, by heading of :data:`KEY_HEADINGS`.
    keys: Mapping[str, int]
    # What people see of a question, by heading, unless the department deleted the column.
    texts: Mapping[str, int] = field(default_factory=dict)


def question_columns(rows: Sequence[Sequence[object]]) -> QuestionColumns | None:
    """Find the columns of a page of questions."""
    for number, cells in enumerate(rows[:50]):
        column_of = {cell: column for column, cell in enumerate(cells) if isinstance(cell, str)}
        seen = {
            heading: column_of[spelling]
            for heading in _SEEN_HEADINGS
            for spelling in _spellings(heading)
            if spelling in column_of
        }
        if ANSWER_HEADING in seen and all(key in column_of for key in KEY_HEADINGS):
            return QuestionColumns(
                number,
                seen.pop(ANSWER_HEADING),
                {key: column_of[key] for key in KEY_HEADINGS},
                seen,
            )
    return None
