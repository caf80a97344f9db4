"""The dialog for running automations without a task that may match a surveyed task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rpa_scout.text import _
from rpa_scout_gui.dialogs.pairs import Pair, PairsDialog, PairsQuestion
from rpa_scout_gui.session import Session

if TYPE_CHECKING:
    from rpa_scout.project.surveys.double_counts import PossibleDoubleCount


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
    pairs = [Pair(_label(one), one.automation_id, one.task_id) for one in possible]
    return PairsDialog(question, pairs, parent)


def _label(possible: PossibleDoubleCount) -> str:
    return (
        f"{possible.department}　{possible.automation_name} ＝ {possible.task_id} "
        f"{possible.task_name}　({possible.likeness:.0%})"
    )
