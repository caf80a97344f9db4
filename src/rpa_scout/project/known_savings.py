"""The figures of a stored assessment, for results that need no new simulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from rpa_scout.arrays import Floats
from rpa_scout.inventory import Inventory
from rpa_scout.project import views
from rpa_scout.project.ledger.cell_text import cell_from
from rpa_scout.project.store.packing.assessment_columns import columns_of
from rpa_scout.savings.known import KnownSavings
from rpa_scout.savings.quantiles import Quantiles
from rpa_scout.savings.summary import BreakEvenRange, SavingsSummary
from rpa_scout.version import __version__

_SAVED = tuple(f"saved_hours_per_year_{part}" for part in ("p10", "p50", "p90", "mean"))
_BREAK_EVEN = tuple(f"break_even_items_per_run{part}" for part in ("_p10", "", "_p90"))
_CHANCE_WORSE = "chance_worse"


def known_savings(connection: Connection, number: int, inventory: Inventory) -> KnownSavings | None:
    """Return the figures of an assessment in the order of the tasks of an inventory.

    None where another version of the program computed them, or they are of other tasks.
    """
    if views.kept_assessment(connection, number).program_version != __version__:
        return None
    (tasks,) = columns_of(connection, number, "row", ("task_id",)).values()
    ranks = pd.Index(tasks, dtype=object).get_indexer(inventory.tasks.index)
    # get_indexer gives -1 for a task that was not assessed.
    if len(ranks) != len(tasks) or (ranks < 0).any():
        return None
    names = (*_SAVED, *_BREAK_EVEN, _CHANCE_WORSE)
    columns = columns_of(connection, number, "result", ("means", *names))

    def figures(name: str) -> Floats:
        cells = [cell_from(cell) for cell in columns[name]]
        in_order: Floats = np.array(cells, dtype=np.float64)[ranks]
        return in_order

    return KnownSavings(
        np.array(columns["means"], dtype=object)[ranks],
        SavingsSummary(
            Quantiles(*map(figures, _SAVED)),
            BreakEvenRange(*map(figures, _BREAK_EVEN)),
            figures(_CHANCE_WORSE),
        ),
    )
