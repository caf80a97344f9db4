"""What was noticed while reading and checking, as data.

A finding names its rule by code; the sentence is made when it is shown, in the user's language.
:data:`CATALOGUE` declares every rule once: severity, sentence and hint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

from rpa_scout.text import N_, Language, language, translated

__all__ = [
    "CATALOGUE",
    "FieldLabels",
    "Finding",
    "FindingRule",
    "Findings",
    "Severity",
    "cell_address",
    "column_letters",
]

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class FindingRule:
    """A kind of finding.

    Attributes
    ----------
    code : str
        Name of the rule, stable over versions.
    severity : {"error", "warning", "info"}
        error: the row or file cannot be used; warning: used, but look; info: good to know.
    sentence, hint : str
        English templates: what is the matter, and what to do.
    """

    code: str
    severity: Severity
    sentence: str
    hint: str


_RULES = (
    # files
    FindingRule(
        "file_missing",
        "error",
        N_("there is no such file or folder."),
        N_("Check the path."),
    ),
    FindingRule(
        "file_empty",
        "error",
        N_("the file is empty (0 bytes)."),
        N_("Ask the department to save and send it again."),
    ),
    FindingRule(
        "file_unreadable",
        "error",
        N_("the file cannot be opened; it may be open elsewhere, or reading is not allowed."),
        N_("Close it, or copy it to a folder of your own, and try again."),
    ),
    FindingRule(
        "file_damaged",
        "error",
        N_("this is no workbook, or it is damaged."),
        N_(
            "Open it in Excel, save it as .xlsx and try again; "
            "if Excel cannot open it either, ask for it again."
        ),
    ),
    FindingRule(
        "file_password",
        "error",
        N_("the workbook is protected by a password."),
        N_("Save it without a password and try again."),
    ),
    FindingRule(
        "file_encoding",
        "error",
        N_("the text file is neither UTF-8 nor Shift_JIS (CP932)."),
        N_("Save it as CSV UTF-8 in Excel."),
    ),
    FindingRule(
        "file_type",
        "error",
        N_("files of type “{value}” are not read; a survey is one of {expected}."),
        N_("Save it as .xlsx."),
    ),
    FindingRule(
        "file_skipped",
        "info",
        N_("passed over: it is a lock file or a hidden file."),
        N_("Nothing to do."),
    ),
    FindingRule(
        "folder_empty",
        "error",
        N_("there is no workbook in this folder."),
        N_("Name the folder that holds the departments' workbooks (.xlsx .xlsm .xls .ods .csv)."),
    ),
    # sheets and columns
    FindingRule(
        "no_survey_table",
        "error",
        N_("no list of tasks was found: no line has at least {expected} of the survey's headings."),
        N_("Use the survey form, or name the columns as the form does."),
    ),
    FindingRule(
        "column_missing",
        "error",
        N_("the column “{field}” is missing."),
        N_("Add the column; its heading is {expected}."),
    ),
    FindingRule(
        "column_absent",
        "info",
        N_("columns of the form that are not there count as unknown: {value}."),
        N_("Add them where the answer is known; it narrows the range of the score."),
    ),
    FindingRule(
        "column_unknown",
        "warning",
        N_("the column “{value}” is none of the survey's; it was not read."),
        N_("If it answers one of the form's questions, give it the form's heading."),
    ),
    FindingRule(
        "column_twice",
        "warning",
        N_("two columns are headed “{field}”; the left one was read."),
        N_("Delete or rename the column that does not count."),
    ),
    FindingRule(
        "no_rows",
        "warning",
        N_("the list of tasks is empty."),
        N_("Ask the department whether it has nothing to report."),
    ),
    # cells
    FindingRule(
        "required_missing",
        "error",
        N_("“{field}” is empty."),
        N_("Fill it in; without it the row cannot be ranked."),
    ),
    FindingRule(
        "not_a_number",
        "error",
        N_("“{value}” cannot be read as a number for “{field}”."),
        N_("Write the number alone ({expected}), or leave it blank if it is not known."),
    ),
    FindingRule(
        "out_of_range",
        "error",
        N_("{value} is outside what “{field}” can be ({expected})."),
        N_("Correct the number, or leave it blank if it is not known."),
    ),
    FindingRule(
        "unknown_choice",
        "error",
        N_("“{value}” is none of the answers to “{field}”."),
        N_("Choose one of: {expected}. Leave it blank if it is not known."),
    ),
    FindingRule(
        "not_months",
        "warning",
        N_("“{value}” cannot be read as months for “{field}”; it counts as unknown."),
        N_("Write months as numbers from 1 to 12, separated by 、."),
    ),
    FindingRule(
        "cell_error",
        "error",
        N_("the cell for “{field}” shows the error {value}."),
        N_("Open the workbook and mend the formula, or type the value."),
    ),
    FindingRule(
        "formula_without_value",
        "error",
        N_("the formula for “{field}” has no stored value."),
        N_("Open the workbook in Excel, save it, and send it again; or type the value."),
    ),
    # rows
    FindingRule(
        "duplicate_task",
        "error",
        N_("the task “{value}” stands twice in this department; the first is in {expected}."),
        N_("Delete one of the two, or tell them apart by name or section."),
    ),
    FindingRule(
        "hours_unknown",
        "warning",
        N_("neither runs, items and minutes nor the yearly hours are known."),
        N_("Ask for the yearly hours at least; without them no saving can be estimated."),
    ),
)

CATALOGUE: dict[str, FindingRule] = {rule.code: rule for rule in _RULES}
"""All rules by code, in the order of the work."""


class FieldLabels(Protocol):
    """Gives the label of a field in the present language."""

    def label(self, field_id: str) -> str:
        """Return the label of a field."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed, at one place.

    Attributes
    ----------
    code : str
        Key of :data:`CATALOGUE`.
    file : str
        File as it was named, or found below the folder that was named.
    sheet, cell : str
        Place in the workbook, or ``""``.
    field : str
        Id of the survey field, or ``""``.
    value : str
        What stands there.
    expected : str
        What would have been right.
    row_id : str
        Id of the task concerned, or ``""``.
    """

    code: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    field: str = ""
    value: str = ""
    expected: str = ""
    row_id: str = ""

    @property
    def rule(self) -> FindingRule:
        """The rule that was applied."""
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        """Severity of the rule."""
        return self.rule.severity

    @property
    def place(self) -> str:
        """Place within the file, such as ``業務一覧!F12``; ``""`` for the file as a whole."""
        return "!".join(part for part in (self.sheet, self.cell) if part)

    def message(self, fields: FieldLabels, in_language: Language | None = None) -> str:
        """Return the sentence in the user's language."""
        return self._filled(self.rule.sentence, fields, in_language)

    def hint(self, fields: FieldLabels, in_language: Language | None = None) -> str:
        """Return what to do about it, in the user's language."""
        return self._filled(self.rule.hint, fields, in_language)

    def _filled(self, template: str, fields: FieldLabels, code: Language | None) -> str:
        return translated(template, code or language()).format(
            field=fields.label(self.field) if self.field else "",
            value=self.value,
            expected=self.expected,
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """An ordered collection of findings."""

    items: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __add__(self, others: Iterable[Finding]) -> Findings:
        return Findings((*self.items, *others))

    def of(self, severity: Severity) -> Findings:
        """Return the findings of one severity."""
        return Findings(tuple(one for one in self.items if one.severity == severity))

    @property
    def counts(self) -> dict[Severity, int]:
        """Number of findings by severity."""
        counted = Counter(one.severity for one in self.items)
        return {severity: counted[severity] for severity in SEVERITIES}

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return any(one.severity == "error" for one in self.items)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """Return the address of a cell; row and column counted from 0.

    Examples
    --------
    >>> cell_address(11, 5)
    'F12'
    """
    return f"{column_letters(column)}{row + 1}"
