"""``rpa-scout project rename``: confirm that a new task is an old one under a new name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.comparison.renames import RenameProposal


def rename(
    project: ProjectFile,
    gone: Annotated[
        str | None,
        typer.Argument(
            metavar="[OLD_ID]", help=_("The task that is gone; without any, all are proposed.")
        ),
    ] = None,
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW_ID]", help=_("The task that is new."))
    ] = None,
    *,
    not_same: Annotated[
        bool, typer.Option("--not-same", help=_("Say that the two are not the same."))
    ] = False,
    reason: Reason = "",
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Show the proposed renames, or confirm or refuse one."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.project.project import Project
    from rpa_scout.reporting.plain import plain

    name = author_or_login(author)
    if gone is not None and new is not None:
        with Project.open(project, name) as opened:
            surveys = opened.surveys
            decide = surveys.refuse_rename if not_same else surveys.confirm_rename
            print_entry(decide(gone, new, reason), opened)
        return 0
    if gone is not None or not_same:
        raise InputError(N_("Name both tasks: the one that is gone and the new one."))
    with Project.open(project, name, read_only=True) as opened:
        proposals = opened.surveys.rename_proposals()
    if json is not None:
        screen.write_json({"renamed": plain(proposals)}, json)
    if json != "-":
        print_proposals(project, proposals)
        if not proposals:
            screen.console().print(_("No renamed task is proposed."), markup=False)
    return 0


def print_proposals(project: str, proposals: Sequence[RenameProposal]) -> None:
    """Print pairs that may be one task, with the command that confirms each."""
    from rpa_scout.cli import screen
    from rpa_scout.comparison.sentences import rename_sentence

    out = screen.console()
    for proposal in proposals:
        command = f"    rpa-scout project rename {project} {proposal.old_id} {proposal.new_id}"
        screen.print_lines((f"  {rename_sentence(proposal)}", command), out)
    if proposals:
        out.print(_("  Not the same? Add --not-same --reason TEXT."), markup=False)
