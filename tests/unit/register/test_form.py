"""The form holds what is known, asks for the year, and comes back as it went out."""

import openpyxl
import pytest
from tests.unit.register.workbooks import FIELDS, SHEET, plain, write

from rpa_scout.errors import OutputError
from rpa_scout.policy import load_policy
from rpa_scout.register.form import register_form_content, write_register_form
from rpa_scout.register.read import read_register
from rpa_scout.register.records import Register, merged

FIRST_ROW = 5


@pytest.fixture
def known(tmp_path):
    return read_register(
        write(
            tmp_path / "known.xlsx",
            plain(automation="読取り", share_percent=60, saved_hours_per_year=200),
            plain(department="会計課", name="消込", means="RPA", remarks="毎月"),
            plain(name="終わった業務", still_running="いいえ", ended_in="R7", end_reason="標準化"),
        )
    )


def sheet_of(path):
    page = openpyxl.load_workbook(path)[SHEET]
    headings = {cell.value: cell.column for cell in page[FIRST_ROW - 1] if cell.value}
    return page, {one.id: headings[one.label] for one in FIELDS}


def values(path, row):
    page, column = sheet_of(path)
    return {
        one: page.cell(row, place).value
        for one, place in column.items()
        if page.cell(row, place).value is not None
    }


def test_what_is_known_is_filled_in_and_the_year_is_left_to_answer(known, tmp_path):
    path = write_register_form(tmp_path / "form.xlsx", 2026, known)
    first, second, third = (values(path, FIRST_ROW + place) for place in range(3))
    assert first["department"] == "会計課"
    assert second == {
        "department": "税務課",
        "name": "給与支払報告書の入力",
        "automation": "読取り",
        "means": "AI-OCR＋RPA",
        "running_since": "令和4年度",
        "hours_per_year_before": 400,
        "share_percent": 60,
        "fiscal_year": "令和8年度",
    }
    assert third == {}  # what ended the year before is not asked for again


def test_a_year_already_measured_is_filled_in_as_it_is(known, tmp_path):
    path = write_register_form(tmp_path / "form.xlsx", 2025, known)
    assert read_register(path).actuals == tuple(
        sorted(known.actuals, key=lambda one: one.automation_id)
    )
    assert len(read_register(path).automations) == 3


def test_it_comes_back_filled_in(known, tmp_path):
    path = write_register_form(tmp_path / "form.xlsx", 2026, known, "税務課")
    book = openpyxl.load_workbook(path)
    page, column = book[SHEET], sheet_of(path)[1]
    for field, value in {"saved_hours_per_year": 230, "measured_by": "実測"}.items():
        page.cell(FIRST_ROW, column[field]).value = value
    new = {"department": "税務課", "name": "新しい業務", "saved_hours_per_year": 12}
    for field, value in new.items():
        page.cell(FIRST_ROW + 1, column[field]).value = value
    book.save(path)
    read = read_register(path)
    assert [(one.fiscal_year, one.saved_hours_per_year) for one in read.actuals] == [
        (2026, 230),
        (2026, 12),
    ]
    both = merged(known, read)
    assert both.fiscal_years == (2025, 2026)
    assert len(both.automations) == 4
    assert len(both.actuals) == 5
    assert not read.findings.has_errors


def test_blank_rows_are_no_automations(tmp_path):
    path = write_register_form(tmp_path / "form.xlsx", 2026, None, "税務課")
    read = read_register(path)
    assert read.automations == ()
    assert not read.findings.has_errors


def test_the_same_form_gives_the_same_bytes(known):
    assert register_form_content(2026, known) == register_form_content(2026, known)


def test_what_may_hold_answers_is_kept(known, tmp_path):
    path = write_register_form(tmp_path / "form.xlsx", 2026, known)
    with pytest.raises(OutputError):
        write_register_form(path, 2027, known)
    write_register_form(path, 2027, known, replace=True)
    assert values(path, FIRST_ROW)["fiscal_year"] == "令和9年度"


def test_means_are_those_of_the_policy():
    labels = {one.id: (one.label, one.label_en) for one in load_policy().means}
    choices = {one.code: (one.label, one.label_en) for one in FIELDS["means"].choices}
    assert labels.items() <= choices.items()
    assert choices.keys() - labels.keys() == {"other"}


def test_the_guide_speaks_of_the_year_and_leads_to_the_list(known, tmp_path):
    path = write_register_form(tmp_path / "form.xlsx", 2026, known)
    guide = openpyxl.load_workbook(path)[FIELDS.form.guide_sheet]
    texts = [str(cell.value) for row in guide.iter_rows() for cell in row if cell.value]
    assert any("令和8年度" in text for text in texts)
    assert not any("{" in text for text in texts)
    links = [cell.hyperlink.location for row in guide.iter_rows() for cell in row if cell.hyperlink]
    assert [link.partition("!")[0].strip("'") for link in links] == [
        SHEET,
        FIELDS.form.examples_sheet,
    ]


def test_examples_are_shown_and_never_read(known, tmp_path):
    path = write_register_form(tmp_path / "form.xlsx", 2026, known)
    examples = openpyxl.load_workbook(path)[FIELDS.form.examples_sheet]
    texts = {cell.value for row in examples.iter_rows() for cell in row}
    assert "口座振替の結果データの消込" in texts
    names = {automation.task_name for automation in read_register([path]).automations}
    assert names
    assert names <= {automation.task_name for automation in known.automations}


def test_years_are_offered_and_other_spellings_taken(known, tmp_path):
    path = write_register_form(tmp_path / "form.xlsx", 2026, known)
    rules = openpyxl.load_workbook(path)[SHEET].data_validations.dataValidation
    lists = [rule for rule in rules if (rule.formula1 or "").startswith('"令和8年度,令和7年度')]
    assert len(lists) == 3
    assert not any(rule.showErrorMessage for rule in lists)


class TestMerging:
    def test_the_newer_one_counts_and_nothing_known_is_lost(self, known, tmp_path):
        newer = read_register(
            write(
                tmp_path / "b.xlsx",
                plain(
                    automation="読取り",
                    means=None,
                    running_since=None,
                    fiscal_year="R8",
                    hours_per_year_before=410,
                ),
            )
        )
        both = merged(known, newer)
        automation = both.by_id[newer.automations[0].automation_id]
        assert automation.means == "ocr_rpa"
        assert automation.running_since == 2022
        assert automation.hours_per_year_before == 410
        assert len(both.automations) == 3

    @pytest.mark.parametrize(("before", "after"), [("", "新"), ("旧", "")])
    def test_an_only_automation_may_get_or_lose_its_name(self, tmp_path, before, after):
        known = read_register(write(tmp_path / "a.xlsx", plain(automation=before)))
        newer = read_register(write(tmp_path / "b.xlsx", plain(automation=after)))
        both = merged(known, newer)
        assert len(both.automations) == len(both.actuals) == 1
        assert both.automations[0].automation_id == known.automations[0].automation_id

    def test_two_names_are_two_automations(self, tmp_path):
        known = read_register(write(tmp_path / "a.xlsx", plain(automation="甲")))
        newer = read_register(write(tmp_path / "b.xlsx", plain(automation="乙")))
        assert len(merged(known, newer).automations) == 2

    def test_with_nothing_it_is_itself(self, known):
        assert merged(Register(), known).automations == known.automations
        assert merged(known, Register()).actuals == known.actuals
