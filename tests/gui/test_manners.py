"""How the window asks: reasons, many tasks at once, numbers, and files that exist."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
)

from rpa_scout.project.states import TaskState
from rpa_scout.text import language
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.dialogs.reason import ReasonDialog
from rpa_scout_gui.pages import PAGES
from rpa_scout_gui.widgets.number_field import DecimalField, NumberField, OptionalDecimalField
from rpa_scout_gui.widgets.panels.decision_bar import DecisionBar


@pytest.fixture
def bar(sample_session, qtbot):
    owner = QObject()
    bar = DecisionBar(sample_session, Actions(sample_session, owner))
    qtbot.addWidget(bar)
    yield bar
    owner.deleteLater()


def candidates(session, count):
    assessment = session.assessment
    return assessment.ranking["task_id"][assessment.is_candidate[assessment.order]].tolist()[:count]


@pytest.mark.parametrize("empty", ["", "  ", "　"])
def test_the_dialog_stays_open_until_there_is_a_reason(bar, qtbot, empty):
    dialog = ReasonDialog(bar, "保留", "理由")
    qtbot.addWidget(dialog)
    dialog.show()
    (save, *_others) = dialog.findChild(QDialogButtonBox).buttons()
    dialog.line.setText(empty)
    save.click()
    assert dialog.isVisible()
    assert dialog.line.placeholderText() == "先に理由を入力してください。"
    assert dialog.line.text() == ""
    dialog.line.setText(" 制度改正を待つ　")
    save.click()
    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.line.reason == "制度改正を待つ"


@pytest.mark.parametrize("change", ["adopt", "plan", "hold"])
def test_many_tasks_are_decided_only_after_a_question(bar, sample_session, monkeypatch, change):
    asked, answers = [], [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(
        QMessageBox, "question", lambda *words: (asked.append(words[2]), answers.pop(0))[1]
    )
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_words: "推進会議で決定")
    decide = {
        "adopt": lambda: bar.decide(TaskState.ADOPTED),
        "plan": bar.plan,
        "hold": lambda: bar.decide(TaskState.ON_HOLD),
    }[change]
    tasks = candidates(sample_session, 11)
    before = sample_session.project.history.entries()
    bar.choose(tasks)
    assert not decide()
    assert sample_session.project.history.entries() == before
    assert decide()
    assert len(asked) == 2
    assert "11業務（未決定 11）" in asked[0]
    bar.choose(tasks[:10])
    decide()
    assert len(asked) == 2


@pytest.mark.parametrize("kind", [NumberField, DecimalField, OptionalDecimalField])
def test_full_width_digits_are_taken(qtbot, kind):
    field = kind(1_000.0) if kind is OptionalDecimalField else kind()
    field.setRange(-1_000, 1_000)
    qtbot.addWidget(field)
    field.lineEdit().clear()
    field.lineEdit().insert("１２３")
    assert field.value() == 123
    if kind is not NumberField:
        field.lineEdit().clear()
        field.lineEdit().insert("－１２．５")
        assert field.value() == -12.5


def test_an_optional_number_is_empty_until_it_is_entered(qtbot):
    field = OptionalDecimalField(1_000.0)
    qtbot.addWidget(field)
    assert (field.is_empty, field.text().strip()) == (True, "")
    field.stepUp()
    assert field.value() == 1.0
    field.empty()
    field.lineEdit().insert("120")
    assert field.value() == 120.0
    field.lineEdit().clear()
    field.interpretText()
    assert field.is_empty


@pytest.mark.parametrize("answer", ["Yes", "No"])
@pytest.mark.parametrize("written", ["既存.rpascout", "既存"])
def test_a_project_that_exists_is_opened_or_left(
    program, tmp_path, monkeypatch, qtbot, answer, written
):
    path = tmp_path / "既存.rpascout"
    assert program.session.create(path)
    assert program.session.change(lambda project: project.tasks.note("残る記録"))
    program.session.close()
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_words, **_more: (str(tmp_path / written), "")
    )
    monkeypatch.setattr(
        QMessageBox,
        "question",
        lambda *words: (asked.append(words[2]), getattr(QMessageBox.StandardButton, answer))[1],
    )
    program.window.new()
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    assert len(asked) == 1
    assert "既存.rpascout" in asked[0]
    assert (program.session.project is not None) == (answer == "Yes")
    if answer == "Yes":
        assert [note.text for note in program.session.project.tasks.notes()] == ["残る記録"]


def key_of(text):
    return text[text.index("&") + 1].casefold()


@pytest.mark.parametrize("code", ["ja", "en"])
def test_the_keys_of_a_page_are_not_those_of_the_menus(filled, code):
    """Two texts with one key: neither is reached by it at the first press."""
    if language() != code:
        filled.change_language()
    menus = [key_of(action.text()) for action in filled.window.menuBar().actions()]
    for page in PAGES:
        filled.window.show_page(page.id)
        buttons = filled.window.findChildren(QAbstractButton)
        shown = [button.text() for button in buttons if button.isVisibleTo(filled.window)]
        marked = [*menus, *(key_of(text) for text in shown if "&" in text)]
        assert len(set(marked)) == len(marked), (page.id, shown)


def test_return_in_the_search_leads_into_the_table(filled, qtbot):
    page = filled.window.show_page("ranking")
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    filled.window.actions_["edit.find"].trigger()
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Return)
    assert filled.window.focusWidget() is page.table
    assert len(page.table.selected_keys()) == 1
    assert page.filters.search.previousInFocusChain() is not page.table


def test_qt_speaks_japanese_too(program):
    """Where the system has no file dialog of its own, Qt's is shown."""
    dialog = QFileDialog(program.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    texts = [part.text() for part in dialog.findChildren(QLabel)]
    texts += [button.text() or button.toolTip() for button in dialog.findChildren(QAbstractButton)]
    buttons = QMessageBox.StandardButton
    box = QMessageBox(program.window)
    box.setStandardButtons(buttons.Yes | buttons.No | buttons.Cancel | buttons.Close | buttons.Ok)
    texts += [button.text() for button in box.buttons() if button.text() != "OK"]
    assert [text for text in texts if text.isascii()] == []
    program.change_language()
    assert QApplication.translate("QFileDialog", "Files of &type:") == "Files of &type:"
    program.change_language()
    assert QApplication.translate("QFileDialog", "Files of &type:") == "ファイルの種類(&T):"
