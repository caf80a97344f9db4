import pytest

from rpa_scout.errors import PolicyError
from rpa_scout.policy.changed import (
    next_version,
    shares_of,
    shares_with,
    with_knots,
    with_scorecard,
    with_weights,
)


def test_weights_change_and_nothing_else(policy):
    card = policy.scorecard[0]
    _ = card.weights, card.criterion[2].fields
    changed = with_weights(card, {"volume": 40})
    assert changed.weights == tuple(40.0 if one == "volume" else w for one, w in _weights(card))
    assert card.weights != changed.weights
    assert [one.factor for one in changed.criterion] == [one.factor for one in card.criterion]


def _weights(card):
    return [(one.id, one.weight) for one in card.criterion]


def test_weights_below_0_and_none_above_0_are_refused(policy):
    card = policy.scorecard[0]
    with pytest.raises(PolicyError):
        with_weights(card, {"volume": -1})
    with pytest.raises(PolicyError, match="above 0"):
        with_weights(card, dict.fromkeys(card.ids, 0))


def test_knots_change_where_they_rise(policy):
    card = policy.scorecard[0]
    place = card.ids.index("volume")
    changed = with_knots(card, "volume", 0, [(10, 0), (100, 1)])
    assert changed.criterion[place].factor[0].knots == ((10, 0), (100, 1))
    assert changed.criterion[place].factor[0].highest == 1
    with pytest.raises(PolicyError, match="must rise"):
        with_knots(card, "volume", 0, [(100, 0), (100, 1)])


def test_a_changed_policy_is_checked_and_gets_its_version(policy):
    card = with_weights(policy.scorecard[0], {"template": 50})
    changed = with_scorecard(policy, card, next_version(policy.version))
    assert changed.version != policy.version
    assert changed.scorecard[0].weights[-1] == 50
    assert changed.scorecard[1:] == policy.scorecard[1:]
    outside = with_knots(card, "volume", 0, [(10, 0), (100, 2)])
    with pytest.raises(PolicyError):
        with_scorecard(policy, outside, "x")


def test_shares_add_up_to_100_whatever_one_of_them_is(policy):
    card = with_weights(policy.scorecard[0], {"volume": 40})
    shares = shares_of(card)
    assert sum(shares.values()) == pytest.approx(100.0, abs=0.05)
    for share in (0.0, 33.3, 100.0):
        changed = shares_with(shares, "routine", share)
        assert list(changed) == list(shares)
        assert changed["routine"] == share
        assert sum(changed.values()) == pytest.approx(100.0, abs=0.05)
        rest = sum(shares.values()) - shares["routine"]
        for one in shares.keys() - {"routine"}:
            proportion = shares[one] / rest
            assert changed[one] == pytest.approx((100.0 - share) * proportion, abs=0.01)
