"""The one test that pins shipped values: the plan's figures, weights, and what surveys ask for."""

import pytest

from rpa_scout.backtesting.run import usable_cases
from rpa_scout.evidence.cases import read_cases
from rpa_scout.policy import DEFAULT_POLICY, load_fields, load_policy
from rpa_scout.policy.files import fields_path, policy_path

TARGETS = {"hours": (1200, 2025, 2000, 2030), "tasks": (31, 2024, 50, 2030)}
WEIGHTS = {
    "rpa": {
        "typical_pattern": 7,
        "routine": 20,
        "volume": 15,
        "workload": 15,
        "deferrable": 8,
        "digital_input": 15,
        "stability": 15,
        "template": 5,
    },
    "ai": {
        "function_fit": 25,
        "workload": 20,
        "volume": 15,
        "data_available": 15,
        "checkable": 15,
        "information": 10,
    },
}
MEANS = {
    "rpa": 40,
    "ocr_rpa": 60,
    "online_form_rpa": 60,
    "transcription": 8,
    "generative_ai": 12,
    "rpa_generative_ai": 52,
    "ocr_generative_ai": 72,
    "ai_model": 160,
}
SIMULATION = (20260401, 1000, 0.3)
CHECKS = {"working_days_per_year": 243, "hours_per_staff_year": 1883}
ASKED = [
    "department",
    "section",
    "name",
    "description",
    "systems",
    "network",
    "runs_per_year",
    "items_per_run",
    "minutes_per_item",
    "setup_minutes_per_run",
    "hours_per_year_reported",
    "peak_months",
    "pattern",
    "judgement",
    "exception_percent",
    "manual",
    "timing",
    "input_form",
    "digitisable",
    "change_frequency",
    "planned_change",
    "template",
    "personal_data",
    "ai_help",
    "past_data",
    "checking",
    "current_tool",
    "remarks",
    "frequency",
    "people",
    "legal_basis",
]
CORE = [
    "department",
    "name",
    "description",
    "frequency",
    "runs_per_year",
    "items_per_run",
    "minutes_per_item",
    "pattern",
    "judgement",
    "exception_percent",
    "timing",
    "input_form",
    "digitisable",
    "change_frequency",
    "planned_change",
    "template",
]
RANGES = {
    "runs_per_year": 100_000,
    "items_per_run": 1_000_000,
    "minutes_per_item": 10_000,
    "setup_minutes_per_run": 10_000,
    "hours_per_year_reported": 200_000,
    "exception_percent": 100,
    "people": 10_000,
}


def test_shipped_values():
    path = policy_path(DEFAULT_POLICY)
    policy, fields = load_policy(path), load_fields(fields_path(path))
    targets = {name: getattr(policy.targets, name) for name in TARGETS}
    assert {
        name: (target.baseline, target.baseline_year, target.goal, target.goal_year)
        for name, target in targets.items()
    } == TARGETS
    assert {
        card.id: dict(zip(card.ids, card.weights, strict=True)) for card in policy.scorecard
    } == WEIGHTS
    assert {means.id: means.build_hours for means in policy.means} == MEANS
    simulation = policy.simulation
    assert (simulation.seed, simulation.draws, simulation.common_share) == SIMULATION
    assert {name: getattr(policy.checks, name) for name in CHECKS} == CHECKS
    assert sorted(fields.ids) == sorted(ASKED)
    assert [field.id for field in fields if field.core] == CORE
    assert [field.id for field in fields if field.required] == ["department", "name"]
    assert {field.id: field.maximum for field in fields.of_kind("number")} == RANGES


def test_the_fewer_bodies_have_published_the_more_all_tasks_have_in_common():
    policy = load_policy(policy_path(DEFAULT_POLICY))
    cases, _left_out = usable_cases(read_cases())
    common = policy.simulation.common_share
    for means in policy.means:
        bodies = len({case.body for case in cases if case.means_id == means.id})
        if 0 < bodies < 8:
            expected = (common + 1 / bodies) / (1 + 1 / bodies)
            assert means.common_share == pytest.approx(expected, abs=0.005), means.id
        elif bodies:
            assert means.common_share is None, means.id
