"""Ways to automate a task as a policy declares them: requirements, gates, and their reasons."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from rpa_scout.policy.fields import Declared, Identifier, Named
from rpa_scout.policy.parameters import MeansParameters, NotNegative
from rpa_scout.text import N_

__all__ = [
    "RESERVED_REASONS",
    "Condition",
    "Fallback",
    "Gate",
    "GateReason",
    "Means",
    "Requirement",
]

RESERVED_REASONS = (
    "withdrawn",
    "automated",
    "figure_unconfirmed",
    "no_means",
    "hours_unknown",
    "by_hand_faster",
)
"""Codes of why a task is no candidate that the program gives itself; no gate may use them."""


class Condition(Declared):
    """A choice field's answer is one of a set."""

    field: Identifier
    allowed: Annotated[tuple[str, ...], Field(min_length=1, alias="in")]


class Gate(Declared):
    """A condition that bars a means, and why: what it bars is no task for that means."""

    field: Identifier  # Id of a choice field. An unknown answer passes
    # Answers that pass (``in`` in the file); empty where `barred` is given.
    allowed: tuple[str, ...] = Field(default=(), alias="in")
    # Answers that do not (``not_in`` in the file).
    barred: tuple[str, ...] = Field(default=(), alias="not_in")
    # Where it holds, the gate bars nothing; an unknown answer does not hold.
    unless: Condition | None = None
    because: Identifier  # Id of one of the policy's reasons

    @model_validator(mode="after")
    def _one_list(self) -> Self:
        if bool(self.allowed) == bool(self.barred):
            raise ValueError(N_("a gate has either “in” or “not_in”, with at least one answer."))
        return self


class GateReason(Named):
    """Why a gate bars a means: shown for tasks that no means is left for.

    Attributes
    ----------
    sentence, sentence_en : str
        What the reader is told and advised, in full sentences.
    """

    sentence: str
    sentence_en: str

    def sentence_in(self, language: str) -> str:
        """Return the sentence in a language."""
        return self.sentence if language == "ja" else self.sentence_en


class Requirement(Condition):
    """A condition of a means."""

    # Where false, an unknown answer passes, with a remark. True for a wish that somebody has to
    # have uttered: a blank does not ask for AI.
    must_be_known: bool = False


class Means(Named):
    """A way to automate a task."""

    build_hours: NotNegative
    build_reason: str
    requirement: tuple[Requirement, ...]
    gate: tuple[Gate, ...] = ()
    parameters: MeansParameters

    @property
    def condition_fields(self) -> tuple[str, ...]:
        """Fields of the requirements, then of the gates."""
        required = [requirement.field for requirement in self.requirement]
        return (*required, *(gate.field for gate in self.gate))


class Fallback(Named):
    """What is advised where no means fits.

    Attributes
    ----------
    any : tuple of Condition
        One of them has to hold; empty: holds always.
    """

    any: tuple[Condition, ...] = ()
