"""The window's list of departments, reorganisations, renamed tasks and possible double counts."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialogButtonBox
from tests.gui.conftest import asks_first
from tests.project.surveys import survey

from rpa_scout.reading.layout.departments import Department
from rpa_scout.register.records import Automation, Register, automation_id
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.dialogs.departments import DepartmentsDialog
from rpa_scout_gui.dialogs.pairs import PairsDialog
from rpa_scout_gui.dialogs.tasks import TasksDialog
from rpa_scout_gui.views.actuals_page import ActualsPage
from rpa_scout_gui.views.surveys_page import SurveysPage

NAME_MISSING = "先に名称を入力してください。"
NAMES = ["異動届の入力", "課税台帳の照合", "証明書の発行"]


@pytest.fixture
def problems(session):
    seen = []
    session.problem.connect(seen.append)
    return seen


@pytest.fixture
def open_page(session, jobs, tmp_path, qtbot, problems):
    """Make a project with two departments, and a page of a kind on it."""
    assert session.create(tmp_path / "業務.rpascout")
    assert session.change(
        lambda project: project.surveys.import_(
            survey({"税務課": NAMES, "会計課": ["支出命令の確認"]})
        )
    )
    owner = QObject()
    pages = []

    def make(kind):
        page = kind(session, jobs, Actions(session, owner))
        pages.append(page)  # not given to qtbot, which would close it while a job may still end
        settle(jobs, qtbot)
        return page

    settle(jobs, qtbot)
    yield make
    settle(jobs, qtbot)
    for page in pages:
        page.close()
        page.deleteLater()
    owner.deleteLater()
    assert problems == []


def settle(jobs, qtbot):
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)


def dialog_of(page, kind, qtbot):
    qtbot.waitUntil(lambda: page.findChild(kind) is not None)
    return page.findChild(kind)


def tick(listed, *names):
    for row in range(listed.count()):
        item = listed.item(row)
        if any(name in item.text() for name in names):
            item.setCheckState(Qt.CheckState.Checked)


def board(page):
    names, standings = (page.model.array(one).tolist() for one in ("department", "state"))
    return dict(zip(names, standings, strict=True))


def choose(dialog, code):
    dialog.kind.setCurrentIndex(dialog.kind.findData(code))


def departments(session):
    return {one.task_id: one.department for one in session.records.values()}


class TestTheList:
    def test_it_is_the_projects_own(self, open_page, session, jobs, tmp_path, qtbot):
        page = open_page(SurveysPage)
        listed = tmp_path / "所属.csv"
        listed.write_text("番号,課名\n1,税務課\n2,市民課\n", encoding="utf-8")
        assert page.read_departments(listed)
        settle(jobs, qtbot)
        assert board(page) == {"税務課": "answered", "市民課": "not_sent", "会計課": "answered"}
        assert [one.name for one in session.project.departments.listed()] == ["税務課", "市民課"]
        assert session.undo()
        settle(jobs, qtbot)
        assert set(board(page)) == {"税務課", "会計課"}

    def test_another_project_shows_none_of_it(self, open_page, session, jobs, tmp_path, qtbot):
        page = open_page(SurveysPage)
        assert session.change(
            lambda project: project.departments.replace(
                [Department("市民課"), Department("税務課")]
            )
        )
        settle(jobs, qtbot)
        page.forms.new_department.setText("水道課")
        page.forms.new_department.returnPressed.emit()
        assert session.create(tmp_path / "別.rpascout")
        settle(jobs, qtbot)
        assert board(page) == {}
        assert page.forms.names.count() == 0
        assert session.open(tmp_path / "業務.rpascout")
        settle(jobs, qtbot)
        assert set(board(page)) == {"市民課", "税務課", "会計課"}


class TestReorganisations:
    @pytest.fixture
    def dialog(self, open_page, qtbot):
        page = open_page(SurveysPage)
        page.reorganise.click()
        return dialog_of(page, DepartmentsDialog, qtbot)

    def test_a_name_comes_first(self, dialog, session):
        tick(dialog.names, "税務課")
        (save, *_others) = dialog.findChild(QDialogButtonBox).buttons()
        asks_first(save, dialog.new_name, session.project, NAME_MISSING)
        assert dialog.isVisible()

    def test_renamed(self, dialog, session):
        tick(dialog.names, "税務課")
        dialog.new_name.setText("課税課")
        dialog.reason.setText("機構改革")
        dialog.confirm()
        assert set(departments(session).values()) == {"課税課", "会計課"}
        entry = session.project.history.entries()[-1]
        assert (entry.kind, entry.reason) == ("rename_department", "機構改革")
        assert session.undo()
        assert set(departments(session).values()) == {"税務課", "会計課"}

    def test_merged(self, dialog, session):
        choose(dialog, "merge")
        tick(dialog.names, "税務課", "会計課")
        dialog.new_name.setText("税務会計課")
        dialog.confirm()
        assert set(departments(session).values()) == {"税務会計課"}

    def test_split(self, dialog, session):
        choose(dialog, "split")
        tick(dialog.names, "税務課")
        tick(dialog.tasks, "証明書の発行")
        dialog.new_name.setText("納税課")
        dialog.confirm()
        assert departments(session)["税務課-8"] == "納税課"
        assert departments(session)["税務課-6"] == "税務課"

    def test_a_refusal_is_told_and_keeps_the_dialog(self, dialog, session, problems):
        dialog.new_name.setText("課税課")
        dialog.confirm()  # nothing is ticked
        assert len(problems) == 1
        assert dialog.isVisible()
        assert set(departments(session).values()) == {"税務課", "会計課"}
        problems.clear()
        dialog.reject()


class TestSingleTasks:
    @pytest.fixture
    def dialog(self, open_page, qtbot):
        page = open_page(SurveysPage)
        page.single.click()
        dialog = dialog_of(page, TasksDialog, qtbot)
        dialog.department.setCurrentText("税務課")
        dialog.reason.setText("年度途中の見直し")
        return dialog

    def test_a_name_and_a_reason_come_first(self, dialog, session):
        (save, *_others) = dialog.findChild(QDialogButtonBox).buttons()
        asks_first(save, dialog.name, session.project, NAME_MISSING)
        dialog.name.setText("督促状の作成")
        asks_first(save, dialog.reason, session.project)
        assert dialog.isVisible()

    def test_added(self, dialog, session):
        dialog.name.setText("督促状の作成")
        dialog.confirm()
        assert "督促状の作成" in {one.name for one in session.records.values()}

    def test_split(self, dialog, session):
        choose(dialog, "split")
        tick(dialog.tasks, "税務課-6")
        dialog.parts.setPlainText("転入の入力\n\n転出の入力")
        dialog.confirm()
        parts = [one for one in session.records.values() if one.split_from == "税務課-6"]
        assert {one.name for one in parts} == {"転入の入力", "転出の入力"}

    def test_merged(self, dialog, session):
        choose(dialog, "merge")
        tick(dialog.tasks, "税務課-6", "税務課-7")
        dialog.confirm()
        assert session.records["税務課-7"].merged_into == "税務課-6"


class TestRenamedTasks:
    @pytest.fixture
    def dialog(self, open_page, session, jobs, qtbot):
        page = open_page(SurveysPage)
        newer = survey({"税務課": [*NAMES[:2], "証明書の交付と発行"]})
        session.change(lambda project: project.surveys.import_(newer))
        settle(jobs, qtbot)
        page.renames.click()
        return dialog_of(page, PairsDialog, qtbot)

    def test_confirmed_at_any_time(self, dialog, session):
        tick(dialog.pairs, "証明書")
        dialog.confirm()
        assert session.records["税務課-8"].name == "証明書の交付と発行"

    def test_refused_with_a_reason(self, dialog, session, problems):
        tick(dialog.pairs, "証明書")
        dialog.refuse()
        assert problems == []
        assert dialog.isVisible()
        assert dialog.reason.placeholderText() == "先に理由を入力してください。"
        dialog.reason.setText("別の業務")
        dialog.refuse()
        assert session.project.surveys.rename_proposals() == []

    def test_nothing_to_show(self, open_page):
        page = open_page(SurveysPage)
        page.show_renames()
        assert page.findChild(PairsDialog) is None
        assert page.status.text()


class TestDoubleCounts:
    @pytest.fixture
    def page(self, open_page, session, jobs, qtbot):
        page = open_page(ActualsPage)
        assert page.double_counts.isHidden()
        key = automation_id("税務課", "課税台帳照合", "")
        assert session.change(
            lambda project: project.register.import_(
                Register((Automation(key, "税務課", "課税台帳照合"),))
            )
        )
        settle(jobs, qtbot)
        assert not page.double_counts.isHidden()
        page.double_counts.click()
        return page

    def test_assigned(self, page, session, jobs, qtbot):
        dialog = dialog_of(page, PairsDialog, qtbot)
        tick(dialog.pairs, "課税台帳")
        dialog.confirm()
        settle(jobs, qtbot)
        assert page.double_counts.isHidden()
        assert session.records["税務課-7"].state == "live"

    def test_refused(self, page, session, jobs, qtbot):
        dialog = dialog_of(page, PairsDialog, qtbot)
        tick(dialog.pairs, "課税台帳")
        dialog.reason.setText("台帳は別の照合")
        dialog.refuse()
        settle(jobs, qtbot)
        assert page.double_counts.isHidden()
        assert session.undo()
        settle(jobs, qtbot)
        assert not page.double_counts.isHidden()
