"""Small frames of tasks for the tests of likeness."""

import pandas as pd

from rpa_scout.inventory import Inventory


def named(*names, **columns):
    """Return tasks of these names, numbered from 1."""
    return Inventory.from_frame(pd.DataFrame({"name": names, **columns})).tasks


def linked(*names, **columns):
    """Return whether the tasks are found to be the same work."""
    import rpa_scout as rs

    return len(rs.similar_tasks(named(*names, **columns))) > 0
