"""Assumptions about the fitted parameters before any case, and the dials that fitting moves."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from rpa_scout.evidence.provenance import without_bodies
from rpa_scout.policy.declared import Declared, Explained, Identifier
from rpa_scout.policy.load import load_declaration
from rpa_scout.policy.means import with_rules
from rpa_scout.policy.model import Policy
from rpa_scout.policy.parameters import LOSS_SCALE, LossScale, ParameterRule

_FILE = Path(__file__).with_name("data") / "prior.toml"

Rules = Annotated[tuple[ParameterRule, ...], Field(min_length=1)]

_SMALL_LOSS = 0.2
"""Largest loss of a task that goes well. A rule that loses more at its mode is about tasks that do
not go well, such as tasks with judgement; the dials do not move it."""

_KEPT = ("adoption_share", "automatable_share")
"""Parameters whose best value is 1: their loss is the difference to 1."""


class Dial(Declared):
    """A property of several parameters that fitting moves together."""

    id: Identifier
    # The log odds of the setbacks' chances, or the logarithm of the size of the small losses where
    # all goes well.
    moves: Literal["setback_chance", "usual_loss", "loss_spread"]
    # Prior standard deviation of the move.
    deviation: Annotated[float, Field(gt=0.0, allow_inf_nan=False)]
    on: Annotated[tuple[Identifier, ...], Field(min_length=1)]  # Parameters that it moves
    source: Explained


class Prior(Declared):
    """Assumed rules of the fitted parameters, and the dials that move them."""

    dial: tuple[Dial, ...]
    means: dict[str, dict[str, Rules]]  # Rules by means and parameter
    savings: dict[str, Rules]  # Rules of the parameters that all means share
    loss_scale: LossScale  # The cause that small losses have in common

    def applied_to(
        self, policy: Policy, moves: Sequence[float], without: Collection[str] = ()
    ) -> Policy:
        """Return a policy with the fitted parameters moved by the dials.

        What only the bodies of `without` support is left out.
        """
        move_of = dict(zip(self.dial, moves, strict=True))
        means = []
        for means_definition in policy.means:
            fitted = {
                name: self._moved(name, rules, move_of)
                for name, rules in self.means.get(means_definition.id, {}).items()
            }
            means.append(with_rules(means_definition, fitted))
        fitted = {name: self._moved(name, rules, move_of) for name, rules in self.savings.items()}
        scale = {LOSS_SCALE: self._moved_scale(move_of)}
        savings = policy.savings.model_copy(update={**fitted, **scale})
        moved = policy.model_copy(update={"means": tuple(means), "savings": savings})
        return without_bodies(moved, without)

    def _moved_scale(self, move_of: Mapping[Dial, float]) -> LossScale:
        factor = math.exp(
            sum(
                move * dial.deviation
                for dial, move in move_of.items()
                if dial.moves == "loss_spread"
            )
        )
        return self.loss_scale.model_copy(update={"deviation": factor * self.loss_scale.deviation})

    def _moved(
        self, name: str, rules: Sequence[ParameterRule], move_of: dict[Dial, float]
    ) -> tuple[ParameterRule, ...]:
        for dial, move in move_of.items():
            if name in dial.on and dial.moves in _MOVES:
                rules = [_MOVES[dial.moves](name, rule, move * dial.deviation) for rule in rules]
        return tuple(rules)


def _with_chance_moved(_name: str, rule: ParameterRule, by: float) -> ParameterRule:
    if rule.setback is None or not 0.0 < rule.setback.chance < 1.0:
        return rule
    odds = rule.setback.chance / (1.0 - rule.setback.chance) * math.exp(by)
    setback = rule.setback.model_copy(update={"chance": odds / (1.0 + odds)})
    return rule.model_copy(update={"setback": setback})


def _with_loss_moved(name: str, rule: ParameterRule, by: float) -> ParameterRule:
    is_kept_share, factor = name in _KEPT, math.exp(by)
    if (1.0 - rule.mode if is_kept_share else rule.mode) > _SMALL_LOSS:
        return rule
    if is_kept_share:
        moved = {end: max(0.0, 1.0 - factor * (1.0 - getattr(rule, end))) for end in _ENDS}
    else:
        moved = {end: factor * getattr(rule, end) for end in _ENDS}
    return rule.model_copy(update=moved)


_ENDS = ("low", "mode", "high")
_MOVES = {"setback_chance": _with_chance_moved, "usual_loss": _with_loss_moved}


@lru_cache(maxsize=1)
def load_prior() -> Prior:
    """Load the shipped prior."""
    return load_declaration(Prior, _FILE)
