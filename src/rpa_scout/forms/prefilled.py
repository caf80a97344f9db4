"""Known answers as a form shows them, for correction by the department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rpa_scout.forms.rules import number_text
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldDefinition, FieldSet, is_unanswered

_BETWEEN_NAMES = "、"
_NAMES_AT_MOST = 100
"""A longer list is no help to pick from."""

Rows = dict[str, list[Mapping[str, object]]]


def answers_by_department(inventory: Inventory) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """Return the answers of all tasks by department: labels, numbers, and ranges as 10～15."""
    spans = {
        (row["task_id"], row["field"]): f"{number_text(row['low'])}～{number_text(row['high'])}"
        for row in inventory.ranges.to_dict("records")
    }
    rows: Rows = {}
    for record in inventory.tasks.reset_index().to_dict("records"):
        answers: dict[str, object] = {}
        for field in inventory.fields:
            answer = record.get(field.id)
            if field.id != "department" and not is_unanswered(answer):
                span = spans.get((record["task_id"], field.id))
                answers[field.id] = span or _shown(field, answer)
        rows.setdefault(str(record["department"]), []).append(answers)
    return rows


def known_names(
    rows_by_department: Mapping[str, Sequence[Mapping[str, object]]], fields: FieldSet
) -> Mapping[str, Sequence[str]]:
    """Return the names in the answers of all departments, the most frequent first, by field id."""
    known: dict[str, Sequence[str]] = {}
    for field in fields.of_kind("names"):
        counts = Counter(
            name.strip()
            for rows in rows_by_department.values()
            for answers in rows
            for name in str(answers.get(field.id) or "").split(_BETWEEN_NAMES)
            if name.strip()
        )
        known[field.id] = [name for name, _ in counts.most_common(_NAMES_AT_MOST)]
    return known


def _shown(field: FieldDefinition, answer: object) -> object:
    return field.choice_label(str(answer)) if field.kind == "choice" else answer
