"""Lists to tick: a click anywhere on an entry turns its tick, with one signal, in every list."""

import pytest
from PySide6.QtCore import QPoint, Qt

from rpa_scout_gui.widgets.panels.forms_card import FormsCard
from rpa_scout_gui.widgets.ticked_list import TickedList


def entries():
    ticked = TickedList()
    for name in ("会計課", "税務課"):
        ticked.offer(name, name)
    return ticked


def of_forms():
    card = FormsCard()
    card.offer(["会計課", "税務課"])
    card.names.setParent(None)
    return card.names


@pytest.mark.parametrize("build", [entries, of_forms])
@pytest.mark.parametrize("across", [8, 60, 180], ids=["box", "name", "beside"])
def test_a_click_on_any_part_turns_the_tick(qtbot, build, across):
    ticked = build()
    qtbot.addWidget(ticked)
    ticked.resize(200, 100)
    ticked.show()
    row = ticked.visualItemRect(ticked.item(1))
    changed = []
    ticked.itemChanged.connect(changed.append)
    for wanted in (["税務課"], [], ["税務課"]):
        qtbot.mouseClick(
            ticked.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(across, row.center().y())
        )
        assert ticked.ticked == wanted
    assert len(changed) == 3


def test_the_space_bar_turns_the_tick(qtbot):
    ticked = entries()
    qtbot.addWidget(ticked)
    ticked.setCurrentRow(0)
    qtbot.keyClick(ticked, Qt.Key.Key_Space)
    assert ticked.ticked == ["会計課"]
