"""The window stays, whatever lies in the folder; the good file in it is read."""

import pytest
from tests.fuzz.crafted import crafted
from tests.fuzz.worker import write_good
from tests.gui.conftest import assessed

from rpa_scout_gui.app import Program, make_application
from rpa_scout_gui.settings import Settings

EVERY = 9


@pytest.fixture
def program(qapp, qtbot):
    opened = Program(make_application(), Settings())
    opened.window.show()
    qtbot.waitExposed(opened.window)
    yield opened
    opened.window.close()
    opened.window.deleteLater()
    opened.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def folder(tmp_path):
    surveys = tmp_path / "調査票"
    surveys.mkdir()
    for name, make in list(crafted().items())[::EVERY]:
        (surveys / name).write_bytes(make())
    write_good(surveys)
    return surveys


def test_crafted_files_beside_a_good_one(program, folder, tmp_path, qtbot):
    assert program.session.create(tmp_path / "業務.rpascout")
    page = program.window.show_page("surveys")
    with assessed(program.session, qtbot):
        page.read([folder])
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=120_000)
    departments = {record.department for record in program.session.records.values()}
    assert "良い課" in departments
