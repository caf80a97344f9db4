"""Pages and task sheets as documents of text and tables, which print sharp in any size."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QTextDocument

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.explanation import CriterionPart, Explanation
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.project.states import TaskState, state_label
from rpa_scout.ranking.decisions import TaskDecision
from rpa_scout.similarity.one_task.known_pattern import explained
from rpa_scout.text import _, listed
from rpa_scout_gui.models.columns import Column
from rpa_scout_gui.models.table_model import PARTS_ROLE
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.panels.task_texts import means_html, questions_html, saved_html
from rpa_scout_gui.widgets.tables.data_table import DataTable

_STYLE: Final = """
body { font-size: 8pt; } h2 { font-size: 13pt; } h3 { font-size: 10pt; }
th { background-color: #e3e9ef; }
"""
_RANGE_PARTS: Final = 3  # a figure and the ends of its range


def printed_page(page: Page, heading: str) -> QTextDocument | None:
    """Return a page's sentences and tables as they are sorted and filtered; None if it has none."""
    parts = [
        _table(part) if isinstance(part, DataTable) else f"<p>{escape(part)}</p>"
        for part in page.printed()
    ]
    return _document(f"<h2>{escape(heading)}</h2>{''.join(parts)}") if parts else None


def printed_task(
    assessment: Assessment, task_id: str, decision: TaskDecision | None
) -> QTextDocument:
    """Return one page on a task: decision, hours, criteria, means, what is unanswered."""
    explanation = explained(assessment, task_id)
    fields = assessment.inventory.fields
    sections = (
        (_("Decision"), f"<p>{escape(_decision(decision))}</p>"),
        (_("Hours saved"), saved_html(explanation.hours)),
        (_("Criteria"), _criteria(explanation.criteria)),
        (_("Means"), means_html(explanation)),
        (_("Unanswered"), f"<p>{questions_html(explanation, fields)}</p>"),
    )
    text = "".join(f"<h3>{escape(title)}</h3>{content}" for title, content in sections if content)
    return _document(f"{_head(explanation)}{text}")


def _document(html: str) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(f"<body>{html}</body>")
    return document


def _head(explanation: Explanation) -> str:
    name = f"{explanation.department}　{explanation.name}"
    figures = _("{task}: rank {rank:,}, score {score:.1f} ({low:.1f}～{high:.1f})").format(
        task=explanation.task_id,
        rank=explanation.rank,
        score=explanation.score,
        low=explanation.score_low,
        high=explanation.score_high,
    )
    return f"<h2>{escape(name)}</h2><p>{escape(figures)}</p>"


def _decision(decision: TaskDecision | None) -> str:
    if decision is None:
        return state_label(TaskState.CANDIDATE)
    year = "" if decision.fiscal_year is None else fiscal_year_label(decision.fiscal_year)
    parts = (state_label(TaskState(decision.state)), year, decision.owner, decision.reason)
    return "　".join(part for part in parts if part)


def _criteria(criteria: tuple[CriterionPart, ...]) -> str:
    headings = (_("Criterion"), _("Answer"), _("Points"), _("Weight"), _("Contribution"))
    rows = (
        (
            part.label,
            _answers(part),
            f"{part.points:.2f}",
            f"{part.weight:g}",
            f"{part.contribution:.1f}",
        )
        for part in criteria
    )
    return _html_table(headings, rows, numbers_from=2)


def _answers(part: CriterionPart) -> str:
    answers = listed(answer.shown for answer in part.answers)
    return f"{answers}（{part.known_pattern.sentence}）" if part.known_pattern else answers


def _table(table: DataTable) -> str:
    """Return the visible columns and rows of a table, in their order."""
    header = table.horizontalHeader()
    order = [header.logicalIndex(position) for position in range(header.count())]
    shown = [position for position in order if not table.isColumnHidden(position)]
    columns = [(position, table.columns[position]) for position in shown]
    cells = []
    for row in range(table.model().rowCount()):
        indexes = [(table.model().index(row, position), column) for position, column in columns]
        cells.append(
            "".join(
                f"<td align='{'right' if column.is_right_aligned else 'left'}'>"
                f"{escape(_cell(index, column))}</td>"
                for index, column in indexes
            )
        )
    headings = "".join(f"<th>{escape(_(column.heading))}</th>" for _at, column in columns)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"{_OPEN}<thead><tr>{headings}</tr></thead>{body}</table>"


_OPEN: Final = "<table border='1' cellspacing='0' cellpadding='2' width='100%'>"


def _cell(index: QModelIndex, column: Column) -> str:
    """Return the text of a cell, with the range that the window draws beside a figure."""
    text = str(index.data() or "")
    parts = index.data(PARTS_ROLE) or {}
    if not text or len(parts) != _RANGE_PARTS:
        return text
    low, high = (column.shown(parts[name]) for name in column.parts[1:])
    return f"{text} ({low}～{high})"


def _html_table(
    headings: tuple[str, ...], rows: Iterator[tuple[str, ...]], numbers_from: int
) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td align='{'right' if at >= numbers_from else 'left'}'>{escape(text)}</td>"
            for at, text in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return f"{_OPEN}<thead><tr>{head}</tr></thead>{body}</table>"
