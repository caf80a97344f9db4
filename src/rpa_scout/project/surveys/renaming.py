"""A task that came back under another name, and its confirmation."""

from __future__ import annotations

from rpa_scout.errors import NotAllowedError
from rpa_scout.project.decisions import task_row
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.same_work.group_members import move_membership
from rpa_scout.project.states import TaskState
from rpa_scout.project.store.rows import row_values
from rpa_scout.project.store.schema import (
    ConfirmationRow,
    CorrectionRow,
    NoteRow,
    OverrideRow,
    TaskRow,
)
from rpa_scout.text import N_


def confirm_rename(change: Change, gone: str, new: str) -> None:
    """Merge two tasks into one with the old id and decisions and the new line."""
    gone_row, new_row = task_row(change, gone), task_row(change, new)
    if gone_row.state != TaskState.WITHDRAWN.value or gone == new:
        raise NotAllowedError(
            N_("“{task}” is in the newest survey, so it was not renamed."), task=gone
        )
    if new_row.state != TaskState.CANDIDATE.value or new_row.decided_by is not None:
        raise NotAllowedError(N_("“{task}” was decided upon already; undo that first."), task=new)
    for (note_id,), note in list(change.rows(NoteRow).items()):
        if note.task_id == new:
            change.put(NoteRow, (note_id,), task_id=gone)
    for mapped in (OverrideRow, CorrectionRow, ConfirmationRow):
        for (task, what), row in list(change.rows(mapped).items()):
            if task != new:
                continue
            if (gone, what) not in change.rows(mapped):
                change.put(mapped, (gone, what), **row_values(row) | {"task_id": gone})
            change.delete(mapped, (new, what))
    move_membership(change, new, gone)
    change.delete(TaskRow, (new,))
    change.put(
        TaskRow,
        (gone,),
        line_id=new_row.line_id,
        state=gone_row.state_before_withdrawal or TaskState.CANDIDATE.value,
        state_before_withdrawal=None,
        department=new_row.department,
        made_by=new_row.made_by,
        line_before=new_row.line_before,
    )
