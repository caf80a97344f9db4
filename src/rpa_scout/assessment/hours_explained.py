"""The explanation of a task's hours saved, as data and as lines in the user's language."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from rpa_scout.assessment.break_even import break_even_advice
from rpa_scout.assessment.money import yen_sentence
from rpa_scout.chances import chance_text
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.evidence.nearest import COMPARED_FIELDS, NearCase, nearest_cases
from rpa_scout.policy.describe import PARAMETER_LABELS
from rpa_scout.policy.money import Money
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.savings.summary import SavingsSummary
from rpa_scout.savings.waterfall import (
    Influence,
    Waterfall,
    WorseOutcome,
    drawn_steps,
    influences,
)
from rpa_scout.text import N_, _, language

STEP_LABELS = {
    "reporting": N_("likely error of the reported times"),
    "by_hand": N_("items that do not go through the robot"),
    "not_automated": N_("work that stays with people"),
    "exceptions": N_("exceptions"),
    "checking": N_("checking"),
    "correction": N_("making digital and correcting"),
    "attendance": N_("attendance and set-up"),
    "upkeep": N_("upkeep"),
    "realisation": N_("loss from trial to live use"),
}
"""Labels of the waterfall's steps, by code."""

SHORT_STEP_LABELS = {
    "reporting": N_("error of reports"),
    "by_hand": N_("done by hand"),
    "not_automated": N_("left to people"),
    "exceptions": N_("exceptions"),
    "checking": N_("checking"),
    "correction": N_("reading, correcting"),
    "attendance": N_("attendance, set-up"),
    "upkeep": N_("upkeep"),
    "realisation": N_("loss in live use"),
}
"""The same for charts, which have little room."""

_SHOWN_INFLUENCES = 4


@dataclass(frozen=True, slots=True)
class HoursExplanation:
    """The explanation of a task's hours saved.

    Attributes
    ----------
    waterfall : Waterfall or None
        From the hours of today to the p50 of the hours saved; None where no hours are known or no
        means fits.
    hours_per_year : float
        Hours a year now, as surveyed; NaN where unknown.
    formula : str
        How they follow from runs, items and minutes, in the user's language; empty where these are
        not all known.
    saved_p10, saved_p50, saved_p90 : float
        Hours saved a year, as in the ranking.
    chance_worse : float
        Chance that time rises or nothing is saved, 0 to 1; NaN where there is no estimate.
    worse_by_hours_per_year : float
        Hours a year by which time rises then (p50 of those draws); NaN where it cannot happen.
    worse_cause : str or None
        Code of the step that causes most of it; a key of `STEP_LABELS`.
    worse_sentence : str
        These three in the user's language; empty where there is no estimate.
    influences : tuple of Influence
        Parameters that the spread comes from, the largest share first.
    nearest : tuple of NearCase
        The most similar published cases, with their sources.
    break_even, break_even_p10, break_even_p90 : float
        Items per run from which automation takes less time than work by hand: p50 and range.
    advice : str
        The same as a sentence about the task, in the user's language.
    in_yen : str
        The hours saved as yen, in the user's language; empty where the city has entered no price,
        or no hours are estimated.
    """

    waterfall: Waterfall | None
    hours_per_year: float
    formula: str
    saved_p10: float
    saved_p50: float
    saved_p90: float
    chance_worse: float
    worse_by_hours_per_year: float
    worse_cause: str | None
    worse_sentence: str
    influences: tuple[Influence, ...]
    nearest: tuple[NearCase, ...]
    break_even: float
    break_even_p10: float
    break_even_p90: float
    advice: str
    in_yen: str


def explain_hours(
    simulation: SavingsSimulation,
    choice: MeansChoice,
    figures: SavingsSummary,
    answers: pd.Series,
    task: int,
    money: Money | None = None,
) -> HoursExplanation:
    """Explain the hours saved of a task."""
    saved, break_even = figures.saved, figures.break_even
    even, p50 = float(break_even.p50[task]), float(saved.p50[task])
    drawn = drawn_steps(simulation, task)
    worse = drawn.worse_outcome() if drawn else WorseOutcome(math.nan, math.nan, None)
    hours_now = float(simulation.hours_per_year[task])
    codes = {
        name: str(answers[name])
        for name in COMPARED_FIELDS
        if name in answers.index and not pd.isna(answers[name])
    }
    chosen = choice.chosen(task)
    near = nearest_cases(
        codes,
        ai_ocr=getattr(chosen, "reads_paper", None),
        means=getattr(chosen, "steps", ()) or (chosen.id,),
        hours_per_year=hours_now,
    )
    return HoursExplanation(
        waterfall=drawn.waterfall() if drawn else None,
        hours_per_year=hours_now,
        formula=_formula(answers),
        saved_p10=float(saved.p10[task]),
        saved_p50=p50,
        saved_p90=float(saved.p90[task]),
        chance_worse=worse.chance,
        worse_by_hours_per_year=worse.by_hours_per_year,
        worse_cause=worse.cause,
        worse_sentence=_worse_sentence(worse),
        influences=influences(simulation, task),
        nearest=near,
        break_even=even,
        break_even_p10=float(break_even.p10[task]),
        break_even_p90=float(break_even.p90[task]),
        advice=break_even_advice(even, float(answers["items_per_run"]), saves=p50 > 0.0),
        in_yen=yen_sentence(saved.of(task), money) if money and drawn else "",
    )


def hours_lines(hours: HoursExplanation) -> Iterator[str]:
    """Yield the explanation line by line."""
    yield _now_line(hours)
    if hours.waterfall:
        for name, step in hours.waterfall.steps.items():
            yield f"  {round(step, 1) + 0.0:+10,.1f}  {_(STEP_LABELS[name])}"
        yield saved_text(hours)
        if hours.in_yen:
            yield hours.in_yen
        yield hours.worse_sentence
    if hours.advice:
        yield hours.advice
    for influence in hours.influences[:_SHOWN_INFLUENCES]:
        label = _(PARAMETER_LABELS[influence.parameter])
        yield _("  {share:.0%} of the spread: {label}").format(
            share=influence.variance_share, label=label
        )
    for near in hours.nearest:
        yield published_line(near.case)


def _formula(answers: pd.Series) -> str:
    named = {name: float(answers[name]) for name in ("runs_per_year", "items_per_run",
                                                     "minutes_per_item")}  # fmt: skip
    if any(map(math.isnan, named.values())):
        return ""
    setup = float(answers["setup_minutes_per_run"])
    named["setup"] = 0.0 if math.isnan(setup) else setup
    formula = _(
        "{runs_per_year} runs × ({minutes_per_item} min × {items_per_run} items + {setup} min of "
        "set-up) ÷ 60"
    )
    return formula.format(**{name: f"{number:,.10g}" for name, number in named.items()})


def _now_line(hours: HoursExplanation) -> str:
    """Return the hours of today, and where they come from."""
    if math.isnan(hours.hours_per_year):
        return _("Hours a year now: unknown")
    line = _("Hours a year now {hours:,.1f}").format(hours=hours.hours_per_year)
    return f"{line} ＝ {hours.formula}" if hours.formula else line + _(" (as reported)")


def saved_text(hours: HoursExplanation) -> str:
    """Return a sentence on the hours that a task saves: p50, and p10 to p90."""
    low, middle, high = (
        round(number, 1) + 0.0 for number in (hours.saved_p10, hours.saved_p50, hours.saved_p90)
    )
    return _("Saved {p50:,.1f} hours a year (range {p10:,.1f} to {p90:,.1f})").format(
        p50=middle, p10=low, p90=high
    )


def _worse_sentence(worse: WorseOutcome) -> str:
    if math.isnan(worse.chance):
        return ""
    chance = chance_text(worse.chance)
    if worse.cause is None:
        return _("Chance that time rises or nothing is saved: {chance}.").format(chance=chance)
    sentence = _(
        "Chance that time rises or nothing is saved: {chance}. Time then rises by about "
        "{hours:,.0f} hours a year; the main cause is: {cause}."
    )
    cause = _(STEP_LABELS[worse.cause])
    return sentence.format(chance=chance, hours=worse.by_hours_per_year, cause=cause)


def published_line(case: ReferenceCase) -> str:
    """Return a line on the result of a published case, with its source."""
    share = case.result or 0.0
    if share >= 0.0:
        result = _("{share:.0%} saved").format(share=share)
    else:
        result = _("time rose to {factor:.1f} times").format(factor=1.0 - share)
    code = language()
    return _("  published: {body} “{task}”: {result} ({source})").format(
        body=case.body_in(code), task=case.task_in(code), result=result, source=case.source_url
    )
