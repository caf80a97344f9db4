"""The register on the terminal and as JSON: automations, their tasks and their actuals."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from rpa_scout.cli.screen import print_line
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.findings import Findings
from rpa_scout.fiscal_years import fiscal_year_in_full
from rpa_scout.policy.fields import FieldSet
from rpa_scout.register.fields import means_label
from rpa_scout.register.matching import RegisterMatch
from rpa_scout.register.records import Automation, Register
from rpa_scout.reporting.plain import plain
from rpa_scout.text import _

_ANY_YEAR = 9_999  # later than every fiscal year, so that the newest actual counts


def print_register(register: Register, fields: FieldSet, out: Console) -> None:
    """Print the automations with their newest measurements."""
    table = ScreenTable()
    table.add_columns(_("Department"), _("Task"), _("Means"), _("Running"))
    table.add_columns(_("Share"), _("Before\nhours/year"), _("Measured\nhours/year"), number=True)
    for automation in register.automations:
        table.add_row(*_cells(automation, register, fields))
    out.print(table)
    count = _("{automations:,} automations, {actuals:,} actuals").format(
        automations=len(register.automations), actuals=len(register.actuals)
    )
    out.print(count, markup=False)
    if register.is_complete:
        out.print(_("The register is declared complete."), markup=False)


def _cells(automation: Automation, register: Register, fields: FieldSet) -> list[str]:
    name = (
        f"{automation.task_name}（{automation.name}）" if automation.name else automation.task_name
    )
    before = automation.hours_per_year_before
    actual = register.latest(automation.automation_id, _ANY_YEAR)
    measured = "―"
    if actual is not None:
        measured = f"{actual.saved_hours_per_year:,.0f} {fiscal_year_in_full(actual.fiscal_year)}"
    return [
        automation.department,
        name,
        means_label(automation.means, fields),
        _running(automation, fields),
        f"{automation.share:.0%}",
        "―" if before is None else f"{before:,.0f}",
        measured,
    ]


def _running(automation: Automation, fields: FieldSet) -> str:
    since = (
        "" if automation.running_since is None else fiscal_year_in_full(automation.running_since)
    )
    if not automation.has_ended:
        return _("since {year}").format(year=since) if since else ""
    until = "" if automation.ended_in is None else fiscal_year_in_full(automation.ended_in)
    ended = _("ended {year}").format(year=until).strip()
    reason = (
        ""
        if automation.end_reason is None
        else fields["end_reason"].choice_label(automation.end_reason)
    )
    return f"{ended} {reason}".strip()


def print_match(project: str, match: RegisterMatch, out: Console) -> None:
    """Print how many automations are matched to tasks, and the matches to be confirmed."""
    line = _(
        "{matched:,} automations serve tasks of the survey, {near} probably, {unknown:,} none of it"
    ).format(
        matched=len(match.task_of),
        near=len({proposal.automation_id for proposal in match.proposed}),
        unknown=len(match.unknown),
    )
    print_line(line, out)
    for proposal in match.proposed:
        asked = _("  {automation}: the task {task} “{name}” (alike {likeness:.0%})?").format(
            automation=proposal.automation_id,
            task=proposal.task_id,
            name=proposal.name,
            likeness=proposal.likeness,
        )
        pair = f"{proposal.automation_id}={proposal.task_id}"
        print_line(asked, out)
        command = f"    rpa-scout project actuals {project} --assign '{pair}'"
        print_line(command, out)


def register_json(register: Register, match: RegisterMatch | None = None) -> dict[str, Any]:
    """Return the register as JSON types."""
    content = {
        "automations": plain(register.automations),
        "actuals": plain(register.actuals),
    }
    if match is not None:
        content["task_of"] = dict(match.task_of)
        content["proposed"] = plain(match.proposed)
        content["unknown"] = list(match.unknown)
    return content


def findings_json(findings: Findings, fields: FieldSet) -> list[dict[str, Any]]:
    """Return findings about the register as JSON types."""
    return [
        {**plain(finding), "severity": finding.severity, "message": finding.message(fields)}
        for finding in findings
    ]
