"""Fitted rules name the cases they were fitted to, and stay rules of a policy."""

import pytest

from rpa_scout.backtesting.fitting import fitted_rules

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def fitted(cases, policy):
    return fitted_rules(cases, policy)


def source_of(fitted, means, name, **when):
    wanted = {key: tuple(codes) for key, codes in when.items()}
    return next(one.source.en for one in fitted.rules[means, name] if one.when == wanted)


def test_sources_name_the_cases_a_rule_applies_to(fitted):
    by_eye = source_of(fitted, "ocr_rpa", "check_share", signal=["checked_by_eye"])
    assert by_eye.endswith("fitted to 岩手県久慈市 (C030).")
    japanese = fitted.rules["ocr_rpa", "check_share"][0].source.ja
    assert japanese.endswith("次の事例に合わせて調整した：岩手県久慈市（C030）。")
    none = source_of(fitted, "", "automatable_share", judgement=["none"])
    assert "富山県射水市 (C002)" in none
    assert "C001" not in none
    other = source_of(fitted, "", "automatable_share", judgement=["judgement"])
    assert other.startswith("assumption")
    assert "moved with the rules beside it" in other


def test_only_cases_that_depend_on_a_parameter_tell_of_it(fitted):
    live = source_of(fitted, "", "realisation_share")
    assert "C066" in live
    assert "C009" not in live  # a trial
    assert "C049" not in live  # minutes per item
    assert "C049" not in source_of(fitted, "ocr_rpa", "adoption_share")


def test_what_no_dial_moves_is_left_as_assumed(fitted):
    assert "fitted" not in fitted.rules["ocr_rpa", "digitise_minutes_per_item"][0].source.en


def test_values_are_in_thousandths(fitted):
    for rules in fitted.rules.values():
        for rule in rules:
            for value in (rule.low, rule.mode, rule.high):
                assert value == round(value, 3)
