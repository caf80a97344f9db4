"""The window as a program that says, when asked, where on the screen something stands.

A person sees a button and moves the mouse there. The driven tests see by the accessible names,
as a screen reader does: `Eyes` answers where a name is, and whether a click would reach it.
"""

import json
import os
import re
import sys
from functools import partial

from pyqtgraph import ScatterPlotItem
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QListView,
    QToolTip,
    QWidget,
)

from rpa_scout_gui.__main__ import main
from rpa_scout_gui.app import make_application
from rpa_scout_gui.main_window import MainWindow
from rpa_scout_gui.widgets.charts.task_map import TaskMap

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


def plain(text):
    """Return a label without mnemonic, dots and breaks: 「開く(&O)…」 becomes 「開く」."""
    return re.sub(r"\s*\(&?[A-Z]\)|&|…$|\n", "", text)


class Eyes(QLocalServer):
    """Answers where what has a name is, in the window that takes clicks now."""

    def __init__(self, address):
        super().__init__()
        self.newConnection.connect(self._connect)
        assert self.listen(address), self.errorString()

    def _connect(self):
        connection = self.nextPendingConnection()
        connection.readyRead.connect(partial(self._answer, connection))
        if connection.canReadLine():
            self._answer(connection)

    def _answer(self, connection):
        if not connection.canReadLine():
            return
        question = json.loads(connection.readLine().data())
        connection.write(json.dumps(seen(**question)).encode() + b"\n")
        connection.flush()
        connection.disconnectFromServer()


def seen(name, role=None, within=None):
    """Return where a name stands: the first that a click reaches, else why none is reached.

    Without a name, the first of a role within what has a name is meant.
    """
    if any(not window.jobs.is_idle for window in shown_windows() if isinstance(window, MainWindow)):
        return {"trouble": "the window is at work"}
    if role == "point":
        return point_of(name)
    if role == "focus":
        return {"trouble": "", "text": QApplication.focusWidget().accessibleName()}
    if role == "tip":
        return {"trouble": "" if QToolTip.isVisible() else "no tip", "text": QToolTip.text()}
    hidden = {"trouble": f"“{name}” is not there"}
    for interface, widget in everything():
        if role not in (None, interface.role().name):
            continue
        text = interface.text(NAME)
        is_meant = name in (None, text, plain(text), re.split("[\n　]", text)[0])
        if is_meant and within in (None, widget.accessibleName()):
            found = standing(interface, widget, text)
            if not found["trouble"]:
                return found
            hidden = found
    return hidden


def everything():
    """Yield every part of the window that takes clicks, with the widget that it belongs to."""
    popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
    # A list that completes what is typed lets a click beside it through.
    popup = None if isinstance(popup, QListView) else popup
    front = popup or dialog
    windows = [front] if front else shown_windows()
    for window in windows:
        # The frozen columns lie over a table, which does not name them as its parts.
        for widget in (window, *window.findChildren(QWidget, "frozen")):
            if widget.isVisible():
                yield from parts(QAccessible.queryAccessibleInterface(widget), widget)


def shown_windows():
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def parts(interface, widget):
    if isinstance(interface.object(), QWidget):
        widget = interface.object()
        if not widget.isVisible():
            return
    yield interface, widget
    for position in range(interface.childCount()):
        part = interface.child(position)
        if part is not None:
            yield from parts(part, widget)


def standing(interface, widget, text):
    area, state = interface.rect(), interface.state()
    if interface.role().name == "ColumnHeader":
        # Qt's answer does not know how far the table is scrolled.
        area.translate(-widget.horizontalHeader().offset(), 0)
    found = {
        "text": text,
        "role": interface.role().name,
        "description": interface.text(DESCRIPTION),
        "within": widget.accessibleName(),
        "area": (area.x(), area.y(), area.width(), area.height()),
        "selected": bool(state.selected),
        "checked": bool(state.checked),
        "trouble": "",
    }
    if state.invisible or area.isEmpty():
        found["trouble"] = f"“{text}” is not shown"
    elif state.disabled:
        found["trouble"] = f"“{text}” is disabled"
    elif not is_reached(area.center(), widget):
        found["trouble"] = (
            f"“{text}” at {found['area']} is covered, scrolled away or off the screen"
        )
    return found


def point_of(task):
    """Return where the point of a task is on the map, which is drawn; None: of any task."""
    for chart in QApplication.activeWindow().findChildren(TaskMap):
        for item in chart.items():
            points = item.points() if isinstance(item, ScatterPlotItem) else ()
            for point in points:
                if chart.isVisible() and point.data() and task in (None, point.data()):
                    place = chart.mapFromScene(item.mapToScene(point.pos()))
                    corner = chart.mapToGlobal(place)
                    area = (corner.x() - 8, corner.y() - 8, 16, 16)
                    return {"trouble": "", "area": area, "text": point.data()}
    return {"trouble": f"no point of {task} is shown"}


def is_reached(point: QPoint, widget):
    """Tell whether a click at a point comes to a widget."""
    below = QApplication.widgetAt(point)
    if below is None:
        return False
    if isinstance(widget, QAbstractItemView):
        return view_of(below) is view_of(widget)
    return below is widget or widget.isAncestorOf(below)


def view_of(widget):
    """Return the view that a widget is part of; a heading belongs to its table."""
    while widget is not None and (
        not isinstance(widget, QAbstractItemView) or isinstance(widget, QHeaderView)
    ):
        widget = widget.parentWidget()
    return widget


if __name__ == "__main__":
    make_application()
    # As with a screen reader; otherwise Qt answers with rows that a filter has taken away.
    QAccessible.setActive(True)
    eyes = Eyes(os.environ["RPA_SCOUT_EYES"])
    sys.exit(main())
