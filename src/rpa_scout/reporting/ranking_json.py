"""The ranking as JSON (docs/json.md): full precision; infinity and unknown are null."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.break_even import break_even_advice
from rpa_scout.assessment.target import SetOutlook
from rpa_scout.findings import Finding
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Target
from rpa_scout.savings.calibration.calibration import Calibration

__all__ = ["findings_json", "ranking_json", "to_text"]

_TEXTS = ("task_id", "department", "name", "means", "difficulty", "builder", "most_useful_question")
_NUMBERS = (
    "score",
    "score_low",
    "score_high",
    "build_hours",
    "items_per_year",
    "hours_per_year",
    "chance_worse",
    "break_even_items_per_run",
)
_QUANTILES = ("p10", "p50", "p90", "mean")


def ranking_json(assessment: Assessment, top: int | None = None) -> dict[str, Any]:
    """Return the ranking as JSON's types.

    Parameters
    ----------
    assessment : Assessment
        What to show.
    top : int, optional
        So many of the first tasks only.

    Returns
    -------
    dict
        Policy, scorecard, tasks (best first), target, findings; what actuals changed.
    """
    inventory = assessment.inventory
    return {
        "policy": {"id": assessment.policy.id, "version": assessment.policy.version},
        "scorecard": assessment.scores.scorecard.id,
        "tasks": list(_tasks(assessment, top)),
        "target": _target(assessment),
        **_calibration(assessment.calibration),
        "findings": findings_json(inventory),
    }


def _calibration(found: Calibration) -> dict[str, Any]:
    """Return what the city's own actuals changed; nothing where there are none."""
    if not found.has_actuals:
        return {}
    return {"calibration": {**found.as_data(), "sentence": found.sentence()}}


def findings_json(inventory: Inventory) -> list[dict[str, Any]]:
    """Return the findings of an inventory as JSON's types.

    Parameters
    ----------
    inventory : Inventory
        What was found, and the fields' labels.

    Returns
    -------
    list of dict
        In the order of the findings: code, severity, place, field, value, and the sentence in the
        user's language.
    """
    return [_finding(one, inventory.fields) for one in inventory.findings]


def to_text(content: object) -> str:
    """Write JSON's types as text.

    Parameters
    ----------
    content : object
        Dictionaries, lists, texts, finite numbers, booleans and None.

    Returns
    -------
    str
        Indented JSON with a line break at the end; Japanese is not escaped.

    Raises
    ------
    ValueError
        A number is NaN or infinite.
    """
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _finding(one: Finding, fields: FieldSet) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity,
        "file": one.file,
        "sheet": one.sheet,
        "cell": one.cell,
        "field": one.field,
        "value": one.value,
        "message": one.message(fields),
    }


def _tasks(assessment: Assessment, top: int | None) -> Iterator[dict[str, Any]]:
    scores = assessment.scores
    ids = scores.scorecard.ids
    columns = [table.tolist() for table in (scores.points, scores.low, scores.high)]
    columns.append(scores.contributions.tolist())
    rows = assessment.ranking.iloc[:top].to_dict("records")
    reasons = assessment.reasons()
    open_choices: dict[str, dict[str, list[str]]] = {}
    for (task_id, field_id), codes in assessment.inventory.open_choices.items():
        open_choices.setdefault(task_id, {})[field_id] = list(codes)
    for task, reason, row in zip(assessment.order.tolist(), reasons, rows, strict=False):
        yield {
            "rank": row["rank"],
            **{name: row[name] for name in _TEXTS},
            **{name: _number(row[name]) for name in _NUMBERS},
            "criteria": {
                one: {
                    **{
                        name: column[place][task]
                        for name, column in zip(
                            ("points", "low", "high", "contribution"), columns, strict=True
                        )
                    },
                    "weight": scores.scorecard.weights[place],
                }
                for place, one in enumerate(ids)
            },
            "means_reason": reason,
            "saved_hours_per_year": {
                name: _number(row[f"saved_hours_per_year_{name}"]) for name in _QUANTILES
            },
            "break_even_range": {
                name: _number(row[f"break_even_items_per_run_{name}"]) for name in ("p10", "p90")
            },
            "break_even_advice": break_even_advice(
                row["break_even_items_per_run"],
                row["items_per_run"],
                saves=row["saved_hours_per_year_p50"] > 0.0,
            ),
            "remarks": list(row["remarks"]),
            "open_choices": open_choices.get(row["task_id"], {}),
            "candidate": row["candidate"],
            "not_candidate_because": row["not_candidate_because"],
            "source": {name: row[name] for name in ("file", "sheet", "row")},
        }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _target(assessment: Assessment) -> dict[str, Any]:
    targets, target = assessment.policy.targets, assessment.target
    return {
        "hours": _gap(targets.hours),
        "tasks": _gap(targets.tasks),
        "needed_for_goal": target.needed_for_goal,
        "needed": _set(target.needed) if target.needed else None,
        "all_candidates": _set(target.of_all),
    }


def _set(one: SetOutlook) -> dict[str, Any]:
    return {
        "adopted": one.adopted,
        "saved_hours_per_year": {name: float(getattr(one.hours, name)) for name in _QUANTILES},
        "live_tasks": {name: float(getattr(one.live, name)) for name in _QUANTILES},
        "chance": {
            "hours": one.chances.hours,
            "tasks": one.chances.tasks,
            "both": one.chances.both,
        },
    }


def _gap(target: Target) -> dict[str, float]:
    return {"baseline": target.baseline, "goal": target.goal, "gap": target.gap}
