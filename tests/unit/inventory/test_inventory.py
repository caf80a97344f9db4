"""The checked list of tasks: typed columns, derived quantities, stable ids."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.reading.surveys import SHEET, plain, read_grid, table

from rpa_scout.errors import InputError, UnknownNameError
from rpa_scout.inventory import Inventory, task_ids
from rpa_scout.policy.derived import derived_hours_per_year, derived_items_per_year
from rpa_scout.task_frame import task_frame


def test_columns_are_typed(fields):
    frame = task_frame(
        {"name": ["転記", None], "timing": ["batch", None], "runs_per_year": [1, None]}
    )
    assert list(frame.columns) == list(fields.ids)
    for one in fields:
        match one.kind:
            case "choice":
                assert tuple(frame[one.id].cat.categories) == one.codes
            case "number":
                assert frame[one.id].dtype == np.float64
            case _:
                assert frame[one.id].dtype == object
    assert frame["name"].tolist() == ["転記", None]
    assert frame["timing"].isna().tolist() == [False, True]
    np.testing.assert_array_equal(frame["runs_per_year"], [1.0, np.nan])


def test_empty_frame(fields):
    frame = task_frame({})
    assert frame.shape == (0, len(fields.ids))
    assert derived_hours_per_year(frame).shape == (0,)


@pytest.mark.parametrize(
    "columns", [{"nonsense": [1]}, {"timing": ["いつか"]}, {"timing": ["まとめて処理できる"]}]
)
def test_wrong_columns_and_codes_are_refused(columns):
    with pytest.raises(InputError):
        task_frame(columns)


def test_hours_from_the_parts():
    frame = task_frame(
        {
            "runs_per_year": [12, 12, None, 12, None, 0],
            "items_per_run": [100, 100, 5, 100, None, 5],
            "minutes_per_item": [3, 3, 5, None, None, 5],
            "setup_minutes_per_run": [None, 30, 5, 5, None, 5],
            "hours_per_year_reported": [999, None, 40, None, None, 7],
        }
    )
    hours = derived_hours_per_year(frame)
    np.testing.assert_allclose(hours, [60.0, 66.0, 40.0, np.nan, np.nan, 0.0])
    np.testing.assert_allclose(
        derived_items_per_year(frame), [1200.0, 1200.0, np.nan, 1200.0, np.nan, 0.0]
    )


NUMBERS = st.one_of(st.none(), st.floats(0, 1000))


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_hours_are_known_where_the_parts_or_the_total_are(runs, items, minutes, setup, reported):
    frame = task_frame(
        {
            "runs_per_year": [runs],
            "items_per_run": [items],
            "minutes_per_item": [minutes],
            "setup_minutes_per_run": [setup],
            "hours_per_year_reported": [reported],
        }
    )
    (hours,) = derived_hours_per_year(frame)
    if None not in (runs, items, minutes):
        assert hours == pytest.approx(runs * ((setup or 0) + items * minutes) / 60)
    elif reported is not None:
        assert hours == reported
    else:
        assert np.isnan(hours)


def test_ids_name_department_and_row():
    ids = task_ids(
        ["税務課", "税務課", "税務課", "", "税務課"],
        [SHEET, "", "追加 分", SHEET, SHEET],
        [7, 8, 7, 9, 7],
        [SHEET],
    )
    assert ids == ["税務課-7", "税務課-8", "税務課-追加分-7", "?-9", "税務課-7~2"]


def test_ids_stay_when_other_rows_are_mended(tmp_path):
    rows = [plain(name=str(number)) for number in range(4)]
    before = read_grid(tmp_path, table(rows))
    rows[1]["name"] = None
    rows[2] = {}
    after = read_grid(tmp_path, table(rows))
    assert list(before.tasks.index) == ["税務課-2", "税務課-3", "税務課-4", "税務課-5"]
    assert list(after.tasks.index) == ["税務課-2", "税務課-5"]
    assert list(after.left_out.index) == ["税務課-3"]


def test_left_out_rows_are_in_no_task_and_have_sources(tmp_path):
    inventory = read_grid(tmp_path, table([plain(name=None), plain()]))
    assert set(inventory.tasks.index).isdisjoint(inventory.left_out.index)
    assert set(inventory.sources.index) == {*inventory.tasks.index, *inventory.left_out.index}
    assert inventory.left_out["department"].tolist() == ["税務課"]
    assert inventory.source_of("税務課-2", "timing").cell == "H2"
    assert list(inventory.tasks.columns) == list(inventory.left_out.columns)


def test_source_of_an_unknown_task(tmp_path):
    inventory = read_grid(tmp_path, table([plain()]))
    with pytest.raises(UnknownNameError, match="税務課-99"):
        inventory.source_of("税務課-99")
    assert inventory.source_of("税務課-2", "remarks").cell == ""


def test_places_and_order(tmp_path):
    inventory = read_grid(tmp_path, table([plain(), plain(department="会計課")]))
    places = inventory.row_locations()
    assert places["file"].tolist() == ["調査票.xlsx"] * 2
    assert places["sheet"].tolist() == [SHEET] * 2
    assert places["row"].tolist() == [2, 3]
    assert inventory.row_order().to_dict("list") == {
        "department": ["税務課", "会計課"],
        "row": [2, 3],
        "task_id": ["税務課-2", "会計課-3"],
    }


def test_inventory_of_a_frame():
    frame = pd.DataFrame({"name": ["a", "b"], "judgement": ["none", None]})
    inventory = Inventory.from_frame(frame)
    assert list(inventory.tasks.index) == ["1", "2"]
    assert inventory.source_of("1").cell == ""
    assert inventory.row_locations()["file"].tolist() == ["", ""]
    named = Inventory.from_frame(frame.set_axis(["x", "y"]))
    assert list(named.tasks.index) == ["x", "y"]
    with pytest.raises(InputError, match="x"):
        Inventory.from_frame(frame.set_axis(["x", "x"]))


def test_frame_with_an_unknown_column():
    with pytest.raises(InputError, match="nonsense"):
        Inventory.from_frame(pd.DataFrame({"nonsense": [1]}))
