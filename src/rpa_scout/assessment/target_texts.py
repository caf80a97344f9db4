"""Sentences on the targets, shared by all outputs: chances are never worded as certain."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.assessment.goal_chances import Chances
from rpa_scout.assessment.starting_point import StartingPoint
from rpa_scout.assessment.target import NeededFor, SetOutlook, TargetOutlook
from rpa_scout.chances import chance_text
from rpa_scout.fiscal_years import fiscal_year_in_full
from rpa_scout.policy.targets import Targets
from rpa_scout.text import _, language, listed, one_after_another


def target_sentences(target: TargetOutlook) -> Iterator[str]:
    """Yield the starting point, the tasks needed for each probability, and all candidates."""
    yield start_sentence(target.start, target.targets)
    for needed in target.needed_for:
        yield needed_sentence(needed)
    yield all_candidates_sentence(target)


def start_sentence(start: StartingPoint, targets: Targets) -> str:
    """Return the sentences on the starting point."""
    parts = [_first_of_start(start, targets)]
    if start.register_tasks is not None and start.source != "plan":
        parts.append(_of_register(start.register_tasks, targets))
    if start.source == "plan_and_register" and targets.computed:
        parts.append(
            _("As the register is not declared complete, it does not lower the plan's figures.")
        )
    if start.adopted:
        adopted = _("{count:,} adopted tasks are included as estimated.")
        parts.append(adopted.format(count=len(start.adopted)))
    share = start.attrition
    if share is not None:
        attrition = _(
            "Of what already runs, {low:.0%} to {high:.0%} a year (likeliest {mode:.0%}) is taken "
            "to end: {running_hours:,.0f} hours and {running_tasks:,.0f} tasks remain (middle of "
            "the estimate)."
        )
        parts.append(
            attrition.format(
                low=share.low,
                mode=share.mode,
                high=share.high,
                running_hours=start.running_hours,
                running_tasks=start.running_tasks,
            )
        )
    return one_after_another(parts)


def _first_of_start(start: StartingPoint, targets: Targets) -> str:
    if start.source == "register":
        return _(
            "Starting point: the register, which is declared complete: {hours:,.0f} hours a year "
            "and {tasks:,.0f} tasks in the goals' year."
        ).format(hours=start.running_hours, tasks=start.running_tasks)
    hours, tasks = targets.of_figure("hours"), targets.of_figure("tasks")
    shown = (
        (_("{figure:,.0f} hours a year ({year})"), hours),
        (_("{figure:,.0f} tasks ({year})"), tasks),
    )
    figures = [
        text.format(figure=target.baseline, year=fiscal_year_in_full(target.baseline_year))
        for text, target in shown
        if target
    ]
    if not figures:
        sentence = _("Starting point: the plan has no figures in hours or tasks.")
    elif start.source == "plan":
        sentence = _("Starting point: the plan's figures, {figures}.")
    else:
        sentence = _("Starting point: the plan's figures, {figures}, and what went live since.")
    return sentence.format(figures=listed(figures))


def _of_register(register: int, targets: Targets) -> str:
    tasks = targets.of_figure("tasks")
    if tasks is None:
        return _("{register:,} tasks in the register.").format(register=register)
    sentence = _("{register:,} tasks in the register / {tasks:,.0f} in the plan.")
    return sentence.format(register=register, tasks=tasks.baseline)


def needed_sentence(needed: NeededFor) -> str:
    """Return a sentence on the candidates needed for a probability of all goals."""
    chance = chance_text(needed.chance)
    outlook = needed.outlook
    if outlook is None:
        sentence = _("{chance} chance of all goals: not even all candidates together are enough.")
        return sentence.format(chance=chance)
    if outlook.adopted == 0:
        sentence = _("{chance} chance of all goals: no further candidate is needed (estimate).")
        return sentence.format(chance=chance)
    return _(
        "{chance} chance of all goals: adopt the {count:,} candidates among the first {first:,} "
        "of the ranking; about {live:,.0f} go live and save {p50:,.0f} hours a year "
        "({p10:,.0f}–{p90:,.0f})."
    ).format(chance=chance, first=needed.first, **_figures(outlook))


def headline_sentence(target: TargetOutlook) -> str:
    """Return the one sentence that a ranking is summed up in."""
    needed, of_all = target.headline, target.of_all
    if not of_all.adopted and (needed.outlook is None or not target.has_goals):
        return all_candidates_sentence(target)
    if not target.has_goals:
        return _(
            "No goal of the policy is computed; with all {count:,} candidates adopted, {p50:,.0f} "
            "more hours a year are saved ({p10:,.0f} to {p90:,.0f})."
        ).format(**_figures(of_all))
    if needed.outlook is None:
        return _(
            "Even with all {count:,} candidates adopted, the chance of all goals is {chance} "
            "(estimate)."
        ).format(count=of_all.adopted, chance=chance_text(of_all.chances.both))
    if needed.outlook.adopted == 0:
        return needed_sentence(needed)
    return _(
        "The {count:,} candidates of the first {first:,}: about {chance} chance of all goals "
        "(estimate), {p50:,.0f} more hours a year ({p10:,.0f}–{p90:,.0f})."
    ).format(chance=chance_text(needed.chance), first=needed.first, **_figures(needed.outlook))


def cut_sentence(needed: NeededFor) -> str:
    """Return where in the ranking the goals are reached; empty where they are not."""
    if needed.first is None:
        return ""
    sentence = _("Line of about {chance} for all goals (estimate): rank {first:,}")
    return sentence.format(chance=chance_text(needed.chance), first=needed.first)


def selection_sentence(outlook: SetOutlook, targets: Targets) -> str:
    """Return what adopting some tasks together would bring."""
    return _(
        "If these {count:,} are adopted: {p50:,.0f} more hours a year ({p10:,.0f} to {p90:,.0f}). "
        "{chances}"
    ).format(chances=chances_sentence(outlook.chances, targets), **_figures(outlook))


def all_candidates_sentence(target: TargetOutlook) -> str:
    """Return a sentence on the outcome of adopting all candidates."""
    of_all = target.of_all
    if not of_all.adopted:
        return _("No candidate is left to be adopted. {chances}").format(
            chances=chances_sentence(of_all.chances, target.targets)
        )
    return _(
        "With all {count:,} candidates adopted, about {live:,.0f} go live and save {p50:,.0f} "
        "hours a year ({p10:,.0f}–{p90:,.0f}). {chances}"
    ).format(chances=chances_sentence(of_all.chances, target.targets), **_figures(of_all))


def _figures(outlook: SetOutlook) -> dict[str, float]:
    return {
        "count": outlook.adopted,
        "live": float(outlook.live.p50),
        "p10": float(outlook.hours.p10),
        "p50": float(outlook.hours.p50),
        "p90": float(outlook.hours.p90),
    }


def chances_sentence(chances: Chances, targets: Targets) -> str:
    """Return a sentence on the chances of the goals."""
    if chances.both is None:
        return _("No goal of the policy is computed, so there is no chance to state.")
    parts = each_chance(chances, targets)
    if len(parts) > 1:
        parts.append(_("all goals {chance}").format(chance=chance_text(chances.both)))
    return _("Chance of the goals (estimate): {chances}").format(chances=listed(parts))


def each_chance(chances: Chances, targets: Targets) -> list[str]:
    """Return the chance of each computed indicator with its label."""
    indicators = targets.computed
    return [
        f"{indicators[name].label_in(language())} {chance_text(chance)}"
        for name, chance in chances.each.items()
    ]


def sum_note() -> str:
    """Return a note on the quantiles of a sum."""
    return _(
        "The p50 of a sum is not the sum of the p50s (nor are p10 and p90): the draws are added "
        "up first and the quantiles taken then."
    )
