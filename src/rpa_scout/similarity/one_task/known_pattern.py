"""The known pattern of work and the published case that a task fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.explanation import CriterionPart, Explanation, KnownPattern
from rpa_scout.evidence.cases import ReferenceCase, reference_cases
from rpa_scout.similarity.across import best_matches
from rpa_scout.similarity.beside import case_tasks
from rpa_scout.similarity.catalogue import entry_tasks
from rpa_scout.similarity.one_task.similar_work import SimilarTask
from rpa_scout.similarity.one_task.texts import similar_sentence, source_url, typical_task
from rpa_scout.text import _

_ASKING: Final = frozenset({"pattern", "template"})
"""Survey fields of the criteria 典型的な活用パターン and 雛型."""

_LEAST_FITTING: Final = 0.5
"""An entry that is more probably other work does not fit."""


def known_patterns(assessment: Assessment, task_ids: Iterable[str]) -> dict[str, KnownPattern]:
    """Return the entry of the catalogue that each task fits; a task that fits none is left out."""
    return {
        task_id: _pattern(entry_id, probability, assessment)
        for task_id, entry_id, probability in _fitting(assessment, task_ids, entry_tasks())
    }


def published_cases(
    assessment: Assessment, task_ids: Iterable[str]
) -> dict[str, tuple[ReferenceCase, float]]:
    """Return the published case of each task's own work with its probability, if there is one."""
    published = {case.case_id: case for case in reference_cases()}
    return {
        task_id: (published[case_id], probability)
        for task_id, case_id, probability in _fitting(assessment, task_ids, case_tasks())
    }


def _fitting(
    assessment: Assessment, task_ids: Iterable[str], listed: pd.DataFrame
) -> Iterator[tuple[str, str, float]]:
    """Yield each task that fits work of a list: its id, that of the work, and the probability."""
    near = best_matches(assessment.inventory.tasks.loc[list(task_ids)], listed, 1)
    near = near[near["probability"] >= _LEAST_FITTING]
    yield from near[["task_id", "partner_id", "probability"]].itertuples(index=False, name=None)


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
