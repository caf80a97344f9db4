"""The ranking of a project as a table: computed values, with decisions and judgements beside."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from typing import Any

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rpa_scout.assessment.remarks import remark_labels
from rpa_scout.candidates import reason_labels
from rpa_scout.cli.project.entries import local_time
from rpa_scout.policy.fields import Named
from rpa_scout.policy.model import Policy
from rpa_scout.project.assessed import StoredAssessment
from rpa_scout.project.states import state_label
from rpa_scout.register.fiscal_years import fiscal_year_label
from rpa_scout.text import N_, _, language

__all__ = ["print_project_ranking"]

_WIDE = 110
_JUDGED_MARK = "✎"
_COLUMNS: tuple[tuple[str, dict[str, Any]], ...] = (
    (N_("Rank"), {"justify": "right", "no_wrap": True}),
    (N_("Task id"), {"min_width": 8}),
    (N_("Task"), {"min_width": 14}),
    (N_("Score"), {"justify": "right", "min_width": 5}),
    (N_("Means"), {"min_width": 6}),
    (N_("Saved hours/year\np50 (p10–p90)"), {"justify": "right", "min_width": 15}),
    (N_("Decision"), {"min_width": 8}),
    (N_("Remarks"), {"min_width": 8}),
)
_LEFT_OUT_WHERE_NARROW = (4, 7)


def print_project_ranking(
    ranking: pd.DataFrame, stored: StoredAssessment, policy: Policy, out: Console, top: int
) -> None:
    """Print the first tasks with what people decided.

    Parameters
    ----------
    ranking : DataFrame
        Of ``Project.ranking``.
    stored : StoredAssessment
        The assessment.
    policy : Policy
        Its policy, which names the means.
    out : Console
        Where to print.
    top : int
        So many tasks at the most.
    """
    title = _("Assessment {number} of {at} (policy {policy}, version {version})").format(
        number=stored.number,
        at=local_time(stored.at),
        policy=stored.policy_id,
        version=stored.policy_version,
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
    named: tuple[Named, ...] = (*policy.means, *policy.fallback)
    means = {one.id: one.label_in(language()) for one in named}
    for row in ranking.head(top).to_dict("records"):
        cells = _cells(row, means, policy)
        table.add_row(*(escape(cells[place]) for place in shown))
    out.print(table)
    for line in (*_below(ranking, top, narrow=narrow), *_not_candidates(ranking, policy)):
        out.print(line, markup=False)
    if stored.calibration.has_actuals:
        out.print(stored.calibration.sentence(), markup=False, soft_wrap=True)


def _below(ranking: pd.DataFrame, top: int, *, narrow: bool) -> Iterator[str]:
    judged = ranking[["override_means", "override_hours", "override_score"]].notna()
    if judged.to_numpy().any():
        yield _("{mark}: judged otherwise by a person; the computed value stands beside.").format(
            mark=_JUDGED_MARK
        )
    if narrow:
        yield _("(The terminal is narrow: means and remarks are left out.)")
    if len(ranking) > top:
        more = _("… +{count:,} more (--top N shows more; --out and --json hold all)")
        yield more.format(count=len(ranking) - top)


def _not_candidates(ranking: pd.DataFrame, policy: Policy) -> Iterator[str]:
    """Say how many tasks are no candidates and why; nothing where that was not kept."""
    if "not_candidate_because" not in ranking:
        return
    counts = ranking["not_candidate_because"].value_counts()
    labels = {code: label for code, label in reason_labels(policy).items() if code in counts}
    if labels:
        joint = "、" if language() == "ja" else ", "
        yield _("Not candidates: {count:,} of {all:,} tasks ({reasons})").format(
            count=int(counts.sum()),
            all=len(ranking),
            reasons=joint.join(f"{label} {counts[code]:,}" for code, label in labels.items()),
        )
    if "figure_unconfirmed" in counts:
        unconfirmed = ranking[ranking["not_candidate_because"] == "figure_unconfirmed"]
        yield _(
            "In no sum until somebody confirms the figure (rpa-scout project confirm): {tasks}"
        ).format(tasks=", ".join(unconfirmed["task_id"]))


def _cells(row: dict[Hashable, Any], means: dict[str, str], policy: Policy) -> list[str]:
    saved = "saved_hours_per_year"
    name = f"{row['department'] or ''} {row['name'] or ''}".strip()
    judged_means = row["override_means"]
    return [
        f"{row['rank']:,}",
        row["task_id"],
        name,
        f"{row['score']:.1f}" + _judged(_number(row["override_score"], ".1f")),
        means[row["means"]] + _judged(means.get(judged_means, judged_means or "")),
        _range(row[f"{saved}_p10"], row[f"{saved}_p50"], row[f"{saved}_p90"])
        + _judged(_number(row["override_hours"], ",.0f")),
        _decision(row),
        ("、" if language() == "ja" else ", ").join(
            remark_labels(row["remarks"], row.get("not_candidate_because"), policy)
        ),
    ]


def _judged(value: str) -> str:
    return f"\n{_JUDGED_MARK} {value}" if value else ""


def _number(value: float | None, form: str) -> str:
    return "" if value is None or math.isnan(value) else format(float(value), form)


def _range(p10: float, p50: float, p90: float) -> str:
    if math.isnan(p50):
        return _("unknown")
    return f"{p50:,.0f} ({p10:,.0f}–{p90:,.0f})"


def _decision(row: dict[Hashable, Any]) -> str:
    """Say where a task stands, when it is planned, and who is in charge."""
    state = row["state"]
    year = row["planned_fiscal_year"]
    parts = [
        state_label(state) if state else "",
        "" if year is None else fiscal_year_label(int(year)),
        row["owner"] or "",
    ]
    return " ".join(part for part in parts if part)
