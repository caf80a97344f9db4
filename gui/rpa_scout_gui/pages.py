"""The pages of the window, in the order of the work. A page is built when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from rpa_scout.text import N_
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.session import Session

if TYPE_CHECKING:
    from rpa_scout_gui.views.page import Page

__all__ = ["PAGES", "PageSpec"]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """The declaration of one page."""

    id: str  # its module is ``views.<id>_page``
    title: str  # English; translated when shown
    tooltip: str  # English; translated when shown
    kind: str  # name of the page class
    shortcut: str  # in Qt's portable notation

    def build(self, session: Session, jobs: JobRunner, actions: Actions) -> Page:
        """Build the page."""
        module = import_module(f"rpa_scout_gui.views.{self.id}_page")
        return cast("Page", getattr(module, self.kind)(session, jobs, actions))


PAGES: Final = (
    PageSpec(
        "surveys",
        N_("Surveys"),
        N_("Write blank forms, read what the departments returned."),
        "SurveysPage",
        "Alt+1",
    ),
    PageSpec(
        "findings",
        N_("Checks"),
        N_("Review the findings in the surveys; correct or accept them."),
        "FindingsPage",
        "Alt+2",
    ),
    PageSpec(
        "ranking",
        N_("Task ranking"),
        N_("See which tasks are worth automating, and decide."),
        "RankingPage",
        "Alt+3",
    ),
    PageSpec(
        "groups",
        N_("Similar work"),
        N_("See which tasks one scenario could serve, and confirm, split or refuse groups."),
        "GroupsPage",
        "Alt+4",
    ),
    PageSpec(
        "weights",
        N_("Weights"),
        N_("Try different weights, and save them as a new policy."),
        "WeightsPage",
        "Alt+5",
    ),
    PageSpec(
        "plan",
        N_("Plan by year"),
        N_("Plan which task is built in which fiscal year, under the limits of staff and budget."),
        "PlanPage",
        "Alt+6",
    ),
    PageSpec(
        "targets",
        N_("Plan targets"),
        N_("See live, adopted and still needed, fiscal year by fiscal year."),
        "TargetsPage",
        "Alt+7",
    ),
    PageSpec(
        "actuals",
        N_("Actuals"),
        N_("Update the register of automations, and compare measured with estimated hours."),
        "ActualsPage",
        "Alt+8",
    ),
    PageSpec(
        "history",
        N_("History"),
        N_("See who changed what and when."),
        "HistoryPage",
        "Alt+9",
    ),
)
