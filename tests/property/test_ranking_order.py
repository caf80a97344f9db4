"""The order of the ranking is that of a plain sort."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.assessment.order import ranking_order

# Few values, so that everything ties with something.
ROWS = st.lists(
    st.tuples(
        st.sampled_from([0.0, 50.0, math.nextafter(50.0, 51.0), 100.0]) | st.floats(0, 100),
        st.sampled_from([math.nan, -3.0, -0.4, -0.0, 0.0, 0.3, 11.6, 12.4, 12.5])
        | st.floats(-1e6, 1e6),
        st.sampled_from(["", "会計課", "税務課", "市民課"]),
        st.integers(1, 4),
    ),
    max_size=40,
)


def plain_order(rows):
    """Sort tuples: score, whole hours falling, unknown hours last, then department, row, id."""

    def key(place):
        score, saved, department, row = rows[place]
        falling = math.inf if math.isnan(saved) else -round(saved)
        return (-score, falling, department, row, f"{place:02d}")

    return sorted(range(len(rows)), key=key)


def engine_order(rows):
    columns = list(zip(*rows, strict=True)) or [()] * 4
    ties = pd.DataFrame(
        {
            "department": pd.Series(columns[2], dtype=object),
            "row": pd.Series(columns[3], dtype=np.int64),
            "task_id": pd.Series([f"{place:02d}" for place in range(len(rows))], dtype=object),
        }
    )
    score, saved = (np.array(one, dtype=np.float64) for one in columns[:2])
    return ranking_order(score, saved, ties).tolist()


@given(rows=ROWS)
def test_it_is_the_order_of_a_plain_sort(rows):
    assert engine_order(rows) == plain_order(rows)


@given(rows=ROWS.filter(bool), score=st.floats(0, 100))
def test_it_is_so_where_all_scores_are_equal(rows, score):
    equal = [(score, *rest) for _, *rest in rows]
    assert engine_order(equal) == plain_order(equal)
