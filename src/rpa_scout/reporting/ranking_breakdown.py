"""The sheet of the breakdown: how every criterion adds to a task's score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from xlsxwriter.worksheet import Worksheet

from rpa_scout.assessment.assess import Assessment
from rpa_scout.inventory import Inventory, derived_hours_per_year, derived_items_per_year
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.policy.model import Criterion
from rpa_scout.reporting.ranking_sheet import task_columns
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Bar, Column, write_table_sheet
from rpa_scout.text import _, language

__all__ = ["answers_shown", "write_breakdown_sheet"]


def write_breakdown_sheet(
    sheet: Worksheet, styles: Styles, assessment: Assessment, top: int | None
) -> None:
    """Write points, weights and contributions of every criterion.

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
    scorecard = assessment.scores.scorecard
    title = _("Breakdown of the scores: {scorecard}").format(
        scorecard=scorecard.label_in(language())
    )
    note = _(
        "Contribution = 100 × weight × points (0–1) ÷ sum of the weights ({total:g}). The "
        "contributions of a row add up to its score; numbers are rounded for display only."
    ).format(total=sum(scorecard.weights))
    write_table_sheet(sheet, styles, (title, [note]), _columns(assessment, top), 4)


def _columns(assessment: Assessment, top: int | None) -> list[Column]:
    ranking = assessment.ranking if top is None else assessment.ranking.head(top)
    rows = assessment.order[: len(ranking)]
    score: list[object] = ranking["score"].tolist()
    columns = task_columns(ranking)
    columns.append(
        Column(_("Score"), 10, "hundredths_strong", score, _("Sum"), bar=Bar(0.0, 100.0))
    )
    for place in range(len(assessment.scores.scorecard.criterion)):
        columns += _criterion_columns(assessment, place, rows)
    return columns


def _criterion_columns(
    assessment: Assessment, place: int, rows: npt.NDArray[np.intp]
) -> list[Column]:
    scores = assessment.scores
    criterion = scores.scorecard.criterion[place]
    band = _("{criterion} (weight {weight:g})").format(
        criterion=criterion.label_in(language()), weight=criterion.weight
    )
    answers = answers_shown(assessment.inventory, criterion, rows)
    points: list[object] = scores.points[place, rows].tolist()
    added: list[object] = scores.contributions[place, rows].tolist()
    full = 100.0 * criterion.weight / sum(scores.scorecard.weights)
    bar = Bar(0.0, full) if full > 0.0 else None
    return [
        Column(_("Answer"), 19, "wrapped", answers, band),
        Column(_("Points"), 8, "hundredths", points, band),
        Column(_("Adds"), 9, "hundredths_strong", added, band, bar=bar),
    ]


def answers_shown(
    inventory: Inventory, criterion: Criterion, rows: npt.NDArray[np.intp]
) -> list[str]:
    """Return the answers that a criterion rests on, as the form shows them.

    Parameters
    ----------
    inventory : Inventory
        The tasks.
    criterion : Criterion
        The criterion.
    rows : ndarray of int, shape (k,)
        Positions of the tasks.

    Returns
    -------
    list of str, length k
        One text a task; several answers are separated by a stroke.
    """
    tasks = inventory.tasks.iloc[rows]
    parts = [_shown(inventory, tasks, name) for name in criterion.fields]
    joint = "／" if language() == "ja" else " / "
    return [joint.join(texts) for texts in zip(*parts, strict=True)]


def _shown(inventory: Inventory, tasks: pd.DataFrame, name: str) -> Sequence[str]:
    if name == "items_per_year":
        return _numbers(derived_items_per_year(tasks), " " + _("items/year"))
    if name == "hours_per_year":
        return _numbers(derived_hours_per_year(tasks), " " + _("hours/year"))
    field = inventory.fields[name]
    if field.kind == "choice":
        return _choices(field, tasks)
    unit = field.unit if language() == "ja" else field.unit_en
    return _numbers(tasks[name].to_numpy(dtype=np.float64), unit)


def _choices(field: FieldDefinition, tasks: pd.DataFrame) -> list[str]:
    labels = [*(field.choice_label(code) for code in field.codes), field.choice_label(None)]
    return [labels[code] for code in tasks[field.id].cat.codes]


def _numbers(values: npt.NDArray[np.float64], unit: str) -> list[str]:
    unknown = _("unknown")
    return [unknown if np.isnan(one) else f"{one:,.10g}{unit}" for one in values.round(1)]
