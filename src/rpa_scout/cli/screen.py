"""Output of the commands: findings, coverage, written files, and a progress bar."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rpa_scout.findings import Finding, Findings, Severity
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet
from rpa_scout.text import N_, _

__all__ = ["Bar", "console", "exit_code", "print_coverage", "print_findings", "write_json"]

_PIPED_WIDTH = 160
_FINDINGS_SHOWN = 40
_SHOWN_AFTER_SECONDS = 0.5
_SEVERITY_LABELS: dict[Severity, str] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("note"),
}
_SEVERITY_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "dim"}


def console(*, stderr: bool = False) -> Console:
    """Return a console; if it is not a terminal, make it wide enough for every table."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPED_WIDTH
    return Console(stderr=stderr, width=width, highlight=False, soft_wrap=False)


def exit_code(inventory: Inventory) -> int:
    """Return 0 without errors, 1 with errors, 2 if nothing could be read."""
    if not inventory.tables:
        return 2
    return 1 if inventory.findings.has_errors else 0


def print_findings(
    findings: Findings, fields: FieldSet, out: Console, most: int | None = _FINDINGS_SHOWN
) -> None:
    """Print findings, errors first, one per line."""
    if not len(findings):
        return
    out.print(_counts_line(findings))
    ordered = [finding for severity in _SEVERITY_LABELS for finding in findings.of(severity)]
    if most is not None:  # notes are many and need no action
        ordered = [finding for finding in ordered if finding.severity != "info"]
    for finding in ordered[:most]:
        out.print(_finding_line(finding, fields), soft_wrap=True)
    if most is not None and len(findings) > len(ordered[:most]):
        hidden = len(findings) - len(ordered[:most])
        out.print(_("… +{count} more (rpa-scout check shows all)").format(count=hidden))


def _counts_line(findings: Findings) -> str:
    counts = findings.counts
    parts = [f"{_(label)} {counts[severity]}" for severity, label in _SEVERITY_LABELS.items()]
    return _("Findings: {counts}").format(counts=" / ".join(parts))


def _finding_line(finding: Finding, fields: FieldSet) -> str:
    label = f"[{_SEVERITY_STYLES[finding.severity]}]{_(_SEVERITY_LABELS[finding.severity])}[/]"
    location = escape(" ".join(part for part in (finding.file, finding.place) if part))
    prefix = f"{location}: " if location else ""
    return f"  {label} {prefix}{escape(finding.message(fields))}"


def print_coverage(inventory: Inventory, out: Console) -> None:
    """Print the coverage: rows read, used, with warnings and excluded."""
    table = Table(title=_("Coverage"), title_justify="left", box=None, padding=(0, 1))
    for heading in (_("Department"), _("File"), _("Sheet")):
        table.add_column(heading, overflow="fold")
    for heading in (_("Rows read"), _("Used"), _("With warnings"), _("Left out")):
        table.add_column(heading, justify="right")
    for department, file, sheet, *counts in inventory.coverage.itertuples(index=False):
        names = map(escape, (department, file, sheet))
        table.add_row(*names, *(f"{count:,}" for count in counts))
    out.print(table)


def write_json(content: object, target: str) -> None:
    """Write JSON to a file, or to standard output if `target` is ``-``."""
    from rpa_scout.output import written_aside
    from rpa_scout.reporting.ranking_json import to_text

    text = to_text(content)
    if target == "-":
        # JSON is UTF-8, whatever the console's encoding.
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        return
    with written_aside(Path(target)) as temporary_path:
        temporary_path.write_text(text, encoding="utf-8")


class Bar:
    """A progress bar on a terminal, shown after half a second; a context manager."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._stage, self._total, self._done = "", 0, 0
        self._started = time.monotonic()
        self._status = self._console.status("")
        self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._status.stop()

    def start(self, stage: str, total: int) -> None:
        """Start a stage of `total` steps."""
        self._stage, self._total, self._done = stage, total, 0
        self._show("")

    def advance(self, done: int = 1, detail: str = "") -> None:
        """Report `done` more finished steps."""
        self._done += done
        self._show(detail)

    def _show(self, detail: str) -> None:
        if not self._console.is_terminal:
            return
        if not self._is_shown and time.monotonic() - self._started > _SHOWN_AFTER_SECONDS:
            self._status.start()
            self._is_shown = True
        self._status.update(f"{_(self._stage)} {self._done:,}/{self._total:,} {escape(detail)}")
