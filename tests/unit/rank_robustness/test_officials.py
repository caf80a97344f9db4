"""Weights of several officials: order and points, the group, agreement, and faults by cell."""

import datetime as dt

import numpy as np
import openpyxl
import pytest

from rpa_scout.errors import InputError, NotReplacedError
from rpa_scout.rank_robustness.officials.form import FIRST_ROW, write_weights_forms
from rpa_scout.rank_robustness.officials.reading import read_weights_forms
from rpa_scout.rank_robustness.officials.weights import (
    OfficialWeights,
    average_ranks,
    centroid_weights,
    group_ranking,
    group_weights,
    kendall_w,
)
from rpa_scout.rank_robustness.weights import ordered_weights
from rpa_scout.text import set_language

POINTS = (30, 25, 15, 10, 8, 6, 4, 2)


@pytest.fixture
def scorecard(policy):
    return policy.scorecard[0]


def filled(tmp_path, policy, name="担当A", order=(), points=(), date=dt.date(2026, 5, 8), **cells):
    (path,) = write_weights_forms(
        tmp_path, policy, policy.scorecard[0], [name] if name else (), replace=True
    )
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for column, values in (("D", order), ("E", points)):
        for row, value in enumerate(values, FIRST_ROW):
            sheet[f"{column}{row}"] = value
    sheet["C6"] = date
    for cell, value in cells.items():
        sheet[cell] = value
    book.save(path)
    return path


def test_points_are_read_back(tmp_path, policy, scorecard):
    reading = read_weights_forms([filled(tmp_path, policy, points=POINTS)], scorecard)
    assert reading.faults == ()
    (official,) = reading.officials
    assert (official.name, official.date, official.kind) == ("担当A", "2026-05-08", "points")
    assert [*official.weights] == list(scorecard.ids)
    assert [*official.weights.values()] == pytest.approx([point / 100 for point in POINTS])


def test_texts_of_a_japanese_keyboard_are_numbers(tmp_path, policy, scorecard):
    wide = ["３０点", "２５", "15 点", 10, 8, 6, 4, 2]
    reading = read_weights_forms([filled(tmp_path, policy, points=wide)], scorecard)
    assert reading.faults == ()
    assert reading.officials[0].weights[scorecard.ids[0]] == pytest.approx(0.3)


def test_an_order_gives_the_centroid_of_all_weights_that_keep_it(tmp_path, policy, scorecard):
    order = (2, 1, 3, 4, 5, 6, 7, 8)
    reading = read_weights_forms([filled(tmp_path, policy, order=order)], scorecard)
    (official,) = reading.officials
    assert official.kind == "order"
    drawn = ordered_weights([place - 1 for place in order], 200_000, np.random.default_rng(1))
    assert [*official.weights.values()] == pytest.approx(drawn.mean(axis=0).tolist(), abs=2e-3)


def test_published_centroids():
    """Barron and Barrett (1996), table 1: four attributes."""
    assert centroid_weights([1, 2, 3, 4]).tolist() == pytest.approx(
        [0.5208, 0.2708, 0.1458, 0.0625], abs=1e-4
    )
    assert centroid_weights([1, 2, 2, 4]).tolist() == pytest.approx(
        [0.5208, 0.2083, 0.2083, 0.0625], abs=1e-4
    )
    assert centroid_weights([3, 3, 3]).tolist() == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize(
    ("answers", "cell", "part"),
    [
        ({"points": (30, 25, 15, 10, 8, 6, 4, 1)}, "E17", "99"),
        ({"points": (30, 25, 15, 10, 8, 6, 6, None)}, "E16", "空欄"),
        ({"points": ("多い", 25, 15, 10, 8, 6, 4, 2)}, "E9", "多い"),
        ({"points": (-30, 85, 15, 10, 8, 6, 4, 2)}, "E9", "-30"),
        ({"order": (0, 1, 2, 3, 4, 5, 6, 7)}, "D9", "0"),
        ({"order": (1.5, 1, 2, 3, 4, 5, 6, 7)}, "D9", "1.5"),
        ({}, "D9", "記入されていません"),
        ({"points": POINTS, "name": ""}, "C5", "氏名"),
        ({"points": POINTS, "A1": "ほかの表"}, "", "様式ではありません"),
        ({"points": POINTS, "A1": "rpa-scout/weights/1 ai x 1"}, "A1", "ai"),
        ({"points": POINTS, "A10": "gone"}, "A9", "そろっていません"),
    ],
)
def test_every_fault_names_its_cell(tmp_path, policy, scorecard, answers, cell, part):
    set_language("ja")
    reading = read_weights_forms([filled(tmp_path, policy, **answers)], scorecard)
    assert reading.has_errors
    assert reading.officials == ()
    fault = reading.faults[0]
    assert fault.cell.rpartition("!")[2] == cell
    assert part in fault.sentence


def test_points_against_the_order_are_asked_about(tmp_path, policy, scorecard):
    path = filled(tmp_path, policy, order=(2, 1, 3, 4, 5, 6, 7, 8), points=POINTS)
    reading = read_weights_forms([path], scorecard)
    (fault,) = reading.faults
    assert not fault.is_error
    assert "担当A" in fault.sentence
    assert reading.officials[0].kind == "points"
    same = filled(tmp_path, policy, order=range(1, 9), points=POINTS)
    assert read_weights_forms([same], scorecard).faults == ()


def test_one_person_answers_once_and_other_files_are_named(tmp_path, policy, scorecard):
    one = filled(tmp_path / "a", policy, points=POINTS)
    filled(tmp_path / "b", policy, points=POINTS)
    reading = read_weights_forms([one, tmp_path / "b"], scorecard)
    assert len(reading.officials) == 1
    assert "担当A" in reading.faults[0].sentence
    broken = tmp_path / "こわれた.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    reading = read_weights_forms([broken, tmp_path / "ない.xlsx"], scorecard)
    assert [fault.file for fault in reading.faults] == ["ない.xlsx", "こわれた.xlsx"] or {
        fault.file.rpartition("/")[2] for fault in reading.faults
    } == {"ない.xlsx", "こわれた.xlsx"}


def test_a_form_with_answers_is_not_replaced(tmp_path, policy, scorecard):
    filled(tmp_path, policy, points=POINTS)
    with pytest.raises(NotReplacedError):
        list(write_weights_forms(tmp_path, policy, scorecard, ["担当A"]))
    names = [path.name for path in write_weights_forms(tmp_path, policy, scorecard, ["B/C", "D"])]
    assert names == ["判断基準の重み_B_C.xlsx", "判断基準の重み_D.xlsx"]


def official(name, *weights):
    shares = np.array(weights, dtype=float) / sum(weights)
    return OfficialWeights(name, "", "points", dict(zip("abc", shares.tolist(), strict=True)))


def test_the_groups_weights_are_geometric_means():
    weights = group_weights([official("x", 1, 4, 5), official("y", 4, 1, 5)])
    means = np.sqrt([0.1 * 0.4, 0.4 * 0.1, 0.25])
    assert [*weights.values()] == pytest.approx((means / means.sum()).tolist())
    struck = group_weights([official("x", 0, 5, 5), official("y", 5, 5, 0)])
    assert min(struck.values()) > 0.0  # nobody alone strikes a criterion


def test_kendalls_w_against_the_published_example_and_its_ends():
    """Siegel (1956), Nonparametric Statistics: three firms rank six applicants, W = 0.16."""
    ranks = np.array([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1.0]])
    assert kendall_w(ranks) == pytest.approx(0.162, abs=1e-3)
    assert kendall_w(np.array([[1, 2, 3.0]] * 4)) == pytest.approx(1.0)
    assert kendall_w(np.array([[1, 2, 3], [3, 2, 1.0]])) == pytest.approx(0.0)
    assert kendall_w(np.array([[1, 2, 3.0]])) is None
    assert kendall_w(np.array([[2.0, 2, 2], [2, 2, 2]])) is None


@pytest.mark.parametrize("seed", range(5))
def test_kendalls_w_follows_from_friedmans_statistic(seed):
    from scipy.stats import friedmanchisquare

    scores = np.random.default_rng(seed).integers(0, 5, (4, 7)).astype(float)
    ranks = np.array([average_ranks(row) for row in scores])
    statistic = friedmanchisquare(*scores.T).statistic
    assert kendall_w(ranks) == pytest.approx(statistic / (4 * 6))


def test_rankings_of_the_sample_city(sample_assessment):
    ids = sample_assessment.scores.scorecard.ids
    volume = OfficialWeights("量", "", "points", dict.fromkeys(ids, 0.05) | {"volume": 0.65})
    form = OfficialWeights("入口", "", "points", dict.fromkeys(ids, 0.05) | {"digital_input": 0.65})
    ranking = group_ranking(sample_assessment, [volume, form], first=20)
    points = sample_assessment.scores.points
    for person in (volume, form):
        shares = np.array([*person.weights.values()])
        scores = shares @ points
        for task_id, rank in zip(ranking.task_ids, ranking.ranks[person.name], strict=True):
            row = sample_assessment.position_of(task_id)
            assert (scores > scores[row] + 1e-12).sum() < rank
    assert sorted(ranking.ranks["量"]) == list(range(1, len(ranking.task_ids) + 1))
    for task in ranking.contested:
        assert task.in_first_share == 0.5
        assert (task.ranks[0] <= 20) != (task.ranks[1] <= 20)
    assert 0.0 <= ranking.kendall_w_tasks <= 1.0
    alone = group_ranking(sample_assessment, [volume], first=20)
    assert (alone.kendall_w, alone.contested) == (None, ())
    assert alone.ranks["量"] == tuple(range(1, len(alone.task_ids) + 1))


def test_one_official_with_the_policys_weights_changes_nothing(sample_assessment):
    card = sample_assessment.scores.scorecard
    shares = np.array(card.weights) / sum(card.weights)
    weights = dict(zip(card.ids, shares.tolist(), strict=True))
    person = OfficialWeights("方針", "", "points", weights)
    ranking = group_ranking(sample_assessment, [person])
    assert list(ranking.task_ids) == sample_assessment.ranking["task_id"].tolist()


def test_nobody_answered():
    with pytest.raises(InputError):
        group_weights([])
