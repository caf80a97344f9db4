"""Actuals: the form goes out and comes back; measured stands beside estimated."""

import openpyxl
import pytest
from PySide6.QtCore import QObject

from rpa_scout.register.fields import load_register_fields
from rpa_scout.register.records import Actual, Automation, Register, automation_id
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.models.table_model import VALUE_ROLE
from rpa_scout_gui.views.actuals_page import ActualsPage


@pytest.fixture
def page(sample_session, jobs, qtbot):
    owner = QObject()
    one = ActualsPage(sample_session, jobs, Actions(sample_session, owner))
    qtbot.addWidget(one)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    yield one
    owner.deleteLater()


def register_of(session, *, hours):
    row = session.assessment.ranking.iloc[0]
    known = automation_id(row["department"], row["name"])
    other = automation_id(row["department"], "調査票にない業務")
    automations = (
        Automation(known, row["department"], row["name"], running_since=2023, still_running=True),
        Automation(other, row["department"], "調査票にない業務", still_running=False),
    )
    return Register(automations, (Actual(known, 2025, hours),))


def settled(jobs, qtbot):
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)


def column(page, name):
    place = next(at for at, one in enumerate(page.model.columns) if one.id == name)
    return [page.model.index(row, place).data(VALUE_ROLE) for row in range(page.model.rowCount())]


def test_without_a_register_the_page_says_what_to_do(page):
    assert page.model.rowCount() == 0
    assert page.status.text()
    assert not page.chart.isVisibleTo(page)


def test_measured_stands_beside_estimated(page, sample_session, jobs, qtbot, qtmodeltester):
    assert sample_session.change(
        lambda project: project.register.import_(register_of(sample_session, hours=90.0))
    )
    settled(jobs, qtbot)
    assert sorted(column(page, "standing")) == ["ended", "running"]
    row = column(page, "standing").index("running")
    assert column(page, "measured_hours")[row] == 90.0
    measured = sample_session.target().measured.tasks
    assert column(page, "estimated_hours")[row] == float(measured[0].estimated.p50)
    assert page.chart.isVisibleTo(page)
    assert not page.grab().isNull()
    qtmodeltester.check(page.model)


def test_an_automation_is_assigned_to_a_task(page, sample_session, jobs, qtbot):
    register = register_of(sample_session, hours=90.0)
    assert sample_session.change(lambda project: project.register.import_(register))
    settled(jobs, qtbot)
    other = register.automations[1].automation_id
    page.table.select_keys([other])
    line = page.assigning
    assert line.tasks.currentData() is None
    assert not line.assign.isEnabled()
    task = line.tasks.itemData(2)
    line.tasks.setCurrentIndex(2)
    line.assign.click()
    settled(jobs, qtbot)
    assert sample_session.project.register.current().by_id[other].task_id == task


def test_the_form_comes_back_filled_in(page, sample_session, jobs, qtbot, tmp_path):
    form = tmp_path / "実績票.xlsx"
    page.write_form(form, 2025)
    settled(jobs, qtbot)
    fields = load_register_fields()
    book = openpyxl.load_workbook(form)
    sheet = book[fields.form.tasks_sheet]
    headings = {
        cell.value: cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value
    }
    task = sample_session.assessment.ranking.iloc[0]
    answers = {
        "department": task["department"],
        "name": task["name"],
        "fiscal_year": "令和7年度",
        "saved_hours_per_year": 120,
    }
    for field, value in answers.items():
        heading = next(
            cell for text, cell in headings.items() if str(text).startswith(fields[field].label)
        )
        sheet.cell(heading.row + 1, heading.column, value)
    book.save(form)
    page.import_form(form)
    settled(jobs, qtbot)
    assert column(page, "measured_hours") == [120.0]
    assert page.form_findings.isHidden()
    heading = next(cell for text, cell in headings.items() if text == fields["name"].label)
    sheet.cell(heading.row + 1, heading.column, f"{task['name']}ほか")
    book.save(form)
    page.import_form(form)
    settled(jobs, qtbot)
    assert not page.form_findings.isHidden()
    assert page.form_findings.text().startswith("実績票.xlsx ")
    assert f"「{task['name']}ほか」" in page.form_findings.text()


def test_a_file_without_automations_is_told(page, sample_session, jobs, qtbot, tmp_path):
    page.import_form(tmp_path / "ない.xlsx")
    settled(jobs, qtbot)
    assert "ない.xlsx: " in page.status.text()
    assert "Finding" not in page.status.text()
    assert not sample_session.project.register.current().automations
