"""Replies on the page of questions that a department sent back, and the rows they belong to."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from rpa_scout.findings import Finding, cell_address
from rpa_scout.findings.rule import OF_REPLIES, FindingRule
from rpa_scout.policy.fields import FieldSet
from rpa_scout.questions import (
    HOW_HEADING,
    KEY_HEADINGS,
    NAME_HEADING,
    NUMBER_HEADING,
    REASON_HEADING,
    Question,
    QuestionColumns,
    Reply,
    answer_text,
    question_columns,
)
from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.files.raw_sheet import RawSheet
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.text import N_, fold

_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)


def read_replies(file: str, sheet: RawSheet, fields: FieldSet) -> tuple[list[Reply], list[Finding]]:
    """Read the replies of one page of questions, and report those whose question is not clear.

    A row is known by its hidden key and by what people see of it. Where somebody has sorted, copied
    or typed over rows and the two differ, what is seen counts.
    """
    rows = sheet.grid.rows
    columns = question_columns(rows)
    if columns is None:
        return [], []
    asked = _AskedQuestions(rows[columns.row + 1 :], columns)
    replies, findings = [], []
    for row in range(columns.row + 1, len(rows)):
        cells = rows[row]
        answer = _at(cells, columns.answer)
        if not answer_text(answer):
            continue
        address = cell_address(row, columns.answer)
        question = asked.question_of(cells)
        if question is None:
            seen = _seen(cells, columns)
            findings.append(
                Finding(
                    "answer_row_unclear",
                    file=file,
                    sheet=sheet.name,
                    cell=address,
                    values={
                        "reply": answer_text(answer),
                        "question": " ".join(filter(None, (seen.number, seen.name))),
                    },
                )
            )
        elif question.field in fields.by_id:
            typed = _as_typed(answer, fields[question.field].kind)
            replies.append(Reply(question, typed, file, sheet.name, address))
    return replies, findings


class _Seen(NamedTuple):
    """What people see of a question."""

    number: str
    name: str
    reason: str


def _seen(cells: Sequence[Cell], columns: QuestionColumns) -> _Seen:
    texts = {heading: answer_text(_at(cells, column)) for heading, column in columns.texts.items()}
    return _Seen(
        texts.get(NUMBER_HEADING, ""), texts.get(NAME_HEADING, ""), texts.get(REASON_HEADING, "")
    )


class _AskedQuestions:
    """The questions of a page, by their hidden keys and by what is seen of them."""

    def __init__(self, rows: Iterable[Sequence[Cell]], columns: QuestionColumns) -> None:
        self._columns = columns
        keyed = [question for row in rows if (question := _question(row, columns)) is not None]
        self._by_number = {str(question.number): question for question in keyed}

    def question_of(self, cells: Sequence[Cell]) -> Question | None:
        """Return the question that a row shows; None if that is not clear."""
        seen = _seen(cells, self._columns)
        keyed = _question(cells, self._columns)
        if keyed is not None and _shows(seen, keyed):
            return keyed
        numbered = self._by_number.get(seen.number)
        if numbered is not None and seen.name and _shows(seen, numbered):
            return replace(numbered, reason=seen.reason or numbered.reason)
        if seen.number:
            return None
        alike = [
            question
            for question in self._by_number.values()
            if seen.name and seen.reason == question.reason and _shows(seen, question)
        ]
        return alike[0] if len(alike) == 1 else None


def _shows(seen: _Seen, question: Question) -> bool:
    """Tell whether what is seen of a row belongs to a question; a deleted column says nothing."""
    if seen.number and seen.number != str(question.number):
        return False
    if not (seen.name and question.name):
        return True
    lines = seen.name.splitlines()
    # The department may stand below the name.
    shown = (fold("".join(lines[:count])) for count in range(1, len(lines) + 1))
    return fold(question.name) in shown


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""


def _question(cells: Sequence[Cell], columns: QuestionColumns) -> Question | None:
    """Read what identifies a question; None for a line that is none."""
    keys = [answer_text(_at(cells, columns.keys[key])) for key in KEY_HEADINGS]
    number, file, sheet, row, field_id, codes, department, name, written = keys
    if not (number.isdecimal() and row.isdecimal()):
        return None
    texts = {heading: answer_text(_at(cells, column)) for heading, column in columns.texts.items()}
    return Question(
        number=int(number),
        file=file,
        sheet=sheet,
        row=int(row),
        field=field_id,
        codes=tuple(codes.split()),
        department=department,
        name=name,
        written=written,
        reason=texts.get(REASON_HEADING, ""),
        how=texts.get(HOW_HEADING, ""),
    )


def _as_typed(answer: Cell, kind: str) -> Cell:
    """Convert a number: cells of answers are texts, so that Excel makes no dates of them."""
    if kind != "number" or not isinstance(answer, str):
        return answer
    text = unicodedata.normalize("NFKC", answer).strip()
    return float(text.replace(",", "")) if _PLAIN_NUMBER.fullmatch(text) else answer


def give_replies(
    tables: Sequence[RawTable], replies: Iterable[Reply]
) -> tuple[list[RawTable], list[Finding]]:
    """Give every reply to the table that was asked about.

    A page inside a workbook belongs to the lists beside it, whatever the workbook is called now; a
    page in a workbook of its own to the file it names. A reply counts only for the task that was
    asked about, and only as long as nobody changed the cell meanwhile.
    """
    rows = _TaskRows(tables)
    accepted: dict[int, dict[tuple[int, str], Reply]] = defaultdict(dict)
    findings: list[Finding] = []
    for reply, rivals in _one_a_cell(replies, rows):
        if rivals:
            findings += [reply.finding("answers_differ", reply=reply.text, rival=rivals[0].text)]
            continue
        row = rows.of(reply)
        problem = _problem(reply, row)
        if problem is not None:
            findings.append(problem)
        elif row is not None and not _says_the_same(reply, row):
            accepted[row[0]][reply.question.row, reply.question.field] = reply
    answered = [
        replace(table, replied=accepted[position]) if position in accepted else table
        for position, table in enumerate(tables)
    ]
    return answered, findings


class _TaskRows:
    """Finds the line that a question is about."""

    def __init__(self, tables: Sequence[RawTable]) -> None:
        self.tables = tables
        self._files: dict[str, list[int]] = defaultdict(list)
        for position, table in enumerate(tables):
            self._files[table.file].append(position)
        self._lines: dict[int, dict[int, int]] = {}

    def of(self, reply: Reply) -> tuple[int, int, RawTable] | None:
        """Return the table's position, the line's, and the table."""
        question = reply.question
        for position in self._files.get(self._file(reply), ()):
            table = self.tables[position]
            if table.sheet == question.sheet and question.row in self._lines_of(position):
                return position, self._lines_of(position)[question.row], table
        return None

    def _file(self, reply: Reply) -> str:
        if reply.file in self._files or reply.question.file in self._files:
            return reply.file if reply.file in self._files else reply.question.file
        wanted = PurePath(reply.question.file).name
        alike = [name for name in self._files if PurePath(name).name == wanted]
        return alike[0] if len(alike) == 1 else ""

    def _lines_of(self, position: int) -> dict[int, int]:
        if position not in self._lines:
            rows = self.tables[position].row_numbers
            self._lines[position] = {row: index for index, row in enumerate(rows)}
        return self._lines[position]


def _one_a_cell(
    replies: Iterable[Reply], rows: _TaskRows
) -> Iterator[tuple[Reply, Sequence[Reply]]]:
    """Yield one reply for every cell, or each of those that contradict each other."""
    by_cell: dict[object, list[Reply]] = defaultdict(list)
    for reply in replies:
        row = rows.of(reply)
        key = (row[:2] if row else reply.file, reply.question.asked_cell)
        by_cell[key].append(reply)
    for rivals in by_cell.values():
        if len({fold(reply.text) for reply in rivals}) == 1:
            yield rivals[-1], ()
            continue
        for reply in rivals:
            yield reply, [rival for rival in rivals if fold(rival.text) != fold(reply.text)]


def _problem(reply: Reply, row: tuple[int, int, RawTable] | None) -> Finding | None:
    """Say why a reply cannot be used, if so."""
    question = reply.question
    if row is None or not _is_same_task(question, row):
        return reply.finding(
            "answer_without_question", reply=reply.text, question=question.shown_number
        )
    if not _can_answer(reply):
        return reply.unusable()
    now = _now(question, row)
    if now in ("", question.written) or _says_the_same(reply, row):
        return None
    return reply.finding("answer_and_cell_differ", written=now, reply=reply.text)


def _is_same_task(question: Question, row: tuple[int, int, RawTable]) -> bool:
    _, line, table = row
    guards = {"name": question.name, "department": question.department}
    for field_id, then in guards.items():
        now = answer_text(table.raw_cell(line, field_id))
        # A department often stands above the list or in its name only; then there is no cell.
        if field_id == question.field or (field_id == "department" and not (then and now)):
            continue
        if fold(then) != fold(now):
            return False
    return True


def _can_answer(reply: Reply) -> bool:
    """Tell whether a reply can be the answer, not only a word such as 「はい」."""
    question = reply.question
    if reply.keeps or reply.withdraws:
        return True
    text_asked = question.field in ("department", "name")
    return not (text_asked and (reply.is_unknown or reply.is_only_a_word))


def _now(question: Question, row: tuple[int, int, RawTable]) -> str:
    _, line, table = row
    return answer_text(table.raw_cell(line, question.field))


def _says_the_same(reply: Reply, row: tuple[int, int, RawTable]) -> bool:
    """Tell whether the list was changed to what the reply says, so that nothing is to be done."""
    now = _now(reply.question, row)
    return now != reply.question.written and fold(now) == fold(reply.text)


RULES = (
    FindingRule(
        "answer_without_question",
        "warning",
        N_(
            "the reply “{reply}” ({question}) was not used: the task it is about is no longer "
            "where it was, or its file was not read."
        ),
        N_("Read the file as well, type the answer into its list, or send the questions again."),
        quotes="reply",
        family=OF_REPLIES,
    ),
    FindingRule(
        "answer_row_unclear",
        "warning",
        N_(
            "the reply “{reply}” was not used: it is not clear which question its row belongs to "
            "({question}); rows may have been sorted, copied or typed over."
        ),
        N_("Send the questions again, or type the answer into the list."),
        quotes="reply",
        family=OF_REPLIES,
    ),
    FindingRule(
        "answer_and_cell_differ",
        "warning",
        N_(
            "“{field}” was changed in the list to “{written}”, "
            "but the reply says {reply}; the list counts."
        ),
        N_("Ask the department which of the two is right."),
        family=OF_REPLIES,
    ),
    FindingRule(
        "answers_differ",
        "warning",
        N_("the reply “{reply}” for “{field}” was not used: another reply says {rival}."),
        N_("Ask the department which of the two is right, and delete the other."),
        quotes="reply",
        family=OF_REPLIES,
    ),
    FindingRule(
        "answer_not_usable",
        "warning",
        N_("the reply “{reply}” to “{field}” ({question}) does not answer the question."),
        N_("Ask the department for the answer itself."),
        quotes="reply",
        family=OF_REPLIES,
    ),
)
