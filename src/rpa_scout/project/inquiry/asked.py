"""Questions that were sent to departments, and what answered them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection

from rpa_scout.findings import CATALOGUE
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import is_unanswered
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.store.canonical import canonical_id
from rpa_scout.project.store.rows import stored_rows
from rpa_scout.project.store.schema_city import AskedQuestionRow
from rpa_scout.questions import OPEN_QUESTION, Question, asked_field
from rpa_scout.text import N_, fold

Key = tuple[str, str, str]

_ROW: Final = "#"
"""Stands before the row of a task without a name."""

_UNNAMED: Final = re.compile(r"#(\d+)", re.ASCII)


QuestionState = Literal["not_asked", "asked", "overdue", "answered"]

QUESTION_STATES: Final[Mapping[QuestionState, str]] = {
    "not_asked": N_("not asked yet"),
    "asked": N_("asked, waiting"),
    "overdue": N_("asked, overdue"),
    "answered": N_("answered"),
}
"""English labels of the states of a question."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that was sent to a department."""

    department: str
    task: str  # Its name; ``""`` where it has none
    row: int  # Row of the list of a task without a name; else 0
    field: str
    codes: tuple[str, ...]  # Codes of the findings behind it
    written: str  # What the cell held
    # When and by whom it was asked first, how often, and until when an answer is wanted (ISO).
    asked_at: str
    asked_by: str
    times_asked: int
    deadline: str | None
    # When, how (reply, survey, correction) and what was answered; None: not yet.
    answered_at: str | None
    answered_by: str | None
    answer: str | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_at is None

    def state(self, today: str) -> QuestionState:
        """Return where it stands."""
        if not self.is_open:
            return "answered"
        return "overdue" if self.is_due(today) else "asked"

    def is_due(self, today: str) -> bool:
        """Whether its deadline has passed without an answer."""
        return self.is_open and self.deadline is not None and self.deadline < today


def asked_questions(connection: Connection) -> list[AskedQuestion]:
    """Return all questions, by department and task."""
    return [_question(row) for row in stored_rows(connection, AskedQuestionRow)]


def asked_by_row(
    inventory: Inventory, asked: Iterable[AskedQuestion]
) -> dict[tuple[str, str], AskedQuestion]:
    """Return the questions by id of the row and field that they are about."""
    by_key = {
        _key(question.department, question.task, question.row, question.field): question
        for question in asked
    }
    if not by_key:
        return {}
    fields = {key[2] for key in by_key}
    sources = inventory.sources
    rows_by_id = dict(zip(map(str, sources.index), sources["row"].tolist(), strict=True))
    by_row = {}
    for rows in (inventory.tasks, inventory.left_out):
        columns = (rows["department"].tolist(), rows["name"].tolist())
        for row_id, department, name in zip(rows.index, *columns, strict=True):
            row = rows_by_id[str(row_id)]
            for field in fields:
                question = by_key.get(_key(department or "", name or "", row, field))
                if question is not None:
                    by_row[str(row_id), field] = question
    return by_row


def ask(
    change: Change, questions: Iterable[Question], departments: Sequence[str], deadline: str
) -> int:
    """Record questions as asked; return their number.

    `departments` is whose page it is, for tasks that name none. A question that is asked again
    waits again.
    """
    count = 0
    for question in questions:
        department = question.department or "・".join(departments[:1])
        key = _key(department, question.name, question.row, question.field)
        before = change.row(AskedQuestionRow, *key)
        change.put(
            AskedQuestionRow,
            key,
            department_name=department,
            task_name=_task(question.name, question.row),
            codes=" ".join(question.codes),
            written=question.written,
            asked_at=before.asked_at if before else change.at,
            asked_by=change.author,
            times_asked=before.times_asked + 1 if before else 1,
            deadline=deadline or None,
            answered_at=None,
            answered_by=None,
            answer=None,
        )
        count += 1
    return count


def settle(change: Change, department: str, task: str, field: str, answer: object) -> None:
    """Record that a correction answers a question, if it was asked.

    A question about fields that disagree is answered by a correction of any of them.
    """
    *of_task, _field = _key(department, task, 0, field)
    for key, row in _open_rows(change):
        rules = (CATALOGUE[code] for code in row.codes.split() if code in CATALOGUE)
        is_about = key[2] == field or any(field in rule.also for rule in rules)
        if [*key[:2]] == of_task and is_about:
            _answer(change, key, "correction", answer)


def settle_by_survey(change: Change, inventory: Inventory) -> int:
    """Record which questions an import answers; return their number.

    A reply answers its question. Without one, a question is answered once the list itself holds an
    answer and the finding that it was about is gone.
    """
    waiting = dict(_open_rows(change))
    if not waiting:
        return 0
    replied = _replies(inventory)
    surveyed = _surveyed(inventory)
    count = 0
    for key, row in waiting.items():
        if key in replied:
            _answer(change, key, "reply", replied[key])
        elif key in surveyed and not set(row.codes.split()) & surveyed[key][1]:
            _answer(change, key, "survey", surveyed[key][0])
        else:
            continue
        count += 1
    return count


def _replies(inventory: Inventory) -> dict[Key, str]:
    answered = {}
    for table in inventory.tables:
        for reply in table.replied.values():
            question = reply.question
            department = question.department or table.department
            answered[_key(department, question.name, question.row, question.field)] = reply.text
    return answered


def _surveyed(inventory: Inventory) -> dict[Key, tuple[object, set[str]]]:
    """Return the answers of the lists with the codes of the findings on them.

    An answer that the list does not hold is missing here.
    """
    codes: dict[tuple[str, str], set[str]] = {}
    for finding in inventory.findings:
        if finding.row_id and finding.severity != "info":
            field = asked_field(finding.code, finding.field) or "name"
            codes.setdefault((finding.row_id, field), set()).add(finding.code)
    answers: dict[Key, tuple[object, set[str]]] = {}
    numbers = inventory.sources["row"]
    for record in inventory.tasks.reset_index().to_dict("records"):
        row_id = str(record["task_id"])
        for field in inventory.fields.ids:
            value = record.get(field)
            said = codes.get((row_id, field), set())
            if is_unanswered(value):
                said = said | {OPEN_QUESTION}
            found = (value, said)
            answers[_key(record["department"] or "", record["name"] or "", 0, field)] = found
            # A row that had no name when it was asked about is known by its number.
            answers.setdefault(
                _key(record["department"] or "", "", int(numbers[row_id]), field), found
            )
    return answers


def _answer(change: Change, key: Key, how: str, answer: object) -> None:
    change.put(
        AskedQuestionRow,
        key,
        answered_at=change.at,
        answered_by=how,
        answer="" if is_unanswered(answer) else str(answer),
    )


def _open_rows(change: Change) -> Iterator[tuple[Key, AskedQuestionRow]]:
    for key, row in list(change.rows(AskedQuestionRow).items()):
        if row.answered_at is None:
            yield (str(key[0]), str(key[1]), str(key[2])), row


def _key(department: str, name: str, row: int, field: str) -> Key:
    return canonical_id(fold(department)), canonical_id(fold(_task(name, row))), field


def _task(name: str, row: int) -> str:
    return name or f"{_ROW}{row}"


def _question(row: dict[str, Any]) -> AskedQuestion:
    unnamed = _UNNAMED.fullmatch(row["task_name"])
    return AskedQuestion(
        department=row["department_name"],
        task="" if unnamed else row["task_name"],
        row=int(unnamed[1]) if unnamed else 0,
        field=row["field"],
        codes=tuple(row["codes"].split()),
        written=row["written"],
        asked_at=row["asked_at"],
        asked_by=row["asked_by"],
        times_asked=row["times_asked"],
        deadline=row["deadline"],
        answered_at=row["answered_at"],
        answered_by=row["answered_by"],
        answer=row["answer"],
    )
