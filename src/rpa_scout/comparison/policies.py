"""Comparison of two versions of a policy, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rpa_scout.policy.model import Policy


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """A value of the policy that differs."""

    key: str  # Path of the key, such as ``scorecard[rpa].criterion[volume].weight``
    # Values as text; empty: the key is missing.
    old: str
    new: str


def compare_policies(old: Policy, new: Policy) -> list[PolicyChange]:
    """Return the values that differ, in the order of the newer policy.

    >>> import rpa_scout as rs
    >>> from rpa_scout.policy.changed import with_scorecard, with_weights
    >>> policy = rs.load_policy()
    >>> heavier = with_weights(policy.scorecard[0], {"volume": 30})
    >>> for change in compare_policies(policy, with_scorecard(policy, heavier, "2")):
    ...     print(change.key, "→", change.new)
    policy.version → 2
    scorecard[rpa].criterion[volume].weight → 30.0
    """
    before, after = (dict(_values("", policy.model_dump(mode="json"))) for policy in (old, new))
    keys = dict.fromkeys([*after, *before])
    return [
        PolicyChange(key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key) != after.get(key)
    ]


def _values(key: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield every value below a key with its path."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _values(f"{key}.{name}" if key else str(name), below)
    elif isinstance(value, list):
        for number, below in enumerate(value, 1):
            name = below.get("id", number) if isinstance(below, dict) else number
            yield from _values(f"{key}[{name}]", below)
    else:
        yield key, "" if value is None else str(value)
