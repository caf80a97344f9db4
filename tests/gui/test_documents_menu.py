"""資料: every document is made from the menu, recorded, and its folder opened."""

import openpyxl
import pytest
from PySide6.QtWidgets import QMessageBox
from tests.gui.conftest import assessed, decide, shown
from tests.unit.reading.surveys import plain, read_grid, table

from rpa_scout.documents.making import DOCUMENTS
from rpa_scout_gui.dialogs.document import DocumentDialog
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.outputs import DOCUMENT_ACTIONS


def settle(program, qtbot):
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=120_000)


@pytest.fixture
def filled(program, tmp_path, qtbot):
    """A program with a small city: two departments with three tasks each."""
    rows = [plain(name=f"業務{number}", runs_per_year=12 + number) for number in range(6)]
    for number, row in enumerate(rows):
        row["department"] = ("税務課", "市民課")[number % 2]
    (tmp_path / "調査").mkdir()
    assert program.session.create(tmp_path / "市.rpascout")
    with assessed(program.session, qtbot):
        assert program.session.change(
            lambda project: project.surveys.import_(read_grid(tmp_path / "調査", table(rows)))
        )
    settle(program, qtbot)
    return program


@pytest.fixture
def chosen(filled, tmp_path, monkeypatch):
    """Files and folders that the dialogs answer with."""
    folder = tmp_path / "資料"
    folder.mkdir()
    monkeypatch.setattr(FileQuestions, "save", lambda _self, _title, name, _suffix: folder / name)
    monkeypatch.setattr(FileQuestions, "folder", lambda _self, _title: folder)
    first = filled.session.assessment.ranking
    decide(filled.session, first.loc[first["candidate"], "task_id"].head(3).tolist(), "adopted")
    return folder


def ask(program, action):
    program.window.actions_[action].trigger()
    (dialog,) = program.window.findChildren(DocumentDialog)
    return dialog


@pytest.mark.parametrize("action", DOCUMENT_ACTIONS)
def test_a_document_is_written_recorded_and_its_folder_opened(
    filled, chosen, qtbot, opened_folders, action
):
    shown(filled, "targets", qtbot)
    before = len(filled.session.project.documents.all())
    dialog = ask(filled, action)
    dialog.date.setText("令和９年３月１日")
    dialog.number.setText("デ第5号")
    dialog.write()
    settle(filled, qtbot)
    kind = DOCUMENT_ACTIONS[action]
    documents = filled.session.project.documents.all()[before:]
    assert documents
    assert {one.kind for one in documents} == {kind}
    assert {(one.dated, one.document_number) for one in documents} == {("2027-03-01", "デ第5号")}
    assert {one.file for one in documents} == {path.name for path in chosen.iterdir()}
    assert opened_folders == [chosen]
    assert str(chosen) in filled.window.statusBar().currentMessage()


def test_all_documents_of_the_engine_are_on_the_menu(program):
    assert set(DOCUMENT_ACTIONS.values()) == set(DOCUMENTS)
    assert not any(program.window.actions_[name].isEnabled() for name in DOCUMENT_ACTIONS)


def test_cards_are_those_of_the_selected_tasks(filled, chosen, qtbot):
    page = shown(filled, "ranking", qtbot)
    tasks = filled.session.assessment.ranking["task_id"].tolist()[4:6]
    page.table.select_keys(tasks)
    dialog = ask(filled, "documents.cards")
    dialog.write()
    settle(filled, qtbot)
    (path,) = chosen.iterdir()
    assert openpyxl.load_workbook(path).sheetnames[: len(tasks)] == tasks


def test_a_draft_is_not_recorded_and_a_wrong_date_keeps_the_dialog_open(filled, chosen, qtbot):
    dialog = ask(filled, "documents.report")
    dialog.date.setText("そのうち")
    dialog.write()
    assert dialog.isVisible()
    assert "そのうち" in dialog.trouble.text()
    assert not [*chosen.iterdir()]
    dialog.date.setText("2027-03-01")
    dialog.is_draft.setChecked(True)
    dialog.write()
    settle(filled, qtbot)
    assert [*chosen.iterdir()]
    assert not filled.session.project.documents.all()


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_results_that_hold_objections_are_replaced_only_if_the_user_agrees(
    filled, chosen, qtbot, monkeypatch, answer
):
    asked = []
    button = getattr(QMessageBox.StandardButton, answer)
    monkeypatch.setattr(QMessageBox, "question", lambda *words: asked.append(words[2]) or button)
    ask(filled, "documents.results").write()
    settle(filled, qtbot)
    number = len(filled.session.project.documents.all())
    assert number == len([*chosen.iterdir()])
    held = max(chosen.iterdir())
    held.write_bytes(b"objections")
    ask(filled, "documents.results").write()
    settle(filled, qtbot)
    assert [held.name in question for question in asked] == [True]
    assert (held.read_bytes() == b"objections") == (answer == "No")
    twice = 2 * number if answer == "Yes" else number
    assert len(filled.session.project.documents.all()) == twice


def test_the_audit_workbook_keeps_the_results_that_it_shows(filled, chosen, qtbot):
    assert not filled.session.project.assessments.all()
    filled.window.actions_["documents.audit"].trigger()
    settle(filled, qtbot)
    assert [path.suffix for path in chosen.iterdir()] == [".xlsx"]
    assert len(filled.session.project.assessments.all()) == 1
