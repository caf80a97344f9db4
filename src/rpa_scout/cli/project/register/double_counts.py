"""Possible double counts on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from rpa_scout.cli.screen import print_line
from rpa_scout.project.surveys.double_counts import PossibleDoubleCount, double_count_sentence
from rpa_scout.text import _

_MOST_SHOWN = 10


def print_double_counts(project: str, pairs: Sequence[PossibleDoubleCount], out: Console) -> None:
    """Print automations and tasks that may be the same work, with the commands that decide it."""
    if not pairs:
        return
    heading = _("Possible double counts ({count:,}), until somebody decides:")
    out.print(heading.format(count=len(pairs)), markup=False)
    for pair in pairs[:_MOST_SHOWN]:
        print_line(f"  {double_count_sentence(pair)}", out)
        words = f"'{pair.automation_id}={pair.task_id}'"
        command = f"    rpa-scout project actuals {project} --assign {words}"
        print_line(command, out)
    if len(pairs) > _MOST_SHOWN:
        more = _("  … +{count:,} more (--json holds all)")
        out.print(more.format(count=len(pairs) - _MOST_SHOWN), markup=False)
    print_line(
        _(
            "  Not the same? project actuals {project} --not-same AUTOMATION=TASK_ID --reason TEXT"
        ).format(project=project),
        out,
    )
