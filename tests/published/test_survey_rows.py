"""What the parameters fitted to published cases make of survey rows."""

import numpy as np
import pytest

from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.task_frame import task_frame

FILLED = {
    "department": "税務課",
    "name": "異動の入力",
    "runs_per_year": 240.0,
    "items_per_run": 30.0,
    "minutes_per_item": 4.0,
    "pattern": "entry",
    "judgement": "none",
    "exception_percent": 3.0,
    "input_form": "spreadsheet",
    "change_frequency": "rarely",
    "checking": "easy",
    "personal_data": "none",
}


def shares(*rows):
    """Draw the shares of the hours that rows would save."""
    policy, fields = load_policy(), load_fields()
    columns = {name: [row.get(name) for row in rows] for name in {*rows[0]}}
    model = SavingsModel(policy, task_frame(columns), fields)
    choice = choose_means(model)
    ids = ["same"] * len(rows)
    simulation = SavingsSimulation(model, choice, ids, policy.simulation)
    saved = simulation.saved_hours(np.arange(len(rows)))
    return saved / choice.savings.hours_now[:, None]


def width(drawn):
    """From p10 to p90, as a part of p50: whoever saves less also spreads less."""
    low, middle, high = np.quantile(drawn, [0.1, 0.5, 0.9])
    return (high - low) / middle


@pytest.mark.parametrize("unknown", ["judgement", "exception_percent", "change_frequency"])
def test_an_unknown_answer_widens(unknown):
    filled, other = shares(FILLED, {**FILLED, unknown: None})
    assert width(other) > width(filled)


def test_a_half_filled_row_is_wider_than_a_filled_one():
    half = {
        **dict.fromkeys(FILLED),
        "department": "税務課",
        "name": "異動の入力",
        "pattern": "entry",
        "runs_per_year": 240.0,
        "items_per_run": 30.0,
        "minutes_per_item": 4.0,
    }
    filled, other = shares(FILLED, half)
    assert width(other) > 1.1 * width(filled)


def test_answers_that_announce_trouble_lower_the_estimate():
    rows = [
        FILLED,
        {**FILLED, "checking": "expert"},
        {**FILLED, "checking": "impossible"},
        {**FILLED, "checking": None, "personal_data": "my_number"},
        {**FILLED, "checking": None, "personal_data": None, "name": "異動の入力（全件目視）"},
    ]
    filled, *troubled = (np.median(one) for one in shares(*rows))
    assert all(one < filled for one in troubled)


def test_handwriting_free_text_and_many_layouts_lower_the_estimate():
    paper = {**FILLED, "input_form": "print", "digitisable": "ocr"}
    hand = {**paper, "input_form": "handwriting"}
    free = {**paper, "name": "異動の入力（自由記述あり）"}
    many = {**paper, "name": "異動の入力（様式がばらばら）"}
    printed, *harder = (np.mean(one) for one in shares(paper, hand, free, many))
    assert all(one < printed for one in harder)
    assert harder[0] > max(harder[1:])
