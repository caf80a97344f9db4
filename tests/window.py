"""Whether the window can be tested here; if not, its tests are skipped for one reason."""

import importlib
import importlib.util
import os

import pytest


def _what_is_missing():
    """Say why there can be no window; Qt may be installed without the libraries it needs."""
    os.environ.setdefault("PYTEST_QT_API", "pyside6")
    try:
        for name in ("PySide6.QtWidgets", "pytestqt.plugin"):
            importlib.import_module(name)
    except ImportError as error:
        return f"the window needs Qt and its libraries ({error})"
    return "" if importlib.util.find_spec("pyqtgraph") else "the window needs pyqtgraph"


NO_WINDOW = _what_is_missing()
"""Why there can be no window; nothing where there can."""

needs_window = pytest.mark.skipif(bool(NO_WINDOW), reason=NO_WINDOW)
