"""The sheet of the breakdown: the contribution of every criterion to a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from xlsxwriter.worksheet import Worksheet

from rpa_scout.arrays import Floats, Positions
from rpa_scout.assessment.assess import Assessment
from rpa_scout.inventory import Inventory
from rpa_scout.policy.derived import DERIVED_QUANTITIES
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.policy.model import Criterion
from rpa_scout.ranking.report import RankingReport
from rpa_scout.reporting.ranking_sheet import task_columns
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Bar, Column, write_table_sheet
from rpa_scout.text import _, language


def write_breakdown_sheet(
    sheet: Worksheet, styles: Styles, report: RankingReport, top: int | None
) -> None:
    """Write points, weights and contributions of every criterion."""
    assessment = report.assessment
    scorecard = assessment.scores.scorecard
    title = _("Breakdown of the scores: {scorecard}").format(
        scorecard=scorecard.label_in(language())
    )
    note = _(
        "Contribution = 100 × weight × points (0–1) ÷ sum of the weights ({total:g}). The "
        "contributions of a row add up to its score; numbers are rounded for display only."
    ).format(total=sum(scorecard.weights))
    write_table_sheet(sheet, styles, (title, [note]), _columns(report, top), 4)


def _columns(report: RankingReport, top: int | None) -> list[Column]:
    assessment = report.assessment
    rows = report.rows if top is None else report.rows.head(top)
    index = assessment.inventory.tasks.index
    positions = index.get_indexer(pd.Index(rows["task_id"])).astype(np.intp)
    score: list[object] = rows["score"].tolist()
    columns = task_columns(rows, report.labels)
    columns.append(
        Column(_("Score"), 10, "hundredths_strong", score, _("Sum"), bar=Bar(0.0, 100.0))
    )
    parts = [report.criteria_of(task_id) for task_id in rows["task_id"]]
    for criterion in assessment.scores.scorecard.criterion:
        answers = answers_shown(assessment.inventory, criterion, positions)
        columns += _criterion_columns(
            assessment, criterion, answers, [of_task[criterion.id] for of_task in parts]
        )
    return columns


def _criterion_columns(
    assessment: Assessment,
    criterion: Criterion,
    answers: Sequence[str],
    parts: Sequence[Mapping[str, float]],
) -> list[Column]:
    band = _("{criterion} (weight {weight:g})").format(
        criterion=criterion.label_in(language()), weight=criterion.weight
    )
    full = 100.0 * criterion.weight / sum(assessment.scores.scorecard.weights)
    bar = Bar(0.0, full) if full > 0.0 else None
    added = [part["contribution"] for part in parts]
    return [
        Column(_("Answer"), 19, "wrapped", answers, band),
        Column(_("Points"), 8, "hundredths", [part["points"] for part in parts], band),
        Column(_("Adds"), 9, "hundredths_strong", added, band, bar=bar),
    ]


def answers_shown(inventory: Inventory, criterion: Criterion, rows: Positions) -> list[str]:
    """Return the answers behind a criterion, with the form's labels."""
    tasks = inventory.tasks.iloc[rows]
    parts = [_shown(inventory, tasks, name) for name in criterion.fields]
    joint = "／" if language() == "ja" else " / "
    return [joint.join(texts) for texts in zip(*parts, strict=True)]


def _shown(inventory: Inventory, tasks: pd.DataFrame, name: str) -> Sequence[str]:
    quantity = DERIVED_QUANTITIES.get(name)
    if quantity is not None:
        return _numbers(quantity.compute(tasks), " " + _(quantity.unit))
    field = inventory.fields[name]
    if field.kind == "choice":
        return _choices(field, tasks)
    unit = field.unit if language() == "ja" else field.unit_en
    return _numbers(tasks[name].to_numpy(dtype=np.float64), unit)


def _choices(field: FieldDefinition, tasks: pd.DataFrame) -> list[str]:
    labels = [*(field.choice_label(code) for code in field.codes), field.choice_label(None)]
    return [labels[code] for code in tasks[field.id].cat.codes]


def _numbers(values: Floats, unit: str) -> list[str]:
    unknown = _("unknown")
    return [unknown if np.isnan(hours) else f"{hours:,.10g}{unit}" for hours in values.round(1)]
