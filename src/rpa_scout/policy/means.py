"""The means to automate tasks that a policy declares: requirements, gates, and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rpa_scout.policy.declared import Declared, Explained, Explanation, Identifier, Named
from rpa_scout.policy.money import TasksPerLicence, YenFigure
from rpa_scout.policy.parameters import (
    MEANS_PARAMETERS,
    OWN_OF_MEANS,
    TOUCHED_SHARE,
    MeansParameters,
    NotNegative,
    ParameterRule,
    Rules,
    Share,
)
from rpa_scout.text import N_, Language

AI_HELP = "ai_help"
"""Field with the department's wish for AI."""

FIRST_STEP_SHARE = "first_step_share"
"""Name of the share of an item's time that the first of two steps touches."""

AI_FUNCTIONS = {
    "recognition": N_("recognition"),
    "prediction": N_("prediction"),
    "execution": N_("execution"),
    "optimisation": N_("optimisation"),
}
"""Labels of the four functions of AI that the plan names."""

RESERVED_REASONS = (
    "withdrawn",
    "automated",
    "figure_unconfirmed",
    "no_means",
    "hours_unknown",
    "by_hand_faster",
)
"""Codes of the program's own reasons why a task is no candidate; gates must not use them."""

_TWO = 2
_NOT_SAID = Explanation.same("")


class Condition(Declared):
    """The condition that the answer of a choice field is one of a set."""

    field: Identifier
    allowed: Annotated[tuple[str, ...], Field(min_length=1, alias="in")]


class Gate(Declared):
    """A condition that bars tasks from a means, and the reason."""

    field: Identifier  # A choice field; an unknown answer passes.
    # Answers that pass (``in`` in the file); empty where `barred` is set.
    allowed: tuple[str, ...] = Field(default=(), alias="in")
    # Answers that do not pass (``not_in`` in the file).
    barred: tuple[str, ...] = Field(default=(), alias="not_in")
    # The gate bars no task where this condition holds; it does not hold for an unknown answer.
    unless: Condition | None = None
    because: Identifier  # Id of one of the policy's reasons

    @model_validator(mode="after")
    def _one_list(self) -> Self:
        if bool(self.allowed) == bool(self.barred):
            raise ValueError(N_("a gate has either “in” or “not_in”, with at least one answer."))
        return self


class _WithSentence(Declared):
    """Something that is said of a task in full sentences, in Japanese and English."""

    sentence: str
    sentence_en: str

    def sentence_in(self, code: Language) -> str:
        """Return the sentence in the language `code`."""
        return self.sentence if code == "ja" else self.sentence_en


class GateReason(Named, _WithSentence):
    """The reason of a gate, shown with advice for tasks that no means remains for."""


class Requirement(Condition):
    """A condition that a task must meet for a means."""

    # If false, an unknown answer passes, with a remark. True for wishes that a department must
    # state: a blank does not ask for AI.
    must_be_known: bool = False


class HandOver(Condition, _WithSentence):
    """A place where data pass from one step to the next, for example between two networks."""


class Route(Named):
    """A kind of work that AI is looked at for, and the means that are considered for it.

    A task takes the route that its wish (``ai_help``) names. Without a wish, it takes the first
    route that one of its words names. Then only the means of the route are considered.
    """

    function: Literal["recognition", "prediction", "execution", "optimisation"]
    ai_help: Annotated[tuple[str, ...], Field(min_length=1)]  # Wishes that name the route
    signal: tuple[Identifier, ...] = ()  # Signals that name the route where there is no wish
    means: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    source: Explained


class Means(Named):
    """A way to automate a task."""

    # Considered only where a route names it: nobody who has not asked for AI gets it.
    only_by_route: bool = False
    # Ids of the means that the work passes through in this order. With `first_step_share`, hours
    # follow from the parameters of the steps; otherwise from `parameters`, those of all steps
    # together. Either way no hour counts twice.
    steps: tuple[Identifier, ...] = ()
    # Share of an item's time that the first of two steps touches; the second touches the rest.
    first_step_share: Rules | None = None
    # The city's own figures, which count with [money] only; without them, a licence of [money].
    licence_yen_per_year: YenFigure | None = None
    tasks_per_licence: TasksPerLicence = 1.0
    licence_reason: Explanation = _NOT_SAID

    build_hours: NotNegative
    build_reason: Explained
    # What the register's form offers for it besides its label, and understands.
    aliases: tuple[str, ...] = ()
    # Whether it reads paper (AI-OCR) or takes data. Published cases with and without AI-OCR are
    # compared with it accordingly; None: they say nothing about it.
    reads_paper: bool | None = None
    # Share of the variance of its own parameters that all tasks have in common; None: that of the
    # simulation. The fewer bodies have published results, the less sure is the middle value; its
    # error is common to all tasks.
    common_share: Share | None = None
    common_share_reason: Explanation = _NOT_SAID
    requirement: tuple[Requirement, ...]
    gate: tuple[Gate, ...] = ()
    parameters: MeansParameters | None = None  # None: those of the steps

    @model_validator(mode="after")
    def _has_parameters(self) -> Self:
        if self.first_step_share is None:
            if self.parameters is None:
                raise ValueError(N_("give the means its parameters, or steps."))
            return self
        if self.parameters is not None or len(self.steps) != _TWO:
            raise ValueError(N_("first_step_share takes two steps, and no parameters."))
        if any(rule.high > 1.0 for rule in self.first_step_share):
            raise ValueError(N_("first_step_share lies between 0 and 1."))
        return self

    @property
    def condition_fields(self) -> tuple[str, ...]:
        """Fields of the requirements, then of the gates."""
        required = [requirement.field for requirement in self.requirement]
        return (*required, *(gate.field for gate in self.gate))


def rules_of_means(means: Means) -> dict[str, tuple[ParameterRule, ...]]:
    """Return the rules of a means by parameter, without those that it leaves to all means."""
    if means.parameters is None:
        assert means.first_step_share is not None
        return {FIRST_STEP_SHARE: means.first_step_share}
    names = (*MEANS_PARAMETERS, TOUCHED_SHARE, *OWN_OF_MEANS)
    by_name = {name: getattr(means.parameters, name) for name in names}
    return {name: rules for name, rules in by_name.items() if rules is not None}


def with_rules(means: Means, rules: Mapping[str, tuple[ParameterRule, ...]]) -> Means:
    """Return a means with some of its rules replaced."""
    if means.parameters is None:
        return means.model_copy(update=dict(rules))
    return means.model_copy(update={"parameters": means.parameters.model_copy(update=dict(rules))})


class Fallback(Named):
    """The advice for tasks that no means fits.

    Attributes
    ----------
    any : tuple of Condition
        At least one must hold; empty: always holds.
    """

    any: tuple[Condition, ...] = ()
