"""Output of the commands: findings, coverage, written files, and a progress bar."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from rich.console import Console, ConsoleOptions, RenderableType
from rich.markup import escape
from rich.segment import Segment

from rpa_scout.cli.surroundings.terminal import json_for_screen, steers, visible
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.findings import FindingGroup, Findings, Severity, grouped
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet
from rpa_scout.text import N_, _

_PIPED_WIDTH = 160
_FINDINGS_SHOWN = 40
_SHOWN_AFTER_SECONDS = 0.5
_SEVERITY_LABELS: dict[Severity, str] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("note"),
}
_SEVERITY_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "dim"}


class SafeConsole(Console):
    """A console of rich that passes on no control character of the text it is given."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render, and replace control characters; the styles come later and are rich's own."""
        for segment in super().render(renderable, options):
            if segment.control is None and steers(segment.text):
                yield Segment(visible(segment.text), segment.style)
            else:
                yield segment


def console(*, stderr: bool = False) -> Console:
    """Return a console; if it is not a terminal, make it wide enough for every table."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPED_WIDTH
    return SafeConsole(stderr=stderr, width=width, highlight=False, soft_wrap=False)


def exit_code(inventory: Inventory, *, exit_zero: bool = False) -> int:
    """Return 0 without errors, 1 with errors unless that shall be 0, 2 if nothing could be read."""
    if not inventory.tables:
        return 2
    return 1 if inventory.findings.has_errors and not exit_zero else 0


def print_findings(
    findings: Findings,
    fields: FieldSet,
    out: Console,
    most: int | None = _FINDINGS_SHOWN,
    *,
    notes: bool = True,
) -> None:
    """Print findings, errors first, one line for what is the same in many cells."""
    if not len(findings):
        return
    out.print(_counts_line(findings))
    # Notes are many and need no action.
    severities = [
        severity for severity in _SEVERITY_LABELS if severity != "info" or (notes and most is None)
    ]
    groups = [group for severity in severities for group in grouped(findings.of(severity))]
    for group in groups[:most]:
        out.print(_finding_line(group, fields), soft_wrap=True)
    if most is not None:
        remaining = len(findings) - sum(group.count for group in groups[:most])
        if remaining:
            out.print(_("… +{count} more (rpa-scout check shows all)").format(count=remaining))
    elif not notes and findings.counts["info"]:
        hidden = _("{count:,} notes are not shown; --notes shows them.")
        out.print(hidden.format(count=findings.counts["info"]))


def _counts_line(findings: Findings) -> str:
    counts = findings.counts
    parts = [f"{_(label)} {counts[severity]}" for severity, label in _SEVERITY_LABELS.items()]
    return _("Findings: {counts}").format(counts=" / ".join(parts))


def _finding_line(group: FindingGroup, fields: FieldSet) -> str:
    label = f"[{_SEVERITY_STYLES[group.severity]}]{_(_SEVERITY_LABELS[group.severity])}[/]"
    location = escape(" ".join(part for part in (group.first.file, group.place) if part))
    prefix = f"{location}: " if location else ""
    return f"  {label} {prefix}{escape(group.message(fields))}"


def print_coverage(inventory: Inventory, out: Console) -> None:
    """Print the coverage: rows read, used, with warnings and excluded."""
    table = ScreenTable(_("Coverage"))
    table.add_columns(_("Department"), _("File"), _("Sheet"))
    table.add_columns(_("Rows read"), _("Used"), _("With warnings"), _("Left out"), number=True)
    for department, file, sheet, *counts, says_none in inventory.coverage.itertuples(index=False):
        texts = [f"{count:,}" for count in counts]
        if says_none:
            texts[0] = _("no such task")
        table.add_row(department, file, sheet, *texts)
    out.print(table)


def write_json(content: Mapping[str, Any], target: str) -> None:
    """Write JSON to a file, or to standard output if `target` is ``-``."""
    from rpa_scout.cli.outputs import json_schema, kind_of_schema
    from rpa_scout.output import write_file
    from rpa_scout.reporting.ranking_json import to_text

    if target == "-":
        # JSON is UTF-8, whatever the console's encoding.
        sys.stdout.flush()
        sys.stdout.buffer.write(json_for_screen(to_text(content)).encode("utf-8"))
        return
    schema = str(content.get("schema", json_schema()))
    # The mark of a file comes first, so that an earlier result is known by its first line.
    text = to_text({"schema": schema, **content})
    write_file(target, text.encode("utf-8"), kind=kind_of_schema(schema))


def print_written(paths: Iterable[Path | str | None], out: Console | None = None) -> None:
    """Name the files that were written; JSON on the screen is none."""
    for path in paths:
        if path not in (None, "-"):
            print_line(_("Written: {path}").format(path=path), out)


def print_line(line: str, out: Console | None = None) -> None:
    """Print a line as it is, however long."""
    (out or console()).print(line, markup=False, soft_wrap=True)


def print_lines(lines: Iterable[str], out: Console | None = None) -> None:
    """Print lines as they are."""
    for line in lines:
        print_line(line, out)


class Bar:
    """A progress bar on a terminal, shown after half a second; a context manager."""

    def __init__(self) -> None:
        self._console = SafeConsole(stderr=True)
        self._stage, self._total, self._done = "", 0, 0
        self._started = time.monotonic()
        self._status = self._console.status("")
        self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
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
