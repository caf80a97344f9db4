"""What changed between two assessments: on the terminal, and as JSON."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from rpa_scout.cli.project.plain import plain, plain_rows
from rpa_scout.comparison.assessments import AssessmentComparison
from rpa_scout.comparison.sentences import change_sentences
from rpa_scout.text import _

__all__ = ["comparison_json", "print_comparison"]


def print_comparison(comparison: AssessmentComparison, out: Console, top: int) -> None:
    """Print which tasks' scores, ranks and hours changed, and why."""
    count = len(comparison.changed)
    title = _("{count:,} tasks have another score, other hours or another means:")
    _print_line(out, title.format(count=count) if count else _("No score, hours or means changed."))
    fields = comparison.new.inventory.fields
    for task in comparison.changed[:top]:
        change = comparison.of(task)
        _print_line(out, f"  {change.department} {change.name} [{task}]")
        for line in change_sentences(change, comparison.old.policy, comparison.new.policy, fields):
            _print_line(out, f"    {line}")
    if count > top:
        _print_line(out, _("  … +{count:,} more (--top N shows more)").format(count=count - top))


def comparison_json(comparison: AssessmentComparison) -> dict[str, Any]:
    """Return what changed as JSON types."""
    return {
        "tasks": plain_rows(comparison.table),
        "changed": [plain(comparison.of(task)) for task in comparison.changed],
    }


def _print_line(out: Console, line: str) -> None:
    out.print(line, markup=False, soft_wrap=True)
