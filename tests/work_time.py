"""Limits on the time that a piece of work takes, whatever else the computer does meanwhile."""

import os
from contextlib import contextmanager

from rpa_scout.reading.files.child_reader import stop_children


def _worked():
    """Return the seconds that this process and its ended children have worked."""
    stop_children()
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@contextmanager
def work_within(seconds):
    """See that the block works no longer; by the clock a busy computer may take longer."""
    begun = _worked()
    yield
    assert _worked() - begun < seconds
