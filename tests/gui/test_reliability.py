"""The window holds the estimates against published results, in the background."""

import pytest

from rpa_scout.backtesting import learning, run
from rpa_scout_gui.dialogs.reliability import ReliabilityDialog


@pytest.fixture
def quick(monkeypatch):
    """Few candidates: the figures do not matter here."""
    monkeypatch.setattr(learning, "CANDIDATES_LOG2", 1)
    monkeypatch.setattr(run, "CANDIDATES_LOG2", 1)
    monkeypatch.setattr(learning, "DRAWS", 50)


@pytest.mark.usefixtures("quick")
def test_the_menu_shows_coverage_by_means(program, qtbot):
    program.window.actions_["help.reliability"].trigger()
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    (dialog,) = program.window.findChildren(ReliabilityDialog)
    text = dialog.browser.toPlainText()
    assert "AI-OCR＋RPA" in text
    assert "127件" in text
    assert "p90を上回る" in text
    dialog.close()
