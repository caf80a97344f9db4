"""The ranking as JSON (docs/json.md): full precision; infinity and unknown are null."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.target import NeededFor, SetOutlook, TargetOutlook
from rpa_scout.assessment.target_texts import start_sentence
from rpa_scout.findings import Finding
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Policy, Target
from rpa_scout.policy.parameters import Pert
from rpa_scout.provenance import Provenance, provenance_of
from rpa_scout.ranking.columns import columns_on
from rpa_scout.ranking.report import RankingReport, report_of
from rpa_scout.savings.calibration.calibration import Calibration
from rpa_scout.savings.quantiles import Quantiles
from rpa_scout.text import language

__all__ = [
    "FLAT_PATHS",
    "SCHEMA_NAME",
    "check_json",
    "findings_json",
    "ranking_json",
    "target_json",
    "to_text",
]

SCHEMA_NAME: Final = "rpa-scout/ranking/1"
"""Name and version of the form; fields are added to a version, none is renamed."""

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
"""Former names in ``project rank --json`` by the places that took over; both are written."""


def ranking_json(assessment: Assessment | RankingReport, top: int | None = None) -> dict[str, Any]:
    """Return the ranking, or so many of its first tasks, as JSON's types."""
    report = report_of(assessment) if isinstance(assessment, Assessment) else assessment
    computed = report.assessment
    return {
        "schema": SCHEMA_NAME,
        **_provenance(report.provenance),
        "scorecard": computed.scores.scorecard.id,
        "assessment": report.number,
        "tasks": list(_tasks(report, top)),
        "target": target_json(computed.target),
        "indicators": _indicators(computed),
        "calibration": _calibration(computed.calibration),
        "findings": findings_json(report.surveyed),
        "possible_double_counts": [dict(pair) for pair in report.double_counts],
    }


def _calibration(calibration: Calibration) -> dict[str, Any] | None:
    """Return what the city's own actuals changed; None where there are none."""
    if not calibration.has_actuals:
        return None
    return {**calibration.as_data(), "sentence": calibration.sentence()}


def check_json(inventory: Inventory, policy: Policy) -> dict[str, Any]:
    """Return the findings of an inventory with what it was read from, as JSON's types."""
    made = provenance_of(inventory.survey_files, policy)
    return {**_provenance(made), "findings": findings_json(inventory)}


def _provenance(made: Provenance) -> dict[str, Any]:
    return {
        "created_at": made.created_text,
        "author": made.author or None,
        "program_version": made.program_version,
        "policy": {"id": made.policy_id, "version": made.policy_version},
        "surveys": [
            {"file": survey.file, "sha256": survey.sha256 or None} for survey in made.surveys
        ],
    }


def findings_json(inventory: Inventory) -> list[dict[str, Any]]:
    """Return the findings of an inventory in their order, with sentences in the user's language."""
    return [_finding(finding, inventory.fields) for finding in inventory.findings]


def to_text(content: object) -> str:
    """Write JSON's types as indented text; NaN and infinity raise ValueError."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _finding(finding: Finding, fields: FieldSet) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "field": finding.field,
        "value": finding.value,
        "message": finding.message(fields),
    }


def _tasks(report: RankingReport, top: int | None) -> Iterator[dict[str, Any]]:
    columns = list(columns_on("json", decided=report.is_decided))
    for row in report.rows.iloc[:top].to_dict("records"):
        task: dict[str, Any] = {"decision": {} if report.is_decided else None}
        for column in columns:
            _put(task, column.json_path, _plain(row[column.id]))
        task["criteria"] = report.criteria_of(row["task_id"])
        if report.is_decided:
            _without_empty_override(task["decision"])
            task |= {name: _at(task, path) for name, path in FLAT_PATHS.items()}
        yield task


def _without_empty_override(decision: dict[str, Any]) -> None:
    if all(value is None for value in decision["override"].values()):
        decision["override"] = None


def _put(content: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    *levels, name = path
    for level in levels:
        content = content.setdefault(level, {})
    content[name] = value


def _at(content: Mapping[str, Any], path: tuple[str, ...]) -> object:
    value: Any = content
    for level in path:
        value = None if value is None else value[level]
    return value


def _plain(value: object) -> object:
    """Return a value of a table as JSON's types; unknown and infinite numbers are null."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return list(value) if isinstance(value, tuple) else value


def _indicators(assessment: Assessment) -> list[dict[str, Any]]:
    """Return the policy's indicators with what is expected once all candidates are adopted."""
    of_all = assessment.target.of_all
    expected: Mapping[str, Quantiles] = {
        "hours": of_all.total_hours,
        "tasks": of_all.total_tasks,
    }
    return [
        _indicator(name, target, expected.get(name))
        for name, target in assessment.policy.targets.indicators.items()
    ]


def _indicator(name: str, target: Target, expected: Quantiles | None) -> dict[str, Any]:
    return {
        "id": name,
        "label": target.label_in(language()),
        "unit": target.unit if language() == "ja" else target.unit_en,
        "baseline": target.baseline,
        "baseline_year": target.baseline_year,
        "goal": target.goal,
        "goal_year": target.goal_year,
        "expected": None if expected is None else _quantiles(expected),
    }


def target_json(target: TargetOutlook) -> dict[str, Any]:
    """Return the targets as JSON's types: goals, starting point, and what the ranking does."""
    targets = target.targets
    return {
        "hours": _gap(targets.hours),
        "tasks": _gap(targets.tasks),
        "start": _start(target),
        "needed_for": [_needed(needed) for needed in target.needed_for],
        "headline_chance": targets.headline_chance,
        "needed_for_goal": target.needed_for_goal,
        "needed": _set(target.needed) if target.needed else None,
        "all_candidates": _set(target.of_all),
    }


def _set(one: SetOutlook) -> dict[str, Any]:
    return {
        "adopted": one.adopted,
        "saved_hours_per_year": _quantiles(one.hours),
        "live_tasks": _quantiles(one.live),
        "chance": {
            "hours": one.chances.hours,
            "tasks": one.chances.tasks,
            "both": one.chances.both,
        },
    }


def _needed(needed: NeededFor) -> dict[str, Any]:
    """Return what a probability of both goals takes; all but the probability null where nothing."""
    outlook = needed.outlook
    return {
        "chance": needed.chance,
        "first": needed.first,
        "adopted": outlook and outlook.adopted,
        "hours": outlook and outlook.chances.hours,
        "tasks": outlook and outlook.chances.tasks,
        "both": outlook and outlook.chances.both,
        "saved_hours_per_year": outlook and _quantiles(outlook.hours),
        "live_tasks": outlook and _quantiles(outlook.live),
    }


def _start(target: TargetOutlook) -> dict[str, Any]:
    """Return where the computation starts: its source, and what counts before any candidate."""
    start, now = target.start, target.without_more
    return {
        "source": start.source,
        "sentence": start_sentence(start, target.targets),
        "hours": _quantiles(now.total_hours),
        "tasks": _quantiles(now.total_tasks),
        "running": {"hours": start.running_hours, "tasks": start.running_tasks},
        "adopted": len(start.adopted),
        "register_tasks": start.register_tasks,
        "yearly_attrition_share": start.attrition and _attrition(start.attrition),
        "chance": {
            "hours": now.chances.hours,
            "tasks": now.chances.tasks,
            "both": now.chances.both,
        },
    }


def _attrition(share: Pert) -> dict[str, Any]:
    return {"low": share.low, "mode": share.mode, "high": share.high, "source": share.source}


def _quantiles(quantiles: Quantiles) -> dict[str, float]:
    return {name: float(getattr(quantiles, name)) for name in _QUANTILES}


def _gap(target: Target) -> dict[str, float]:
    return {"baseline": target.baseline, "goal": target.goal, "gap": target.gap}
