"""The ranking as JSON (docs/json.md): full precision; infinity and unknown are null."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.indicators import IndicatorState, indicator_states
from rpa_scout.assessment.money import yen_of_hours
from rpa_scout.assessment.target import NeededFor, SetOutlook, TargetOutlook
from rpa_scout.assessment.target_texts import start_sentence
from rpa_scout.findings import Finding
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Policy
from rpa_scout.policy.parameters import Pert
from rpa_scout.policy.targets import Target
from rpa_scout.provenance import provenance_of
from rpa_scout.ranking.columns import columns_on
from rpa_scout.ranking.report import RankingReport, report_of
from rpa_scout.reporting.explanations.explanation_json import explanation_data
from rpa_scout.reporting.on_request.results import NOTHING_MORE, OnRequest
from rpa_scout.reporting.provenance_json import provenance_data
from rpa_scout.savings.calibration.calibration import Calibration
from rpa_scout.similarity.one_task.known_pattern import explained, known_patterns
from rpa_scout.text import language

SCHEMA_NAME: Final = "rpa-scout/ranking/1"
"""Name and version of the format; a version may gain fields but renames none."""

_GROUP_KEYS: Final = tuple(
    column.id
    for column in columns_on("json", decided=True)
    if column.decided and column.json_path[0] != "decision"
)
"""Keys that only a project fills, and that are null elsewhere."""

_QUANTILES = ("p10", "p50", "p90", "mean")
FLAT_PATHS: Final = {
    **{f"saved_hours_per_year_{name}": ("saved_hours_per_year", name) for name in _QUANTILES},
    "break_even_items_per_run_p10": ("break_even_range", "p10"),
    "break_even_items_per_run_p90": ("break_even_range", "p90"),
    "file": ("source", "file"),
    "sheet": ("source", "sheet"),
    "row": ("source", "row"),
    "state": ("decision", "state"),
    "planned_fiscal_year": ("decision", "fiscal_year"),
    "owner": ("decision", "owner"),
    "decided_builder": ("decision", "builder"),
    "override_means": ("decision", "override", "means"),
    "override_hours": ("decision", "override", "hours"),
    "override_score": ("decision", "override", "score"),
}
"""Old paths in ``project rank --json`` by their new paths; both are written."""


def ranking_json(
    assessment: Assessment | RankingReport,
    top: int | None = None,
    on_request: OnRequest = NOTHING_MORE,
) -> dict[str, Any]:
    """Return the ranking, or its first `top` tasks, as JSON types."""
    report = report_of(assessment) if isinstance(assessment, Assessment) else assessment
    report = on_request.added_to(report)
    computed = report.assessment
    return {
        "schema": SCHEMA_NAME,
        **provenance_data(report.provenance),
        "scorecard": computed.scores.scorecard.id,
        "assessment": report.number,
        "tasks": list(_tasks(report, top, on_request)),
        "robustness": on_request.robustness_data(),
        "target": target_json(computed.target),
        "indicators": [*map(_indicator, indicator_states(computed.target, report.figures))],
        "money": _money(computed),
        "calibration": _calibration(computed.calibration),
        "findings": findings_json(report.surveyed),
        "possible_double_counts": [dict(pair) for pair in report.double_counts],
    }


def _money(assessment: Assessment) -> dict[str, Any] | None:
    """Return hours saved as yen; None where the city has entered no figures."""
    money, target = assessment.policy.money, assessment.target
    if money is None:
        return None
    needed = target.saved_by_needed
    return {
        "yen_per_hour": money.yen_per_hour,
        "needed_yen_per_year": needed and yen_of_hours(needed, money).as_data(),
        "all_candidates_yen_per_year": yen_of_hours(target.saved_by_all, money).as_data(),
    }


def _calibration(calibration: Calibration) -> dict[str, Any] | None:
    """Return the calibration by the city's actuals; None without actuals."""
    if not calibration.has_actuals:
        return None
    return {**calibration.as_data(), "sentence": calibration.sentence()}


def check_json(inventory: Inventory, policy: Policy) -> dict[str, Any]:
    """Return the findings and coverage of an inventory as JSON types."""
    provenance = provenance_of(inventory.survey_files, policy)
    return {**provenance_data(provenance), "findings": findings_json(inventory)}


def findings_json(inventory: Inventory) -> list[dict[str, Any]]:
    """Return the findings of an inventory with messages in the user's language."""
    return [_finding(finding, inventory.fields) for finding in inventory.findings]


def to_text(content: object) -> str:
    """Return indented JSON text; NaN and infinity raise ValueError."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _finding(finding: Finding, fields: FieldSet) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "field": finding.field,
        "value": finding.quoted,
        "values": {name: finding.value_of(name) for name in finding.rule.names},
        "message": finding.message(fields),
    }


def _tasks(
    report: RankingReport, top: int | None, on_request: OnRequest
) -> Iterator[dict[str, Any]]:
    changes = on_request.changes
    open_choices: dict[str, dict[str, list[str]]] = {}
    for (task_id, field_id), codes in report.assessment.inventory.open_choices.items():
        open_choices.setdefault(task_id, {})[field_id] = list(codes)
    columns = list(columns_on("json", decided=report.is_decided))
    rows = report.rows.iloc[:top]
    patterns = known_patterns(report.assessment, rows["task_id"]) if on_request.explained else {}
    for row in rows.to_dict("records"):
        task: dict[str, Any] = dict.fromkeys(_GROUP_KEYS)
        task["decision"] = {} if report.is_decided else None
        for column in columns:
            _set_at(task, column.json_path, _plain(row[column.id]))
        task["open_choices"] = open_choices.get(row["task_id"], {})
        task["criteria"] = report.criteria_of(row["task_id"])
        task["what_would_lift"] = changes and changes.lift_data(row["task_id"])
        task["what_would_drop"] = changes and changes.drop_data(row["task_id"])
        task["explanation"] = (
            explanation_data(explained(report.assessment, row["task_id"], patterns))
            if on_request.explained
            else None
        )
        if report.is_decided:
            _without_empty_override(task["decision"])
            task |= {name: _value_at(task, path) for name, path in FLAT_PATHS.items()}
        yield task


def _without_empty_override(decision: dict[str, Any]) -> None:
    if all(value is None for value in decision["override"].values()):
        decision["override"] = None


def _set_at(content: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    *levels, name = path
    for level in levels:
        content = content.setdefault(level, {})
    content[name] = value


def _value_at(content: Mapping[str, Any], path: tuple[str, ...]) -> object:
    value: Any = content
    for level in path:
        value = None if value is None else value[level]
    return value


def _plain(value: object) -> object:
    """Return a table's value as a JSON type; unknown and infinite numbers are null."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return list(value) if isinstance(value, tuple) else value


def _indicator(state: IndicatorState) -> dict[str, Any]:
    target = state.target
    return {
        "id": state.id,
        "label": target.label_in(language()),
        "unit": target.unit_in(language()),
        "figure": target.figure,
        "baseline": target.baseline,
        "baseline_year": target.baseline_year,
        "goal": target.goal,
        "goal_year": target.goal_year,
        "now": state.now,
        "entered": [{"year": year, "value": value} for year, value in state.entered.items()],
        "expected": None if state.expected is None else state.expected.as_data(),
        "chance": state.chance,
    }


def target_json(target: TargetOutlook) -> dict[str, Any]:
    """Return the targets as JSON types: goals, starting point, needed candidates."""
    targets = target.targets
    return {
        "hours": _gap(targets.of_figure("hours")),
        "tasks": _gap(targets.of_figure("tasks")),
        "start": _start(target),
        "needed_for": [_needed(needed) for needed in target.needed_for],
        "headline_chance": targets.headline_chance,
        "needed_for_goal": target.needed_for_goal,
        "needed": _set(target.needed) if target.needed else None,
        "all_candidates": _set(target.of_all),
    }


def _set(outlook: SetOutlook) -> dict[str, Any]:
    return {
        "adopted": outlook.adopted,
        "saved_hours_per_year": outlook.hours.as_data(),
        "live_tasks": outlook.live.as_data(),
        "chance": outlook.chances.as_data(),
    }


def _needed(needed: NeededFor) -> dict[str, Any]:
    """Return the candidates that a probability of all goals needs; null if none suffice."""
    outlook = needed.outlook
    return {
        "chance": needed.chance,
        "first": needed.first,
        "adopted": outlook and outlook.adopted,
        "hours": outlook and outlook.chances.hours,
        "tasks": outlook and outlook.chances.tasks,
        "both": outlook and outlook.chances.both,
        "saved_hours_per_year": outlook and outlook.hours.as_data(),
        "live_tasks": outlook and outlook.live.as_data(),
    }


def _start(target: TargetOutlook) -> dict[str, Any]:
    """Return the starting point: its source, and the values before any candidate."""
    start, outlook = target.start, target.without_more
    return {
        "source": start.source,
        "sentence": start_sentence(start, target.targets),
        "hours": outlook.total_hours.as_data(),
        "tasks": outlook.total_tasks.as_data(),
        "running": {"hours": start.running_hours, "tasks": start.running_tasks},
        "adopted": len(start.adopted),
        "register_tasks": start.register_tasks,
        "yearly_attrition_share": start.attrition and _attrition(start.attrition),
        "chance": outlook.chances.as_data(),
    }


def _attrition(share: Pert) -> dict[str, Any]:
    return {"low": share.low, "mode": share.mode, "high": share.high, "source": str(share.source)}


def _gap(target: Target | None) -> dict[str, float] | None:
    if target is None:
        return None
    return {"baseline": target.baseline, "goal": target.goal, "gap": target.gap}
