"""Staff minutes of one run, by hand and with the robot; they are equal at the break-even."""

from __future__ import annotations

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.savings.closed_form import SavingsParameters, TaskLoad, minutes_per_item_after


def minutes_per_run_by_hand(load: TaskLoad) -> Floats:
    """Return the staff minutes that a run takes today: ``s + n t``."""
    return load.setup_minutes_per_run + load.items_per_run * load.minutes_per_item


def minutes_per_run_with_robot(load: TaskLoad, parameters: SavingsParameters) -> Floats:
    """Return the staff minutes of a run with the robot: ``u + g s + n · per item + 60 m / R``.

    Upkeep is spread over the runs of a year. Above
    :func:`~rpa_scout.savings.closed_form.break_even_items_per_run` items, this is less than
    :func:`minutes_per_run_by_hand`.

    >>> import numpy as np
    >>> from rpa_scout.savings.closed_form import break_even_items_per_run
    >>> load = TaskLoad(*map(np.array, (100.0, 20.0, 3.0, 10.0)))
    >>> values = (0.9, 0.95, 0.05, 1.5, 0.1, 0.0, 0.0, 15.0, 0.5, 20.0)
    >>> parameters = SavingsParameters(*map(np.array, values))
    >>> at_break_even = load._replace(items_per_run=break_even_items_per_run(load, parameters))
    >>> by_hand = minutes_per_run_by_hand(at_break_even)
    >>> bool(np.isclose(by_hand, minutes_per_run_with_robot(at_break_even, parameters)))
    True
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        upkeep = np.where(
            parameters.upkeep_hours_per_year > 0.0,
            60.0 * parameters.upkeep_hours_per_year / load.runs_per_year,
            0.0,
        )
    per_item = minutes_per_item_after(load.minutes_per_item, parameters)
    fixed = (
        parameters.attended_minutes_per_run + parameters.setup_share * load.setup_minutes_per_run
    )
    return fixed + load.items_per_run * per_item + upkeep
