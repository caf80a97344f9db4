"""Replies to questions: they replace an answer, confirm it, or withdraw the task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from rpa_scout.checking.answers import read_column
from rpa_scout.findings import Finding
from rpa_scout.findings.rule import OF_REPLIES, FindingRule
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldSet
from rpa_scout.questions import Reply, asked_field
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.text import N_

_BLANK = "―"


def with_usable_replies(
    table: RawTable, fields: FieldSet, checks: Checks | None
) -> tuple[RawTable, list[Finding]]:
    """Leave out replies that are no answer where the list has one, and report each of them."""
    if not table.replied:
        return table, []
    unreplied = replace(table, replied={})
    unusable: dict[tuple[int, str], Reply] = {}
    for field_id in {asked for _row, asked in table.replied} & set(fields.ids):
        field = fields[field_id]
        with_replies = read_column(table.column(field_id), field, checks, fields.words).cells
        in_list = read_column(unreplied.column(field_id), field, checks, fields.words).cells
        lost = pd.isna(with_replies) & ~pd.isna(in_list)
        for index in np.flatnonzero(lost).tolist():
            key = table.row_numbers[index], field_id
            reply = table.replied.get(key)
            if reply is not None and reply.replaces and not reply.is_unknown:
                unusable[key] = reply
    usable = {key: reply for key, reply in table.replied.items() if key not in unusable}
    return replace(table, replied=usable), [reply.unusable() for reply in unusable.values()]


def replies_used(table: RawTable) -> Iterator[tuple[int, Finding]]:
    """Yield, with its line, a finding for every reply that takes the place of a cell."""
    for index, reply in _by_line(table):
        question = reply.question
        if reply.withdraws:
            yield (
                index,
                reply.finding("row_withdrawn", task=question.name, question=question.shown_number),
            )
        elif reply.replaces:
            written = question.written or _BLANK
            yield (
                index,
                reply.finding("answered_in_questions", written=written, reply=reply.shown),
            )


def withdrawn_lines(table: RawTable) -> list[int]:
    """Return the lines of a table that the department withdraws."""
    return [index for index, reply in _by_line(table) if reply.withdraws]


def settled(table: RawTable, index: int, finding: Finding) -> Finding:
    """Return the finding, or that the department has confirmed the answer."""
    reply = _reply_to(table, index, finding) if table.replied else None
    if reply is None or not reply.keeps or finding.severity != "warning":
        return finding
    return replace(
        finding,
        code="confirmed_in_questions",
        values={"written": finding.quoted or reply.question.written, "reply": reply.shown},
    )


def _reply_to(table: RawTable, index: int, finding: Finding) -> Reply | None:
    if index < 0:
        return None
    cell_key = table.row_numbers[index], asked_field(finding.code, finding.field)
    reply = table.replied.get(cell_key)
    return reply if reply is not None and finding.code in reply.question.codes else None


def _by_line(table: RawTable) -> Iterator[tuple[int, Reply]]:
    if not table.replied:
        return
    lines = {row: index for index, row in enumerate(table.row_numbers)}
    for (row, _), reply in table.replied.items():
        yield lines[row], reply


RULES = (
    FindingRule(
        "answered_in_questions",
        "info",
        N_("“{field}”: instead of “{written}” in the list, the reply counts ({reply})."),
        N_("Nothing to do; the reply stands on the page of questions."),
        family=OF_REPLIES,
    ),
    FindingRule(
        "confirmed_in_questions",
        "info",
        N_("“{field}”: the department confirms “{written}” ({reply})."),
        N_("Nothing to do; the reply stands on the page of questions."),
        family=OF_REPLIES,
    ),
    FindingRule(
        "row_withdrawn",
        "info",
        N_("the department withdraws the task “{task}” ({question}); the row is left out."),
        N_("Nothing to do; the reply stands on the page of questions."),
        quotes="task",
        family=OF_REPLIES,
    ),
)
