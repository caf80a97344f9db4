"""What replies to questions mean for the checks: said, confirmed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rpa_scout.findings import Finding
from rpa_scout.questions import Reply, asked_field
from rpa_scout.reading.layout.raw_table import RawTable

__all__ = ["replies_used", "settled", "withdrawn_lines"]

_BLANK = "―"


def replies_used(table: RawTable) -> Iterator[tuple[int, Finding]]:
    """Yield, with its line, a finding for every reply that takes the place of a cell."""
    for index, reply in _by_line(table):
        if reply.withdraws:
            yield index, _about(reply, "row_withdrawn", reply.question.name)
        elif reply.replaces:
            value = reply.question.written or _BLANK
            answer = replace(
                _about(reply, "answered_in_questions", value),
                expected=f"No.{reply.question.number}: {reply.text}",
            )
            yield index, answer


def withdrawn_lines(table: RawTable) -> list[int]:
    """Return the lines of a table that the department withdraws."""
    return [index for index, reply in _by_line(table) if reply.withdraws]


def settled(table: RawTable, index: int, finding: Finding) -> Finding:
    """Return a finding, or a confirmation where the department has settled it."""
    reply = _reply_to(table, index, finding) if table.replied else None
    if reply is None or not reply.keeps or finding.severity != "warning":
        return finding
    return replace(
        finding,
        code="confirmed_in_questions",
        value=finding.value or reply.question.written,
        expected=f"No.{reply.question.number}: {reply.text}",
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


def _about(reply: Reply, code: str, value: str) -> Finding:
    return Finding(
        code,
        file=reply.file,
        sheet=reply.sheet,
        cell=reply.cell,
        field=reply.question.field,
        value=value,
        expected=f"No.{reply.question.number}",
    )
