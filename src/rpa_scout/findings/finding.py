"""A finding and a collection of them: data, from which sentences are made when they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Protocol

from rpa_scout.characters import visible
from rpa_scout.findings.catalogue import CATALOGUE
from rpa_scout.findings.rule import SEVERITIES, FindingRule, Severity
from rpa_scout.text import Language, language, translated


class FieldLabels(Protocol):
    """Gives the labels of fields."""

    def label(self, field_id: str, in_language: Language | None = None) -> str:
        """Return the label of a field, in the present language unless another is named."""

    def shown_labels(self, field_id: str, stored: str, in_language: Language | None = None) -> str:
        """Return labels of a field's choices, stored in Japanese, in the user's language."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed at one cell, row, sheet or file.

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
    values : mapping of str to str
        What its sentence and hint say, by the names in the templates of its rule.
    row_id : str
        Id of the task concerned, or ``""``.
    """

    code: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    field: str = ""
    values: Mapping[str, str] = attribute(default_factory=dict, hash=False)
    row_id: str = ""

    @property
    def rule(self) -> FindingRule:
        """The declaration of its kind."""
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        """Severity of its kind."""
        return self.rule.severity

    @property
    def place(self) -> str:
        """Place within the file, such as ``業務一覧!F12``; ``""`` for the file as a whole."""
        return "!".join(part for part in (self.sheet, self.cell) if part)

    @property
    def quoted(self) -> str:
        """What stands in the cell or file; ``""`` where the finding quotes nothing."""
        return self.value_of(self.rule.quotes)

    def value_of(self, name: str) -> str:
        """Return a value by its name; ``""`` where the finding has none."""
        return self.values.get(name, "")

    def shown_value(
        self, name: str, fields: FieldLabels, in_language: Language | None = None
    ) -> str:
        """Return a value with labels of choices in the user's language; quotations stay."""
        value = self.value_of(name)
        if name == self.rule.quotes or not self.field:
            return value
        return fields.shown_labels(self.field, value, in_language)

    def message(self, fields: FieldLabels, in_language: Language | None = None) -> str:
        """Return the sentence in the user's language."""
        return self._filled(self.rule.sentence, fields, in_language)

    def hint(self, fields: FieldLabels, in_language: Language | None = None) -> str:
        """Return what to do about it, in the user's language."""
        return self._filled(self.rule.hint, fields, in_language)

    def _filled(self, template: str, fields: FieldLabels, code: Language | None) -> str:
        shown = {name: visible(self.shown_value(name, fields, code)) for name in self.rule.names}
        label = fields.label(self.field, code) if self.field else ""
        return translated(template, code or language()).format(field=label, **shown)


@dataclass(frozen=True, slots=True)
class Findings:
    """An ordered collection of findings.

    Attributes
    ----------
    items : tuple of Finding
        The findings, in the order in which they were made.
    """

    items: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __add__(self, more: Iterable[Finding]) -> Findings:
        return Findings((*self.items, *more))

    def of(self, severity: Severity) -> Findings:
        """Return the findings of one severity."""
        return Findings(tuple(finding for finding in self.items if finding.severity == severity))

    @property
    def counts(self) -> dict[Severity, int]:
        """Number of findings by severity."""
        counted = Counter(finding.severity for finding in self.items)
        return {severity: counted[severity] for severity in SEVERITIES}

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity == "error" for finding in self.items)
