"""Which means fits, which is chosen, and what is advised where none fits."""

from __future__ import annotations

import numpy as np
import pytest

from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import SavingsModel
from rpa_scout.task_frame import task_frame

POLICY = load_policy()
MEANS = [one.id for one in POLICY.means]
PLAIN = {
    "runs_per_year": 240,
    "items_per_run": 40,
    "minutes_per_item": 3,
    "setup_minutes_per_run": 10,
    "judgement": "none",
    "input_form": "spreadsheet",
    "digitisable": "already",
    "change_frequency": "rarely",
    "ai_help": "none",
    "personal_data": "none",
}


def choice_of(policy=POLICY, **changes):
    task = PLAIN | changes
    tasks = task_frame({field: [answer] for field, answer in task.items()})
    return choose_means(SavingsModel(policy, tasks, load_fields()))


def fitting(choice):
    return [one for place, one in enumerate(MEANS) if not choice.failing(place, 0)]


@pytest.mark.parametrize(
    ("changes", "fit"),
    [
        ({}, ["rpa"]),
        ({"input_form": "system"}, ["rpa"]),
        ({"input_form": "web_form"}, ["rpa"]),
        ({"input_form": "text_pdf"}, ["rpa"]),
        ({"judgement": "sometimes_complex"}, ["rpa"]),
        ({"judgement": "judgement"}, []),
        ({"input_form": "print", "digitisable": "ocr"}, ["ocr_rpa"]),
        ({"input_form": "handwriting", "digitisable": "already"}, ["ocr_rpa"]),
        ({"input_form": "handwriting", "digitisable": "no"}, []),
        ({"input_form": "handwriting", "digitisable": "ocr", "judgement": "judgement"}, []),
        ({"input_form": "print", "digitisable": "online_form"}, ["ocr_rpa", "online_form_rpa"]),
        ({"input_form": "spoken", "digitisable": "online_form"}, ["online_form_rpa"]),
        ({"input_form": "spoken", "digitisable": "ocr"}, []),
        ({"ai_help": "writing"}, ["rpa", "generative_ai"]),
        ({"ai_help": "transcription", "judgement": "judgement"}, ["generative_ai"]),
        ({"ai_help": "answering", "personal_data": "personal"}, ["rpa", "generative_ai"]),
        ({"ai_help": "writing", "personal_data": "my_number"}, ["rpa"]),
        ({"ai_help": "recognition"}, ["rpa", "ai_model"]),
        ({"ai_help": "classification"}, ["rpa", "ai_model"]),
        ({"ai_help": "prediction", "personal_data": "my_number"}, ["rpa", "ai_model"]),
        ({"ai_help": "optimisation"}, ["rpa", "ai_model"]),
        # nobody who leaves the question blank asks for AI
        ({"ai_help": None}, ["rpa"]),
    ],
)
def test_requirements_are_those_of_the_design(changes, fit):
    choice = choice_of(**changes)
    assert fitting(choice) == fit
    assert choice.automates[0] == bool(fit)


@pytest.mark.parametrize(
    ("changes", "means", "open_fields"),
    [
        ({}, "rpa", ()),
        ({"judgement": None}, "rpa", ("judgement",)),
        ({"input_form": None, "judgement": None}, "rpa", ("input_form", "judgement")),
        ({"input_form": "print", "digitisable": None}, "ocr_rpa", ("digitisable",)),
        ({"input_form": "spoken", "digitisable": None}, "online_form_rpa", ("digitisable",)),
    ],
)
def test_an_unknown_answer_passes_and_is_to_be_confirmed(changes, means, open_fields):
    choice = choice_of(**changes)
    assert choice.ids[0] == means
    assert choice.unconfirmed(0) == open_fields
    assert choice.has_unconfirmed[0] == bool(open_fields)


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"judgement": "judgement"}, "redesign"),
        (
            {"input_form": "spoken", "digitisable": "no", "change_frequency": "monthly"},
            "redesign",
        ),
        ({"input_form": "spoken", "digitisable": "no"}, "keep"),
        ({"input_form": "spoken", "digitisable": "no", "change_frequency": None}, "keep"),
    ],
)
def test_where_none_fits_there_is_advice_and_nothing_is_saved(changes, advice):
    choice = choice_of(**changes)
    assert choice.ids[0] == advice
    assert choice.chosen(0).id == advice
    assert not choice.has_unconfirmed[0]
    assert choice.unconfirmed(0) == ()
    assert choice.savings.hours_now[0] == 520.0
    assert choice.savings.hours_after[0] == 520.0
    assert choice.savings.saved[0] == 0.0
    assert choice.savings.break_even_items_per_run[0] == np.inf


def test_advice_without_a_condition_holds_always():
    always, last = POLICY.fallback[-1], POLICY.fallback[0].model_copy(update={"any": ()})
    policy = POLICY.model_copy(update={"fallback": (always, last)})
    assert choice_of(policy, judgement="judgement").ids[0] == "keep"


def test_where_hours_are_unknown_the_first_that_fits_is_taken_and_nothing_is_claimed():
    changes = {"input_form": "print", "digitisable": "online_form", "runs_per_year": None}
    choice = choice_of(**changes)
    assert choice.ids[0] == "ocr_rpa"
    for one in (choice.savings.hours_now, choice.savings.hours_after, choice.savings.saved):
        assert np.isnan(one[0])


def test_the_means_that_saves_the_most_is_chosen_even_where_all_lose():
    # upkeep only: build 40 x 1.15 x 1.15 x 0.08 for RPA against 12 x ... for generative AI
    choice = choice_of(ai_help="writing", runs_per_year=0)
    assert choice.ids[0] == "generative_ai"
    assert choice.savings.saved[0] == pytest.approx(-12 * 1.15 * 1.15 * 0.08)
