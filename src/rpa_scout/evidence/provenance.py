"""The parts of a policy that rest on the published results of certain bodies alone.

A forecast of a body's results is honest only if nothing in it was taken from this body: not only
the fitted numbers, also the setbacks, the rules and the words that somebody put there after reading
them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rpa_scout.policy.means import rules_of_means, with_rules
from rpa_scout.policy.model import SIGNAL, Policy
from rpa_scout.policy.parameters import SAVINGS_PARAMETERS, ParameterRule


def without_bodies(policy: Policy, bodies: Collection[str]) -> Policy:
    """Return a policy without the signals, rules and setbacks that only these bodies support."""
    if not bodies:
        return policy
    signals = tuple(signal for signal in policy.signal if not _rests(signal.rests_on, bodies))
    known = {signal.id for signal in signals}

    def reduced(rules: Sequence[ParameterRule]) -> tuple[ParameterRule, ...]:
        *special, usual = rules
        supported = (_supported(rule, bodies, known) for rule in special)
        return (*filter(None, supported), _without_setback(usual, bodies))

    means = []
    for definition in policy.means:
        rules = {name: reduced(declared) for name, declared in rules_of_means(definition).items()}
        means.append(with_rules(definition, rules))
    shared = {name: reduced(getattr(policy.savings, name)) for name in SAVINGS_PARAMETERS}
    changes = {
        "signal": signals,
        "means": tuple(means),
        "savings": policy.savings.model_copy(update=shared),
    }
    return policy.model_copy(update=changes)


def _rests(rests_on: Collection[str], bodies: Collection[str]) -> bool:
    """Return whether something rests on these bodies alone."""
    return bool(rests_on) and set(rests_on) <= set(bodies)


def _supported(
    rule: ParameterRule, bodies: Collection[str], signals: Collection[str]
) -> ParameterRule | None:
    if _rests(rule.rests_on, bodies):
        return None
    when = {**rule.when}
    if SIGNAL in when:
        when[SIGNAL] = tuple(code for code in when[SIGNAL] if code in signals)
        if not when[SIGNAL]:
            return None
    return _without_setback(rule.model_copy(update={"when": when}), bodies)


def _without_setback(rule: ParameterRule, bodies: Collection[str]) -> ParameterRule:
    if rule.setback is None or not _rests(rule.setback.rests_on, bodies):
        return rule
    return rule.model_copy(update={"setback": None})


def sole_supporters(policy: Policy) -> frozenset[str]:
    """Return the bodies that are the only support of some part of a policy."""
    return frozenset(rests_on[0] for rests_on in _support(policy) if len(rests_on) == 1)


def _support(policy: Policy) -> Iterator[tuple[str, ...]]:
    for signal in policy.signal:
        yield signal.rests_on
    for rules in _all_rules(policy):
        for rule in rules:
            yield rule.rests_on
            if rule.setback is not None:
                yield rule.setback.rests_on


def _all_rules(policy: Policy) -> Iterator[Sequence[ParameterRule]]:
    for definition in policy.means:
        yield from rules_of_means(definition).values()
    for name in SAVINGS_PARAMETERS:
        yield getattr(policy.savings, name)
