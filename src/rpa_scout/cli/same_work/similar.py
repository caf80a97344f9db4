"""``rpa-scout similar``: what resembles a task, and which answers similar tasks propose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rpa_scout.cli.options import JsonFile, Passwords, PolicyFile, Replace, ScorecardName
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.policy.model import Policy
    from rpa_scout.similarity.one_task.similar_work import SimilarWork


def similar(
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help=_("Survey workbook, or folder of survey workbooks.")),
    ],
    task: Annotated[str, typer.Argument(metavar="TASK_ID", help=_("Id of the task."))],
    *,
    json: JsonFile = None,
    replace: Replace = False,
    scorecard: ScorecardName = "rpa",
    policy: PolicyFile = None,
    password: Passwords = None,
) -> int:
    """Show similar tasks elsewhere, published cases, typical tasks, and proposed answers."""
    from rpa_scout.cli import surveys
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.similarity.one_task.similar_work import SimilarWork

    chosen = load_policy(policy)
    inventory = surveys.read([path], chosen, passwords=password or ())
    show_similar(SimilarWork(inventory, chosen, scorecard), task, chosen, json)
    return 0


def show_similar(
    work: SimilarWork, task: str, policy: Policy, json: str | None, project: str = ""
) -> None:
    """Print what is known beside a task, and write it as JSON where that is wanted."""
    from rpa_scout.cli import screen

    content = similar_data(work, task, policy)
    if json is not None:
        screen.write_json(content, json)
    if json == "-":
        return
    screen.print_lines(_lines(work, task, policy, project))


def _lines(work: SimilarWork, task: str, policy: Policy, project: str) -> Iterator[str]:
    """Yield similar work by list, then the proposed answers and what they would mean."""
    from rpa_scout.similarity.one_task import texts

    near = work.similar(task)
    for name, label in texts.LIST_LABELS.items():
        of_list = [similar for similar in near if similar.list == name]
        if of_list:
            yield _(label)
        for similar in of_list:
            yield f"  {similar.id}  {texts.similar_sentence(similar, policy)}"
    if not near:
        yield _("Nothing similar is known.")
    proposed = work.proposed(task)
    if not proposed:
        return
    yield _("Proposed answers")
    for answer in proposed:
        yield f"  {texts.proposal_sentence(answer, policy.survey)}"
        yield f"    {texts.basis_sentence(answer, policy.survey)}"
    yield texts.score_sentence(work.score(task), work.score_if_proposed(task))
    if project:
        first = f"{proposed[0].field}={proposed[0].code}"
        hint = _("To take over: rpa-scout project correct {project} {task} {answer} --reason TEXT")
        yield hint.format(project=project, task=task, answer=first)


def similar_data(work: SimilarWork, task: str, policy: Policy) -> dict[str, Any]:
    """Return what is known beside a task as JSON types."""
    from dataclasses import asdict

    from rpa_scout.similarity.one_task import texts

    return {
        "task_id": task,
        "similar": [
            asdict(similar)
            | {
                "sentence": texts.similar_sentence(similar, policy),
                "source_url": texts.source_url(similar),
            }
            for similar in work.similar(task)
        ],
        "proposed_answers": [asdict(answer) for answer in work.proposed(task)],
        "score": asdict(work.score(task)),
        "score_if_proposed": asdict(work.score_if_proposed(task)),
    }
