"""The explanation of a task's rank as JSON: full precision; infinity and unknown are null."""

from __future__ import annotations

from typing import Any, Final

from rpa_scout.assessment.explanation import Explanation
from rpa_scout.assessment.hours_explained import STEP_LABELS, HoursExplanation
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.policy.describe import PARAMETER_LABELS
from rpa_scout.ranking.report import RankingReport
from rpa_scout.reporting.plain import plain
from rpa_scout.reporting.provenance_json import provenance_data
from rpa_scout.similarity.one_task.known_pattern import explained
from rpa_scout.text import _

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
        "criteria": [_without(part, "answers") for part in explanation.criteria],
        "reason": explanation.reason,
        "means": [_without(part, "saved_hours_per_year") for part in explanation.means],
        "hours": _hours(explanation.hours),
        "narrowing": explanation.narrowing,
        "text": str(explanation).splitlines(),
    }


def _without(part: object, name: str) -> dict[str, Any]:
    """Return a part as JSON types, without a field that stands elsewhere too."""
    content: dict[str, Any] = plain(part)
    del content[name]
    return content


def _hours(hours: HoursExplanation) -> dict[str, Any]:
    steps = hours.waterfall.steps if hours.waterfall else {}
    return {
        "hours_per_year": plain(hours.hours_per_year),
        "formula": hours.formula,
        "steps": [
            {"id": name, "label": _(STEP_LABELS[name]), "hours_per_year": step}
            for name, step in steps.items()
        ],
        "saved_hours_per_year": {
            "p10": plain(hours.saved_p10),
            "p50": plain(hours.saved_p50),
            "p90": plain(hours.saved_p90),
        },
        "chance_worse": plain(hours.chance_worse),
        "worse_by_hours_per_year": plain(hours.worse_by_hours_per_year),
        "worse_cause": hours.worse_cause,
        "worse_sentence": hours.worse_sentence,
        "break_even_items_per_run": plain(hours.break_even),
        "break_even_range": {
            "p10": plain(hours.break_even_p10),
            "p90": plain(hours.break_even_p90),
        },
        "break_even_sentence": hours.advice,
        "influences": [
            {**plain(influence), "label": _(PARAMETER_LABELS[influence.parameter])}
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
