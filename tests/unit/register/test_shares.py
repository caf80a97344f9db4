"""Shares of a task that automations serve: never counted above the whole."""

import pytest
from tests.unit.fiscal_target.registers import automation

from rpa_scout.register.shares import counted_share, exceeds_whole, largest_share


def of(*shares, **changes):
    return [
        automation("入力", name=str(place), share=one, **changes)
        for place, one in enumerate(shares)
    ]


@pytest.mark.parametrize(
    ("shares", "counted", "exceeds"),
    [
        ((), 0.0, False),
        ((0.4,), 0.4, False),
        ((0.4, 0.6), 1.0, False),
        ((1.0, 1.0), 1.0, True),
        ((0.334, 0.333, 0.333), 1.0, False),
        ((0.3334, 0.3334, 0.3334), 1.0, False),
        ((0.35, 0.35, 0.35), 1.0, True),
    ],
)
def test_shares_together(shares, counted, exceeds):
    assert counted_share(of(*shares)) == pytest.approx(counted)
    assert exceeds_whole(of(*shares)) is exceeds


def test_what_followed_one_another_never_served_together():
    first = automation("入力", name="旧", running_since=2020, still_running=False, ended_in=2023)
    second = automation("入力", name="新", running_since=2024)
    assert largest_share([first, second], {2022, 2023, 2024, 2025}) == 1.0
    assert largest_share([first, automation("入力", name="新", running_since=2023)]) == 2.0
