"""Which PERT of the policy applies to which task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.factors import Quantities
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import SIGNAL, UNKNOWN
from rpa_scout.policy.parameters import ParameterRule


@dataclass
class PertBook:
    """Every PERT of a policy once, numbered as it is first used."""

    # The rules by number.
    rules: list[ParameterRule] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)

    def number(self, rule: ParameterRule) -> int:
        """Return the number of a rule."""
        key = id(rule)
        if key not in self._numbers:
            self._numbers[key] = len(self.rules)
            self.rules.append(rule)
        return self._numbers[key]

    def column(self, name: str) -> Floats:
        """Return ``low``, ``mode`` or ``high`` of every rule."""
        return np.array([getattr(rule, name) for rule in self.rules], dtype=np.float64)

    def assign(
        self, rules: Sequence[ParameterRule], quantities: Quantities, fields: FieldSet
    ) -> Positions:
        """Return, for every task, the number of the first rule that holds for it, shape (n,)."""
        numbers = np.array([self.number(rule) for rule in rules], dtype=np.intp)
        return numbers[matching_rule(rules, quantities, fields)]


def matching_rule(
    rules: Sequence[ParameterRule], quantities: Quantities, fields: FieldSet
) -> Positions:
    """Return the position of the first rule that holds for each task."""
    chosen = np.full(len(quantities.tasks), len(rules) - 1, dtype=np.intp)
    for position in range(len(rules) - 2, -1, -1):
        chosen[_holds(rules[position].when, quantities, fields)] = position
    return chosen


def _holds(when: Mapping[str, Sequence[str]], quantities: Quantities, fields: FieldSet) -> Bools:
    holds = np.ones(len(quantities.tasks), dtype=bool)
    for field_id, codes in when.items():
        if field_id == SIGNAL:
            holds &= np.logical_or.reduce([quantities.signalled(code) for code in codes])
            continue
        field_codes = fields[field_id].codes
        wanted = [-1 if code == UNKNOWN else field_codes.index(code) for code in codes]
        holds &= np.isin(quantities.positions(field_id), wanted)
    return holds
