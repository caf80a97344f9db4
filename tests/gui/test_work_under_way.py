"""What is being made when the window changes or closes is neither lost nor stopped silently."""

import threading

import pytest
from PySide6.QtWidgets import QMessageBox
from tests.gui.test_sizes import REBUILT

from rpa_scout.policy.policies import load_policy
from rpa_scout.project.project import Project
from rpa_scout.text import language, set_language
from rpa_scout_gui.theme import set_zoom


@pytest.fixture(autouse=True)
def _as_before():
    yield
    set_language("ja")
    set_zoom(1.0)


@pytest.fixture
def making(program, tmp_path):
    """A document that is being made until the event is set, and where its end is noted."""
    assert program.session.create(tmp_path / "市.rpascout")
    may_end, windows = threading.Event(), []
    program.jobs.run(
        "document",
        lambda _progress: may_end.wait(20),
        lambda _written: windows.append(program.window),
        title="検討会資料の作成",
    )
    yield may_end, windows
    may_end.set()


@pytest.mark.parametrize("action", REBUILT)
def test_a_document_is_finished_before_the_window_is_built_again(program, qtbot, making, action):
    may_end, windows = making
    before, spoken = program.window, language()
    before.actions_[action].trigger()
    qtbot.wait(300)
    assert program.window is before
    assert language() == spoken
    assert before.statusBar().currentMessage().endswith("：検討会資料の作成")
    may_end.set()
    qtbot.waitUntil(lambda: program.window is not before, timeout=5_000)
    assert windows == [before]


def test_a_view_changes_at_once_where_only_pages_read(program, making):
    may_end, _windows = making
    program.jobs.cancel("document")
    program.jobs.run("history", lambda _progress: may_end.wait(20), lambda _read: None)
    before = program.window
    before.actions_["view.larger"].trigger()
    assert program.window is not before


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_quitting_asks_about_what_is_being_made(program, qtbot, making, monkeypatch, answer):
    may_end, windows = making
    asked = []

    def question(*words):
        asked.append(words[2])
        return QMessageBox.StandardButton[answer]

    monkeypatch.setattr(QMessageBox, "question", question)
    if answer == "Yes":  # Closing waits for the threads
        may_end.set()
    program.window.actions_["file.quit"].trigger()
    assert "検討会資料の作成" in asked[0]
    assert program.window.isVisible() == (answer == "No")
    if answer == "No":
        may_end.set()
        qtbot.waitUntil(lambda: bool(windows), timeout=5_000)


@pytest.mark.parametrize("way", ["file.close", "file.samples", "file.new", "open"])
@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_another_project_gets_nothing_of_what_is_being_made(
    program, qtbot, making, monkeypatch, tmp_path, way, answer
):
    may_end, windows = making
    asked, window, project = [], program.window, program.session.project

    def question(*words):
        asked.append(words[2])
        return QMessageBox.StandardButton[answer]

    monkeypatch.setattr(QMessageBox, "question", question)
    monkeypatch.setattr(window.files, "new_project", lambda: tmp_path / "別.rpascout")
    monkeypatch.setattr("rpa_scout_gui.samples.samples_project", lambda: tmp_path / "見本.rpascout")
    if way == "open":
        assert window.open(tmp_path / "市.rpascout") == (answer == "Yes")
    else:
        window.actions_[way].trigger()
    assert len(asked) == 1
    assert "検討会資料の作成" in asked[0]
    assert (program.session.project is project) == (answer == "No")
    may_end.set()
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    assert windows == ([window] if answer == "No" else [])


def test_what_another_closed_is_taken_over_after_the_work_under_way(program, qtbot, tmp_path):
    path = tmp_path / "市.rpascout"
    held = Project.create(path, load_policy(), "佐藤")
    assert program.window.open(path)
    assert program.session.read_only
    held.close()
    may_end, written = threading.Event(), []
    program.jobs.run("document", lambda _progress: may_end.wait(20), written.append, title="資料")
    program.window.actions_["view.refresh"].trigger()
    assert program.session.read_only
    may_end.set()
    qtbot.waitUntil(lambda: bool(written), timeout=5_000)
    program.window.actions_["view.refresh"].trigger()
    assert not program.session.read_only
