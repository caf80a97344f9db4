"""Text of surveys, decisions and policies is shown as it is, on every page of the window."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QLabel,
    QListView,
    QMessageBox,
    QWidget,
)
from tests.unit.reading.surveys import SHEET, table, write_openpyxl

from rpa_scout.policy.fields import load_fields
from rpa_scout.reading import stored_paths
from rpa_scout.register.records import Actual, Automation, Register
from rpa_scout_gui import open_project
from rpa_scout_gui.app import Program
from rpa_scout_gui.pages import PAGES
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.widgets.panels import finding_detail

PICTURE = '<img src="//server/share/x.png"><b>太字</b>'
FIELDS = load_fields()
FOREIGN_TAG = re.compile("<(img|b>太字)", re.IGNORECASE)


def rows():
    """Yield a row a field with markup in this field, and one with it in all of them."""
    sound = {"department": "税務課", "name": "転記", "runs_per_year": 12, "items_per_run": 500}
    for field in FIELDS.ids:
        yield {**sound, "name": f"業務 {field}", field: f"{field}{PICTURE}"}
    yield {**sound, **{field: f"{field}{PICTURE}" for field in FIELDS.ids}}


@pytest.fixture
def program(qapp, tmp_path, qtbot):
    survey = write_openpyxl(tmp_path / "a.xlsx", {SHEET: table(list(rows()), tuple(FIELDS.ids))})
    running = Program(qapp, Settings())
    session = running.session
    session.author = f"担当{PICTURE}"
    assert session.create(tmp_path / "業務.rpascout")
    from rpa_scout.pipeline import read_surveys

    with qtbot.waitSignal(session.assessment_changed, timeout=60_000):
        assert session.import_inventory(read_surveys(survey), f"理由{PICTURE}")
    task = next(iter(session.records))
    session.decide([task], "adopted", f"理由{PICTURE}", owner=f"担当{PICTURE}")
    session.override(task, "hours", 7.0, f"理由{PICTURE}")
    session.note(f"メモ{PICTURE}", task)
    automation = Automation(
        "a", f"ロボット{PICTURE}", f"課{PICTURE}", f"業務{PICTURE}", means="rpa", running_since=2024
    )
    session.import_register(Register((automation,), (Actual("a", 2025, 10.0),)))
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


def test_copied_rows_hold_no_formulas(program):
    page = program.window.show_page("ranking")
    session = program.session
    task = next(iter(session.records))
    session.correct(task, "name", '=HYPERLINK("//server/x","押す")', "理由")
    session.refresh()
    cells = page.table.copy().replace("\r\n", "\t").split("\t")
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


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
    monkeypatch.setattr(open_project, "opens_unasked", lambda *_words: False)
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
