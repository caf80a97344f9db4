"""Which of proposed pairs are the same: tasks under another name, and work that runs already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rpa_scout.text import _
from rpa_scout_gui.dialogs.pairs import Pair, PairsDialog, PairsQuestion
from rpa_scout_gui.session import Session

if TYPE_CHECKING:
    from rpa_scout.comparison.renames import RenameProposal
    from rpa_scout.project.surveys.double_counts import PossibleDoubleCount


def renames_dialog(
    session: Session, proposals: Sequence[RenameProposal], parent: QWidget
) -> PairsDialog:
    """Ask which new tasks are missing ones under another name."""
    question = PairsQuestion(
        title=_("The same task under another name?"),
        hint=_(
            "These tasks are gone, and these are new and much like them. Tick those that are "
            "the same: they keep their decisions and history."
        ),
        list_name=_("Pairs of tasks"),
        same=_("&Confirm the ticked pairs"),
        not_same=_("The ticked pairs are &not the same"),
        confirm=lambda *pair: session.change(lambda project: project.surveys.confirm_rename(*pair)),
        refuse=lambda *pair: session.change(lambda project: project.surveys.refuse_rename(*pair)),
    )
    pairs = [
        Pair(_rename_label(proposal), proposal.old_id, proposal.new_id) for proposal in proposals
    ]
    return PairsDialog(question, pairs, parent)


def _rename_label(proposal: RenameProposal) -> str:
    names = f"{proposal.old_name} → {proposal.new_name}"
    if proposal.old_department != proposal.department:
        names = f"{proposal.old_department} {proposal.old_name} → {proposal.new_name}"
    return f"{proposal.department}　{names}　({proposal.likeness:.0%})"


def double_counts_dialog(
    session: Session, possible: Sequence[PossibleDoubleCount], parent: QWidget
) -> PairsDialog:
    """Ask which automations do the work of a surveyed task."""
    question = PairsQuestion(
        title=_("Possible double counts"),
        hint=_(
            "Until somebody decides, the automation counts as running and the task as a "
            "candidate. Tick pairs, and say whether they are the same work."
        ),
        list_name=_("Pairs of automations and tasks"),
        same=_("The &same: assign"),
        not_same=_("&Not the same"),
        confirm=lambda *pair: session.change(lambda project: project.register.assign(*pair)),
        refuse=lambda *pair: session.change(lambda project: project.register.refuse(*pair)),
    )
    pairs = [
        Pair(_double_count_label(count), count.automation_id, count.task_id) for count in possible
    ]
    return PairsDialog(question, pairs, parent)


def _double_count_label(possible: PossibleDoubleCount) -> str:
    return (
        f"{possible.department}　{possible.automation_name} ＝ {possible.task_id} "
        f"{possible.task_name}　({possible.likeness:.0%})"
    )
