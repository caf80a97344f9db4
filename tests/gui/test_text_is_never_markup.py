"""Text of surveys, decisions and policies is shown as it is, on every page of the window.

Pages, actions and dialogs come from their declarations; every button of every page is pressed.
"""

import importlib
import pkgutil
import re
from inspect import isclass
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QLabel,
    QListView,
    QMessageBox,
    QTextEdit,
    QWidget,
)
from tests.gui.conftest import assessed, decide, nameless
from tests.unit.reading.surveys import SHEET, table, write_xlsxwriter

from rpa_scout.policy.fields import load_fields
from rpa_scout.reading import stored_paths
from rpa_scout.register.records import Actual, Automation, Register
from rpa_scout_gui import dialogs
from rpa_scout_gui.actions import ACTIONS
from rpa_scout_gui.app import Program
from rpa_scout_gui.dialogs.reason import ReasonDialog
from rpa_scout_gui.pages import PAGES
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.widgets.panels import finding_detail
from rpa_scout_gui.widgets.tables.data_table import DataTable

PICTURE = '<img src="//server/share/x.png"><b>太字</b>'
FIELDS = load_fields()
FOREIGN_TAG = re.compile("<(img|b>太字)", re.IGNORECASE)


STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A pasted cell that begins so is a formula in some spreadsheet."""


def foreign(where, position=0):
    """Return a text that is markup in Qt and a formula in Excel."""
    return f"{STARTS[position % len(STARTS)]}{where}{PICTURE}"


def rows(changed=""):
    """Yield a row a field with a foreign text in this field, and one with them in all of them."""
    sound = {"department": "税務課", "name": "転記", "runs_per_year": 12, "items_per_run": 500}
    for position, field in enumerate(FIELDS.ids):
        name = {"name": f"{foreign(f'業務{field}', position)}{changed}"}
        yield {**sound, **name, field: foreign(field, position)}
    yield {**sound, **{field: foreign(field, place) for place, field in enumerate(FIELDS.ids)}}


def write_survey(path, changed=""):
    grid = table(list(rows(changed)), tuple(FIELDS.ids))
    return write_xlsxwriter(path, {SHEET: grid}, {"strings_to_formulas": False})


@pytest.fixture
def program(qapp, tmp_path, qtbot):
    from rpa_scout.pipeline import read_surveys

    running = Program(qapp, Settings())
    session = running.session
    session.author = f"担当{PICTURE}"
    assert session.create(tmp_path / "業務.rpascout")

    def take_in(project):
        for changed in ("", "の変更"):
            inventory = read_surveys(write_survey(tmp_path / "a.xlsx", changed))
            project.surveys.import_(inventory, f"理由{PICTURE}")

    with assessed(session, qtbot):
        session.change(take_in)
    tasks = [task for task, record in session.records.items() if record.state == "candidate"]
    decide(session, [tasks[0]], "adopted", f"理由{PICTURE}", owner=f"担当{PICTURE}")
    session.change(lambda project: project.tasks.override(tasks[0], "hours", 7.0, f"理由{PICTURE}"))
    session.change(lambda project: project.tasks.note(f"メモ{PICTURE}", tasks[0]))
    similar = session.records[tasks[1]]
    automations = (
        Automation("a", f"課{PICTURE}", f"業務{PICTURE}", f"ロボット{PICTURE}", running_since=2024),
        Automation("b", similar.department, f"{similar.name}処理", running_since=2024),
    )
    session.change(
        lambda project: project.register.import_(Register(automations, (Actual("a", 2025, 10.0),)))
    )
    yield running
    running.window.close()
    running.close()
    running.window.deleteLater()
    running.deleteLater()


def shown_texts(widget):
    """Yield the place and the markup of all that Qt would show as rich text below a widget."""
    for label in widget.findChildren(QLabel):
        if label.textFormat() != Qt.TextFormat.PlainText:
            yield f"label {label.objectName()} {type(label.parent()).__name__}", label.text()
    for editor in widget.findChildren(QTextEdit):
        yield f"text of {type(editor).__name__}", editor.toHtml()
    for below in widget.findChildren(QWidget):
        yield f"tooltip of {type(below).__name__}", below.toolTip()
    for view in widget.findChildren(QAbstractItemView):
        yield from _tooltips(view)


def _tooltips(view):
    model = view.model()
    if model is None:
        return
    for row in range(model.rowCount()):
        columns = 1 if isinstance(view, QListView) else model.columnCount()
        for column in range(columns):
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            yield f"cell {row},{column} of {type(view).__name__}", str(tip or "")


@pytest.mark.parametrize("page", [page.id for page in PAGES])
def test_every_page_shows_text_as_it_is(program, qtbot, page):
    window = program.window
    window.show()
    shown = window.show_page(page)
    views = shown.findChildren(QAbstractItemView)
    markup = 0
    for view in views:
        for row in range(min(view.model().rowCount(), 60) if view.model() else 0):
            view.setCurrentIndex(view.model().index(row, 0))
            qtbot.wait(1)
            texts = [*shown_texts(window)]
            assert [place for place, text in texts if FOREIGN_TAG.search(text)] == []
            markup += sum("&lt;img" in text for _place, text in texts)
    if page in ("ranking", "findings", "history"):
        assert markup  # it was there to be shown


def answer_reason(dialog, asked):
    """Give a reason as a person would; note the dialog and all that it shows."""
    asked += [type(dialog), *(text for _place, text in shown_texts(dialog))]
    dialog.line.setText(f"理由{PICTURE}")
    dialog.accept()
    return dialog.result()


@pytest.fixture
def questions(monkeypatch, tmp_path):
    """Answer every question of the window; return the texts of those that Qt makes itself."""
    asked, number = [], count(1)

    def answer(result):
        return lambda *words, **more: asked.append([*words[1:], *more.values()]) or result

    def named(*words, **_more):
        return str(tmp_path / f"{next(number)}{words[-1].lstrip('*')}"), ""

    monkeypatch.setattr(ReasonDialog, "exec", lambda dialog: answer_reason(dialog, asked))
    monkeypatch.setattr(QMessageBox, "question", answer(QMessageBox.StandardButton.Yes))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", named)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer(("", "")))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer(([], "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(tmp_path))
    monkeypatch.setattr(QPrintDialog, "exec", answer(QDialog.DialogCode.Rejected))
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda _url: True)
    return asked


def check_and_close_dialogs(program, qtbot, questions):
    """Check all that is shown; close and return the dialogs."""
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=120_000)
    assert [words for words in questions if FOREIGN_TAG.search(str(words))] == []
    assert [one for one in shown_texts(program.window) if FOREIGN_TAG.search(one[1])] == []
    opened = [one for one in program.window.findChildren(QDialog) if one.isVisible()]
    for dialog in opened:
        assert nameless(dialog) == [], type(dialog)
        assert [one for one in shown_texts(dialog) if FOREIGN_TAG.search(one[1])] == []
        dialog.reject()
        dialog.deleteLater()
    return {type(dialog) for dialog in opened}


ACTIONS_WITH_DIALOGS = ("documents.cards", "help.page", "help.glossary", "help.shortcuts")
"""They open what no button of a page opens."""

LEAVE_THE_PROJECT = {"file.new", "file.open", "file.samples", "file.close", "file.quit"}
OF_PUBLISHED_CASES = {"help.reliability": "ReliabilityDialog"}
"""It shows nothing of surveys and projects, and computes for long."""


def declared_dialogs():
    """Return the classes of dialogs that the window declares."""
    for module in pkgutil.iter_modules(dialogs.__path__):
        importlib.import_module(f"{dialogs.__name__}.{module.name}")
    return {
        dialog
        for dialog in without_heirs(QDialog)
        if dialog.__module__.startswith("rpa_scout_gui")
        and dialog.__name__ not in OF_PUBLISHED_CASES.values()
    }


def without_heirs(kind):
    """Yield the classes below one that no other inherits from."""
    for below in kind.__subclasses__():
        yield from without_heirs(below) if below.__subclasses__() else (below,)


def test_every_action_shows_text_as_it_is(program, qtbot, questions):
    program.window.show()
    left_out = LEAVE_THE_PROJECT | {*OF_PUBLISHED_CASES}
    names = [spec.id for spec in ACTIONS if spec.id not in left_out]
    # Undo comes late: it takes away what the others show. The language is changed back.
    for name in (*sorted(names, key=lambda name: name.startswith("edit.")), "view.language"):
        page = program.window.show_page("ranking")
        page.table.selectRow(0)
        program.window.actions_[name].trigger()
        check_and_close_dialogs(program, qtbot, questions)


def pressable(page):
    """Yield the buttons of a page that can be pressed; one with a menu would wait for a choice."""
    for button in page.findChildren(QAbstractButton):
        has_menu = hasattr(button, "menu") and button.menu() is not None
        if button.isVisible() and button.isEnabled() and not has_menu:
            yield button


def test_every_button_and_dialog_shows_text_as_it_is(program, qtbot, questions, tmp_path):
    window = program.window
    window.show()
    opened = set()
    for spec in PAGES:
        page = window.show_page(spec.id)
        check_and_close_dialogs(program, qtbot, questions)
        for view in page.findChildren(DataTable):
            view.selectRow(0)
        for button in pressable(page):
            button.click()
            opened |= check_and_close_dialogs(program, qtbot, questions)
            window.show_page(spec.id)
    for name in ACTIONS_WITH_DIALOGS:
        window.actions_[name].trigger()
        opened |= check_and_close_dialogs(program, qtbot, questions)
    # No button chooses a file here. Surveys that change others are shown before they are imported.
    window.show_page("surveys").read([write_survey(tmp_path / "b.xlsx", "のさらなる変更")])
    opened |= check_and_close_dialogs(program, qtbot, questions)
    assert declared_dialogs() - opened - {*filter(isclass, questions)} == set()


@pytest.mark.parametrize("page", [page.id for page in PAGES])
def test_copied_rows_hold_no_formulas(program, qtbot, page):
    shown = program.window.show_page(page)
    program.window.show()
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=120_000)
    kept = set()
    for view in shown.findChildren(DataTable):
        view.selectAll()
        cells = view.copy().replace("\r\n", "\t").split("\t")
        texts = [cell for cell in cells if not _is_number(cell)]
        assert [cell for cell in texts if len(cell) > 1 and cell.startswith(STARTS)] == []
        kept |= {cell for cell in texts if cell.startswith("'")}
    if page in ("ranking", "findings"):
        # The text is kept as it was, behind the apostrophe that makes it a text.
        name = foreign("name", FIELDS.ids.index("name"))
        assert any(cell[1:].startswith(name) for cell in kept)


def _is_number(cell):
    try:
        float(cell.replace(",", ""))
    except ValueError:
        return False
    return True


def test_a_workbook_elsewhere_is_opened_only_when_the_user_says_so(program, monkeypatch, qtbot):
    page = program.window.show_page("findings")
    program.window.show()
    inventory = program.session.project.inventory()
    finding = next(finding for finding in inventory.findings if finding.cell)
    monkeypatch.setattr(stored_paths, "was_named", lambda _path: False)
    page.detail.show_finding(finding, inventory)
    qtbot.wait(50)
    assert not page.detail.open_workbook.isVisible()  # it lies in the folder of the project
    monkeypatch.setattr(stored_paths, "opens_unasked", lambda *_words: False)
    monkeypatch.setattr("rpa_scout.reading.stored_paths.opens_unasked", lambda *_words: False)
    read = []
    monkeypatch.setattr(finding_detail, "cell_neighbourhood", lambda *words: read.append(words))
    page.detail.show_finding(finding, inventory)
    qtbot.wait(50)
    assert page.detail.open_workbook.isVisible()
    assert not read
    page.detail.open_workbook.click()
    qtbot.waitUntil(lambda: bool(read))


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_a_name_without_its_ending_replaces_nothing_unasked(program, tmp_path, monkeypatch, answer):
    (tmp_path / "順位.xlsx").write_bytes(b"old")
    chosen = str(tmp_path / "順位"), ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: chosen)
    asked = []
    button = getattr(QMessageBox.StandardButton, answer)
    monkeypatch.setattr(QMessageBox, "question", lambda *words: asked.append(words) or button)
    path = program.window.files.save("順位表", "順位.xlsx", ".xlsx")
    assert len(asked) == 1
    assert path == (tmp_path / "順位.xlsx" if answer == "Yes" else None)
