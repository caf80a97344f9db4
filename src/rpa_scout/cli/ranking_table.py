"""The ranking as a table on the terminal, and the line on the target below it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.remarks import remark_labels
from rpa_scout.assessment.target_texts import sum_note, target_sentences
from rpa_scout.candidates import reason_labels
from rpa_scout.policy.fields import Named
from rpa_scout.text import N_, _, language

__all__ = ["candidacy_lines", "print_ranking", "target_lines"]


_WIDE = 112
_NUMBER: dict[str, Any] = {"justify": "right"}
_COLUMNS: tuple[tuple[str, dict[str, Any]], ...] = (
    (N_("Rank"), {**_NUMBER, "no_wrap": True}),
    (N_("Department"), {"min_width": 6}),
    (N_("Task"), {"min_width": 16}),
    (N_("Score\n(range)"), {**_NUMBER, "no_wrap": True}),
    (N_("Means"), {"min_width": 6}),
    (N_("Now\nhours/year"), {**_NUMBER, "min_width": 6}),
    (N_("Saved hours/year\np50 (p10–p90)"), {**_NUMBER, "min_width": 15}),
    (N_("Break-even / actual\nitems/run"), {**_NUMBER, "min_width": 9}),
    (N_("Remarks"), {"min_width": 10}),
)
_LEFT_OUT_WHERE_NARROW = (5, 7)


def print_ranking(assessment: Assessment, out: Console, top: int) -> None:
    """Print the first tasks of a ranking and how far they lead towards the targets.

    Parameters
    ----------
    assessment : Assessment
        What to print.
    out : Console
        Where to print.
    top : int
        So many tasks at the most.
    """
    ranking = assessment.ranking
    scorecard = assessment.scores.scorecard
    title = _("{scorecard}: {count:,} tasks ranked (policy {policy}, version {version})").format(
        scorecard=scorecard.label_in(language()),
        count=len(ranking),
        policy=assessment.policy.id,
        version=assessment.policy.version,
    )
    table = Table(
        title=escape(title),
        title_justify="left",
        header_style="bold",
        box=SIMPLE_HEAD,
        padding=(0, 1),
    )
    narrow = out.width < _WIDE
    shown = [
        place for place in range(len(_COLUMNS)) if not (narrow and place in _LEFT_OUT_WHERE_NARROW)
    ]
    for place in shown:
        heading, options = _COLUMNS[place]
        table.add_column(_(heading), overflow="fold", **options)
    labels = _means_labels(assessment)
    for row in ranking.head(top).to_dict("records"):
        cells = _cells(row, labels, assessment)
        table.add_row(*(cells[place] for place in shown))
    out.print(table)
    if narrow:
        out.print(_("(The terminal is narrow: hours now and break-even are left out.)"))
    if len(ranking) > top:
        more = _("… +{count:,} more (--top N shows more; --out and --json hold all)")
        out.print(more.format(count=len(ranking) - top), markup=False)
    for line in (*candidacy_lines(assessment), *target_lines(assessment)):
        out.print(line, markup=False, soft_wrap=True)


def _means_labels(assessment: Assessment) -> dict[str, str]:
    policy = assessment.policy
    named: tuple[Named, ...] = (*policy.means, *policy.fallback)
    return {one.id: one.label_in(language()) for one in named}


def _cells(row: dict[Hashable, Any], means: dict[str, str], assessment: Assessment) -> list[str]:
    saved = "saved_hours_per_year"
    score_range = f"{row['score_low']:.0f}–{row['score_high']:.0f}"
    return [
        f"{row['rank']:,}",
        escape(row["department"] or ""),
        escape(row["name"] or ""),
        f"{row['score']:.1f} ({score_range})",
        escape(means[row["means"]]),
        _hours(row["hours_per_year"]),
        _saved_range(row[f"{saved}_p10"], row[f"{saved}_p50"], row[f"{saved}_p90"]),
        _break_even(row["break_even_items_per_run"], row["items_per_run"]),
        escape(_remarks(row, assessment)),
    ]


def _hours(value: float) -> str:
    return _("unknown") if math.isnan(value) else f"{value:,.0f}"


def _saved_range(p10: float, p50: float, p90: float) -> str:
    if math.isnan(p50):
        return _("unknown")
    return f"{p50:,.0f} ({p10:,.0f}–{p90:,.0f})"


def _break_even(items: float, actual: float) -> str:
    if not math.isfinite(items):
        return "—"
    if math.isnan(actual):
        return f"{items:,.0f}"
    return f"{items:,.0f} / {actual:,.0f}"


def _remarks(row: dict[Hashable, Any], assessment: Assessment) -> str:
    parts = remark_labels(row["remarks"], row["not_candidate_because"], assessment.policy)
    question = row["most_useful_question"]
    if question:
        # The unit or comment in brackets would take more room than it is worth here.
        label = assessment.inventory.fields.label(question).partition("（")[0].partition(" (")[0]
        parts.append(_("ask: {label}").format(label=label))
    return ("、" if language() == "ja" else ", ").join(parts)


def candidacy_lines(assessment: Assessment) -> list[str]:
    """Say how many tasks are no candidates and why, and name the figures to be confirmed."""
    rule, tasks = assessment.candidacy, assessment.inventory.tasks
    counts = Counter(code for code in rule.codes if code is not None)
    labels = reason_labels(assessment.policy)
    joint = "、" if language() == "ja" else ", "
    parts = [f"{label} {counts[code]:,}" for code, label in labels.items() if counts[code]]
    lines = []
    if parts:
        line = _("Not candidates: {count:,} of {all:,} tasks ({reasons})")
        lines.append(line.format(count=counts.total(), all=len(tasks), reasons=joint.join(parts)))
    for task in rule.doubts:
        line = _("In no sum until confirmed: {task} {name}. {sentence}")
        lines.append(
            line.format(
                task=tasks.index[task],
                name=tasks["name"].iat[task] or "",
                sentence=rule.figure_sentence(task),
            )
        )
    return lines


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
    return [
        _(
            "Target FY{year}: {hours_now:,.0f} → {hours_goal:,.0f} hours/year "
            "(gap {hours_gap:,.0f}); {tasks_now:,.0f} → {tasks_goal:,.0f} tasks "
            "(gap {tasks_gap:,.0f})"
        ).format(
            year=targets.hours.goal_year,
            hours_now=target.without_more.total_hours.p50,
            hours_goal=targets.hours.goal,
            hours_gap=target.hours_gap,
            tasks_now=target.without_more.total_tasks.p50,
            tasks_goal=targets.tasks.goal,
            tasks_gap=target.tasks_gap,
        ),
        *target_sentences(target),
        sum_note(),
    ]
