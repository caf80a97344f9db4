"""The states of a task, and the states that may follow each."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.ranking import decisions
from rpa_scout.text import N_, _, translated


class TaskState(StrEnum):
    """The state of a task."""

    CANDIDATE = "candidate"
    ADOPTED = "adopted"
    BUILDING = "building"
    LIVE = "live"
    RETIRED = "retired"
    ON_HOLD = "on_hold"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


STATE_LABELS: Final[dict[TaskState, str]] = {
    TaskState(code): label for code, label in decisions.STATE_LABELS.items()
}
"""English labels, translated when shown."""

_FORMER_WORDS: Final = {TaskState.CANDIDATE: ("候補",)}
"""Labels of earlier versions, which people still type."""

NEED_REASON: Final = (TaskState.ON_HOLD, TaskState.DECLINED)
"""States that need a reason, because the department asks why later."""

DONE_LABELS: Final[dict[TaskState, str]] = {
    TaskState.CANDIDATE: N_("Decisions taken back"),
    TaskState.ADOPTED: N_("Tasks adopted"),
    TaskState.BUILDING: N_("Building begun"),
    TaskState.LIVE: N_("Tasks put into use"),
    TaskState.RETIRED: N_("Tasks taken out of use"),
    TaskState.ON_HOLD: N_("Tasks put on hold"),
    TaskState.DECLINED: N_("Tasks declined"),
    TaskState.WITHDRAWN: N_("Tasks withdrawn"),
}
"""What a decision for a state did; English, translated when shown."""

FOLLOWING: Final[dict[TaskState, tuple[TaskState, ...]]] = {
    TaskState.CANDIDATE: (
        TaskState.ADOPTED,
        TaskState.ON_HOLD,
        TaskState.DECLINED,
        TaskState.WITHDRAWN,
    ),
    TaskState.ADOPTED: (
        TaskState.BUILDING,
        TaskState.CANDIDATE,
        TaskState.ON_HOLD,
        TaskState.DECLINED,
        TaskState.WITHDRAWN,
    ),
    TaskState.BUILDING: (
        TaskState.LIVE,
        TaskState.ADOPTED,
        TaskState.ON_HOLD,
        TaskState.DECLINED,
        TaskState.WITHDRAWN,
    ),
    TaskState.LIVE: (TaskState.RETIRED, TaskState.BUILDING, TaskState.WITHDRAWN),
    TaskState.RETIRED: (TaskState.CANDIDATE, TaskState.WITHDRAWN),
    TaskState.ON_HOLD: (
        TaskState.CANDIDATE,
        TaskState.ADOPTED,
        TaskState.BUILDING,
        TaskState.DECLINED,
        TaskState.WITHDRAWN,
    ),
    TaskState.DECLINED: (TaskState.CANDIDATE, TaskState.WITHDRAWN),
    TaskState.WITHDRAWN: (TaskState.CANDIDATE,),
}
"""The states that may follow each state. A change of year or owner alone keeps the state."""


ADOPTED: Final = frozenset({TaskState.ADOPTED, TaskState.BUILDING, TaskState.LIVE})
"""States of tasks that somebody decided to automate."""


def state_label(state: str) -> str:
    """Return the label of a state in the user's language.

    >>> from rpa_scout.text import set_language
    >>> set_language("en")
    >>> state_label("live")
    'live'
    >>> set_language("ja")
    """
    return _(STATE_LABELS[TaskState(state)])


def state_words(state: TaskState) -> tuple[str, ...]:
    """Return the words for a state: its code, and its labels in Japanese and the language shown."""
    label = STATE_LABELS[state]
    return tuple(dict.fromkeys((state.value, translated(label, "ja"), _(label))))


def states_help() -> str:
    """Return the words for all states, for a help text."""
    shown = []
    for state in TaskState:
        code, *labels = state_words(state)
        shown.append(f"{code} ({', '.join(labels)})" if labels else code)
    return ", ".join(shown)


def state_named(name: str) -> TaskState:
    """Return the state that a word names."""
    for state in TaskState:
        if name in (*state_words(state), *_FORMER_WORDS.get(state, ())):
            return state
    raise UnknownNameError(
        N_("There is no state “{name}”; choose one of: {known}."),
        name=name,
        known=states_help(),
    )


def refuse_without_reason(state: TaskState | None, reason: str) -> None:
    """Raise an error if a state needs a reason and there is none."""
    if state in NEED_REASON and not reason:
        raise InputError(
            N_("“{state}” needs a reason: write why, so that the department can be told."),
            state=state_label(state),
        )


def refuse_step(task: str, before: str, after: TaskState) -> None:
    """Raise an error if a state may not follow another."""
    standing = TaskState(before)
    if after is standing or after in FOLLOWING[standing]:
        return
    raise NotAllowedError(
        N_("“{task}” is {before}, and cannot become {after} from there. Possible: {possible}."),
        task=task,
        before=state_label(before),
        after=state_label(after),
        possible=", ".join(map(state_label, FOLLOWING[standing])),
    )
