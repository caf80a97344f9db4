"""Cities beside each other: ids stay apart, hours of common work add up, rankings stay the own."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import rpa_scout as rs
from rpa_scout.errors import FileError, InputError
from rpa_scout.region.cities import City, cities_of_paths, read_cities
from rpa_scout.region.comparing import AssessedCity, compare_cities

TRAVEL = {
    "department": "職員課",
    "name": "旅費の精算",
    "runs_per_year": 12,
    "items_per_run": 100,
    "pattern": "entry",
    "judgement": "none",
    "input_form": "spreadsheet",
    "digitisable": "already",
}


@pytest.fixture(scope="module")
def policy():
    return rs.load_policy()


def city(code, rows, policy, name="見本市"):
    frame = pd.DataFrame(rows)
    frame.index = [f"{row['department']}-{n}" for n, row in enumerate(rows, 6)]
    inventory = rs.Inventory.from_frame(frame)
    return AssessedCity(City(code, name, Path(code)), rs.assess(inventory, policy))


@pytest.fixture(scope="module")
def region(policy):
    cities = [
        city("1", [TRAVEL | {"minutes_per_item": 3.0}], policy, "あ市"),
        city("2", [TRAVEL | {"minutes_per_item": 4.0, "name": "出張旅費の精算"}], policy, "い市"),
        city(
            "3",
            [
                TRAVEL | {"minutes_per_item": 12.0},
                TRAVEL | {"department": "市民課", "name": "住民票の写しの交付"},
            ],
            policy,
            "う町",
        ),
    ]
    return compare_cities(cities, 0.25)


def test_common_work_has_the_hours_of_all(region):
    (work,) = region.joint_work
    assert work.cities == ("1", "2", "3")
    assert set(work.group.task_ids) == {"1/職員課-6", "2/職員課-6", "3/職員課-6"}
    assert work.group.hours_per_year == pytest.approx(12 * 100 * (3 + 4 + 12) / 60)
    assert work.sentence() == "3市町で1回作る：380時間／年"


def test_building_once_takes_the_share_of_the_policy_for_each_further_city(region):
    build = [each.assessment.build_hours[0] for each in region.cities]
    joint = min(build) + 0.25 * (sum(build) - min(build))
    assert region.joint_work[0].group.joint_build_hours == pytest.approx(joint)


def test_a_unit_time_far_from_the_other_cities_is_shown(region):
    row = region.unit_times.set_index("task_id").loc["3/職員課-6"]
    assert (row["minutes_per_item"], row["median_of_peers"]) == (12.0, 3.5)
    assert "2/職員課-6" not in set(region.unit_times["task_id"])  # 4 beside the median of 3 and 12


def test_coverage_counts_tasks_and_known_hours(region):
    coverage = [each.coverage for each in region.cities]
    assert [each.tasks for each in coverage] == [1, 1, 2]
    assert [each.tasks_with_hours for each in coverage] == [1, 1, 1]


def test_equal_ids_of_two_cities_are_drawn_apart(policy):
    """A sum of equal tasks of two cities varies less than twice one: what is a task's own is."""
    row = TRAVEL | {"minutes_per_item": 3.0}
    one, two = city("1", [row], policy), city("2", [row], policy)
    both = compare_cities([one, two], 0.25).saved_by_all
    alone = compare_cities([one], 0.25).saved_by_all
    assert both.mean == pytest.approx(2 * alone.mean, rel=0.05)
    assert both.p90 - both.p10 < 1.98 * (alone.p90 - alone.p10)


def test_a_city_keeps_its_own_figures(region, policy):
    own = rs.assess(region.cities[2].assessment.inventory, policy)
    assert np.array_equal(own.savings.p50, region.cities[2].assessment.savings.p50, equal_nan=True)


def test_fields_of_one_city_only_do_not_disturb(policy):
    one = city("1", [TRAVEL | {"minutes_per_item": 3.0}], policy)
    assert compare_cities([one, city("2", [TRAVEL], policy)], 0.25).joint_work[0].cities == (
        "1",
        "2",
    )


def test_an_id_that_two_cities_have_is_refused(policy):
    cities = [city("1", [TRAVEL], policy), city("１", [TRAVEL], policy)]
    with pytest.raises(InputError, match="団体コード"):
        compare_cities(cities, 0.25)
    with pytest.raises(InputError, match="団体コード"):
        cities_of_paths([Path("a/surveys"), Path("b/surveys")])


def listed(folder, *lines):
    path = folder / "cities.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_list_names_code_place_and_policy(tmp_path):
    path = listed(
        tmp_path,
        "団体コード,団体名,場所,選定方針",
        "001,あ市,a,own.toml",
        "002,い市,b.rpascout,",
    )
    first, second = read_cities(path)
    assert first == City("001", "あ市", tmp_path / "a", str(tmp_path / "own.toml"))
    assert second == City("002", "い市", tmp_path / "b.rpascout")


@pytest.mark.parametrize(
    "lines",
    [
        ("市,どこ", "あ市,a"),
        ("団体名,場所",),
        ("団体名,場所", "あ市,"),
        ("団体コード,団体名,場所", "1,あ市,a", "1,い市,b"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_a_sentence(tmp_path, lines):
    with pytest.raises((FileError, InputError)):
        read_cities(listed(tmp_path, *lines))


def test_a_list_that_is_missing_is_refused(tmp_path):
    with pytest.raises(FileError):
        read_cities(tmp_path / "none.csv")
