"""A damaged project in the window: the backup is offered, and restored on request alone."""

import pytest
from PySide6.QtWidgets import QMessageBox

from rpa_scout.project.project import Project


@pytest.fixture
def damaged(program, sample_inventory, tmp_path):
    """A project of the samples whose backup lacks its last two changes, damaged."""
    path = tmp_path / "見本.rpascout"
    assert program.session.create(path)
    program.session.close()
    with Project.open(path, "担当A") as project:
        project.surveys.import_(sample_inventory)
        project.tasks.note("打合せ済み")
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])
    return path


def shown_box(program, qtbot):
    qtbot.waitUntil(lambda: program.window.findChild(QMessageBox) is not None)
    return program.window.findChild(QMessageBox)


def button(box, text):
    (wanted,) = [one for one in box.buttons() if text in one.text()]
    return wanted


def test_the_backup_is_restored_on_request(program, damaged, qtbot):
    content = damaged.read_bytes()
    assert not program.window.open(damaged)
    box = shown_box(program, qtbot)
    assert "rpa-scout project" not in box.text() + box.informativeText()
    button(box, "控えから復元").click()
    assert program.session.project is not None
    assert [one.kind for one in program.session.project.history.entries()] == ["create"]
    assert "控えから復元しました" in program.window.statusBar().currentMessage()
    (kept,) = damaged.parent.glob("見本-破損-*.rpascout")
    assert kept.read_bytes() == content


def test_closing_the_dialog_leaves_everything(program, damaged, qtbot):
    content = damaged.read_bytes()
    assert not program.window.open(damaged)
    shown_box(program, qtbot).button(QMessageBox.StandardButton.Close).click()
    assert program.session.project is None
    assert damaged.read_bytes() == content


def test_without_a_backup_only_the_error_is_shown(program, damaged, qtbot):
    for backup in damaged.with_name(f"{damaged.name}-backups").glob("*.gz"):
        backup.unlink()
    assert not program.window.open(damaged)
    box = shown_box(program, qtbot)
    assert not [one for one in box.buttons() if "控えから復元" in one.text()]
    box.button(QMessageBox.StandardButton.Close).click()
