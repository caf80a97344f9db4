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


@dataclass(frozen=True, slots=True)
class PageSpec:
    """The declaration of one page."""

    id: str  # its module is ``views.<id>_page``
    title: str  # English; translated when shown
    tooltip: str  # English; translated when shown
    kind: str  # name of the page class
    shortcut: str  # in Qt's portable notation
    # How the page is used, step by step: English, translated when shown.
    steps: tuple[str, ...] = ()

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
        (
            N_("Tick departments, and write their survey forms."),
            N_(
                "Drop the returned workbooks on the page, or choose files or a folder. They "
                "may be read again at any time."
            ),
            N_("Look at the standing of each department, and go on to the checks."),
        ),
    ),
    PageSpec(
        "findings",
        N_("Checks"),
        N_("Review the findings in the surveys; correct or accept them."),
        "FindingsPage",
        "Alt+2",
        (
            N_("Choose a finding: its cell is shown as it stands in the workbook."),
            N_(
                "Choose the answer to correct, write the right one and the reason, and "
                "press “Correct”. If the cell is right as it is, accept it with a reason."
            ),
            N_(
                "Ask the departments about the rest by “Inquiry to the departments”; it "
                "also writes reminders."
            ),
            N_("The checks are finished when none is left."),
        ),
    ),
    PageSpec(
        "ranking",
        N_("Task ranking"),
        N_("See which tasks are worth automating, and decide."),
        "RankingPage",
        "Alt+3",
        (
            N_(
                "The sentence on top says how many tasks the goals need, and how sure that "
                "is. The line in the table ends the tasks that the goals need."
            ),
            N_(
                "Choose tasks, look at their detail, and adopt them, hold them or decline "
                "them with a reason."
            ),
            N_("Every decision moves the bars above at once, and can be undone."),
        ),
    ),
    PageSpec(
        "groups",
        N_("Similar work"),
        N_("See which tasks one scenario could serve, and confirm, split or refuse groups."),
        "GroupsPage",
        "Alt+4",
        (
            N_("Look at a group: its tasks could be served by one scenario."),
            N_("Confirm it, split it or refuse it, and take proposed answers over."),
        ),
    ),
    PageSpec(
        "weights",
        N_("Weights"),
        N_("Try different weights, and save them as a new policy."),
        "WeightsPage",
        "Alt+5",
        (
            N_("Move the weights, and see at once which tasks rise or fall."),
            N_("Save them as a new policy with a reason; nothing changes before."),
        ),
    ),
    PageSpec(
        "plan",
        N_("Plan by year"),
        N_("Plan which task is built in which fiscal year, under the limits of staff and budget."),
        "PlanPage",
        "Alt+6",
        (
            N_("Set the limits of staff and money, and plan."),
            N_("Lock tasks to a year or out of the plan, and plan again."),
            N_("Take the plan over as decisions."),
        ),
    ),
    PageSpec(
        "targets",
        N_("Plan targets"),
        N_("See live, adopted and still needed, fiscal year by fiscal year."),
        "TargetsPage",
        "Alt+7",
        (
            N_(
                "See what is live, what is adopted and what is still needed, fiscal year by "
                "fiscal year."
            ),
        ),
    ),
    PageSpec(
        "actuals",
        N_("Actuals"),
        N_("Update the register of automations, and compare measured with estimated hours."),
        "ActualsPage",
        "Alt+8",
        (
            N_("Write the form of actuals, have it filled in, and read it."),
            N_("Compare the measured with the estimated hours."),
        ),
    ),
    PageSpec(
        "history",
        N_("History"),
        N_("See who changed what and when."),
        "HistoryPage",
        "Alt+9",
        (N_("Search what was done, when, by whom and why."),),
    ),
)
