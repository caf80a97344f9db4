"""Labels of the codes that a ranking holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from rpa_scout.assessment.remarks import REMARKS, mark_label, remark_labels
from rpa_scout.candidates import reason_labels
from rpa_scout.policy.declared import labels_of
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.means import AI_FUNCTIONS
from rpa_scout.policy.model import Policy
from rpa_scout.ranking.decisions import STATE_LABELS
from rpa_scout.text import N_, _

DIFFICULTY_LABELS: Final = {"low": N_("low"), "medium": N_("medium"), "high": N_("high")}
BUILDER_LABELS: Final = {"in_house": N_("own staff"), "vendor": N_("vendor")}
_JUDGED: Final = {"score": N_("score"), "hours": N_("hours"), "means": N_("means")}


class RankingLabels:
    """Labels of codes in the user's language, by the column's set of labels."""

    def __init__(self, policy: Policy, fields: FieldSet) -> None:
        self._policy = policy
        self._sets: Mapping[str, Mapping[str, str]] = {
            "means": policy.means_labels(),
            "ai_function": _translated(AI_FUNCTIONS),
            "field": labels_of(fields),
            "difficulty": _translated(DIFFICULTY_LABELS),
            "builder": _translated(BUILDER_LABELS),
            "state": _translated(STATE_LABELS),
            "remarks": _translated(REMARKS),
            "not_candidate_because": reason_labels(policy),
            "judged": _translated(_JUDGED),
        }

    def label(self, label_set: str, code: str | None) -> str:
        """Return the label of a code; an unknown code is its own label."""
        return "" if code is None else self._sets.get(label_set, {}).get(code, code)

    def labels_of(self, label_set: str) -> Mapping[str, str]:
        """Return the labels of a set by code, in the order in which they are shown."""
        return self._sets[label_set]

    def mark(self, code: str) -> str:
        """Return the label of a mark of a task."""
        return mark_label(code, self._policy)

    def remarks(
        self, codes: Iterable[str], reason: str | None, in_first_share: float = math.nan
    ) -> list[str]:
        """Return why a task is no candidate, then the remarks that do not repeat it."""
        return remark_labels(codes, reason, self._policy, in_first_share)


def _translated(labels: Mapping[str, str]) -> dict[str, str]:
    return {code: _(label) for code, label in labels.items()}
