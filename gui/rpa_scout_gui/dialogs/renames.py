"""The dialog for missing tasks and similar new ones: the user decides which are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rpa_scout.text import _
from rpa_scout_gui.dialogs.pairs import Pair, PairsDialog, PairsQuestion
from rpa_scout_gui.session import Session

if TYPE_CHECKING:
    from rpa_scout.comparison.renames import RenameProposal


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
    pairs = [Pair(_label(one), one.old_id, one.new_id) for one in proposals]
    return PairsDialog(question, pairs, parent)


def _label(proposal: RenameProposal) -> str:
    names = f"{proposal.old_name} → {proposal.new_name}"
    if proposal.old_department != proposal.department:
        names = f"{proposal.old_department} {proposal.old_name} → {proposal.new_name}"
    return f"{proposal.department}　{names}　({proposal.likeness:.0%})"
