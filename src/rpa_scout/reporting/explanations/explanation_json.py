"""The explanation of a task's rank as JSON: full precision; infinity and unknown are null."""

from __future__ import annotations

import math
from typing import Any, Final

from rpa_scout.assessment.explanation import (
    Answer,
    CriterionPart,
    Explanation,
    FactorPart,
    KnownPattern,
    MeansPart,
)
from rpa_scout.assessment.hours_explained import STEP_LABELS, HoursExplanation
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.policy.describe import PARAMETER_LABELS
from rpa_scout.ranking.report import RankingReport
from rpa_scout.reporting.provenance_json import provenance_data
from rpa_scout.similarity.one_task.known_pattern import explained
from rpa_scout.text import _

__all__ = ["EXPLANATION_SCHEMA_NAME", "explanation_data", "explanation_json"]

EXPLANATION_SCHEMA_NAME: Final = "rpa-scout/explanation/1"
"""Name and version of the format; a version may gain fields but renames none."""


def explanation_json(report: RankingReport, task_id: str) -> dict[str, Any]:
    """Return the explanation of a task, and where it comes from, as JSON types."""
    return {
        "schema": EXPLANATION_SCHEMA_NAME,
        **provenance_data(report.provenance),
        "scorecard": report.assessment.scores.scorecard.id,
        "assessment": report.number,
        "explanation": explanation_data(explained(report.assessment, task_id)),
    }


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON types."""
    return {
        "task_id": explanation.task_id,
        "department": explanation.department,
        "name": explanation.name,
        "rank": explanation.rank,
        "score": explanation.score,
        "score_low": explanation.score_low,
        "score_high": explanation.score_high,
        "criteria": [*map(_criterion, explanation.criteria)],
        "reason": explanation.reason,
        "means": [*map(_means, explanation.means)],
        "hours": _hours(explanation.hours),
        "narrowing": explanation.narrowing,
        "text": str(explanation).splitlines(),
    }


def _criterion(part: CriterionPart) -> dict[str, Any]:
    return {
        "id": part.id,
        "label": part.label,
        "points": part.points,
        "low": part.low,
        "high": part.high,
        "weight": part.weight,
        "contribution": part.contribution,
        "factors": [*map(_factor, part.factors)],
        "known_pattern": part.known_pattern and _known_pattern(part.known_pattern),
    }


def _known_pattern(pattern: KnownPattern) -> dict[str, Any]:
    return {
        "entry_id": pattern.entry_id,
        "name": pattern.name,
        "means": pattern.means,
        "probability": pattern.probability,
        "source_url": pattern.source_url,
        "sentence": pattern.sentence,
    }


def _factor(factor: FactorPart) -> dict[str, Any]:
    return {
        "id": factor.id,
        "label": factor.label,
        "shown": factor.shown,
        "points": factor.points,
        "low": factor.low,
        "high": factor.high,
        "answers": [*map(_answer, factor.answers)],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    source = answer.source
    return {
        "field": answer.field,
        "label": answer.label,
        "shown": answer.shown,
        "is_known": answer.is_known,
        "source": {"file": source.file, "sheet": source.sheet, "cell": source.cell},
    }


def _means(part: MeansPart) -> dict[str, Any]:
    return {
        "id": part.id,
        "label": part.label,
        "chosen": part.chosen,
        "fits": part.fits,
        "failing": list(part.failing),
        "unconfirmed": list(part.unconfirmed),
        "standing": part.standing,
    }


def _hours(hours: HoursExplanation) -> dict[str, Any]:
    steps = hours.waterfall.steps if hours.waterfall else {}
    return {
        "hours_per_year": _number(hours.hours_per_year),
        "formula": hours.formula,
        "steps": [
            {"id": name, "label": _(STEP_LABELS[name]), "hours_per_year": step}
            for name, step in steps.items()
        ],
        "saved_hours_per_year": {
            "p10": _number(hours.saved_p10),
            "p50": _number(hours.saved_p50),
            "p90": _number(hours.saved_p90),
        },
        "chance_worse": _number(hours.chance_worse),
        "worse_by_hours_per_year": _number(hours.worse_by_hours_per_year),
        "worse_cause": hours.worse_cause,
        "worse_sentence": hours.worse_sentence,
        "break_even_items_per_run": _number(hours.break_even),
        "break_even_range": {
            "p10": _number(hours.break_even_p10),
            "p90": _number(hours.break_even_p90),
        },
        "break_even_sentence": hours.advice,
        "influences": [
            {
                "parameter": influence.parameter,
                "label": _(PARAMETER_LABELS[influence.parameter]),
                "variance_share": influence.variance_share,
            }
            for influence in hours.influences
        ],
        "published": [_published(near.case) for near in hours.nearest],
    }


def _published(case: ReferenceCase) -> dict[str, Any]:
    return {
        "case_id": case.case_id,
        "body": case.body,
        "task": case.task,
        "saved_share": case.result,
        "source_url": case.source_url,
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
