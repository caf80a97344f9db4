"""The limits of a plan by fiscal year as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.policy.describe.fields import markdown_table
from rpa_scout.policy.plan import LIMIT_LABELS, LIMIT_REASONS, PlanLimits
from rpa_scout.text import N_, Language, translated


def plan_lines(limits: PlanLimits, code: Language) -> Iterator[str]:
    """Yield the limits of a plan, what holds where there is none, and where they come from."""

    def say(sentence: str) -> str:
        return translated(sentence, code)

    headings = (N_("limit"), N_("value"), N_("reason"))
    rows = [
        (f"{say(label)}<br>`{name}`", _limit_text(limits, name), say(LIMIT_REASONS[name]))
        for name, label in LIMIT_LABELS.items()
    ]
    yield from markdown_table(map(say, headings), rows)
    if source := limits.source.text_in(code):
        yield ""
        yield source


def _limit_text(limits: PlanLimits, name: str) -> str:
    """Write the value of a limit with its exceptions by year; a dash where there is none."""
    limit = getattr(limits, name)
    by_year = getattr(limits, name.replace("_per_year", "_in"), {})
    by_key = limit if isinstance(limit, dict) else {}
    lines = [f"{key}: {figure:,.10g}" for key, figure in (by_key | _figures(by_year)).items()]
    if isinstance(limit, bool):
        lines.insert(0, str(limit).lower())
    elif isinstance(limit, int | float):
        lines.insert(0, f"{limit:,.10g}" if name != "first_year" else str(limit))
    return "<br>".join(lines) or "–"


def _figures(by_year: object) -> dict[str, float]:
    return by_year if isinstance(by_year, dict) else {}
