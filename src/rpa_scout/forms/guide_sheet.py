"""The sheet on how to fill in the form: an official inquiry, with the reason for each question."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.head_sentences import deadline_sentence, none_sentence, promise_sentence
from rpa_scout.forms.layout import Form, lines_needed
from rpa_scout.forms.printing import A4, set_up_print
from rpa_scout.forms.styles import LINE_HEIGHT, TAB_COLORS, Styles
from rpa_scout.policy.choices import unknown_label
from rpa_scout.policy.model import Criterion
from rpa_scout.text import _, language, listed

GUIDE_WIDTHS = (1.5, 4.5, 26.0, 41.0, 25.0)
"""Widths of the columns: margin, number, heading, explanation, questions."""

_ROW_MARGIN = 6.0  # points
_NUMBER, _HEADING, _EXPLANATION, _QUESTIONS = range(1, 5)


class GuidePage:
    """Writes a page of explanations from top to bottom."""

    def __init__(self, sheet: Worksheet, form: Form, styles: Styles) -> None:
        self.sheet, self.form, self.styles = sheet, form, styles
        self.row = 0
        self.names = {
            "tasks": form.fields.form.tasks_sheet,
            "core": form.core_count - form.has_own_columns,  # the department is filled in
            "optional": form.optional_count,
            "rows": form.fields.form.rows,
            "unknown": unknown_label(),
            "none": form.fields.form.none_label,
            "return_line": _return_line(form),
        }

    def inquiry_head(self) -> None:
        """Write the head of an official inquiry: subject, address, basis, deadline, contact."""
        form, inquiry = self.form, self.form.inquiry
        if form.department:
            address = _(texts.DEPARTMENT_ADDRESS).format(department=form.department)
            self.sheet.write_string(self.row, _NUMBER, address, self.styles["subtitle"])
            self.row += 1
        self.sheet.set_row(self.row, 2.4 * LINE_HEIGHT)
        last = len(GUIDE_WIDTHS) - 1
        self.sheet.merge_range(
            self.row, _NUMBER, self.row, last, inquiry.shown_subject, self.styles["subject"]
        )
        self.row += 1
        for label, text in _head_lines(form):
            self.sheet.merge_range(
                self.row, _NUMBER, self.row, _HEADING, label, self.styles["table_heading"]
            )
            self.sheet.merge_range(
                self.row, _EXPLANATION, self.row, last, text, self.styles["table_plain"]
            )
            self._set_height(lines_needed(text, sum(GUIDE_WIDTHS[_EXPLANATION:]) - 2))
            self.row += 1
        self.gap()

    def title(self, lead: str) -> None:
        """Write the title, the department and the lead."""
        title = _(texts.GUIDE_HEADING).format(
            title=self.form.title, guide=self.form.fields.form.guide_sheet
        )
        self.sheet.set_row(self.row, 2 * LINE_HEIGHT)
        self.sheet.write_string(self.row, _NUMBER, title, self.styles["title"])
        self.sheet.write_string(
            self.row, _QUESTIONS, self.form.department, self.styles["department"]
        )
        self.row += 1
        self._across(_NUMBER, lead, "paragraph", size=1.1)
        self.row += 1
        self.gap()

    def links(self) -> None:
        """Write a link to the list, and one to the examples if there are any."""
        sheets = self.form.fields.form
        self.sheet.set_row(self.row, 1.8 * LINE_HEIGHT)
        self.sheet.merge_range(self.row, _NUMBER, self.row, _HEADING, "", self.styles["link"])
        first_cell = xl_rowcol_to_cell(*self.form.first_cell_to_fill)
        start = f"{quote_sheetname(sheets.tasks_sheet)}!{first_cell}"
        self._link(_NUMBER, start, _(texts.OPEN_TASKS).format(sheet=sheets.tasks_sheet), "link")
        if self.form.fields.example:
            examples = f"{quote_sheetname(sheets.examples_sheet)}!A1"
            text = _(texts.OPEN_EXAMPLES).format(sheet=sheets.examples_sheet)
            self._link(_EXPLANATION, examples, text, "quiet_link")
        self.row += 1
        self.gap()

    def section(self, title: str) -> None:
        """Write a section's title."""
        self.sheet.set_row(self.row, 1.5 * LINE_HEIGHT)
        for column in range(_NUMBER, len(GUIDE_WIDTHS)):
            text = title if column == _NUMBER else ""
            self.sheet.write_string(self.row, column, text, self.styles["section"])
        self.row += 1

    def gap(self) -> None:
        """Leave half a line empty."""
        self.sheet.set_row(self.row, LINE_HEIGHT / 2)
        self.row += 1

    def ideas(self, labels: Sequence[str]) -> None:
        """Write the kinds of tasks that departments think of first, in one line."""
        text = _(texts.IDEAS_BETWEEN).join(labels) + _(texts.IDEAS_LAST)
        self._across(_NUMBER, text, "plain")
        self.row += 1
        self.gap()

    def lines(self, pairs: Sequence[tuple[str, str]], *, numbered: bool) -> None:
        """Write headings with their explanations, one pair a line."""
        for number, (heading, explanation) in enumerate(pairs, 1):
            mark = str(number) if numbered else _(texts.BULLET)
            self.sheet.write_string(self.row, _NUMBER, mark, self.styles["number"])
            self.sheet.write_string(
                self.row, _HEADING, _(heading).format(**self.names), self.styles["strong"]
            )
            self._across(_EXPLANATION, _(explanation).format(**self.names), "plain")
            self.row += 1
        self.gap()

    def criteria(self, criteria: Sequence[Criterion]) -> None:
        """Write the table of criteria."""
        for column, heading in enumerate(texts.CRITERIA_HEADINGS, _NUMBER):
            shown = _(heading) if heading else ""
            self.sheet.write_string(self.row, column, shown, self.styles["table_heading"])
        self.row += 1
        for number, criterion in enumerate(criteria, 1):
            questions = self._questions(criterion)
            cells = (str(number), criterion.label, criterion.why, questions)
            names = ("table_number", "table_strong", "table_plain", "table_plain")
            for column, (text, name) in enumerate(zip(cells, names, strict=True), _NUMBER):
                self.sheet.write_string(self.row, column, text, self.styles[name])
            self._set_height(
                max(
                    lines_needed(text, GUIDE_WIDTHS[column])
                    for column, text in enumerate(cells, _NUMBER)
                )
            )
            self.row += 1
        self.gap()

    def source(self) -> None:
        """Write the name of the policy that the criteria come from."""
        assert self.form.policy is not None
        text = _(texts.SOURCE).format(
            title=self.form.policy.policy.in_language(language()).title,
            version=self.form.fields.version,
        )
        self.sheet.write_string(self.row, _NUMBER, text, self.styles["notice"])

    def _questions(self, criterion: Criterion) -> str:
        ids: list[str] = []
        for field_id in criterion.fields:
            ids += texts.DERIVED_FROM.get(field_id, (field_id,))
        return listed(self.form.short_label(field_id) for field_id in dict.fromkeys(ids))

    def _link(self, column: int, target: str, text: str, style: str) -> None:
        self.sheet.write_url(self.row, column, f"internal:{target}", self.styles[style], text, text)

    def _across(self, first: int, text: str, style: str, size: float = 1.0) -> None:
        last = len(GUIDE_WIDTHS) - 1
        self.sheet.merge_range(self.row, first, self.row, last, text, self.styles[style])
        width = sum(GUIDE_WIDTHS[first:]) / size
        self._set_height(lines_needed(text, width), size)

    def _set_height(self, lines: int, size: float = 1.0) -> None:
        self.sheet.set_row(self.row, lines * LINE_HEIGHT * size + _ROW_MARGIN)


def _head_lines(form: Form) -> list[tuple[str, str]]:
    """Return the lines of the head with their labels."""
    inquiry = form.inquiry
    basis = inquiry.basis or (str(form.policy.policy.source) if form.policy else "")
    lines = [
        (_(texts.HEAD_PURPOSE), _(texts.PURPOSE)),
        (_(texts.HEAD_BASIS), basis),
        (_(texts.HEAD_SCOPE), _(texts.SCOPE)),
        (_(texts.HEAD_DEADLINE), deadline_sentence(inquiry)),
        (_(texts.HEAD_SENDER), inquiry.sender),
        (_(texts.HEAD_CONTACT), inquiry.contact),
        (_(texts.HEAD_TIME), promise_sentence(form)),
        (_(texts.HEAD_NONE), none_sentence(form.fields.form)),
    ]
    return [(label, text) for label, text in lines if text]


def _return_line(form: Form) -> str:
    inquiry = form.inquiry
    by = _(texts.RETURN_BY).format(deadline=inquiry.shown_deadline) if inquiry.deadline else ""
    return by + (_(texts.RETURN_TO).format(sender=inquiry.sender) if inquiry.sender else "")


def write_guide_sheet(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """Write the guide."""
    sheet.set_tab_color(TAB_COLORS["guide"])
    sheet.hide_gridlines(2)
    for column, width in enumerate(GUIDE_WIDTHS):
        sheet.set_column(column, column, width)
    guide = GuidePage(sheet, form, styles)
    guide.inquiry_head()
    guide.links()
    ideas = _kinds_of_work(form)
    if ideas:
        guide.section(_(texts.IDEAS_TITLE))
        guide.ideas(ideas)
    guide.section(_(texts.STEPS_TITLE))
    guide.lines(texts.STEPS, numbered=True)
    guide.section(_(texts.RULES_TITLE))
    guide.lines(texts.FILLING_RULES, numbered=False)
    criteria = form.criteria
    guide.section(_(texts.CRITERIA_TITLE).format(count=len(criteria)))
    guide.criteria(criteria)
    guide.source()
    set_up_print(sheet, form, form.fields.form.guide_sheet, A4)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, guide.row, len(GUIDE_WIDTHS) - 1)


def _kinds_of_work(form: Form) -> list[str]:
    """Return the labels of the kinds of work that tasks are compared by."""
    alike = form.fields.alike
    return [
        choice.label
        for field_id in alike.hours[:1]
        for choice in form.fields[field_id].choices
        if choice.code not in alike.no_kind
    ]
