"""States and the steps between them, as declared."""

import re

import pytest

from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.project.states import (
    FOLLOWING,
    STATE_LABELS,
    TaskState,
    refuse_step,
    refuse_without_reason,
    state_label,
    state_named,
    state_words,
    states_help,
)
from rpa_scout.text import sentence_of, set_language, translated


def test_every_state_has_a_label_and_a_way_on():
    assert set(STATE_LABELS) == set(FOLLOWING) == set(TaskState)
    assert all(FOLLOWING.values())


def test_every_state_can_be_reached_from_the_first():
    reached, waiting = set(), [TaskState.CANDIDATE]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += FOLLOWING[state]
    assert reached == set(TaskState)


def test_the_way_of_an_automation_is_not_shortened():
    way = [TaskState.CANDIDATE, TaskState.ADOPTED, TaskState.BUILDING, TaskState.LIVE]
    for here, place in enumerate(way):
        for later in way[here + 2 :]:
            assert later not in FOLLOWING[place]


@pytest.mark.parametrize("state", TaskState)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_states_are_named_by_code_and_by_label(state, language):
    set_language(language)
    assert state_named(state.value) is state
    assert state_named(state_label(state)) is state


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_help_names_exactly_the_words_that_are_taken(language):
    set_language(language)
    words = re.split(r", | \(|\)", states_help())
    named = [word for word in words if word]
    assert {state_named(word) for word in named} == set(TaskState)
    for state in TaskState:
        assert {word for word in named if state_named(word) is state} == set(state_words(state))
        assert translated(STATE_LABELS[state], "ja") in named
    with pytest.raises(UnknownNameError):
        state_named("on  hold")
    if language == "ja":
        with pytest.raises(UnknownNameError):
            state_named("on hold")  # no word of the Japanese help


@pytest.mark.parametrize("state", [None, *TaskState])
def test_only_a_refusal_and_a_delay_need_a_reason(state):
    refuse_without_reason(state, "件数が少ない")
    if state in (TaskState.ON_HOLD, TaskState.DECLINED):
        with pytest.raises(InputError) as caught:
            refuse_without_reason(state, "")
        assert state_label(state) in sentence_of(caught.value)
    else:
        refuse_without_reason(state, "")


def test_an_unknown_state_is_refused_with_those_there_are():
    with pytest.raises(UnknownNameError, match="candidate"):
        state_named("nonsense")


def test_a_refusal_names_what_is_possible():
    set_language("en")
    refuse_step("税務課-6", "adopted", TaskState.ADOPTED)
    refuse_step("税務課-6", "adopted", TaskState.BUILDING)
    with pytest.raises(NotAllowedError, match="being built") as caught:
        refuse_step("税務課-6", "adopted", TaskState.LIVE)
    assert "税務課-6" in str(caught.value)
