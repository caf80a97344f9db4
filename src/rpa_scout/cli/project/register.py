"""The register on the terminal and as JSON: automations, actuals, and which task they serve."""

from __future__ import annotations

from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rpa_scout.cli.project.plain import plain
from rpa_scout.findings import Findings
from rpa_scout.policy.fields import FieldSet
from rpa_scout.register.fields import load_register_fields
from rpa_scout.register.fiscal_years import fiscal_year_label
from rpa_scout.register.matching import RegisterMatch
from rpa_scout.register.records import Automation, Register
from rpa_scout.text import _

__all__ = ["findings_json", "print_match", "print_register", "register_json"]

_ANY_YEAR = 9_999


def print_register(register: Register, out: Console) -> None:
    """Print the automations with what was measured of them last."""
    fields = load_register_fields()
    table = Table(box=SIMPLE_HEAD, header_style="bold", padding=(0, 1))
    for heading in (_("Department"), _("Task"), _("Means"), _("Running")):
        table.add_column(heading, overflow="fold")
    for heading in (_("Share"), _("Before\nhours/year"), _("Measured\nhours/year")):
        table.add_column(heading, justify="right")
    for one in register.automations:
        table.add_row(*(escape(cell) for cell in _cells(one, register, fields)))
    out.print(table)
    count = _("{automations:,} automations, {actuals:,} actuals").format(
        automations=len(register.automations), actuals=len(register.actuals)
    )
    out.print(count, markup=False)
    if register.is_complete:
        out.print(_("The register is declared complete."), markup=False)


def _cells(one: Automation, register: Register, fields: FieldSet) -> list[str]:
    name = f"{one.task_name}（{one.name}）" if one.name else one.task_name
    before = one.hours_per_year_before
    actual = register.latest(one.automation_id, _ANY_YEAR)
    measured = "–"
    if actual is not None:
        measured = f"{actual.saved_hours_per_year:,.0f} {fiscal_year_label(actual.fiscal_year)}"
    return [
        one.department,
        name,
        "" if one.means is None else fields["means"].choice_label(one.means),
        _running(one, fields),
        f"{one.share:.0%}",
        "–" if before is None else f"{before:,.0f}",
        measured,
    ]


def _running(one: Automation, fields: FieldSet) -> str:
    since = "" if one.running_since is None else fiscal_year_label(one.running_since)
    if not one.has_ended:
        return _("since {year}").format(year=since) if since else ""
    until = "" if one.ended_in is None else fiscal_year_label(one.ended_in)
    ended = _("ended {year}").format(year=until).strip()
    reason = "" if one.end_reason is None else fields["end_reason"].choice_label(one.end_reason)
    return f"{ended} {reason}".strip()


def print_match(project: str, match: RegisterMatch, out: Console) -> None:
    """Print which automations have found their tasks, and what a person has to say."""
    line = _(
        "{matched:,} automations serve tasks of the survey, {near} probably, {unknown:,} none of it"
    ).format(
        matched=len(match.task_of),
        near=len({one.automation_id for one in match.proposed}),
        unknown=len(match.unknown),
    )
    out.print(line, markup=False, soft_wrap=True)
    for one in match.proposed:
        asked = _("  {automation}: the task {task} “{name}” (alike {likeness:.0%})?").format(
            automation=one.automation_id, task=one.task_id, name=one.name, likeness=one.likeness
        )
        command = (
            f"rpa-scout project actuals {project} --assign '{one.automation_id}={one.task_id}'"
        )
        out.print(asked, markup=False, soft_wrap=True)
        out.print(f"    {command}", markup=False, soft_wrap=True)


def register_json(register: Register, match: RegisterMatch | None = None) -> dict[str, Any]:
    """Return the register as JSON's types."""
    content = {
        "automations": plain(register.automations),
        "actuals": plain(register.actuals),
    }
    if match is not None:
        content["task_of"] = dict(match.task_of)
        content["proposed"] = plain(match.proposed)
        content["unknown"] = list(match.unknown)
    return content


def findings_json(findings: Findings) -> list[dict[str, Any]]:
    """Return findings about the register as JSON's types."""
    fields = load_register_fields()
    return [
        {**plain(one), "severity": one.severity, "message": one.message(fields)} for one in findings
    ]
