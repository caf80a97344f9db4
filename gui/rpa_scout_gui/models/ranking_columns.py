"""Columns of the ranking, declared once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

from rpa_scout.assessment.assess import REMARKS
from rpa_scout.candidates import reason_labels
from rpa_scout.policy.fields import FieldSet, Named
from rpa_scout.policy.model import Policy
from rpa_scout.project.states import state_label
from rpa_scout.register.fiscal_years import fiscal_year_label
from rpa_scout.reporting.ranking_sheet import DIFFICULTY_LABELS
from rpa_scout.text import N_, _, language
from rpa_scout_gui.models.columns import Column, decimal, items, plain, whole

__all__ = ["means_labels", "ranking_columns", "state_text", "year_text"]

_BUILDERS = {"in_house": N_("own staff"), "vendor": N_("vendor")}
_SAVED = tuple(f"saved_hours_per_year_{one}" for one in ("p10", "p50", "p90"))
_JUDGED = {"score": N_("score"), "hours": N_("hours"), "means": N_("means")}


def means_labels(policy: Policy) -> dict[str, str]:
    """Return the labels of a policy's means and advice by their codes.

    Parameters
    ----------
    policy : Policy
        The policy.

    Returns
    -------
    dict of str to str
        In the user's language.
    """
    named: tuple[Named, ...] = (*policy.means, *policy.fallback)
    return {one.id: one.label_in(language()) for one in named}


def state_text(state: str | None) -> str:
    """Show where a task stands.

    Parameters
    ----------
    state : str or None
        Code of the state.

    Returns
    -------
    str
        Its label.
    """
    return "" if state is None else state_label(state)


def year_text(year: float) -> str:
    """Show a fiscal year; nothing where there is none.

    Parameters
    ----------
    year : float
        Calendar year in which it begins; NaN for none.

    Returns
    -------
    str
        In the user's language.
    """
    return "" if math.isnan(year) else fiscal_year_label(int(year))


def _labelled(labels: Mapping[str, str], code: str | None) -> str:
    return "" if code is None else _(labels.get(code, code))


def _remarks(codes: tuple[str, ...]) -> str:
    return "、".join(_(REMARKS[one]) for one in codes)


def _judged(names: tuple[str, ...]) -> str:
    return "、".join(_(_JUDGED[one]) for one in names)


def ranking_columns(policy: Policy, fields: FieldSet) -> tuple[Column, ...]:
    """Return the columns of the ranking.

    Parameters
    ----------
    policy : Policy
        Its means have labels.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    tuple of Column
        From left to right.
    """
    labels = means_labels(policy)

    def question(field: str | None) -> str:
        return "" if field is None else fields.label(field)

    return (
        Column("rank", N_("Rank"), "number", 46, whole),
        Column("department", N_("Department"), "choice", 88, plain),
        Column("name", N_("Task"), "text", 190, plain),
        Column("state", N_("Decision"), "choice", 68, state_text),
        Column(
            "not_candidate_because",
            N_("Not a candidate"),
            "choice",
            104,
            partial(_labelled, reason_labels(policy)),
            tooltip=N_("Why the task is no candidate and in no sum; empty: it is one."),
            explained_by="not_candidate_sentence",
        ),
        Column(
            "score",
            N_("Score"),
            "number",
            124,
            decimal,
            ("score_low", "score_high"),
            N_("Score, 0 to 100. The thin line is the range that unknown answers leave open."),
        ),
        Column("means", N_("Means"), "choice", 96, partial(_labelled, labels)),
        Column(
            "hours_per_year",
            N_("Hours now"),
            "number",
            70,
            whole,
            tooltip=N_("Staff hours a year today."),
        ),
        Column(
            "saved_hours_per_year_p50",
            N_("Hours saved"),
            "number",
            150,
            whole,
            _SAVED,
            N_("Hours saved a year: p50 as number and mark, p10 to p90 as line."),
        ),
        Column(
            "break_even_items_per_run",
            N_("Break-even / actual"),
            "number",
            136,
            items,
            ("items_per_run", "by_hand_faster"),
            N_("Items per run from which automation pays, and the task's own."),
        ),
        Column("difficulty", N_("Difficulty"), "choice", 64, partial(_labelled, DIFFICULTY_LABELS)),
        Column("planned_fiscal_year", N_("Planned"), "number", 84, year_text),
        Column("build_hours", N_("Hours to build"), "number", 90, whole, optional=True),
        Column(
            "builder", N_("Built by"), "choice", 80, partial(_labelled, _BUILDERS), optional=True
        ),
        Column("items_per_year", N_("Items a year"), "number", 90, whole, optional=True),
        Column("owner", N_("Owner"), "text", 100, plain, optional=True),
        Column("judged", N_("Judged otherwise"), "text", 120, _judged, optional=True),
        Column("remarks", N_("Remarks"), "text", 200, _remarks, optional=True),
        Column(
            "most_useful_question", N_("Most useful question"), "text", 200, question, optional=True
        ),
    )
