"""The limits above which a person has to confirm an answer, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.policy.checks import Checks
from rpa_scout.text import N_, Language, translated

_LIMITS = (
    N_(
        "Above the hours of the department's staff ({hours:,g} hours a year each; "
        "{staff:,g} staff where the number is not known)."
    ),
    N_(
        "Minutes per item or hours a year above {factor:,g} times the median of their "
        "kind (from {group} tasks of the kind on)."
    ),
)


def check_lines(checks: Checks, code: Language) -> Iterator[str]:
    """Yield the limits, and where their figures come from."""
    figures = {
        "hours": checks.hours_per_staff_year,
        "staff": checks.largest_department_staff,
        "factor": checks.unconfirmed_outlier_factor,
        "group": checks.outlier_group,
    }
    yield from (f"- {translated(limit, code).format(**figures)}" for limit in _LIMITS)
    yield f"- {checks.source.text_in(code)}"
