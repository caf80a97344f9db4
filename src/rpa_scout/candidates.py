"""The rule of which tasks are candidates, and why other tasks are not.

All lists, sums and chances use this rule; no other module decides it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Bools, Floats
from rpa_scout.checking.unconfirmed_figures import FigureDoubt, figure_doubts
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.means import GateReason
from rpa_scout.policy.model import Policy
from rpa_scout.savings.means import MeansChoice
from rpa_scout.task_frame import automated_tasks
from rpa_scout.text import N_, _, language, one_after_another

Codes = npt.NDArray[np.object_]

_GATE: Final = "gate"
"""Entry of `_PRECEDENCE` for the reasons of a policy's gates."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a task is no candidate; English texts, to be translated when they are shown."""

    label: str  # For tables
    sentence: str  # With advice


REASONS: Final = {
    "withdrawn": Reason(
        N_("withdrawn"),
        N_("The task is no longer in the newest survey of its department."),
    ),
    "automated": Reason(
        N_("automated already"),
        N_(
            "RPA or AI-OCR is in use for it already, as the survey or the register says; its "
            "hours are among those already achieved."
        ),
    ),
    "figure_unconfirmed": Reason(
        N_("figure to be confirmed"),
        N_(
            "A figure is too high to be counted unseen. Ask the department and correct it, or "
            "confirm it; until then the task is in no sum."
        ),
    ),
    "no_means": Reason(
        N_("no means"),
        N_("No means of the policy fits its answers. Review how the task is done first."),
    ),
    "hours_unknown": Reason(
        N_("hours unknown"),
        N_("Its hours are not known. Ask for runs, items and minutes, or for the hours a year."),
    ),
    "by_hand_faster": Reason(
        N_("by hand is likely faster"),
        N_(
            "With checking, exceptions and upkeep, automation would probably save no hours (p50 "
            "is 0 or less). Look at it again when more items come together in a run."
        ),
    ),
}
"""The program's own reasons; the policy declares the reasons of its gates."""

_PRECEDENCE: Final = (
    "withdrawn",
    "automated",
    "figure_unconfirmed",
    _GATE,
    "no_means",
    "hours_unknown",
    "by_hand_faster",
)
# "No means" goes before "hours unknown": if no means fits, asking for the hours is useless.

FINAL_REASONS: Final = frozenset({"withdrawn", "automated", "no_means"})
"""Reasons that no answer to an open question can remove."""


@dataclass(frozen=True)
class TaskCircumstances:
    """Facts about tasks besides the survey's answers.

    Attributes
    ----------
    in_register : frozenset of str
        Tasks that are served by a running automation of the register.
    withdrawn : frozenset of str
        Tasks that are no longer in the survey.
    confirmed : frozenset of (str, str)
        Task ids and survey fields whose figures a person has confirmed.
    department_staff : mapping of str to float
        Number of staff by folded name of the department.
    """

    in_register: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    confirmed: frozenset[tuple[str, str]] = frozenset()
    department_staff: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidacy:
    """Which tasks are candidates. Arrays are in the order of the tasks.

    Attributes
    ----------
    policy : Policy
        Its gates declare reasons of their own.
    fields : FieldSet
        The survey's fields, for labels.
    codes : ndarray of object, shape (n,)
        Code of the reason why a task is no candidate; None for a candidate.
    flags : mapping of str to ndarray of bool, each of shape (n,)
        Whether each reason of the program holds, even if another reason has precedence.
    barred_for_good : ndarray of bool, shape (n,)
        Whether gates bar all means and no unanswered question could open one.
    doubts : mapping of int to FigureDoubt
        Figures to be confirmed, by position of the task.
    """

    policy: Policy
    fields: FieldSet
    codes: Codes
    flags: Mapping[str, Bools]
    barred_for_good: Bools
    doubts: Mapping[int, FigureDoubt]

    @cached_property
    def is_candidate(self) -> Bools:
        """Whether each task is a candidate, shape (n,)."""
        return np.array([code is None for code in self.codes], dtype=bool)

    @property
    def can_change(self) -> Bools:
        """Whether the answer to an open question could decide if a task is a candidate."""
        is_final = np.array([code in FINAL_REASONS for code in self.codes], dtype=bool)
        return ~(is_final | self.barred_for_good)

    @property
    def may_be_summed(self) -> Bools:
        """Whether the hours of each task may enter a sum: it has no unconfirmed figure."""
        return ~self.flags["figure_unconfirmed"]

    def label(self, task: int) -> str:
        """Return the short reason of a task by its position; empty for a candidate."""
        code = self.codes[task]
        return "" if code is None else reason_label(code, self.policy)

    def sentence(self, task: int) -> str:
        """Return the reason of a task by its position, with advice; empty for a candidate."""
        code = self.codes[task]
        if code is None:
            return ""
        sentence = reason_sentence(code, self.policy)
        if code != "figure_unconfirmed":
            return sentence
        return one_after_another([self.figure_sentence(task), sentence])

    def figure_sentence(self, task: int) -> str:
        """Return a sentence on the figure to be confirmed and the limit that it exceeds."""
        doubt = self.doubts[task]
        return _(_DOUBTS[doubt.ground]).format(
            field=self.fields.label(doubt.field), figure=doubt.figure, limit=doubt.limit
        )


_DOUBTS: Final = {
    "staff": N_(
        "{figure:,.0f} hours a year are more than the staff of the department can work "
        "({limit:,.0f} hours; look at “{field}”)."
    ),
    "largest": N_(
        "{figure:,.0f} hours a year are more than the largest department can work "
        "({limit:,.0f} hours; look at “{field}”)."
    ),
    "department": N_(
        "With the smaller tasks of the department it comes to {figure:,.0f} hours a year, more "
        "than its staff can work ({limit:,.0f} hours; look at “{field}”)."
    ),
    "minutes": N_(
        "{figure:,.10g} minutes per item are far above tasks of the same kind "
        "(limit {limit:,.0f} minutes; look at “{field}”)."
    ),
    "hours": N_(
        "{figure:,.0f} hours a year are far above tasks of the same kind "
        "(limit {limit:,.0f} hours; look at “{field}”)."
    ),
}


def candidacy(
    tasks: pd.DataFrame,
    fields: FieldSet,
    choice: MeansChoice,
    saved_p50: Floats,
    circumstances: TaskCircumstances,
) -> Candidacy:
    """Apply the rule: a task is a candidate, or has exactly one reason why not."""
    policy = choice.policy
    doubts = figure_doubts(
        tasks,
        policy.checks,
        fields.alike,
        circumstances.department_staff,
        circumstances.confirmed,
    )
    is_doubted = np.zeros(len(tasks), dtype=bool)
    is_doubted[list(doubts)] = True
    with np.errstate(invalid="ignore"):
        saves_nothing = choice.automates & (saved_p50 <= 0.0)
    flags = {
        "withdrawn": _is_among(tasks.index, circumstances.withdrawn),
        "automated": automated_tasks(tasks, fields)
        | _is_among(tasks.index, circumstances.in_register),
        "figure_unconfirmed": is_doubted,
        "no_means": ~choice.automates,
        "hours_unknown": np.isnan(choice.savings.hours_now),
        "by_hand_faster": saves_nothing,
    }
    codes = _codes(flags, choice.barred_because)
    return Candidacy(policy, fields, codes, flags, choice.barred_for_good, doubts)


def before_savings(
    tasks: pd.DataFrame, fields: FieldSet, choice: MeansChoice, circumstances: TaskCircumstances
) -> Bools:
    """Return which tasks are candidates if only they save hours, shape (n,)."""
    unknown = np.full(len(tasks), np.nan)
    return candidacy(tasks, fields, choice, unknown, circumstances).is_candidate


def _codes(flags: Mapping[str, Bools], barred_because: Codes) -> Codes:
    """Return the reason with the highest precedence, by task."""
    codes = np.full(len(barred_because), None, dtype=object)
    for reason in reversed(_PRECEDENCE):
        if reason == _GATE:
            is_barred = np.array([code is not None for code in barred_because], dtype=bool)
            codes[is_barred] = barred_because[is_barred]
        else:
            codes[flags[reason]] = reason
    return codes


def _is_among(index: pd.Index, task_ids: frozenset[str]) -> Bools:
    return np.asarray(index.isin(list(task_ids)), dtype=bool)


def reason_label(code: str, policy: Policy) -> str:
    """Return the short label of a reason in the user's language."""
    if code in REASONS:
        return _(REASONS[code].label)
    gate = _gate_reason(code, policy)
    return gate.label_in(language()) if gate else code


def reason_labels(policy: Policy) -> dict[str, str]:
    """Return the labels of all reasons by their codes, in the order of precedence."""
    codes = [*REASONS]
    gates = codes.index("no_means")
    codes[gates:gates] = [reason.id for reason in policy.gate_reason]
    return {code: reason_label(code, policy) for code in codes}


def reason_sentence(code: str, policy: Policy) -> str:
    """Return the sentence of a reason, with advice, in the user's language."""
    if code in REASONS:
        return _(REASONS[code].sentence)
    gate = _gate_reason(code, policy)
    return gate.sentence_in(language()) if gate else code


def _gate_reason(code: str, policy: Policy) -> GateReason | None:
    return next((reason for reason in policy.gate_reason if reason.id == code), None)
