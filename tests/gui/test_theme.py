"""Colours: every text is read against every ground that it stands on, light and dark."""

import gc
from itertools import product

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel

from rpa_scout_gui.theme import _COLOURS, apply_theme, colour

LEAST = 4.5
"""Contrast of texts by WCAG 2.2, level AA."""

GROUNDS = ("window", "base", "alternate", "button")
TEXTS = ("text", "muted", "accent", "error", "warning", "info", "gain", "loss", "mark", "goal")
PAIRS = {
    *product(TEXTS, GROUNDS),
    ("text", "rail"),
    ("text", "rail_chosen"),
    ("on_accent", "accent"),
    ("on_accent", "score"),
    ("muted", "track"),
    ("accent", "track"),
    ("goal", "track"),
    ("on_banner", "banner"),
    ("text", "marked_cell"),
    ("on_state", "goal"),
    *(("on_state", name) for name in _COLOURS if name.startswith("state_")),
}


def luminance(shade):
    """Return the relative luminance of a colour, as WCAG defines it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (shade.redF(), shade.greenF(), shade.blueF())
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def _theme(request, qapp):
    apply_theme(qapp, dark=request.param)
    yield
    apply_theme(qapp, dark=False)
    qapp.setStyleSheet("")


@pytest.mark.usefixtures("_theme")
@pytest.mark.parametrize(("text", "ground"), sorted(PAIRS))
def test_every_text_is_readable(text, ground):
    assert contrast(colour(text), colour(ground)) >= LEAST


@pytest.mark.usefixtures("_theme")
def test_the_palette_is_readable():
    palette, role = QApplication.palette(), QPalette.ColorRole
    for text, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.PlaceholderText, role.Base),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.Link, role.Base),
        (role.BrightText, role.Window),
    ):
        assert contrast(palette.color(text), palette.color(ground)) >= LEAST, (text, ground)
    disabled = QPalette.ColorGroup.Disabled
    for text, ground in ((role.WindowText, role.Window), (role.Text, role.Base)):
        assert contrast(palette.color(disabled, text), palette.color(ground)) >= LEAST, text


class _Restyled(QLabel):
    """A label that notes whether garbage could be collected while it is restyled."""

    def __init__(self):
        super().__init__()
        self.collecting = []

    def changeEvent(self, event):
        self.collecting.append(gc.isenabled())
        super().changeEvent(event)


def test_no_widget_is_collected_while_qt_goes_through_them(qapp, qtbot):
    """A window that was built anew is garbage; deleted here, it would end the program."""
    label = _Restyled()
    qtbot.addWidget(label)
    label.show()
    label.collecting.clear()
    apply_theme(qapp, dark=True)
    apply_theme(qapp, dark=False)
    assert set(label.collecting) == {False}
    assert gc.isenabled()
