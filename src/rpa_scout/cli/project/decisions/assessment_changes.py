"""What changed between two assessments: on the terminal, and as JSON."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from rpa_scout.cli.screen import print_line
from rpa_scout.comparison.assessments import AssessmentComparison
from rpa_scout.comparison.sentences import change_sentences
from rpa_scout.reporting.plain import plain, plain_rows
from rpa_scout.text import _


def print_comparison(comparison: AssessmentComparison, out: Console, top: int) -> None:
    """Print which tasks' scores, ranks and hours changed, and why."""
    count = len(comparison.changed)
    title = _("{count:,} tasks have another score, other hours or another means:")
    print_line(title.format(count=count) if count else _("No score, hours or means changed."), out)
    fields = comparison.new.inventory.fields
    for task in comparison.changed[:top]:
        change = comparison.of(task)
        print_line(f"  {change.department} {change.name} [{task}]", out)
        for line in change_sentences(change, comparison.old.policy, comparison.new.policy, fields):
            print_line(f"    {line}", out)
    if count > top:
        print_line(_("  … +{count:,} more (--top N shows more)").format(count=count - top), out)


def comparison_json(comparison: AssessmentComparison) -> dict[str, Any]:
    """Return what changed as JSON types."""
    return {
        "tasks": plain_rows(comparison.table),
        "changed": [plain(comparison.of(task)) for task in comparison.changed],
    }
