"""Learning finds what made the results, and leaves a body out when it says so."""

from dataclasses import replace

import numpy as np
import pytest

from rpa_scout.backtesting import learning
from rpa_scout.backtesting.groups import published_groups
from rpa_scout.backtesting.learning import Candidates, likelihood, simulate_candidates
from rpa_scout.backtesting.shares import CaseShares
from rpa_scout.evidence.cases import read_cases
from rpa_scout.evidence.prior import load_prior
from rpa_scout.evidence.provenance import sole_supporters, without_bodies
from rpa_scout.policy.means import rules_of_means
from rpa_scout.progress import Cancelled

PRIOR = load_prior()


@pytest.mark.usefixtures("quick")
def test_same_cases_same_candidates(cases, policy):
    one, other = (simulate_candidates(cases[:4], policy) for _ in range(2))
    assert np.array_equal(one.shares, other.shares)
    assert np.array_equal(one.weights(), other.weights())
    assert one.shares.shape == (16, 4, 100)
    assert one.weights().sum() == pytest.approx(1.0)


def test_moves_are_those_of_a_normal_prior():
    moves = learning._moves(6)
    assert moves.shape == (128, 6)
    assert np.abs(moves.mean(axis=0)).max() < 0.03
    assert moves.std(axis=0) == pytest.approx(np.ones(6), abs=0.06)
    assert np.abs(np.corrcoef(moves.T) - np.eye(6)).max() < 0.1


@pytest.mark.usefixtures("quick")
def test_a_body_left_out_tells_nothing(cases, policy):
    base = simulate_candidates(cases, policy)
    changed = [replace(one, reduction_share=-0.5) if one.body == "長野県" else one for one in cases]
    other = simulate_candidates(changed, policy)
    assert np.array_equal(base.weights(without=["長野県"]), other.weights(without=["長野県"]))
    assert not np.allclose(base.weights(), other.weights())


@pytest.mark.parametrize("truth", [-1.5, 1.5])
def test_learning_finds_what_made_the_results(cases, policy, monkeypatch, truth):
    """Results drawn under a known setting of a dial move that dial the right way."""
    monkeypatch.setattr("rpa_scout.backtesting.learning.CANDIDATES_LOG2", 6)
    monkeypatch.setattr("rpa_scout.backtesting.learning.DRAWS", 200)
    at = [one.id for one in PRIOR.dial].index("usual_losses")
    moves = [0.0] * len(PRIOR.dial)
    moves[at] = truth
    many = [
        replace(
            cases[6],
            case_id=f"S{place}",
            body=f"架空市{place}",
            reduction_is="",
            hours_before=100.0,
        )
        for place in range(120)
    ]
    made = CaseShares(many, policy.survey).drawn(PRIOR.applied_to(policy, moves), 400)[:, 7]
    told = [
        replace(one, reduction_share=share) for one, share in zip(many, made.tolist(), strict=True)
    ]
    found = simulate_candidates(told, policy).mean_moves()
    assert found[at] * np.sign(truth) > 0.3


def test_likelihood_is_a_density_that_no_outlier_takes_to_nothing():
    draws = np.random.default_rng(1).normal(0.5, 0.1, (1, 4000)).astype(np.float32)
    at = np.linspace(-1.0, 1.0, 2001)
    density = np.array([likelihood(draws, np.array([one]))[0] for one in at])
    assert np.trapezoid(density, at) == pytest.approx(1.0, abs=0.01)
    assert density[0] == pytest.approx(0.05)
    assert at[density.argmax()] == pytest.approx(0.5, abs=0.05)


@pytest.mark.usefixtures("quick")
def test_results_of_one_body_have_an_effect_in_common(cases, policy):
    """Where one result of a body is bad, another one is less of a surprise than elsewhere."""
    bad = [
        replace(cases[6], case_id=f"S{number}", reduction_share=0.5, body="架空市")
        for number in range(4)
    ]
    apart = [replace(case, body=case.case_id) for case in bad]
    together = simulate_candidates(bad, policy).log_likelihood.sum(axis=1)
    alone = simulate_candidates(apart, policy).log_likelihood.sum(axis=1)
    assert np.all(together > alone)


@pytest.mark.usefixtures("quick")
def test_groups_count_as_evidence(cases, policy):
    groups = published_groups(read_cases())
    assert {group.case.case_id for group in groups} >= {"C024", "C028", "C090", "C091", "C098"}
    with_groups = simulate_candidates(cases, policy, groups=groups)
    assert "東京都" in with_groups.bodies
    assert "東京都" not in with_groups.case_bodies
    assert not np.allclose(with_groups.weights(), simulate_candidates(cases, policy).weights())


def test_what_only_a_body_supports_goes_with_it(policy):
    unmoved = PRIOR.applied_to(policy, [0.0] * len(PRIOR.dial))
    assert "岩手県久慈市" in sole_supporters(unmoved)
    reduced = without_bodies(unmoved, ["岩手県久慈市"])
    for means in reduced.means:
        for rule in rules_of_means(means).get("check_share", ()):
            assert rule.setback is None or "岩手県久慈市" not in rule.setback.rests_on
    assert [signal.id for signal in reduced.signal] == [signal.id for signal in unmoved.signal]
    both = without_bodies(unmoved, ["岩手県久慈市", "富山県射水市"])
    assert "checked_by_eye" not in {signal.id for signal in both.signal}
    for means in both.means:
        for rule in rules_of_means(means).get("check_share", ()):
            assert "checked_by_eye" not in rule.when.get("signal", ())


def test_weights_of_no_other_body_are_equal():
    shares = np.zeros((3, 1, 5), dtype=np.float32)
    likelihoods = np.array([[1.0], [2.0], [3.0]])
    alone = Candidates(PRIOR, np.zeros((3, 6)), shares, likelihoods, ("甲市",), ("甲市",))
    assert alone.weights(without=["甲市"]) == pytest.approx([1 / 3] * 3)


class Stopper:
    def __init__(self, after):
        self.after, self.done, self.total = after, 0, 0

    def start(self, _stage, total):
        self.total = total

    def advance(self, done=1, _detail=""):
        self.done += done
        if self.done == self.after:
            raise Cancelled


@pytest.mark.usefixtures("quick")
def test_learning_can_be_stopped(cases, policy):
    stopper = Stopper(3)
    with pytest.raises(Cancelled):
        simulate_candidates(cases, policy, stopper)
    assert stopper.done == 3
