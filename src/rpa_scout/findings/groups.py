"""Findings that say the same of many cells, joined into one line.

Replies, questions and JSON need one finding per cell. A person who reads a list needs one line for
a column in which 174 cells have the same finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rpa_scout.findings.finding import FieldLabels, Finding
from rpa_scout.findings.rule import Severity
from rpa_scout.text import N_, Language, language, translated

_FEWEST = 3
"""Two findings are read faster one by one than as a group."""

_CELLS_SHOWN = 4
_VALUES_SHOWN = 3
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_AND_MORE = N_("{sentence} So too in {count:,} more cells.")
_AND_OTHER_VALUES = N_("{sentence} So too in {count:,} more cells: {values}.")


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one kind on one column of one list, or a single one."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The first finding, which the sentence quotes."""
        return self.findings[0]

    @property
    def severity(self) -> Severity:
        """Severity, the same for all findings."""
        return self.first.severity

    @property
    def count(self) -> int:
        """Number of findings."""
        return len(self.findings)

    @property
    def cells(self) -> str:
        """Their cells, such as ``M2～M9、M12``; those that run on as a span."""
        spans = list(_spans(finding.cell for finding in self.findings if finding.cell))
        listed = "、".join(spans[:_CELLS_SHOWN])
        return f"{listed} +{len(spans) - _CELLS_SHOWN}" if len(spans) > _CELLS_SHOWN else listed

    @property
    def place(self) -> str:
        """Their place within the file; ``""`` for the file as a whole."""
        return "!".join(part for part in (self.first.sheet, self.cells) if part)

    def message(self, fields: FieldLabels, in_language: Language | None = None) -> str:
        """Return one sentence for all, in the user's language."""
        sentence = self.first.message(fields, in_language)
        if self.count == 1:
            return sentence
        values = dict.fromkeys(finding.quoted for finding in self.findings)
        more = [value for value in values if value and value != self.first.quoted]
        template = translated(_AND_OTHER_VALUES if more else _AND_MORE, in_language or language())
        shown = "、".join(more[:_VALUES_SHOWN]) + (" …" if len(more) > _VALUES_SHOWN else "")
        return template.format(sentence=sentence, count=self.count - 1, values=shown)


def grouped(findings: Iterable[Finding], *, tasks_apart: bool = False) -> tuple[FindingGroup, ...]:
    """Put findings of the same kind on the same column together, where there are many.

    Errors stay apart, because each costs something. With `tasks_apart` so do warnings on tasks.

    >>> found = [Finding("choice_read_as", "a.csv", "", f"M{row}", "manual") for row in (2, 3, 4)]
    >>> [(group.count, group.cells) for group in grouped(found)]
    [(3, 'M2～M4')]
    """
    members: dict[tuple[str, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        key = (finding.code, finding.file, finding.sheet, finding.field)
        stays_apart = finding.severity == "error" or (
            tasks_apart and finding.severity == "warning" and bool(finding.row_id)
        )
        members.setdefault((*key, str(number)) if stays_apart else key, []).append(finding)
    groups = []
    for alike in members.values():
        if len(alike) < _FEWEST:
            groups += [FindingGroup((finding,)) for finding in alike]
        else:
            groups.append(FindingGroup(tuple(alike)))
    return tuple(groups)


def _spans(cells: Iterable[str]) -> Iterable[str]:
    """Yield cells in their order, those below each other as one span."""
    first = last = ""
    for cell in dict.fromkeys(cells):
        if last and _is_below(cell, last):
            last = cell
            continue
        if first:
            yield _span(first, last)
        first = last = cell
    if first:
        yield _span(first, last)


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}～{last}"


def _is_below(cell: str, above: str) -> bool:
    lower, upper = _CELL.fullmatch(cell), _CELL.fullmatch(above)
    return bool(lower and upper and lower[1] == upper[1] and int(lower[2]) == int(upper[2]) + 1)
