"""Page breaks before the tables that a page's end would cut."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.reporting.workbook_printing import breaks_before_cut_tables

PRINTABLE = 297 / 25.4 * 72 - 1.3 * 72  # points of A3 landscape between its margins


@given(st.lists(st.integers(1, 30), min_size=1, max_size=20), st.sampled_from([15.0, 19.0, 24.0]))
def test_no_table_is_cut(rows, height):
    firsts = [sum(rows[:number]) for number in range(len(rows))]
    heights = [height] * sum(rows)
    breaks = breaks_before_cut_tables(firsts, heights)
    pages = [0, *breaks, len(heights)]
    for first, after in pairwise(pages):
        assert (after - first) * height <= PRINTABLE
    assert set(breaks) <= set(firsts)
