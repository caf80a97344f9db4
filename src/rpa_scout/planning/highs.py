"""Solving a model with HiGHS (Huangfu and Hall 2018): cancelled at once, best solution kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.planning.model import PlanModel
from rpa_scout.progress import Progress

Untyped = Any  # highspy has no stubs

_POLL_SECONDS = 0.1

_LONGEST_WAIT_SECONDS = 0.25

_NODES = 500
"""Most nodes to search. A count, not a time: every computer finds the same plan, unless the time
limit ends the search. For the sample city, 500 more narrow the gap by less than 0.1 %."""


@dataclass(frozen=True, slots=True)
class Solved:
    """What HiGHS reports."""

    values: Floats | None  # Values of the columns of the best solution; None: there is none
    bound: float  # No solution is better than this
    is_infeasible: bool  # Whether it is proved that there is no solution


def solve(
    model: PlanModel,
    progress: Progress,
    *,
    whole: bool,
    start: Floats | None = None,
    gap: float = 1e-3,
    seconds: float = 20.0,
    enough: float | None = None,
) -> Solved:
    """Solve a model with whole numbers, or its linear relaxation.

    It ends at the relative `gap`, after some seconds, or at an objective that is `enough` whatever
    the bound. The progress is asked every tenth of a second; what it raises ends the work.
    """
    import highspy

    highs = _silent_highs()
    highs.setOptionValue("time_limit", seconds)
    highs.setOptionValue("mip_rel_gap", gap)
    highs.setOptionValue("mip_max_nodes", _NODES)
    if enough is not None:
        highs.setOptionValue("objective_target", enough)
    highs.passModel(_as_highs(model, whole=whole))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        highs.setSolution(solution)
    _run(highs, progress)
    return _solved(highs, whole=whole)


def _silent_highs() -> Untyped:
    """Return a solver that prints nothing: a command may write JSON to the same output."""
    import highspy

    class SilentHighs(highspy.Highs):
        """Silent from the start: enabling callbacks already prints the solver's version."""

        def enableCallbacks(self) -> None:
            self.silent()
            super().enableCallbacks()

    return SilentHighs()


def _as_highs(model: PlanModel, *, whole: bool) -> Untyped:
    import highspy

    starts, rows, numbers = model.matrix()
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = model.columns, len(model.rows.lower)
    program.col_cost_ = model.gain
    program.col_lower_, program.col_upper_ = model.lowest, np.ones(model.columns)
    program.row_lower_ = np.array(model.rows.lower, dtype=np.float64)
    program.row_upper_ = np.array(model.rows.upper, dtype=np.float64)
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_ = starts, rows
    program.a_matrix_.value_ = numbers
    program.sense_ = highspy.ObjSense.kMaximize
    if whole:
        kinds = highspy.HighsVarType
        whole_columns = model.columns if model.whole_columns is None else model.whole_columns
        program.integrality_ = [kinds.kInteger] * whole_columns + [kinds.kContinuous] * (
            model.columns - whole_columns
        )
    return program


def _run(highs: Untyped, progress: Progress) -> None:
    """Run HiGHS in its own thread, and ask regularly whether to continue."""
    stop = threading.Event()

    def interrupt(event: Untyped) -> None:
        if stop.is_set():
            event.interrupt()

    for callback in (highs.cbSimplexInterrupt, highs.cbIpmInterrupt, highs.cbMipInterrupt):
        callback.subscribe(interrupt)
    # No daemon: the interpreter would end it inside the solver, which may crash.
    thread = threading.Thread(target=highs.run, name="highs")
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_POLL_SECONDS)
            progress.advance(0)
    finally:
        stop.set()
        # In some of its steps HiGHS asks only after a second or two; it then ends by itself.
        thread.join(_LONGEST_WAIT_SECONDS)


def _solved(highs: Untyped, *, whole: bool) -> Solved:
    import highspy

    status = highs.getModelStatus()
    info = highs.getInfo()
    is_infeasible = status in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )
    has_solution = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(highs.getSolution().col_value) if has_solution else None
    is_optimal = status == highspy.HighsModelStatus.kOptimal
    bound = np.inf
    if whole:
        bound = info.mip_dual_bound
    elif is_optimal:
        bound = info.objective_function_value
    return Solved(values, float(bound), is_infeasible)
