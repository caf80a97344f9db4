"""The ranking as a table on the terminal, and the line on the target below it."""

from __future__ import annotations

from rich.console import Console

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.target import Chances, TargetOutlook
from rpa_scout.cli.ranking_columns import print_rows
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout.ranking.rows import ranking_rows
from rpa_scout.text import _, language

__all__ = ["chances_line", "print_ranking", "target_lines"]


def print_ranking(assessment: Assessment, out: Console, top: int) -> None:
    """Print the first tasks of a ranking and how far they lead towards the targets."""
    scorecard = assessment.scores.scorecard
    title = _("{scorecard}: {count:,} tasks ranked (policy {policy}, version {version})").format(
        scorecard=scorecard.label_in(language()),
        count=len(assessment.ranking),
        policy=assessment.policy.id,
        version=assessment.policy.version,
    )
    labels = RankingLabels(assessment.policy, assessment.inventory.fields)
    print_rows(ranking_rows(assessment), labels, out, "terminal", title, top)
    for line in target_lines(assessment):
        out.print(line, markup=False)


def target_lines(assessment: Assessment) -> list[str]:
    """Say how far the ranking leads towards the targets, in the user's language.

    Parameters
    ----------
    assessment : Assessment
        What to speak of.

    Returns
    -------
    list of str
        Lines for the terminal.
    """
    target, targets = assessment.target, assessment.policy.targets
    lines = [
        _(
            "Target FY{year}: {hours_now:,.0f} → {hours_goal:,.0f} hours/year "
            "(gap {hours_gap:,.0f}); {tasks_now:,.0f} → {tasks_goal:,.0f} tasks "
            "(gap {tasks_gap:,.0f})"
        ).format(
            year=targets.hours.goal_year,
            hours_now=targets.hours.baseline,
            hours_goal=targets.hours.goal,
            hours_gap=targets.hours.gap,
            tasks_now=targets.tasks.baseline,
            tasks_goal=targets.tasks.goal,
            tasks_gap=targets.tasks.gap,
        )
    ]
    if target.needed is None:
        return [*lines, _no_way(target), chances_line(target.of_all.chances)]
    needed = target.needed
    return [
        *lines,
        _(
            "The first {place:,} of the ranking reach both: of the {count:,} candidates among "
            "them about {live:,.0f} go live and save {p50:,.0f} hours/year "
            "(p10 {p10:,.0f}, p90 {p90:,.0f})"
        ).format(
            place=target.needed_for_goal,
            count=needed.adopted,
            live=needed.live.p50,
            p10=needed.hours.p10,
            p50=needed.hours.p50,
            p90=needed.hours.p90,
        ),
        chances_line(needed.chances),
        *_of_all_beside(target),
    ]


def chances_line(chances: Chances) -> str:
    """Say how likely the goals are.

    Parameters
    ----------
    chances : Chances
        Of a set of tasks.

    Returns
    -------
    str
        A line in the user's language.
    """
    return _(
        "Chance of reaching the hours {hours:.0%}, the tasks {tasks:.0%}, both {both:.0%}"
    ).format(hours=chances.hours, tasks=chances.tasks, both=chances.both)


def _of_all_beside(target: TargetOutlook) -> list[str]:
    if target.of_all.adopted == target.candidates_needed:
        return []
    line = _("With all {count:,} candidates adopted, both: {both:.0%}")
    return [line.format(count=target.candidates, both=target.of_all.chances.both)]


def _no_way(target: TargetOutlook) -> str:
    of_all = target.of_all
    return _(
        "The ranking does not reach both: of all {count:,} candidates about {live:,.0f} go live "
        "and save {p50:,.0f} hours/year (p10 {p10:,.0f}, p90 {p90:,.0f})"
    ).format(
        count=of_all.adopted,
        live=of_all.live.p50,
        p10=of_all.hours.p10,
        p50=of_all.hours.p50,
        p90=of_all.hours.p90,
    )
