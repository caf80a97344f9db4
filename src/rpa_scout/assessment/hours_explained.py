"""How the hours saved of a task come about: as data, and as lines in the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from rpa_scout.assessment.break_even import break_even_advice
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.evidence.nearest import NearCase, nearest_cases
from rpa_scout.policy.describe import PARAMETER_LABELS
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.simulation import BreakEvenRange, SavingsSimulation
from rpa_scout.savings.waterfall import Influence, Waterfall, influences, waterfall
from rpa_scout.text import N_, _

__all__ = ["STEP_LABELS", "HoursExplanation", "explain_hours", "hours_lines", "published_line"]

STEP_LABELS = {
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

_COMPARED = ("pattern", "input_form", "judgement")
_READS_PAPER = {"rpa": False, "ocr_rpa": True}
_SHOWN_INFLUENCES = 4


@dataclass(frozen=True, slots=True)
class HoursExplanation:
    """How the hours saved of a task come about.

    Attributes
    ----------
    waterfall : Waterfall or None
        From the hours of today to the mean saved; None where no hours are known or no means fits.
    influences : tuple of Influence
        The parameters its spread comes from, the largest share first.
    nearest : tuple of NearCase
        The published cases most like it, with their sources.
    break_even, break_even_p10, break_even_p90 : float
        Items per run from which automation beats doing it by hand, and the range of that.
    advice : str
        What that means for the task, in the user's language.
    """

    waterfall: Waterfall | None
    influences: tuple[Influence, ...]
    nearest: tuple[NearCase, ...]
    break_even: float
    break_even_p10: float
    break_even_p90: float
    advice: str


def explain_hours(
    simulation: SavingsSimulation,
    choice: MeansChoice,
    break_even: BreakEvenRange,
    answers: pd.Series,
    task: int,
    *,
    saves: bool,
) -> HoursExplanation:
    """Explain the hours saved of a task.

    Parameters
    ----------
    simulation : SavingsSimulation
        The draws.
    choice : MeansChoice
        The means of all tasks.
    break_even : BreakEvenRange
        Of all tasks.
    answers : Series
        The task's answers by field.
    task : int
        Position of the task.
    saves : bool
        Whether it is expected to save hours (p50 above 0).

    Returns
    -------
    HoursExplanation
        As data.
    """
    even = float(choice.savings.break_even_items_per_run[task])
    parts = waterfall(simulation, task)
    codes = {name: None if pd.isna(answers[name]) else str(answers[name]) for name in _COMPARED}
    near = nearest_cases(
        codes,
        ai_ocr=_READS_PAPER.get(choice.chosen(task).id),
        hours_per_year=parts.hours_now if parts else None,
    )
    return HoursExplanation(
        waterfall=parts,
        influences=influences(simulation, task),
        nearest=near,
        break_even=even,
        break_even_p10=float(break_even.p10[task]),
        break_even_p90=float(break_even.p90[task]),
        advice=break_even_advice(even, float(answers["items_per_run"]), saves=saves),
    )


def hours_lines(hours: HoursExplanation) -> Iterator[str]:
    """Yield the explanation line by line.

    Parameters
    ----------
    hours : HoursExplanation
        The data.

    Yields
    ------
    str
        Lines in the user's language.
    """
    if hours.waterfall:
        yield _("Hours a year now {hours:,.1f}").format(hours=hours.waterfall.hours_now)
        for name, step in hours.waterfall.steps.items():
            yield f"  {step:+10,.1f}  {_(STEP_LABELS[name])}"
        yield _("Saved (mean) {hours:,.1f}").format(hours=hours.waterfall.saved)
    if hours.advice:
        yield hours.advice
    for one in hours.influences[:_SHOWN_INFLUENCES]:
        label = _(PARAMETER_LABELS[one.parameter])
        yield _("  {share:.0%} of the spread: {label}").format(
            share=one.variance_share, label=label
        )
    for near in hours.nearest:
        yield published_line(near.case)


def published_line(case: ReferenceCase) -> str:
    """Say what a published case came to, and where that stands.

    Parameters
    ----------
    case : ReferenceCase
        A case with a result.

    Returns
    -------
    str
        A line in the user's language.
    """
    share = case.result or 0.0
    if share >= 0.0:
        result = _("{share:.0%} saved").format(share=share)
    else:
        result = _("time rose to {factor:.1f} times").format(factor=1.0 - share)
    return _("  published: {body} “{task}”: {result} ({source})").format(
        body=case.body, task=case.task, result=result, source=case.source_url
    )
