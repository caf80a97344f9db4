"""The question sheet 確認のお願い: cell, reason and answer column of every question."""

from __future__ import annotations

import io
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from rpa_scout.findings import Finding
from rpa_scout.forms import texts as form_texts
from rpa_scout.forms.layout import lines_needed
from rpa_scout.forms.printing import A4
from rpa_scout.forms.returning import texts, wording
from rpa_scout.forms.returning.looks import FILLS, LOOKS
from rpa_scout.forms.returning.pages import QuestionPage
from rpa_scout.forms.styles import LINE_HEIGHT, TAB_COLORS, Styles
from rpa_scout.forms.workbook import workbook_options
from rpa_scout.policy.choices import unknown_label
from rpa_scout.policy.fields import FieldSet
from rpa_scout.provenance import creation_time
from rpa_scout.questions import KEEP_LABEL, KEY_HEADINGS, Question, Reply
from rpa_scout.text import _, language

_WIDTHS: Final = (5.5, 9.0, 22.0, 54.0, 19.0, 28.0, 26.0)  # within the width of a small screen
_NUMBER, _CELL, _NAME, _REASON, _WRITTEN, _ANSWER, _HOW = range(7)
_LAST: Final = len(_WIDTHS) - 1
_FIRST_KEY: Final = len(_WIDTHS)
_FIRST_CHOICE: Final = _FIRST_KEY + len(KEY_HEADINGS)
_TITLE_ROW, _COUNT_ROW, _WAY_ROW, _LEGEND_ROW, _HEADING_ROW, _FIRST_ROW = range(6)
_ROW_MARGIN: Final = 6.0  # points
_HIGHEST_ROW: Final = 409.0  # points; no row can be higher
_LONGEST_TEXT: Final = 32_767  # characters; a cell holds no more
_LONGEST_SHOWN: Final = 300  # characters of what is written; more hides the question
_MOST_LINKS: Final = 60_000  # a sheet holds 65,530
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}  # inches


def question_workbook(page: QuestionPage, fields: FieldSet, *, in_place: bool) -> bytes:
    """Return a workbook with the question sheet of one file only."""
    target = io.BytesIO()
    with Workbook(target, workbook_options()) as workbook:
        workbook.set_properties({"title": _(texts.FILE_STEM), "created": creation_time()})
        sheet = workbook.add_worksheet(fields.form.in_language(language()).questions_sheet)
        _Writer(sheet, Styles(workbook, LOOKS), page, fields, in_place=in_place).write()
        sheet.activate()
    return target.getvalue()


class _Writer:
    """Writes the sheet from top to bottom."""

    def __init__(
        self,
        sheet: Worksheet,
        styles: Styles,
        page: QuestionPage,
        fields: FieldSet,
        *,
        in_place: bool,
    ) -> None:
        self.sheet, self.styles, self.page, self.declared = sheet, styles, page, fields
        self.fields = fields.in_language(language())
        self.in_place = in_place
        self.row = _FIRST_ROW
        self.links = 0
        asked = [*page.questions, *(reply.question for reply in page.answered)]
        self.several_sheets = len({question.sheet for question in asked}) > 1
        self.several_departments = len(page.departments) > 1

    def write(self) -> None:
        self._set_up()
        self._head()
        for question in self.page.questions:
            self._question(question)
        last = max(self.row - 1, _FIRST_ROW)
        if self.page.answered:
            self._section(_(texts.SETTLED_TITLE))
            for reply in self.page.answered:
                self._question(reply.question, reply)
        if self.page.remarks:
            self._section(_(texts.REMARKS_TITLE))
            for finding in self.page.remarks:
                self._remark(finding)
        answers = xl_range_abs(_FIRST_ROW, _ANSWER, last, _ANSWER).replace("$", "")
        self.sheet.ignore_errors({"number_stored_as_text": answers})
        self.sheet.set_selection(_FIRST_ROW, _ANSWER, _FIRST_ROW, _ANSWER)

    def _set_up(self) -> None:
        sheet = self.sheet
        sheet.set_tab_color(TAB_COLORS["tasks"])
        sheet.hide_gridlines(2)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        longest = max((len(field.choices) for field in self.fields), default=0) + 2
        sheet.set_column(_FIRST_KEY, _FIRST_CHOICE + longest, 12, None, {"hidden": True})
        sheet.freeze_panes(_FIRST_ROW, 0)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.set_margins(**_MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADING_ROW)
        sheet.set_footer(f"&C{_(form_texts.PAGE_FOOTER).format(page='&P', pages='&N')}")

    def _head(self) -> None:
        inquiry = self.page.inquiry
        title = _(texts.TITLE)
        departments = _(texts.BETWEEN_DEPARTMENTS).join(self.page.departments[:3])
        if departments:
            title = _(texts.ADDRESSED_TITLE).format(departments=departments, title=title)
        self.sheet.set_row(_TITLE_ROW, 2 * LINE_HEIGHT)
        self.sheet.write_string(_TITLE_ROW, 0, title, self.styles["title"])
        way = _(texts.WAY_LINE_COPY) if self.in_place else _(texts.WAY_LINE_OWN)
        count = _(texts.COUNT_LINE) if self.page.questions else _(texts.REMARKS_LINE)
        until = _(texts.UNTIL).format(deadline=inquiry.shown_deadline) if inquiry.deadline else ""
        to = _(texts.TO).format(sender=inquiry.sender) if inquiry.sender else ""
        asked = count.format(count=f"{len(self.page.questions):,}", until=until, to=to)
        who = inquiry.shown_contact
        contact = _(texts.CONTACT).format(contact=who) if who else ""
        self._across(_COUNT_ROW, _(texts.THANKS) + asked)
        lines = (way.format(file=self.page.file), contact)
        self._across(_WAY_ROW, _(form_texts.BETWEEN_PARTS).join(filter(None, lines)))
        self._legend()
        self.sheet.set_row(_HEADING_ROW, 1.6 * LINE_HEIGHT)
        for column, heading in enumerate((*map(_, texts.HEADINGS), *KEY_HEADINGS)):
            name = "heading_answer" if column == _ANSWER else "heading"
            style = self.styles["key" if column >= _FIRST_KEY else name]
            self.sheet.write_string(_HEADING_ROW, column, heading, style)

    def _across(self, row: int, line: str) -> None:
        width = sum(_WIDTHS) / 1.1  # in a larger type
        self.sheet.set_row(row, lines_needed(line, width) * 1.1 * LINE_HEIGHT + 3)
        self.sheet.merge_range(row, 0, row, _LAST, line, self.styles["lead"])

    def _legend(self) -> None:
        kinds: set[str] = {question.severity for question in self.page.questions}
        if self.page.answered:
            kinds.add("settled")
        used = [kind for kind in FILLS if kind in kinds]
        self.sheet.set_row(_LEGEND_ROW, 1.6 * LINE_HEIGHT)
        parts: list[object] = []
        for kind in used:
            parts += [self.styles[f"mark_{kind}"], "■"]
            parts += [
                self.styles["mark_text"],
                _(texts.LEGEND).format(label=_(texts.KIND_LABELS[kind])),
            ]
        if parts:
            self.sheet.write_rich_string(_LEGEND_ROW, 0, *parts, self.styles["legend"])

    def _section(self, title: str) -> None:
        self.sheet.set_row(self.row, LINE_HEIGHT)
        self.sheet.set_row(self.row + 1, 1.5 * LINE_HEIGHT)
        for column in range(_LAST + 1):
            text = title if column == 0 else ""
            self.sheet.write_string(self.row + 1, column, text, self.styles["section"])
        self.row += 2

    def _question(self, question: Question, reply: Reply | None = None) -> None:
        cells = {
            _NAME: self._name(question),
            _WRITTEN: _shown(question),
            _REASON: question.reason,
            _HOW: question.how,
            _ANSWER: "" if reply is None else reply.text,
        }
        self._set_height(cells)
        kind = question.severity if reply is None else "settled"
        self.sheet.write_number(self.row, _NUMBER, question.number, self.styles[f"number_{kind}"])
        self._write_place(question)
        looks = {_NAME: "strong", _HOW: "quiet"}
        for column in (_NAME, _WRITTEN, _REASON, _HOW):
            style = self.styles[looks.get(column, "text")]
            self.sheet.write_string(self.row, column, cells[column][:_LONGEST_TEXT], style)
        self._write_answer(reply)
        self._write_keys(question)
        self._offer_choices(question)
        self.row += 1

    def _name(self, question: Question) -> str:
        name = question.name or _(texts.NOTHING_WRITTEN)
        if self.in_place and not self.several_departments:
            return name
        department = question.department or "".join(self.page.departments[:1])
        return f"{name}\n{department}" if department else name

    def _write_place(self, question: Question) -> None:
        text = question.cell or _(texts.ROW).format(row=question.row)
        if question.sheet and (self.several_sheets or not self.in_place):
            text = f"{question.sheet}\n{text}"
        if not self.in_place or self.links >= _MOST_LINKS:
            self.sheet.write_string(self.row, _CELL, text, self.styles["place"])
            return
        cell = question.cell or f"A{question.row}"
        target = f"internal:{quote_sheetname(question.sheet)}!{cell}"
        self.sheet.write_url(self.row, _CELL, target, self.styles["link"], text)
        self.links += 1

    def _write_answer(self, reply: Reply | None) -> None:
        if reply is None:
            self.sheet.write_blank(self.row, _ANSWER, None, self.styles["answer"])
        elif isinstance(reply.answer, int | float) and not isinstance(reply.answer, bool):
            style = self.styles["answered"]
            self.sheet.write_number(self.row, _ANSWER, reply.answer, style)
        else:
            self.sheet.write_string(self.row, _ANSWER, reply.text, self.styles["answered"])

    def _write_keys(self, question: Question) -> None:
        keys = (
            str(question.number),
            question.file,
            question.sheet,
            str(question.row),
            question.field,
            " ".join(question.codes),
            question.department,
            question.name,
            question.written,
        )
        for column, key in enumerate(keys, _FIRST_KEY):
            self.sheet.write_string(self.row, column, key[:_LONGEST_TEXT], self.styles["key"])

    def _offer_choices(self, question: Question) -> None:
        """Offer a choice field's answers from a list in the hidden columns of the row."""
        labels = [choice.label for choice in self.fields[question.field].choices]
        if not labels:
            return
        labels += [unknown_label()] + ([_(KEEP_LABEL)] if question.can_be_kept else [])
        for column, label in enumerate(labels, _FIRST_CHOICE):
            self.sheet.write_string(self.row, column, label, self.styles["key"])
        last = _FIRST_CHOICE + len(labels) - 1
        message = _(form_texts.CHOICE_MESSAGE).format(
            label=self.fields[question.field].label, unknown=unknown_label()
        )
        rule = {
            "validate": "list",
            "source": f"={xl_range_abs(self.row, _FIRST_CHOICE, self.row, last)}",
            "error_title": _(form_texts.CHOICE_TITLE),
            "error_message": message,
        }
        self.sheet.data_validation(self.row, _ANSWER, self.row, _ANSWER, rule)

    def _remark(self, finding: Finding) -> None:
        what, todo = wording.remark(finding, self.declared)
        cells = {_WRITTEN: finding.quoted, _REASON: what, _HOW: todo}
        self._set_height(cells)
        for column in range(_LAST + 1):
            text = cells.get(column, "")
            self.sheet.write_string(self.row, column, text[:_LONGEST_TEXT], self.styles["text"])
        self.row += 1

    def _set_height(self, cells: dict[int, str]) -> None:
        # A cell with an indent loses about a character more than one without.
        lines = max(lines_needed(text, _WIDTHS[column] - 1) for column, text in cells.items())
        height = min(lines * LINE_HEIGHT + _ROW_MARGIN, _HIGHEST_ROW)
        self.sheet.set_row(self.row, height)


def _shown(question: Question) -> str:
    written = question.written or _(texts.NOTHING_WRITTEN)
    if len(written) > _LONGEST_SHOWN:
        written = f"{written[:_LONGEST_SHOWN]}…"
    if question.replied:
        return _(texts.PREVIOUS_REPLY).format(written=written, replied=question.replied)
    return written
