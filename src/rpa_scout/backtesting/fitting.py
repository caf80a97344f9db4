"""The policy's fitted parameters: the prior, moved by all published cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Positions
from rpa_scout.backtesting.as_task import case_tasks
from rpa_scout.backtesting.groups import GroupResult
from rpa_scout.backtesting.learning import simulate_candidates
from rpa_scout.backtesting.shares import means_of_case
from rpa_scout.evidence.cases import ReferenceCase, named_by_body
from rpa_scout.evidence.prior import Dial, load_prior
from rpa_scout.factors import Quantities
from rpa_scout.policy.declared import Explanation
from rpa_scout.policy.means import Means, rules_of_means
from rpa_scout.policy.model import Policy
from rpa_scout.policy.parameters import LossScale, ParameterRule
from rpa_scout.savings.parameters import matching_rule
from rpa_scout.text import LANGUAGES, N_, translated

_DECIMALS = 3
_FITTED = N_("{source}; fitted to {cases}.")
_MOVED_ALONG = N_("{source}; moved with the rules beside it.")


@dataclass(frozen=True)
class FittedRules:
    """Fitted rules and how far the cases moved them."""

    # By means (``""``: shared by all means) and parameter; the sources list the cases.
    rules: dict[tuple[str, str], tuple[ParameterRule, ...]]
    moves: dict[str, float]  # Move of each dial, in prior standard deviations
    candidates_left: float  # Effective number of candidates after weighting (Kish)
    loss_scale: LossScale  # The cause that small losses have in common


def fitted_rules(
    cases: Sequence[ReferenceCase],
    policy: Policy,
    groups: Sequence[GroupResult] = (),
) -> FittedRules:
    """Fit the prior's parameters to all cases and groups."""
    prior = load_prior()
    candidates = simulate_candidates(cases, policy, groups=groups)
    moves = candidates.mean_moves()
    fitted = prior.applied_to(policy, moves.tolist())
    rules: dict[tuple[str, str], tuple[ParameterRule, ...]] = {}
    for means in fitted.means:
        cases_of_means = [case for case in cases if _is_about(case, fitted, means)]
        for name in prior.means.get(means.id, {}):
            fitted_to = rules_of_means(means)[name]
            rules[means.id, name] = _with_sources(
                name, fitted_to, cases_of_means, policy, prior.dial
            )
    for name in prior.savings:
        fitted_to = getattr(fitted.savings, name)
        own = {means.id for means in fitted.means if name in rules_of_means(means)}
        shared = [case for case in cases if case.means_id not in own]
        rules["", name] = _with_sources(name, fitted_to, shared, policy, prior.dial)
    return FittedRules(
        rules,
        {dial.id: move for dial, move in zip(prior.dial, moves.tolist(), strict=True)},
        float(1.0 / np.sum(candidates.weights() ** 2)),
        _rounded_scale(fitted.savings.loss_scale, cases),
    )


def _is_about(case: ReferenceCase, policy: Policy, means: Means) -> bool:
    of_case = means_of_case(case, policy)
    return of_case is not None and of_case.id == means.id


def _rounded_scale(scale: LossScale | None, cases: Sequence[ReferenceCase]) -> LossScale:
    assert scale is not None
    source = _fitted_source(scale.source, cases)
    deviation = round(scale.deviation, _DECIMALS)
    return scale.model_copy(update={"deviation": deviation, "source": source})


def _fitted_source(source: Explanation, cases: Sequence[ReferenceCase]) -> Explanation:
    """Return a source with the cases that moved the figures, in both languages."""
    sentence = _FITTED if cases else _MOVED_ALONG
    texts = {
        code: translated(sentence, code).format(
            source=source.text_in(code).rstrip(".。"), cases=named_by_body(cases, code)
        )
        for code in LANGUAGES
    }
    return Explanation(ja=texts["ja"], en=texts["en"])


def _with_sources(
    name: str,
    rules: Sequence[ParameterRule],
    cases: Sequence[ReferenceCase],
    policy: Policy,
    dials: Sequence[Dial],
) -> tuple[ParameterRule, ...]:
    if not any(name in dial.on for dial in dials):
        return tuple(rules)
    dependent = [case for case in cases if _depends_on(name, case)]
    applied = _applied_rules(rules, dependent, policy)
    return tuple(
        _rounded(
            rule,
            [case for case, number in zip(dependent, applied, strict=True) if number == position],
        )
        for position, rule in enumerate(rules)
    )


def _depends_on(name: str, case: ReferenceCase) -> bool:
    """Return whether the result of a case depends on a parameter."""
    if name == "adoption_share":
        return not case.is_per_item
    if name == "realisation_share":
        return case.evidence == "operational" and not case.is_per_item
    return True


def _applied_rules(
    rules: Sequence[ParameterRule], cases: Sequence[ReferenceCase], policy: Policy
) -> Positions:
    """Return the position of the rule that applies to each case."""
    if not cases:
        return np.empty(0, dtype=np.intp)
    quantities = Quantities(case_tasks(cases, policy.survey), policy.signal)
    return matching_rule(rules, quantities, policy.survey)


def _rounded(rule: ParameterRule, cases: Sequence[ReferenceCase]) -> ParameterRule:
    changed: dict[str, object] = {
        end: round(getattr(rule, end), _DECIMALS) for end in ("low", "mode", "high")
    }
    changed["source"] = _fitted_source(rule.source, cases)
    if rule.setback is not None:
        chance = round(rule.setback.chance, _DECIMALS)
        changed["setback"] = rule.setback.model_copy(update={"chance": chance})
    return rule.model_copy(update=changed)
