"""Rules on rows, tried on frames made by hand: no files, no cells."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest

from rpa_scout.checking.rules.rule import RuleContext
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import load_fields
from rpa_scout.reading.layout.departments import Department
from rpa_scout.task_frame import task_frame

USUAL = {
    "department": "税務課",
    "name": "納付書の転記",
    "runs_per_year": 12.0,
    "items_per_run": 200.0,
    "minutes_per_item": 1.5,
    "pattern": "entry",
    "judgement": "none",
    "input_form": "spreadsheet",
    "digitisable": "already",
}


@pytest.fixture
def context():
    """Make a context of rows, each the usual task with some answers changed."""

    def _context(
        rows: Sequence[dict],
        files: Sequence[str] = ("a.xlsx",),
        saved: Sequence[int | None] = (),
        table: Sequence[int] = (),
        failed: Sequence[int] = (),
        departments: Sequence[Department] = (),
        also_named: Sequence[str] = (),
        **figures: float,
    ) -> RuleContext:
        filled = [{**USUAL, **row} for row in rows]
        ids = dict.fromkeys(name for row in filled for name in row)
        left_out = np.zeros(len(filled), dtype=bool)
        left_out[list(failed)] = True
        moments = [
            None if day is None else dt.datetime(2026, 4, day, tzinfo=dt.UTC)
            for day in saved or [None] * len(files)
        ]
        return RuleContext(
            tasks=task_frame({name: [row.get(name) for row in filled] for name in ids}),
            failed=left_out,
            table=np.array(table or [0] * len(filled), dtype=np.int64),
            files=files,
            saved_at=moments,
            also_named=also_named,
            departments=departments,
            checks=Checks(**figures),
            alike=load_fields().alike,
        )

    return _context
