"""The columns of the ranking, declared once for terminal, workbook, window and JSON.

A new column needs an entry here and a value of the same id in ``Assessment.ranking`` or in
:func:`rpa_scout.ranking.rows.ranking_rows`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from rpa_scout.ranking.column import Face, RankingColumn
from rpa_scout.savings.quantiles import QUANTILE_LABELS
from rpa_scout.text import N_

_EVERYWHERE: Final = frozenset[Face]({"terminal", "project", "workbook", "window", "json"})
_FILES: Final = frozenset[Face]({"workbook", "json"})
_JSON: Final = frozenset[Face]({"json"})
_NOT_TERMINAL: Final = frozenset[Face]({"workbook", "window", "json"})
_WINDOW: Final = frozenset[Face]({"window"})
_WORKBOOK: Final = frozenset[Face]({"workbook"})
_ON_REQUEST: Final = frozenset[Face]({"terminal", "project", "workbook"})

_TASK: Final = N_("The task")
_DECISION: Final = N_("Decision")
_SCORE: Final = N_("Score (0–100)")
_MEANS: Final = N_("Means and effort")
_NOW: Final = N_("Work now")
_SAVED: Final = N_("Hours saved")
_BREAK_EVEN: Final = N_("Items per run")
_OPEN: Final = N_("To be settled")
_SOURCE: Final = N_("Source")
_HOURS: Final = N_("hours/year")
_PER_RUN: Final = N_("items/run")
_GROUP: Final = N_("Group built once")
_SURE: Final = N_("How sure the rank is")
_JUDGED: Final = N_("Judged otherwise")

RANKING_COLUMNS: Final = (
    RankingColumn(
        "rank", N_("Rank"), "rank", N_("Place in the ranking, counted from 1."), _EVERYWHERE,
        band=_TASK,
    ),
    RankingColumn(
        "task_id", N_("Task id"), "text",
        N_("Names department and row; the same at each reading of the same survey."),
        frozenset({"project", "workbook", "json"}), band=_TASK, width=15,
    ),
    RankingColumn(
        "department", N_("Department"), "category", N_("Department that does the task."),
        _EVERYWHERE, band=_TASK, optional=frozenset({"project"}),
    ),
    RankingColumn(
        "name", N_("Task"), "text", N_("Name of the task."), _EVERYWHERE, band=_TASK,
        in_band=N_("Task name"), width=32, strong=True,
    ),
    RankingColumn(
        "state", N_("Decision"), "code", N_("Where the task stands by the division's decision."),
        frozenset({"project", "workbook", "window", "json"}), band=_DECISION,
        beside=("planned_fiscal_year", "owner"), decided=True, path="decision.state",
    ),
    RankingColumn(
        "planned_fiscal_year", N_("Fiscal year of the plan"), "fiscal_year",
        N_("Fiscal year in which the task is to be automated."), _NOT_TERMINAL, band=_DECISION,
        decided=True, path="decision.fiscal_year",
    ),
    RankingColumn(
        "owner", N_("Owner"), "text", N_("Who is in charge."), _NOT_TERMINAL, band=_DECISION,
        optional=_WINDOW, width=12, decided=True, path="decision.owner",
    ),
    RankingColumn(
        "decided_builder", N_("In-house or vendor"), "code",
        N_("Who is to build the scenario, as decided."), _NOT_TERMINAL, band=_DECISION,
        labels="builder", optional=_WINDOW, decided=True, path="decision.builder",
    ),
    RankingColumn(
        "decision_reason", N_("Reason of the decision"), "text",
        N_("Reason that was given for the last decision."), _NOT_TERMINAL, band=_DECISION,
        in_band=N_("Reason"), optional=_WINDOW, width=30, decided=True, path="decision.reason",
    ),
    RankingColumn(
        "score", N_("Score"), "score",
        N_("Score, 0 to 100; beside it the range that unknown answers leave open."),
        _EVERYWHERE, band=_SCORE, short=N_("Score\n(range)"), beside=("score_low", "score_high"),
        judged_by="override_score", width=11, strong=True, bar=(0.0, 100.0),
    ),
    RankingColumn(
        "score_low", N_("Lowest"), "score",
        N_("Lowest score that the unanswered questions leave possible."), _FILES, band=_SCORE,
    ),
    RankingColumn(
        "score_high", N_("Highest"), "score",
        N_("Highest score that the unanswered questions leave possible."), _FILES, band=_SCORE,
    ),
    RankingColumn(
        "override_score", N_("Score by officials"), "score",
        N_("Score by the judgement of officials; the computed one stays."), _FILES, band=_SCORE,
        in_band=_JUDGED, width=10, decided=True, path="decision.override.score",
    ),
    RankingColumn(
        "candidate", N_("Candidate"), "yes_no", N_("Whether the task is a candidate."),
        _FILES, band=_SCORE, width=11,
    ),
    RankingColumn(
        "not_candidate_because", N_("Why no candidate"), "code",
        N_("Why the task is no candidate and in no sum; empty: it is one."), _NOT_TERMINAL,
        band=_SCORE, width=18,
    ),
    RankingColumn(
        "in_first_share", N_("Among the first"), "chance",
        N_("Share of the draws in which the task is among the first."), _JSON, band=_SURE,
        short=N_("Among the first\n(ranks)"), beside=("rank_p10", "rank_p90"),
        if_computed=_ON_REQUEST | _WINDOW, width=10,
    ),
    RankingColumn(
        "rank_p10", N_("Rank (p10)"), "whole", N_("Better end of the range of ranks."), _JSON,
        band=_SURE, if_computed=_WORKBOOK | _WINDOW,
    ),
    RankingColumn(
        "rank_p90", N_("Rank (p90)"), "whole", N_("Worse end of the range of ranks."), _JSON,
        band=_SURE, if_computed=_WORKBOOK | _WINDOW,
    ),
    RankingColumn(
        "what_would_lift", N_("What would lift it"), "text",
        N_("Smallest change within the department's reach that brings the task among the first."),
        frozenset(), if_computed=_WORKBOOK, width=44,
    ),
    RankingColumn(
        "means", N_("Means"), "code",
        N_("By what the task would be automated, or advice; beside it the function of AI."),
        _EVERYWHERE, band=_MEANS, beside=("ai_function",), judged_by="override_means",
        optional=frozenset({"project"}), width=18,
    ),
    RankingColumn(
        "ai_function", N_("Function of AI"), "code",
        N_("Function of AI that the task is looked at for; empty: none."), _FILES, band=_MEANS,
    ),
    RankingColumn(
        "override_means", N_("Means by officials"), "code",
        N_("Means by the judgement of officials; the computed one stays."), _FILES, band=_MEANS,
        in_band=_JUDGED, labels="means", width=18, decided=True, path="decision.override.means",
    ),
    RankingColumn(
        "means_reason", N_("Reason for the means"), "text", N_("Why the means was chosen."),
        _FILES, band=_MEANS, in_band=N_("Reason"), width=38,
    ),
    RankingColumn(
        "difficulty", N_("Difficulty"), "code", N_("How difficult the scenario is to build."),
        _NOT_TERMINAL, band=_MEANS, optional=_WINDOW, width=8,
    ),
    RankingColumn(
        "builder", N_("Built by"), "code", N_("Who would build it, by its difficulty."),
        _NOT_TERMINAL, band=_MEANS, optional=_WINDOW, width=9,
    ),
    RankingColumn(
        "build_hours", N_("Hours to build"), "hours", N_("Hours of work to build it."),
        _NOT_TERMINAL, unit=N_("hours"), band=_MEANS, in_band=N_("Build"), optional=_WINDOW,
        width=9,
    ),
    RankingColumn(
        "hours_per_year", N_("Hours now"), "hours", N_("Staff hours a year today."),
        frozenset({"terminal", "workbook", "window", "json"}), unit=_HOURS, band=_NOW,
        in_band=N_("Hours"), short=N_("Now\nhours/year"), optional=frozenset({"terminal"}),
    ),
    RankingColumn(
        "hours_after", N_("Hours afterwards"), "hours",
        N_("Staff hours a year with the automation: the hours now less those saved (p50)."),
        frozenset({"workbook", "window", "json"}), unit=_HOURS, band=_NOW,
        in_band=N_("Afterwards"), optional=_WINDOW,
    ),
    RankingColumn(
        "items_per_year", N_("Items a year"), "items", N_("Items handled in a year."),
        _NOT_TERMINAL, unit=N_("items/year"), band=_NOW, in_band=N_("Items"), optional=_WINDOW,
    ),
    RankingColumn(
        "saved_hours_per_year_p10", N_("Hours saved (p10)"), "hours",
        N_("Cautious estimate of the hours saved a year: reached in nine cases of ten."), _FILES,
        unit=_HOURS, band=_SAVED, in_band=QUANTILE_LABELS["p10"], path="saved_hours_per_year.p10",
    ),
    RankingColumn(
        "saved_hours_per_year_p50", N_("Hours saved"), "hours",
        N_("Hours saved a year: the middle estimate (p50), with p10 to p90 beside it."),
        _EVERYWHERE, unit=_HOURS, band=_SAVED, in_band=QUANTILE_LABELS["p50"],
        short=N_("Saved hours/year\np50 (p10–p90)"),
        beside=("saved_hours_per_year_p10", "saved_hours_per_year_p90"),
        judged_by="override_hours", width=11, bar=(0.0, None), path="saved_hours_per_year.p50",
    ),
    RankingColumn(
        "saved_hours_per_year_p90", N_("Hours saved (p90)"), "hours",
        N_("High estimate of the hours saved a year: reached in one case of ten."), _FILES,
        unit=_HOURS, band=_SAVED, in_band=QUANTILE_LABELS["p90"], path="saved_hours_per_year.p90",
    ),
    RankingColumn(
        "saved_share", N_("Share saved"), "share",
        N_("Share of the hours now that is saved (p50)."),
        frozenset({"workbook", "window", "json"}), band=_SAVED, in_band=N_("Share"),
        optional=_WINDOW,
    ),
    RankingColumn(
        "cumulative_hours_p50", N_("Sum so far"), "whole",
        N_("Hours a year saved by the candidates down to this one together, with what is running "
           "and adopted (p50)."),
        _WINDOW, unit=_HOURS, width=9,
    ),
    RankingColumn(
        "saved_hours_per_year_mean", N_("Hours saved (mean)"), "hours",
        N_("Mean of the hours saved a year: what sums are made of."), _JSON, unit=_HOURS,
        path="saved_hours_per_year.mean",
    ),
    RankingColumn(
        "override_hours", N_("Hours saved by officials"), "hours",
        N_("Hours saved a year by the judgement of officials; the computed ones stay."), _FILES,
        unit=_HOURS, band=_SAVED, in_band=_JUDGED, decided=True, path="decision.override.hours",
    ),
    RankingColumn(
        "override_reason", N_("Reason of the judgement"), "text",
        N_("Reason that officials gave for judging otherwise."), _FILES, band=_SAVED, width=26,
        decided=True, path="decision.override.reason",
    ),
    RankingColumn(
        "chance_worse", N_("Chance of no saving"), "chance",
        N_("Chance that automation saves no hours or costs more."), _FILES, band=_SAVED,
        in_band=N_("Chance of none"), width=10,
    ),
    RankingColumn(
        "break_even_items_per_run", N_("Break-even / actual"), "items_per_run",
        N_("Items per run from which automation pays, and the task's own."),
        frozenset({"terminal", "workbook", "window", "json"}), unit=_PER_RUN, band=_BREAK_EVEN,
        in_band=N_("Break-even"), short=N_("Break-even / actual\nitems/run"),
        beside=("items_per_run",), optional=frozenset({"terminal", "window"}),
    ),
    RankingColumn(
        "break_even_items_per_run_p10", N_("Break-even (p10)"), "items_per_run",
        N_("Low end of the range of the break-even."), _FILES, unit=_PER_RUN, band=_BREAK_EVEN,
        in_band=N_("Low (p10)"), path="break_even_range.p10",
    ),
    RankingColumn(
        "break_even_items_per_run_p90", N_("Break-even (p90)"), "items_per_run",
        N_("High end of the range of the break-even."), _FILES, unit=_PER_RUN, band=_BREAK_EVEN,
        in_band=N_("High (p90)"), path="break_even_range.p90",
    ),
    RankingColumn(
        "items_per_run", N_("Items per run"), "items_per_run",
        N_("Items handled in a run, as the survey says."), _FILES, unit=_PER_RUN,
        band=_BREAK_EVEN, in_band=N_("Actual"),
    ),
    RankingColumn(
        "break_even_advice", N_("Does it pay?"), "text",
        N_("From how many items per run on automation pays, in words."), _FILES,
        band=_BREAK_EVEN,
    ),
    RankingColumn(
        "remarks", N_("Remarks"), "codes", N_("Codes of what to keep in mind."), _EVERYWHERE,
        band=_OPEN, beside=("most_useful_question",), optional=frozenset({"project", "window"}),
    ),
    RankingColumn(
        "most_useful_question", N_("Most useful question"), "code",
        N_("Unanswered question that would narrow the range of the score most."), _NOT_TERMINAL,
        band=_OPEN, labels="field", optional=_WINDOW, width=18,
    ),
    RankingColumn(
        "judged", _JUDGED, "codes", N_("What officials judge otherwise than computed."), _WINDOW,
        optional=_WINDOW, decided=True,
    ),
    RankingColumn(
        "group", N_("Group"), "text",
        N_("Confirmed group of the same work, which one scenario serves."),
        frozenset({"project", "workbook", "window", "json"}), band=_GROUP, in_band=N_("Name"),
        optional=frozenset({"project"}), width=20, decided=True,
    ),
    RankingColumn(
        "group_hours_per_year", N_("Hours of the group"), "hours",
        N_("Staff hours a year today of all tasks of the group."), _NOT_TERMINAL, unit=_HOURS,
        band=_GROUP, in_band=N_("Hours of all"), optional=_WINDOW, decided=True,
    ),
    RankingColumn(
        "group_id", N_("Group id"), "text", N_("Names the group, whatever its name."), _JSON,
        decided=True,
    ),
    RankingColumn(
        "file", N_("File"), "text", N_("Workbook that the task was read from."), _FILES,
        band=_SOURCE, path="source.file",
    ),
    RankingColumn(
        "sheet", N_("Sheet"), "text", N_("Sheet that the task was read from."), _FILES,
        band=_SOURCE, width=11, path="source.sheet",
    ),
    RankingColumn(
        "row", N_("Row"), "whole", N_("Row of the sheet, counted from 1."), _FILES, band=_SOURCE,
        path="source.row",
    ),
)  # fmt: skip  # A table: one entry per column is easier to compare in few lines.
"""From left to right, unless bands or faces change the order."""


def columns_on(
    face: Face, *, decided: bool, computed: Container[str] = ()
) -> Iterator[RankingColumn]:
    """Yield the columns that a face shows, with or without decisions and computed columns."""
    return (
        column
        for column in RANKING_COLUMNS
        if column.is_on(face, decided=decided, computed=computed)
    )


def column_named(name: str) -> RankingColumn:
    """Return the column of that id."""
    return next(column for column in RANKING_COLUMNS if column.id == name)
