"""The sheet of the ranking: one row a task, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.break_even import break_even_advice
from rpa_scout.assessment.remarks import remark_labels
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Bar, Column, write_table_sheet
from rpa_scout.text import N_, _, language

__all__ = ["DIFFICULTY_LABELS", "task_columns", "write_ranking_sheet"]

DIFFICULTY_LABELS = {"low": N_("low"), "medium": N_("medium"), "high": N_("high")}
_CANDIDATE = "●"


def write_ranking_sheet(
    sheet: Worksheet, styles: Styles, assessment: Assessment, top: int | None
) -> None:
    """Write the ranking.

    Parameters
    ----------
    sheet : Worksheet
        An empty sheet.
    styles : Styles
        Formats of the workbook.
    assessment : Assessment
        What to show.
    top : int or None
        So many of the first tasks only.
    """
    title = _title(assessment)
    heading = title, _notes(assessment, top)
    write_table_sheet(sheet, styles, heading, _columns(assessment, top), 3)


def _title(assessment: Assessment) -> str:
    header = assessment.policy.policy
    return _("Ranking of tasks to automate: {title} (version {version})").format(
        title=header.title if language() == "ja" else header.title_en, version=header.version
    )


def _notes(assessment: Assessment, top: int | None) -> list[str]:
    count = len(assessment.ranking)
    shown = count if top is None else min(top, count)
    if shown < count:
        first = _("The first {shown:,} of {count:,} tasks.").format(shown=shown, count=count)
    else:
        first = _("{count:,} tasks.").format(count=count)
    scorecard = assessment.scores.scorecard.label_in(language())
    return [
        _("{tasks} Scorecard: {scorecard}").format(tasks=first, scorecard=scorecard),
        _(
            "How to read: the score (0–100) lies between “lowest” and “highest”, whatever the "
            "unanswered questions turn out to be; the hours saved reach p50 in one case of two, "
            "p10 in nine of ten and p90 in one of ten; from the break-even number of items per "
            "run on, automation beats doing it by hand."
        ),
        _(
            "An empty cell: unknown. Break-even ―: never reached. Candidate ●: the task counts in "
            "the sums; why the others do not is on the sheet “{sheet}”."
        ).format(sheet=_("Not candidates")),
    ]


def task_columns(ranking: pd.DataFrame) -> list[Column]:
    """Return the columns that say which task a row is about.

    Parameters
    ----------
    ranking : DataFrame, shape (rows, columns)
        Rows of the ranking, with ``rank``, ``department`` and ``name``.

    Returns
    -------
    list of Column
        Rank, department and name.
    """
    band = _("The task")
    return [
        Column(_("Rank"), 7, "rank", ranking["rank"].tolist(), band),
        Column(_("Department"), 13, "wrapped", ranking["department"].tolist(), band),
        Column(_("Task name"), 32, "strong", ranking["name"].tolist(), band),
    ]


def _columns(assessment: Assessment, top: int | None) -> list[Column]:
    ranking = assessment.ranking.head(top) if top is not None else assessment.ranking
    return [
        *task_columns(ranking),
        *_score_columns(assessment, ranking),
        *_means_columns(assessment, ranking),
        *_hours_columns(ranking),
        *_open_columns(assessment, ranking),
        *_source_columns(ranking),
    ]


def _score_columns(assessment: Assessment, ranking: pd.DataFrame) -> list[Column]:
    band = _("Score (0–100)")
    candidate = assessment.is_candidate[assessment.order][: len(ranking)]
    marks = [_CANDIDATE if one else "" for one in candidate]
    return [
        Column(_("Score"), 11, "tenths_strong", _list(ranking, "score"), band, bar=Bar(0.0, 100.0)),
        Column(_("Lowest"), 8, "tenths", _list(ranking, "score_low"), band),
        Column(_("Highest"), 8, "tenths", _list(ranking, "score_high"), band),
        Column(_("Candidate"), 11, "mark", marks, band),
    ]


def _means_columns(assessment: Assessment, ranking: pd.DataFrame) -> list[Column]:
    band = _("Means and effort")
    policy = assessment.policy
    means = {one.id: one.label_in(language()) for one in policy.means}
    means |= {one.id: one.label_in(language()) for one in policy.fallback}
    levels = {code: _(label) for code, label in DIFFICULTY_LABELS.items()}
    builders = {"in_house": _("own staff"), "vendor": _("vendor")}
    reasons = assessment.reasons()[: len(ranking)]
    return [
        Column(_("Means"), 18, "wrapped", _named(ranking, "means", means), band),
        Column(_("Reason"), 38, "wrapped", reasons, band),
        Column(_("Difficulty"), 8, "mark", _named(ranking, "difficulty", levels), band),
        Column(_("Built by"), 9, "mark", _named(ranking, "builder", builders), band),
        Column(_("Build"), 9, "whole", _list(ranking, "build_hours"), band, _("hours")),
    ]


def _hours_columns(ranking: pd.DataFrame) -> list[Column]:
    now, saved, even = _("Work now"), _("Hours saved"), _("Items per run")
    items, hours, per_run = _("items/year"), _("hours/year"), _("items/run")
    prefix = "saved_hours_per_year_"
    return [
        Column(_("Items"), 10, "whole", _list(ranking, "items_per_year"), now, items),
        Column(_("Hours"), 10, "whole", _list(ranking, "hours_per_year"), now, hours),
        Column("p10", 10, "whole", _list(ranking, f"{prefix}p10"), saved, hours),
        Column("p50", 11, "whole", _list(ranking, f"{prefix}p50"), saved, hours, Bar(0.0)),
        Column("p90", 10, "whole", _list(ranking, f"{prefix}p90"), saved, hours),
        Column(
            _("Break-even"), 9, "tenths", _list(ranking, "break_even_items_per_run"), even, per_run
        ),
        Column(
            _("Low (p10)"),
            9,
            "tenths",
            _list(ranking, "break_even_items_per_run_p10"),
            even,
            per_run,
        ),
        Column(
            _("High (p90)"),
            9,
            "tenths",
            _list(ranking, "break_even_items_per_run_p90"),
            even,
            per_run,
        ),
        Column(_("Actual"), 9, "tenths", _list(ranking, "items_per_run"), even, per_run),
        Column(_("Does it pay?"), 22, "wrapped", _advice(ranking), even),
    ]


def _advice(ranking: pd.DataFrame) -> list[str]:
    columns = ("break_even_items_per_run", "items_per_run", "saved_hours_per_year_p50")
    rows = zip(*(ranking[one].tolist() for one in columns), strict=True)
    return [break_even_advice(even, actual, saves=saved > 0.0) for even, actual, saved in rows]


def _open_columns(assessment: Assessment, ranking: pd.DataFrame) -> list[Column]:
    band = _("To be settled")
    fields = assessment.inventory.fields
    labels = {one.id: one.label_in(language()) for one in fields}
    joint = "、" if language() == "ja" else ", "
    pairs = zip(ranking["remarks"], ranking["not_candidate_because"], strict=True)
    remarks = [joint.join(remark_labels(*pair, assessment.policy)) for pair in pairs]
    questions = _named(ranking, "most_useful_question", labels)
    return [
        Column(_("Remarks"), 16, "wrapped", remarks, band),
        Column(_("Most useful question"), 18, "wrapped", questions, band),
    ]


def _source_columns(ranking: pd.DataFrame) -> list[Column]:
    band = _("Source")
    return [
        Column(_("File"), 22, "wrapped", _list(ranking, "file"), band),
        Column(_("Sheet"), 11, "wrapped", _list(ranking, "sheet"), band),
        Column(_("Row"), 6, "row", _list(ranking, "row"), band),
        Column(_("Task ID"), 15, "wrapped", _list(ranking, "task_id"), band),
    ]


def _list(ranking: pd.DataFrame, name: str) -> Sequence[object]:
    values: list[object] = ranking[name].tolist()
    return values


def _named(ranking: pd.DataFrame, name: str, labels: Mapping[str, str]) -> list[object]:
    return [labels.get(code) for code in ranking[name]]
