"""``rpa-scout project actuals``: show the register or bring it up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import JsonFile, Passwords, Replace
from rpa_scout.cli.project.options import (
    Author,
    Complete,
    ProjectFile,
    Reason,
    author_or_login,
    make_change,
)
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _


def actuals(
    project: ProjectFile,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]", help=_("Filled registers; without any, the stored register is shown.")
        ),
    ] = None,
    *,
    assign: Annotated[
        str | None,
        typer.Option(
            "--assign", metavar="AUTOMATION=TASK_ID", help=_("Say which task an automation serves.")
        ),
    ] = None,
    complete: Complete = None,
    not_same: Annotated[
        str | None,
        typer.Option(
            "--not-same",
            metavar="AUTOMATION[=TASK_ID]",
            help=_("Say that an automation does not serve a task, or none of those proposed."),
        ),
    ] = None,
    reason: Reason = "",
    password: Passwords = None,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Show the register, import filled registers, or assign an automation to its task."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.cli.project.register.double_counts import print_double_counts
    from rpa_scout.cli.project.register.register_table import print_register, register_json
    from rpa_scout.project.project import Project
    from rpa_scout.register.fields import load_register_fields
    from rpa_scout.register.records import Register
    from rpa_scout.reporting.plain import plain

    name = author_or_login(author)
    if assign is not None:
        automation, equals, task = assign.rpartition("=")
        if not equals:
            raise InputError(N_("Write --assign as AUTOMATION=TASK_ID."))
        return make_change(
            project, author, lambda opened: opened.register.assign(automation, task, reason)
        )
    if not_same is not None:
        automation, equals, task = not_same.rpartition("=")
        with Project.open(project, name) as opened:
            refused = task if equals else None
            print_entry(opened.register.refuse(automation or not_same, refused, reason), opened)
        return 0
    if paths:
        return import_registers(
            project, paths, name, reason, password or [], json, complete=complete
        )
    if complete is not None:
        with Project.open(project, name) as opened:
            opened.register.import_(Register(), reason, complete=complete)
    with Project.open(project, name, read_only=True) as opened:
        register = opened.register.current()
        pairs = opened.register.possible_double_counts()
        fields = load_register_fields(opened.policy())
    if json is not None:
        content = register_json(register) | {
            "is_complete": register.is_complete,
            "possible_double_counts": plain(pairs),
        }
        screen.write_json(content, json)
    if json != "-":
        print_register(register, fields, screen.console())
        print_double_counts(project, pairs, screen.console())
    return 0


def import_registers(
    project: str,
    paths: list[Path],
    author: str,
    reason: str,
    passwords: list[str],
    json: str | None,
    *,
    complete: bool | None = None,
) -> int:
    """Read registers and import them into a project."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.register.register_table import (
        findings_json,
        print_match,
        print_register,
        register_json,
    )
    from rpa_scout.project.project import Project
    from rpa_scout.register.fields import load_register_fields
    from rpa_scout.register.measured import impossible_actuals
    from rpa_scout.register.read import read_register

    with Project.open(project, author, read_only=True) as opened:
        policy = opened.policy()
    fields = load_register_fields(policy)
    with screen.Bar() as bar:
        register = read_register(paths, bar, policy=policy, passwords=passwords)
    out = screen.console(stderr=json == "-")
    match, findings = None, register.findings
    if register.automations:
        with Project.open(project, author) as opened:
            match = opened.register.import_(register, reason, complete=complete)
            tasks = opened.inventory().tasks
        findings += match.findings + impossible_actuals(register, match, tasks)
    if match is not None and json != "-":
        print_register(register, fields, out)
        print_match(project, match, out)
        if complete:
            out.print(_("The register is declared complete."), markup=False)
    screen.print_findings(findings, fields, out, None)
    if json is not None:
        content = register_json(register, match)
        screen.write_json(content | {"findings": findings_json(findings, fields)}, json)
    if not register.automations:
        return 2
    return 1 if findings.has_errors else 0
