"""Known answers as a form shows them, for correction by the department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rpa_scout.forms.rules import number_text
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldDefinition, is_unanswered

__all__ = ["answers_by_department"]

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


def _shown(field: FieldDefinition, answer: object) -> object:
    return field.choice_label(str(answer), "ja") if field.kind == "choice" else answer
