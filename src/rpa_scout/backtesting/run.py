"""The backtest: published results are compared with forecasts made without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.backtesting.as_task import case_load
from rpa_scout.backtesting.baselines import baseline_scores
from rpa_scout.backtesting.groups import GroupResult, published_groups
from rpa_scout.backtesting.learning import CANDIDATES_LOG2, simulate_candidates
from rpa_scout.backtesting.result import BacktestResult, CaseForecast, LeftOutCase, Score
from rpa_scout.backtesting.scores import coverage, crps, share_below, weighted_quantiles
from rpa_scout.backtesting.shares import CaseShares, means_of_case, published_result
from rpa_scout.errors import InputError, Remedy
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.evidence.prior import load_prior
from rpa_scout.evidence.provenance import sole_supporters
from rpa_scout.policy.model import Policy
from rpa_scout.progress import Progress, Silent
from rpa_scout.text import N_

Sample = tuple[Floats, Floats | None]


def usable_cases(
    cases: Iterable[ReferenceCase],
) -> tuple[tuple[ReferenceCase, ...], tuple[LeftOutCase, ...]]:
    """Split cases into usable ones, about a single task with a result, and left-out ones."""
    usable, left_out = [], []
    for case in cases:
        if case.scope not in ("task", ""):
            left_out.append(LeftOutCase(case.case_id, "not_a_task"))
        elif case.result is None:
            left_out.append(LeftOutCase(case.case_id, "no_result"))
        else:
            usable.append(case)
    return tuple(usable), tuple(left_out)


def backtest(
    cases: Iterable[ReferenceCase],
    policy: Policy,
    *,
    as_is: bool = False,
    progress: Progress | None = None,
) -> BacktestResult:
    """Compare forecasts with published results.

    Parameters
    ----------
    cases : iterable of ReferenceCase
        Published cases; rows that are not a single task or state no result are left out.
    policy : Policy
        The policy. For each case, its fitted parameters are learned from the cases of the other
        bodies, without the rules, setbacks and words that only the case's body supports.
    as_is : bool, optional
        Test the policy's parameters unchanged, without learning.
    progress : Progress, optional
        Receives the progress.

    Returns
    -------
    BacktestResult
        Forecasts, scores and baselines.

    Raises
    ------
    InputError
        No case can be used, or all cases are of one body, so that there is nothing to learn from.

    Examples
    --------
    >>> import rpa_scout as rs
    >>> backtest = rs.backtest(rs.read_cases(), rs.load_policy(), as_is=True)
    >>> 0.7 <= backtest.coverage <= 0.9
    True
    """
    cases = tuple(cases)
    usable, left_out = _by_policy(*usable_cases(cases), policy)
    _refuse_too_few(usable, as_is=as_is)
    results = np.array([published_result(case) for case in usable])
    if as_is:
        samples = _as_they_stand(usable, policy, progress or Silent())
    else:
        samples = _learned(usable, published_groups(cases), policy, progress or Silent())
    forecasts = tuple(
        _forecast(case, result, sample, others)
        for case, result, sample, others in zip(
            usable, results.tolist(), samples, _of_others(usable, results), strict=True
        )
    )
    baselines = baseline_scores(results, [case.body for case in usable])
    return BacktestResult(
        cases=forecasts,
        coverage=coverage(
            *(np.array([getattr(forecast, name) for forecast in forecasts]) for name in _ENDS)
        ),
        score=Score(
            float(np.mean([forecast.crps for forecast in forecasts])),
            float(np.median([abs(forecast.p50 - forecast.result) for forecast in forecasts])),
        ),
        baselines={name: Score(*score) if score else None for name, score in baselines.items()},
        left_out=left_out,
        as_is=as_is,
    )


def _by_policy(
    usable: Sequence[ReferenceCase], left_out: Sequence[LeftOutCase], policy: Policy
) -> tuple[tuple[ReferenceCase, ...], tuple[LeftOutCase, ...]]:
    """Leave out cases by means that the policy does not have."""
    known = [case for case in usable if means_of_case(case, policy) is not None]
    unknown = [LeftOutCase(case.case_id, "no_such_means") for case in usable if case not in known]
    return tuple(known), (*left_out, *unknown)


_ENDS = ("p10", "p90", "result")


def _refuse_too_few(usable: Sequence[ReferenceCase], *, as_is: bool) -> None:
    if not usable:
        raise InputError(
            N_(
                "There is no case to test: none is a single task with a result "
                "(columns scope and reduction_share)."
            )
        )
    if not as_is and len({case.body for case in usable}) == 1:
        raise InputError(
            N_(
                "All cases are of {body}: nothing can be learned from other bodies. "
                "The policy can be tested as it stands."
            ),
            body=usable[0].body,
        ).helped_by(Remedy.TEST_AS_IS)


def _as_they_stand(
    cases: Sequence[ReferenceCase], policy: Policy, progress: Progress
) -> Iterator[Sample]:
    progress.start(N_("Simulating published cases"), len(cases))
    for shares in CaseShares(cases, policy.survey).drawn(policy):
        yield shares, None
        progress.advance()


def _learned(
    cases: Sequence[ReferenceCase],
    groups: Sequence[GroupResult],
    policy: Policy,
    progress: Progress,
) -> Iterator[Sample]:
    """Mix the draws of all candidates, weighted by the results of the other bodies.

    What only a body supports is not in the candidates that its own results are forecast from.
    """
    prior = load_prior()
    unmoved = prior.applied_to(policy, [0.0] * len(prior.dial))
    sole = sole_supporters(unmoved) & {case.body for case in cases}
    progress.start(N_("Simulating published cases"), (1 + len(sole)) * 2**CANDIDATES_LOG2)
    common = simulate_candidates(cases, policy, progress, groups)
    of_body = {
        body: simulate_candidates(cases, policy, progress, groups, [body]) for body in sorted(sole)
    }
    weights: dict[str, Floats] = {}
    for position, case in enumerate(cases):
        candidates = of_body.get(case.body, common)
        if case.body not in weights:
            weights[case.body] = candidates.weights(without=[case.body])
        mixed = candidates.shares[:, position].ravel().astype(np.float64)
        yield mixed, np.repeat(weights[case.body], candidates.shares.shape[2])


def _of_others(cases: Sequence[ReferenceCase], results: Floats) -> Iterator[float]:
    """Score, for each case, the other bodies' results by the same means as a forecast."""
    for case, result in zip(cases, results.tolist(), strict=True):
        results_elsewhere = [
            its_result
            for each, its_result in zip(cases, results.tolist(), strict=True)
            if each.body != case.body and each.means_id == case.means_id
        ]
        yield crps(np.array(results_elsewhere), result) if results_elsewhere else np.nan


_LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)


def _forecast(
    case: ReferenceCase, result: float, drawn: Sample, crps_of_others: float
) -> CaseForecast:
    assert case.result is not None
    sample, weights = drawn
    quantiles = weighted_quantiles(sample, _LEVELS, weights).tolist()
    p2_5, p10, p25, p50, p75, p90, p97_5 = quantiles
    return CaseForecast(
        case=case,
        published=case.result,
        result=result,
        p10=p10,
        p50=p50,
        p90=p90,
        crps=crps(sample, result, weights),
        hours_assumed=case_load(case).is_assumed,
        means=case.means_id,
        p2_5=p2_5,
        p25=p25,
        p75=p75,
        p97_5=p97_5,
        pit=share_below(sample, result, weights),
        crps_of_others=crps_of_others,
    )
