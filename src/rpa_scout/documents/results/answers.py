"""The answers that a department sees beside its results, and can correct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rpa_scout.assessment.explanation import answer_of
from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.filling.excel_template import Value
from rpa_scout.policy.derived import DERIVED_QUANTITIES
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.policy.model import Policy

NOT_ANSWERED: Final = "未記入"

_ALWAYS: Final = (
    "runs_per_year",
    "items_per_run",
    "minutes_per_item",
    "setup_minutes_per_run",
    "hours_per_year_reported",
    "exception_percent",
    "planned_change",
    "current_tool",
)
"""Fields that the hours rest on, or that say whether the task is a candidate."""


def shown_fields(policy: Policy, fields: FieldSet) -> list[FieldDefinition]:
    """Return the fields on which results depend, in the order of the survey."""
    wanted = set(_ALWAYS)
    for scorecard in policy.scorecard:
        for criterion in scorecard.criterion:
            for name in criterion.fields:
                quantity = DERIVED_QUANTITIES.get(name)
                wanted.update(quantity.fields if quantity else (name,))
    for means in policy.means:
        wanted.update(requirement.field for requirement in means.requirement)
    return [
        definition
        for definition in fields
        if definition.id in wanted and definition.kind in ("number", "choice")
    ]


def answer_lines(
    basis: DocumentBasis, task_ids: Sequence[str], fields: Sequence[FieldDefinition]
) -> Iterator[dict[str, Value]]:
    """Yield task by task the answers as they count now; the first has the name of the task."""
    inventory = basis.assessment.inventory
    for task_id in task_ids:
        name = inventory.tasks.at[task_id, "name"]
        shown_name = name if isinstance(name, str) else ""
        for position, definition in enumerate(fields):
            answer = answer_of(inventory, task_id, definition.id)
            yield {
                "業務番号": task_id,
                "業務名": "" if position else shown_name,
                "項目": definition.label,
                "項目番号": definition.id,
                "記入内容": answer.shown if answer.is_known else NOT_ANSWERED,
                "正しい内容": None,
                "区分": None,
                "理由": None,
            }
