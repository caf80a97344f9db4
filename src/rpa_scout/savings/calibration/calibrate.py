"""Learning from a city's own actuals how wrong its estimates are (docs/calibration.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rpa_scout.arrays import Floats, Positions
from rpa_scout.policy.model import UNKNOWN
from rpa_scout.savings.calibration.actuals import (
    LeftOutTask,
    MeasuredSaving,
    MeasuredTask,
    by_task,
    possible_actuals,
)
from rpa_scout.savings.calibration.calibration import Calibration, FactorRange
from rpa_scout.savings.calibration.levels import Levels, learned_levels
from rpa_scout.savings.calibration.prior import (
    LogRatios,
    drawn_hours,
    level_slopes,
    log_ratio,
    log_ratios,
)
from rpa_scout.savings.correction import Correction
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation

_REFERENCE_TASKS = 200
"""This many tasks are enough to estimate the error that all tasks have in common."""

_LEAST_SLOPE = 1e-12


@dataclass(frozen=True)
class _Measured:
    """Measured tasks, used or left out; `rows` and `hours` are those of the used tasks."""

    used: tuple[str, ...]
    left_out: tuple[LeftOutTask, ...]
    rows: Positions
    hours: Floats


@dataclass(frozen=True)
class _Reference:
    """Tasks whose draws are compared with their estimates; the measured tasks come first."""

    rows: Positions
    estimate: Floats
    ratios: LogRatios


def calibrate(
    model: SavingsModel,
    choice: MeansChoice,
    task_ids: Sequence[str],
    actuals: Iterable[MeasuredSaving],
) -> Calibration:
    """Learn from actuals how wrong the estimates of a city are."""
    actuals = tuple(actuals)
    if not actuals:
        return Calibration()
    possible, impossible = possible_actuals(actuals, _hours_now(model, task_ids))
    tasks = by_task(possible)
    if not tasks:
        return Calibration(left_out=impossible)
    settings = model.policy.simulation
    simulation = SavingsSimulation(model, choice, task_ids, settings)
    measured = _comparable(simulation, task_ids, tasks, impossible)
    if not measured.used:
        return Calibration(left_out=measured.left_out)
    kinds = _WorkKinds(model)
    reference = _reference(simulation, choice, measured.rows)
    count = len(measured.rows)
    levels = learned_levels(
        log_ratio(measured.hours, reference.estimate[:count]),
        kinds.indicators(measured.rows),
        reference.ratios,
        kinds.indicators(np.flatnonzero(choice.automates)).mean(axis=0),
    )
    correction = _spread(levels, kinds, reference.ratios, simulation.common_normals())
    narrowed = SavingsSimulation(model, choice, task_ids, settings, correction)
    learned_ratios = levels.mean[kinds.of_task] - _shift(reference, narrowed)
    return _result(levels, kinds, measured, replace(correction, log_ratio=learned_ratios))


def _hours_now(model: SavingsModel, task_ids: Sequence[str]) -> dict[str, float]:
    return dict(zip(task_ids, model.load.hours_per_year.tolist(), strict=True))


def _comparable(
    simulation: SavingsSimulation,
    task_ids: Sequence[str],
    tasks: Sequence[MeasuredTask],
    impossible: Sequence[LeftOutTask],
) -> _Measured:
    """Split measured tasks into those that have a usable estimate and those left out."""
    row_of = {task_id: row for row, task_id in enumerate(task_ids)}
    measured_rows = np.array(
        [row_of[task.task_id] for task in tasks if task.task_id in row_of], dtype=np.intp
    )
    estimated = np.median(drawn_hours(simulation, measured_rows), axis=1) > 0.0
    has_estimate = set(measured_rows[estimated].tolist())
    used: list[MeasuredTask] = []
    left_out: list[LeftOutTask] = list(impossible)
    for task in tasks:
        if task.task_id not in row_of:
            left_out.append(LeftOutTask(task.task_id, "unknown_task"))
        elif row_of[task.task_id] not in has_estimate:
            left_out.append(LeftOutTask(task.task_id, "no_estimate"))
        elif task.saved_hours_per_year <= 0.0:
            left_out.append(LeftOutTask(task.task_id, "not_positive"))
        else:
            used.append(task)
    return _Measured(
        used=tuple(task.task_id for task in used),
        left_out=tuple(left_out),
        rows=np.array([row_of[task.task_id] for task in used], dtype=np.intp),
        hours=np.array([task.saved_hours_per_year for task in used]),
    )


def _reference(
    simulation: SavingsSimulation, choice: MeansChoice, measured: Positions
) -> _Reference:
    """Draw the measured tasks, and further tasks until there are `_REFERENCE_TASKS`."""
    unmeasured = np.setdiff1d(np.flatnonzero(choice.automates), measured)
    wanted = min(max(_REFERENCE_TASKS - len(measured), 0), len(unmeasured))
    evenly = np.linspace(0, len(unmeasured) - 1, wanted).round().astype(np.intp)
    rows = np.concatenate([measured, unmeasured[evenly]])
    hours = drawn_hours(simulation, rows)
    estimate = np.median(hours, axis=1)
    # A logarithm of hours over the estimate needs an estimate above 0.
    positive = estimate > 0.0
    ratios = log_ratios(hours[positive], estimate[positive])
    return _Reference(rows[positive], estimate[positive], ratios)


def _spread(levels: Levels, kinds: _WorkKinds, before: LogRatios, common: Floats) -> Correction:
    """Return a correction that narrows the simulation's spread to that of the learned levels.

    Only the part of the spread that depends linearly on the common variables can be narrowed. The
    remaining variance stays in the simulation, so the variance of the kinds is reduced by it.
    """
    slopes = level_slopes(before.level, common)
    along = float(slopes @ slopes)
    remaining_variance = max(before.common_variance - along, 0.0)
    narrowable = before.common_variance - remaining_variance
    share_left = (
        (levels.common_variance - remaining_variance) / narrowable if narrowable > 0.0 else 1.0
    )
    return Correction(
        log_ratio=np.zeros(len(kinds.of_task)),
        kind=kinds.of_task,
        kind_deviation=levels.kind_deviation(max(levels.common_variance, remaining_variance)),
        common_direction=slopes / max(np.sqrt(along), _LEAST_SLOPE),
        common_left=float(np.sqrt(np.clip(share_left, 0.0, 1.0))),
    )


def _shift(reference: _Reference, narrowed: SavingsSimulation) -> float:
    """Return by how much narrowing the spread alone moves the estimates.

    The parameters are skewed, so a smaller spread changes the mean. The actuals did not cause this
    change; it is subtracted.
    """
    after = log_ratios(drawn_hours(narrowed, reference.rows), reference.estimate)
    return float((after.mean - reference.ratios.mean).mean())


def _result(
    levels: Levels, kinds: _WorkKinds, measured: _Measured, correction: Correction
) -> Calibration:
    counts = kinds.indicators(measured.rows).sum(axis=0)
    deviation = np.sqrt(np.diag(levels.covariance))
    return Calibration(
        correction=correction,
        used=measured.used,
        left_out=measured.left_out,
        overall=FactorRange.of_log(
            levels.overall_mean, levels.overall_deviation, len(measured.used)
        ),
        by_kind={
            code: FactorRange.of_log(levels.mean[kind], deviation[kind], int(counts[kind]))
            for kind, code in enumerate(kinds.codes)
            if levels.share[kind] > 0.0 or counts[kind] > 0
        },
        weight=levels.weight,
        residual_deviation=levels.residual_deviation,
    )


class _WorkKinds:
    """The kind of work of every task by the first field of ``alike``, or a further kind."""

    def __init__(self, model: SavingsModel) -> None:
        codes: tuple[str, ...] = ()
        positions = np.full(len(model.load.has_gaps), -1)
        for field in model.fields.alike.hours[:1]:
            codes = model.fields[field].codes
            positions = model.quantities.positions(field)
        self.codes = (*codes, UNKNOWN)
        self.of_task = np.where(positions < 0, len(self.codes) - 1, positions).astype(np.intp)

    def indicators(self, rows: Positions) -> Floats:
        """Return 1 where a task is of a kind, else 0."""
        return np.eye(len(self.codes))[self.of_task[rows]]
