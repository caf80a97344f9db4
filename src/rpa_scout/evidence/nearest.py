"""The published cases that are most like a task."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rpa_scout.evidence.cases import ReferenceCase, reference_cases

COMPARED_FIELDS: Final = ("pattern", "input_form", "judgement")
"""Survey fields whose answers published cases state."""

_BY_EVIDENCE = ("operational", "trial", "projected", "")


@dataclass(frozen=True, slots=True)
class NearCase:
    """A published case and what a task has in common with it."""

    case: ReferenceCase  # A single task with a published result
    # Survey fields with the same answer, and ``ai_ocr`` where both use it, or neither does.
    shared: tuple[str, ...]


def nearest_cases(
    answers: Mapping[str, str | None],
    *,
    ai_ocr: bool | None = None,
    means: Collection[str] = (),
    hours_per_year: float | None = None,
    count: int = 3,
    cases: Iterable[ReferenceCase] | None = None,
) -> tuple[NearCase, ...]:
    """Return the published cases most like a task.

    Cases by the given means are looked at first; only where there are none, the others are. Cases
    are ordered by the number of equal answers (most first), of contradicting answers (fewest
    first), by evidence (live use, trials, projections), and by the distance of their hours.

    >>> near = nearest_cases({"pattern": "aggregation", "input_form": "handwriting"}, ai_ocr=True)
    >>> [near_case.case.case_id for near_case in near]
    ['C031', 'C044', 'C033']
    """
    task = {name: answers.get(name) or "" for name in COMPARED_FIELDS}
    task["ai_ocr"] = {None: "", True: "yes", False: "no"}[ai_ocr]
    candidates = tuple(reference_cases() if cases is None else cases)
    by_means = tuple(
        case
        for case in candidates
        if case.means_id in means and case.scope == "task" and case.result is not None
    )
    ranked = []
    for case in by_means or candidates:
        if case.scope != "task" or case.result is None:
            continue
        both = [name for name, code in task.items() if code and _code(case, name)]
        shared = tuple(name for name in both if task[name] == _code(case, name))
        if shared or by_means:
            rank = (
                -len(shared),
                len(both) - len(shared),
                _BY_EVIDENCE.index(case.evidence),
                _distance(case.hours_before, hours_per_year),
                case.case_id,
            )
            ranked.append((rank, NearCase(case, shared)))
    return tuple(near for _rank, near in sorted(ranked, key=lambda entry: entry[0])[:count])


def _code(case: ReferenceCase, name: str) -> str:
    code: str = getattr(case, name)
    return "" if name == "ai_ocr" and code == "unknown" else code


def _distance(hours: float | None, case_hours: float | None) -> float:
    """Return the absolute logarithm of the ratio; infinite where either is unknown."""
    if not hours or not case_hours or math.isnan(case_hours):
        return math.inf
    return abs(math.log(hours / case_hours))
