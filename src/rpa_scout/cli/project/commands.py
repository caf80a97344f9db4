"""The commands of ``rpa-scout project``, one module each."""

from __future__ import annotations

from rpa_scout.cli.project import new
from rpa_scout.cli.project.decisions import (
    audit,
    confirm,
    decide,
    explain,
    override,
    plan,
    policy,
    rank,
)
from rpa_scout.cli.project.documents import making, objections
from rpa_scout.cli.project.ledger import backup, export, history, restore, undo, verify
from rpa_scout.cli.project.register import actuals, indicator, target
from rpa_scout.cli.project.same_work import group, groups, similar
from rpa_scout.cli.project.surveys import (
    correct,
    coverage,
    department,
    departments,
    diff,
    imports,
    rename,
    status,
    task,
)
from rpa_scout.cli.registering import command_group
from rpa_scout.text import _

app = command_group(
    ("new", new.new, _("Start a project.")),
    ("import", imports.import_, _("Import survey workbooks, the first time or again.")),
    ("rename", rename.rename, _("Confirm that a new task is a gone task under another name.")),
    ("departments", departments.departments, _("Show or read the list of the city's departments.")),
    ("status", status.status, _("Show how far the stages of the work are, and what comes next.")),
    ("coverage", coverage.coverage, _("Show the departments by state, and whom to remind.")),
    ("correct", correct.correct, _("Correct an answer, as learned by telephone.")),
    ("rank", rank.rank, _("Rank the tasks, with decisions beside the computed values.")),
    ("explain", explain.explain, _("Show how the score and hours of a task are derived.")),
    ("decide", decide.decide, _("Adopt tasks, hold or decline them; plan year and owner.")),
    ("plan", plan.plan, _("Plan which task is built in which fiscal year, with the decisions.")),
    ("adopt-plan", plan.adopt_plan, _("Take a plan over as decisions with years.")),
    ("override", override.override, _("Record a judgement beside a computed value.")),
    ("confirm", confirm.confirm, _("Confirm a figure, so that it counts in sums.")),
    ("groups", groups.groups, _("Show groups of the same work, confirmed and proposed.")),
    ("similar", similar.similar, _("Show what resembles a task, and proposed answers.")),
    ("policy", policy.policy, _("Put a policy in force and say what it changes.")),
    ("actuals", actuals.actuals, _("Show running automations, or bring them up to date.")),
    ("target", target.target, _("Show live and adopted against the targets, year by year.")),
    ("card", making.card, _("Write cards of tasks, one page each.")),
    ("results", making.results, _("Write to every department what came of its tasks.")),
    ("objections", objections.objections, _("Take over what departments object to.")),
    ("verification", making.verification, _("Compare estimates and actuals of a year.")),
    ("report", making.report, _("Write the report to the council that decides.")),
    ("audit", audit.audit, _("Write a workbook in which every score can be computed again.")),
    ("indicator", indicator.indicator, _("Show the indicators, or enter a figure by hand.")),
    ("history", history.history, _("Show what was done, when, by whom and why.")),
    ("undo", undo.undo, _("Undo the last change; the history keeps both.")),
    ("diff", diff.diff, _("Show what changed, cell by cell, and what it did to ranks and hours.")),
    ("export", export.export, _("Write everything to JSON lines or a workbook.")),
    ("restore", restore.restore, _("Create a project from an export.")),
    ("backup", backup.backup, _("Copy the project's file, list its backups, or restore one.")),
    ("verify", verify.verify, _("Check that file, facts, history and state agree.")),
)

app.add_typer(department.app, name="department", help=_("Rename, merge or split departments."))
app.add_typer(group.app, name="group", help=_("Confirm, split or refuse a group of the same work."))
app.add_typer(task.app, name="task", help=_("Add, split or merge single tasks."))
