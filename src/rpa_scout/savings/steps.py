"""Work in two steps: each means takes up its own part of an item, so no minute counts twice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rpa_scout.savings.closed_form import SavingsParameters

__all__ = ["both_steps", "rows_of", "rows_of_values", "with_rows"]

Floats = npt.NDArray[np.float64]


def both_steps(
    first: SavingsParameters, second: SavingsParameters, first_share: Floats
) -> SavingsParameters:
    """Return the parameters with which the formulas give the sum of two steps.

    The first step touches `first_share` of the minutes of an item, the second one the others. What
    goes through a step is weighted by its share and its adoption; minutes per run and upkeep add
    up. The first step hands over data, so only its own input has to be made digital.
    """
    second_share = 1.0 - first_share
    through = (first_share * first.adoption_share, second_share * second.adoption_share)
    adopted = through[0] + through[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        # Where nothing goes through either step, the weights do not matter.
        weight = np.where(adopted > 0.0, through[0] / adopted, 0.5)

    def mean(of_first: Floats, of_second: Floats) -> Floats:
        return np.asarray(weight * of_first + (1.0 - weight) * of_second)

    exceptions = mean(first.exception_share, second.exception_share)
    costs = mean(
        first.exception_share * first.exception_factor,
        second.exception_share * second.exception_factor,
    )
    left = mean(
        (1.0 - first.exception_share) * (1.0 - first.automatable_share),
        (1.0 - second.exception_share) * (1.0 - second.automatable_share),
    )
    digitise = first.adoption_share * first.digitise_minutes_per_item
    with np.errstate(divide="ignore", invalid="ignore"):
        left_of_plain = np.where(exceptions < 1.0, left / (1.0 - exceptions), 0.0)
        factor = np.where(exceptions > 0.0, costs / exceptions, first.exception_factor)
        minutes = np.where(adopted > 0.0, digitise / adopted, 0.0)
    return SavingsParameters(
        automatable_share=1.0 - left_of_plain,
        adoption_share=adopted,
        exception_share=exceptions,
        exception_factor=factor,
        check_share=mean(first.check_share, second.check_share),
        correction_share=mean(first.correction_share, second.correction_share),
        digitise_minutes_per_item=minutes,
        attended_minutes_per_run=first.attended_minutes_per_run + second.attended_minutes_per_run,
        setup_share=first_share * first.setup_share + second_share * second.setup_share,
        upkeep_hours_per_year=first.upkeep_hours_per_year + second.upkeep_hours_per_year,
    )


def with_rows(
    parameters: SavingsParameters, rows: npt.NDArray[np.intp], part: SavingsParameters, count: int
) -> SavingsParameters:
    """Return the parameters of `count` tasks with those of some rows replaced."""
    merged = []
    for whole, of_rows in zip(parameters, part, strict=True):
        tail = np.broadcast_shapes(np.shape(whole)[1:], np.shape(of_rows)[1:])
        values = np.array(np.broadcast_to(whole, (count, *tail)), dtype=np.float64)
        values[rows] = of_rows
        merged.append(values)
    return SavingsParameters(*merged)


def rows_of(parameters: SavingsParameters, rows: npt.NDArray[np.intp]) -> SavingsParameters:
    """Return the parameters of some tasks."""
    return SavingsParameters(*(rows_of_values(np.asarray(values), rows) for values in parameters))


def rows_of_values(values: Floats, rows: npt.NDArray[np.intp]) -> Floats:
    """Return the values of some tasks; a value that is the same for all of them stays as it is."""
    return values if values.ndim == 0 or values.shape[0] == 1 else values[rows]
