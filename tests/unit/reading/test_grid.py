"""The cells of a sheet, by column and by row."""

import datetime as dt

import pytest

from rpa_scout.reading.files.cells import ErrorCell, Grid

ROWS = [["業務名", "件数"], ["転記", 12.0], ["", ""]]


def test_rows_and_columns_are_those_given():
    grid = Grid(ROWS)
    assert grid.height == 3
    assert grid.columns == [["業務名", "転記", ""], ["件数", 12.0, ""]]
    assert list(grid.rows) == ROWS
    assert (len(grid.rows), grid.rows[-1], grid.rows[1:]) == (3, ["", ""], ROWS[1:])
    with pytest.raises(IndexError):
        grid.rows[3]


def test_rows_of_different_length_are_filled_up():
    long = ["c"] * 3
    rows = [["a"], *[["b", "b"]] * 700, long, ["d"]]
    grid = Grid(rows)
    assert [len(column) for column in grid.columns] == [703] * 3
    assert list(grid.rows) == [[*row, "", ""][:3] for row in rows]


def test_nothing_has_neither_rows_nor_columns():
    grid = Grid()
    assert (grid.height, grid.columns, list(grid.rows)) == (0, [], [])


def test_rows_without_cells_count():
    assert list(Grid([[], []]).rows) == [[], []]


def test_equal_texts_are_one_object():
    texts = [str(b"name", "ascii") for _ in range(1000)]
    (column,) = Grid([[text] for text in texts]).columns
    assert len({id(text) for text in texts}) > 1
    assert len({id(text) for text in column}) == 1


@pytest.mark.parametrize(
    "column", [[1.0, True, 1], [0.0, -0.0, False], ["1", 1.0], [dt.date(2026, 10, 15), 1.0]]
)
def test_values_keep_their_type_and_sign(column):
    (read,) = Grid([[cell] for cell in column]).columns
    assert list(map(repr, read)) == list(map(repr, column))


def test_cells_are_put_in_place_and_beyond():
    grid = Grid(ROWS)
    error = ErrorCell("#REF!")
    grid.put({(1, 1): error, (4, 3): error})
    assert list(grid.rows) == [
        ["業務名", "件数", "", ""],
        ["転記", error, "", ""],
        *[["", "", "", ""]] * 2,
        ["", "", "", error],
    ]
    grid.put({})
    assert grid.height == 5


def test_moved_down_and_right():
    grid = Grid(ROWS[:1])
    grid.move(2, 1)
    assert list(grid.rows) == [["", "", ""], ["", "", ""], ["", *ROWS[0]]]
    assert grid.height == 3
