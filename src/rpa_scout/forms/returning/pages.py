"""Collects the questions on each file that was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rpa_scout.findings import SEVERITIES, Finding
from rpa_scout.forms.inquiry import NO_HEAD, Inquiry
from rpa_scout.forms.returning import wording
from rpa_scout.inventory import Inventory, TableSource
from rpa_scout.policy.derived import HOURS_FIELDS
from rpa_scout.questions import (
    MOST_A_TASK,
    OPEN_QUESTION,
    Question,
    Reply,
    answer_text,
    asked_field,
    says_unknown,
)
from rpa_scout.text import fold

_OF_THE_LIST = ("column_missing", "column_twice", "column_unknown")
"""Findings on a whole list that its department can resolve."""

_OF_THE_CITY = frozenset(
    (
        "department_copied_file",
        "department_hours_beyond_largest",
        "department_hours_beyond_staff",
        "department_maybe_twice",
        "department_older_file",
        "only_in_older_file",
    )
)
"""Findings on whole files and departments, resolved by whoever collects the surveys."""

_SUPERSEDED = ("department_copied_file", "department_older_file")
"""Findings on a list that another file of the department, their `value`, replaces."""

_AskedCell = tuple[int, int, str]
"""Position of a table, row counted from 1, field."""


@dataclass(frozen=True)
class QuestionPage:
    """The questions on one file."""

    file: str  # As findings call it
    path: Path | None
    departments: tuple[str, ...]
    # Numbered: findings first, then empty answers, each in the order of the lists.
    questions: tuple[Question, ...]
    answered: tuple[Reply, ...] = ()  # Replies that settled their questions in an earlier round
    remarks: tuple[Finding, ...] = ()  # Findings on a whole list
    inquiry: Inquiry = NO_HEAD  # Deadline, contact and sender

    @property
    def is_needed(self) -> bool:
        """Whether the department has to do anything."""
        return bool(self.questions) or any(remark.severity == "error" for remark in self.remarks)


def question_pages(
    inventory: Inventory,
    open_questions: Mapping[str, Sequence[str]],
    inquiry: Inquiry = NO_HEAD,
) -> list[QuestionPage]:
    """Return the questions on each file, the most important first, at most five a task.

    They come from errors and warnings on single cells and rows, and from the open questions. An
    answer "I do not know", in the list or in a reply, is not asked about again.
    """
    asking = _Asking(inventory, inquiry)
    asking.ask_for_findings()
    asking.ask_open_questions(open_questions)
    return [page for page in asking.pages() if page.is_needed]


class _Asking:
    """Collects questions by the cell they are about."""

    def __init__(self, inventory: Inventory, inquiry: Inquiry) -> None:
        self._inventory, self._inquiry = inventory, inquiry
        sources = inventory.sources
        rows = zip(sources["table"].tolist(), sources["row"].tolist(), strict=True)
        self._rows: dict[str, tuple[int, int]] = dict(zip(sources.index, rows, strict=True))
        self._findings: dict[_AskedCell, list[Finding]] = {}
        self._open: dict[_AskedCell, None] = {}
        self._task_at: dict[tuple[int, int], str] = {}
        self._superseded = {
            (finding.file, fold(finding.quoted))
            for finding in inventory.findings
            if finding.code in _SUPERSEDED
        }

    def ask_for_findings(self) -> None:
        for finding in self._inventory.findings:
            if finding.severity == "info" or finding.row_id not in self._rows:
                continue
            if finding.code in _OF_THE_CITY or self._is_superseded(finding.row_id):
                continue
            field_id = asked_field(finding.code, finding.field) or "name"
            asked_cell = self._asked_cell(finding.row_id, field_id)
            if asked_cell is not None and not self._is_settled(asked_cell, finding.code):
                self._findings.setdefault(asked_cell, []).append(finding)

    def ask_open_questions(self, questions: Mapping[str, Sequence[str]]) -> None:
        for task_id, field_ids in questions.items():
            for field_id in field_ids:
                asked_cell = self._asked_cell(task_id, field_id)
                if asked_cell is None or asked_cell in self._findings:
                    continue
                if self._is_settled(asked_cell, OPEN_QUESTION) or self._says_unknown(asked_cell):
                    continue
                self._open[asked_cell] = None

    def pages(self) -> Iterator[QuestionPage]:
        tables: dict[str, list[int]] = {}
        for position, table in enumerate(self._inventory.tables):
            tables.setdefault(table.file, []).append(position)
        asked: dict[str, list[_AskedCell]] = {}
        for asked_cell in self._in_order():
            asked.setdefault(self._table(asked_cell).file, []).append(asked_cell)
        for file, positions in tables.items():
            yield self._page(file, positions, asked.get(file, []))

    def _page(
        self, file: str, positions: Sequence[int], asked: Sequence[_AskedCell]
    ) -> QuestionPage:
        tables = [self._inventory.tables[position] for position in positions]
        again = set(asked)
        answered = [
            self._with_address(reply, table)
            for position, table in zip(positions, tables, strict=True)
            for (row, field_id), reply in table.replied.items()
            if (position, row, field_id) not in again
        ]
        number = max((reply.question.number for reply in answered), default=0)
        return QuestionPage(
            file=file,
            path=tables[0].path,
            departments=tuple(
                dict.fromkeys(table.department for table in tables if table.department)
            ),
            questions=tuple(
                self._question(asked_cell, count)
                for count, asked_cell in enumerate(asked, number + 1)
            ),
            answered=tuple(sorted(answered, key=lambda reply: reply.question.number)),
            remarks=tuple(self._remarks(file)),
            inquiry=self._inquiry,
        )

    def _in_order(self) -> list[_AskedCell]:
        """Return errors, warnings and open questions, those on hours first, row by row."""
        columns = {
            field_id: position for position, field_id in enumerate(self._inventory.fields.ids)
        }
        wrong = sorted(
            self._findings,
            key=lambda asked_cell: (
                self._severity_rank(asked_cell),
                asked_cell[2] not in HOURS_FIELDS,
                *asked_cell[:2],
                columns[asked_cell[2]],
            ),
        )
        asked_cells = [*wrong, *sorted(self._open, key=lambda asked_cell: asked_cell[:2])]
        asked_of_task: Counter[tuple[int, int]] = Counter()
        kept = []
        for asked_cell in asked_cells:
            asked_of_task[asked_cell[:2]] += 1
            if asked_of_task[asked_cell[:2]] <= MOST_A_TASK:
                kept.append(asked_cell)
        return kept

    def _severity_rank(self, asked_cell: _AskedCell) -> int:
        """Return the rank of the gravest finding on a cell; errors come first."""
        findings = self._findings[asked_cell]
        return min(SEVERITIES.index(finding.severity) for finding in findings)

    def _is_superseded(self, task_id: str) -> bool:
        """Whether a newer list of the department counts instead of this row's."""
        return bool(self._superseded) and self._list_of(task_id) in self._superseded

    def _list_of(self, task_id: str) -> tuple[str, str]:
        """Return the file and the folded department of a row."""
        inventory = self._inventory
        used = task_id in inventory.tasks.index
        rows = inventory.tasks if used else inventory.left_out
        file = inventory.tables[self._rows[task_id][0]].file
        return file, fold(str(rows.at[task_id, "department"] or ""))

    def _remarks(self, file: str) -> Iterator[Finding]:
        for finding in self._inventory.findings:
            if finding.file == file and finding.code in _OF_THE_LIST and not finding.row_id:
                yield finding

    def _asked_cell(self, task_id: str, field_id: str) -> _AskedCell | None:
        position, row = self._rows[task_id]
        if position < 0 or field_id not in self._inventory.fields.by_id:
            return None
        self._task_at[position, row] = task_id
        return position, row, field_id

    def _table(self, asked_cell: _AskedCell) -> TableSource:
        return self._inventory.tables[asked_cell[0]]

    def _reply(self, asked_cell: _AskedCell) -> Reply | None:
        return self._table(asked_cell).replied.get(asked_cell[1:])

    def _is_settled(self, asked_cell: _AskedCell, code: str) -> bool:
        reply = self._reply(asked_cell)
        if reply is None or not reply.is_unknown:
            return False
        return code == OPEN_QUESTION or code in reply.question.codes

    def _says_unknown(self, asked_cell: _AskedCell) -> bool:
        return says_unknown(self._written(asked_cell))

    def _written(self, asked_cell: _AskedCell) -> str:
        """Return the text in the cell of the list."""
        reply = self._reply(asked_cell)
        if reply is not None:
            return reply.question.written
        return answer_text(self._inventory.written.at[self._task_at[asked_cell[:2]], asked_cell[2]])

    @staticmethod
    def _with_address(reply: Reply, table: TableSource) -> Reply:
        question = reply.question
        cell = table.cell_of(question.row, question.field)
        return replace(reply, question=replace(question, cell=cell))

    def _question(self, asked_cell: _AskedCell, number: int) -> Question:
        table, fields = self._table(asked_cell), self._inventory.fields
        findings = self._findings.get(asked_cell, ())
        _, row, field_id = asked_cell
        reply = self._reply(asked_cell)
        question = Question(
            number=number,
            file=table.file,
            sheet=table.sheet,
            row=row,
            field=field_id,
            codes=tuple(dict.fromkeys(finding.code for finding in findings)) or (OPEN_QUESTION,),
            department=self._written((*asked_cell[:2], "department")),
            name=self._written((*asked_cell[:2], "name")),
            written=self._written(asked_cell),
            cell=table.cell_of(row, field_id),
            replied=reply.text if reply is not None else "",
        )
        reason = wording.asked(question, findings, fields)
        how = wording.how_to_answer(
            fields[field_id],
            can_be_kept=question.can_be_kept,
            can_be_withdrawn=question.can_be_withdrawn,
        )
        return replace(question, reason=reason, how=how)
