"""The city's figures of money as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.policy.describe.fields import markdown_table
from rpa_scout.policy.model import Policy
from rpa_scout.policy.money import STAFF_CLASSES, Money, YenFigure
from rpa_scout.text import N_, Language, translated


def money_lines(policy: Policy, money: Money, code: Language) -> Iterator[str]:
    """Yield what an hour and a licence cost, and where the figures come from."""

    def say(sentence: str) -> str:
        return translated(sentence, code)

    headings = (N_("cost of"), N_("yen"), N_("share of the hours saved"))
    rows = [
        (say(STAFF_CLASSES[name]), _text(money.staff_yen_per_hour[name]), f"{share:.0%}")
        for name, share in money.shares.items()
    ]
    licence = say(N_("a licence a year, for {tasks:g} tasks"))
    for means in policy.means:
        if means.licence_yen_per_year is not None:
            label = f"{means.label_in(code)}: {licence.format(tasks=means.tasks_per_licence)}"
            reason = means.licence_reason.text_in(code)
            rows.append((label, f"{_text(means.licence_yen_per_year)} {reason}".strip(), ""))
    if money.licence_yen_per_year is not None:
        label = licence.format(tasks=money.tasks_per_licence)
        rows.append((label, _text(money.licence_yen_per_year), ""))
    yield from markdown_table(map(say, headings), rows)
    if source := money.source.text_in(code):
        yield ""
        yield source


def _text(figure: YenFigure) -> str:
    if figure.low == figure.high:
        return f"{figure.mode:,.10g}"
    return f"{figure.mode:,.10g} ({figure.low:,.10g} – {figure.high:,.10g})"
