"""How sure the ranks are, and what would change them, on the terminal."""

from __future__ import annotations

import pandas as pd
from rich.console import Console

from rpa_scout.assessment.assess import Assessment
from rpa_scout.cli.screen import print_line, print_lines
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.policy.declared import labels_of
from rpa_scout.rank_robustness.result import RankRobustness
from rpa_scout.rank_robustness.texts import (
    in_first_text,
    robustness_sentences,
    weight_range_text,
)
from rpa_scout.rank_robustness.what_would_change import WhatWouldChange
from rpa_scout.reporting.on_request.results import OnRequest
from rpa_scout.text import _


def print_on_request(on_request: OnRequest, assessment: Assessment, out: Console, top: int) -> None:
    """Print what was asked for: contested tasks, ranges of weights, changes and their effect."""
    if on_request.robustness is not None:
        _print_robustness(on_request.robustness, assessment, out)
    if on_request.changes is not None:
        _print_changes(on_request.changes, assessment, out, top)


def _print_robustness(sure: RankRobustness, assessment: Assessment, out: Console) -> None:
    print_lines(robustness_sentences(sure), out)
    names = assessment.inventory.tasks["name"]
    for task in sure.contested:
        text = in_first_text(task, sure.first)
        line = f"  {task.rank}. {names[task.task_id] or task.task_id}: {text}"
        print_line(line, out)
    labels = labels_of(assessment.scores.scorecard.criterion)
    table = ScreenTable(
        _("Ranges of the weights in which the first {first} stay the same").format(first=sure.first)
    )
    table.add_column(_("Criterion"))
    table.add_columns(_("Share now"), _("Range of the share"), number=True)
    for move in sure.weight_moves:
        shares = f"{move.share:.1%}", weight_range_text(move.lowest, move.highest)
        table.add_row(labels[move.criterion], *shares)
    out.print(table)


def _print_changes(
    changes: WhatWouldChange, assessment: Assessment, out: Console, top: int
) -> None:
    names = assessment.inventory.tasks["name"]
    ids = [str(assessment.inventory.tasks.index[row]) for row in assessment.order]
    lines = [
        (rank, task_id, (changes.sentence(task_id), *changes.advice(task_id)))
        for rank, task_id in enumerate(ids, 1)
        if task_id in changes.lifts
    ]
    title = _("What would lift tasks among the first {first}: {count:,} tasks")
    out.print(title.format(first=changes.first, count=len(lines)), markup=False)
    _print_lines(lines[:top], names, out)
    lines = [
        (rank, task_id, changes.drop_sentences(task_id))
        for rank, task_id in enumerate(ids, 1)
        if task_id in changes.drops
    ]
    title = _("What would drop tasks from the first {first}: {count:,} tasks")
    out.print(title.format(first=changes.first, count=len(lines)), markup=False)
    _print_lines(lines[:top], names, out)


def _print_lines(
    lines: list[tuple[int, str, tuple[str, ...]]], names: pd.Series, out: Console
) -> None:
    for rank, task_id, sentences in lines:
        print_line(f"  {rank}. {names[task_id] or task_id}", out)
        for sentence in sentences:
            print_line(f"     {sentence}", out)
