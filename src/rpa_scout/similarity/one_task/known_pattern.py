"""The known pattern of work that a task fits, beside the criteria that ask for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.explanation import CriterionPart, Explanation, KnownPattern
from rpa_scout.similarity.catalogue import nearest_entries
from rpa_scout.similarity.one_task.similar_work import SimilarTask
from rpa_scout.similarity.one_task.texts import similar_sentence, source_url, typical_task
from rpa_scout.text import _

__all__ = ["explained", "known_patterns"]

_ASKING: Final = frozenset({"pattern", "template"})
"""Survey fields of the criteria 典型的な活用パターン and 雛型."""

_LEAST_FITTING: Final = 0.5
"""An entry that is more probably other work does not fit."""


def known_patterns(assessment: Assessment, task_ids: Iterable[str]) -> dict[str, KnownPattern]:
    """Return the entry of the catalogue that each task fits; a task that fits none is left out."""
    near = nearest_entries(assessment.inventory.tasks.loc[list(task_ids)], 1)
    near = near[near["probability"] >= _LEAST_FITTING]
    return {
        row["task_id"]: _pattern(row["entry_id"], row["probability"], assessment)
        for row in near.to_dict("records")
    }


def explained(
    assessment: Assessment, task_id: str, patterns: Mapping[str, KnownPattern] | None = None
) -> Explanation:
    """Explain the rank of a task, with the known pattern that it fits.

    `patterns` are those of :func:`known_patterns` where many tasks are explained.
    """
    explanation = assessment.explain(task_id)
    known = known_patterns(assessment, [task_id]) if patterns is None else patterns
    pattern = known.get(task_id)

    def with_pattern(part: CriterionPart) -> CriterionPart:
        asks = any(factor.id in _ASKING for factor in part.factors)
        return replace(part, known_pattern=pattern) if asks else part

    return replace(explanation, criteria=tuple(map(with_pattern, explanation.criteria)))


def _pattern(entry_id: str, probability: float, assessment: Assessment) -> KnownPattern:
    entry = typical_task(entry_id)
    similar = SimilarTask("catalogue", entry_id, "", entry.name, probability)
    sentence = _("Known pattern: {pattern}")
    return KnownPattern(
        entry_id=entry_id,
        name=entry.name,
        means=entry.means,
        probability=probability,
        source_url=source_url(similar),
        sentence=sentence.format(pattern=similar_sentence(similar, assessment.policy)),
    )
