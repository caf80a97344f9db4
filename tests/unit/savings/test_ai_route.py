"""The AI route of the shipped policy: wish and kind of work, gates, steps, parts of the work."""

import numpy as np
import pytest
from tests.unit.savings.test_means import PLAIN

import rpa_scout as rs
from rpa_scout.policy import DEFAULT_POLICY
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.task_frame import task_frame
from rpa_scout.text import set_language

POLICY = load_policy(DEFAULT_POLICY)
SPOKEN = {"input_form": "spoken", "digitisable": "no", "ai_help": None}


def chosen(**answers):
    task = PLAIN | {"network": "lgwan"} | answers
    tasks = task_frame({field: [answer] for field, answer in task.items()})
    choice = choose_means(SavingsModel(POLICY, tasks, POLICY.survey))
    route = POLICY.route[choice.route[0]].id if choice.route[0] >= 0 else None
    return choice.ids[0], route, choice.barred_because[0]


@pytest.mark.parametrize(
    ("answers", "means", "route"),
    [
        ({"ai_help": "transcription"}, "transcription", "transcription"),
        (SPOKEN | {"name": "庁議の会議録の作成"}, "transcription", "transcription"),
        ({"ai_help": None, "name": "教育長の挨拶文の下書き"}, "generative_ai", "writing"),
        ({"ai_help": "none", "name": "航空写真の判読"}, "ai_model", "recognition"),
        ({"ai_help": None, "name": "保育所の入所選考の割当"}, "ai_model", "optimisation"),
        ({"ai_help": "prediction"}, "ai_model", "prediction"),
        (
            {"ai_help": "recognition", "input_form": "handwriting", "digitisable": "ocr"},
            "ocr_rpa",
            "recognition",
        ),
        ({"ai_help": None, "name": "申請内容の入力"}, "rpa", None),
        ({"ai_help": "none", "name": "会議室の予約入力"}, "rpa", None),
    ],
)
def test_wish_or_kind_of_work_decides_what_is_considered(answers, means, route):
    assert chosen(**answers)[:2] == (means, route)


def test_a_wish_goes_before_the_words_of_the_name():
    assert chosen(ai_help="writing", name="会議録の作成")[1] == "writing"


def test_generative_ai_cannot_be_reached_from_the_core_network():
    means, _route, reason = chosen(ai_help="writing", network="core", input_form="text_pdf")
    assert (means, reason) == ("keep", "core_network")
    assert chosen(ai_help="writing", network=None)[0] == "generative_ai"
    (sentence,) = [each.sentence for each in POLICY.gate_reason if each.id == "core_network"]
    assert "基幹系から生成AIには届きません" in sentence


def test_my_number_stays_in_the_core_network():
    for wish in ("writing", "transcription"):
        means, _route, reason = chosen(ai_help=wish, personal_data="my_number")
        assert (means, reason) == ("keep", "my_number")


def test_paper_that_is_sorted_or_summed_up_is_served_in_steps():
    paper = {"input_form": "handwriting", "digitisable": "ocr", "pattern": "aggregation"}
    assert chosen(ai_help="classification", **paper)[0] == "ocr_generative_ai"
    steps = {means.id: means.steps for means in POLICY.means if means.steps}
    assert steps["ocr_generative_ai"] == ("ocr_rpa", "generative_ai")


def test_no_ai_means_uses_the_parameters_of_rpa():
    shared = POLICY.savings.automatable_share
    for means in POLICY.means:
        if means.only_by_route and means.parameters is not None:
            assert means.parameters.automatable_share not in (None, shared), means.id
        elif means.only_by_route:
            *_before, last = means.steps
            (step,) = (other for other in POLICY.means if other.id == last)
            assert step.only_by_route, means.id


def test_the_reason_names_the_function_and_the_hand_over():
    frame = task_frame({**{field: [value] for field, value in PLAIN.items()}, "name": ["転記"]})
    frame["network"] = frame["network"].astype(object)
    rows = frame.astype(object).where(frame.notna(), None)
    rows["network"] = "several"
    (reason,) = rs.assess(rs.Inventory.from_frame(rows), POLICY).reasons()
    assert "2段階" in reason
    rows["ai_help"], rows["network"] = "optimisation", "lgwan"
    (reason,) = rs.assess(rs.Inventory.from_frame(rows), POLICY).reasons()
    assert reason.startswith("AIの機能：最適化")
    set_language("en")
    (reason,) = rs.assess(rs.Inventory.from_frame(rows), POLICY).reasons()
    assert reason.startswith("function of AI: optimisation")


def saved_by(**answers):
    task = PLAIN | {"network": "lgwan"} | answers
    tasks = task_frame({field: [answer] for field, answer in task.items()})
    model = SavingsModel(POLICY, tasks, POLICY.survey)
    choice = choose_means(model)
    simulation = SavingsSimulation(model, choice, ["a"], POLICY.simulation)
    return simulation.saved_hours(np.arange(1))[0] / model.load.hours_per_year[0]


def test_only_the_part_that_a_means_touches_is_saved():
    assert np.quantile(saved_by(ai_help="optimisation"), 0.9) < 0.75
    assert np.quantile(saved_by(ai_help=None), 0.9) > 0.8


@pytest.mark.parametrize("number", range(len(POLICY.means)), ids=[m.id for m in POLICY.means])
def test_a_hand_over_between_networks_costs_hours_of_every_means(number):
    task = {field: [answer, answer] for field, answer in PLAIN.items()}
    tasks = task_frame(task | {"network": ["lgwan", "several"]})
    model = SavingsModel(POLICY, tasks, POLICY.survey)
    position = np.full(2, number)
    one, several = model.closed_form(position).hours_after
    assert several > one
    one, several = model.answers(position).build_hours
    assert several == pytest.approx(1.4 * one)


def test_drafting_is_not_faster_by_hand_when_a_text_takes_its_time():
    assert np.median(saved_by(ai_help="writing", minutes_per_item=30, input_form="text_pdf")) > 0.2


def test_unknown_minutes_are_assumed_where_runs_and_items_are_known():
    unknown = saved_by(ai_help=None, minutes_per_item=None, pattern="entry")
    assert np.isfinite(unknown).all()
    known = saved_by(ai_help=None, minutes_per_item=4, pattern="entry")
    assert np.ptp(np.quantile(unknown, (0.1, 0.9))) > np.ptp(np.quantile(known, (0.1, 0.9)))
