"""Where a task stands, and what may follow: declared once."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from rpa_scout.errors import NotAllowedError, UnknownNameError
from rpa_scout.ranking import decisions
from rpa_scout.text import N_, _

__all__ = ["FOLLOWING", "STATE_LABELS", "TaskState", "refuse_step", "state_label", "state_named"]


class TaskState(StrEnum):
    """Where a task stands."""

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
"""English labels, to be translated when they are shown."""

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
"""What may follow each state. A task stays where it is when only its year or owner changes."""


def state_label(state: str) -> str:
    """Return the label of a state in the user's language.

    Parameters
    ----------
    state : str
        Code of a state.

    Returns
    -------
    str
        The label.

    Examples
    --------
    >>> from rpa_scout.text import set_language
    >>> set_language("en")
    >>> state_label("live")
    'live'
    >>> set_language("ja")
    """
    return _(STATE_LABELS[TaskState(state)])


def state_named(name: str) -> TaskState:
    """Return a state by its code, or its label in the user's language.

    Parameters
    ----------
    name : str
        Such as ``adopted``.

    Returns
    -------
    TaskState
        The state.

    Raises
    ------
    UnknownNameError
        There is no such state.
    """
    for state, label in STATE_LABELS.items():
        if name in (state.value, label, _(label)):
            return state
    raise UnknownNameError(
        N_("There is no state “{name}”; choose one of: {known}."),
        name=name,
        known=", ".join(f"{_(label)} ({state.value})" for state, label in STATE_LABELS.items()),
    )


def refuse_step(task: str, before: str, after: TaskState) -> None:
    """Raise where a state may not follow another.

    Parameters
    ----------
    task : str
        The task, for the sentence.
    before : str
        Where it stands.
    after : TaskState
        Where it shall stand.

    Raises
    ------
    NotAllowedError
        The step makes no sense; the sentence names those that do.
    """
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
