"""Colours of the window, light and dark, declared once.

The hues are from the palette of Okabe and Ito, which colour-blind people can distinguish. No
colour is the only carrier of a meaning: a word, a shape or a position shows the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from rpa_scout.collector import collector_paused
from rpa_scout_gui import resources

_COLOURS: Final = {  # light, dark
    "window": ("#f4f6f8", "#1b2027"),
    "base": ("#ffffff", "#222933"),
    "alternate": ("#f7f9fb", "#262e39"),
    "text": ("#1d2733", "#e6ebf1"),
    "muted": ("#566373", "#a5b1bf"),
    "border": ("#d3dae2", "#3a4553"),
    "button": ("#ffffff", "#2b3440"),
    "accent": ("#005a9c", "#6db8f2"),
    "on_accent": ("#ffffff", "#10161d"),
    "rail": ("#e9eef3", "#161b21"),
    "rail_chosen": ("#ffffff", "#2b3440"),
    "grid": ("#9aa7b4", "#66727f"),
    "track": ("#e3e9ef", "#38434f"),
    "score": ("#0072b2", "#56b4e9"),
    "gain": ("#00694d", "#3fd0a4"),
    "loss": ("#b34700", "#ff9a57"),
    "neutral": ("#5f6c7b", "#9fb0c2"),
    "mark": ("#8a4a72", "#e3a6cb"),
    "series_by_hand": ("#b34700", "#ff9a57"),
    "series_robot": ("#0072b2", "#56b4e9"),
    "baseline": ("#8896a5", "#7d8b9a"),
    "adopted": ("#0072b2", "#56b4e9"),
    "band": ("#7fb8dc", "#3a7ba6"),
    "goal": ("#ad4500", "#ff9a57"),
    "banner": ("#fff3d6", "#4a3b14"),
    "on_banner": ("#4a3200", "#ffe7ae"),
    "error": ("#a3260b", "#ff8f73"),
    "warning": ("#8a5a00", "#f0c24b"),
    "info": ("#00588f", "#7cc4f5"),
    "marked_cell": ("#ffe08a", "#6d5a12"),
    "on_state": ("#ffffff", "#10161d"),
    "state_candidate": ("#5f6c7b", "#b4c0cd"),
    "state_adopted": ("#0072b2", "#56b4e9"),
    "state_building": ("#6b4fa0", "#b8a2e8"),
    "state_live": ("#00694d", "#3fd0a4"),
    "state_retired": ("#6a737d", "#98a3af"),
    "state_on_hold": ("#8a5a00", "#f0c24b"),
    "state_declined": ("#a3260b", "#ff8f73"),
    "state_withdrawn": ("#6a737d", "#98a3af"),
}

_FAMILIES: Final = (
    "BIZ UDPGothic",
    "Yu Gothic UI",
    "Meiryo UI",
    "Meiryo",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "IPAexGothic",
    "IPAPGothic",
    "VL PGothic",
    "TakaoPGothic",
)
"""Japanese fonts of Windows and Linux, most readable first."""

_POINTS: Final = 10
_dark: list[bool] = [False]
_zoom: list[float] = [1.0]

ZOOMS: Final = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""Sizes in which everything can be shown."""

MEETING_ZOOM: Final = 1.5
"""Least size in a meeting, for those who sit far from the screen."""


def set_zoom(zoom: float) -> None:
    """Set the size of everything that is built from now on."""
    _zoom[0] = zoom


def next_zoom(zoom: float, step: int) -> float:
    """Return the next larger (1) or smaller (-1) size, or the normal one (0)."""
    if step == 0:
        return 1.0
    beyond = [size for size in ZOOMS if (size - zoom) * step > 0]
    return min(beyond, key=lambda size: abs(size - zoom), default=zoom)


def scaled(pixels: int) -> int:
    """Return a length in pixels in the present size."""
    return round(pixels * _zoom[0])


def unscaled(pixels: int) -> int:
    """Return a length in pixels in the normal size."""
    return round(pixels / _zoom[0])


def is_dark() -> bool:
    """Return whether the window is dark now."""
    return _dark[0]


def colour(name: str) -> QColor:
    """Return a colour of the current theme."""
    return QColor(_COLOURS[name][_dark[0]])


@cache
def _families() -> tuple[str, ...]:
    """Return the installed ones of our fonts; asking for them takes as long as a page."""
    installed = set(QFontDatabase.families())
    return tuple(family for family in _FAMILIES if family in installed)


def window_font() -> QFont:
    """Return the window's font, with fallbacks for characters that it lacks."""
    families = _families()
    font = QFont()
    if families:
        font.setFamilies([*families, "sans-serif"])
    font.setPointSizeF(_POINTS * _zoom[0])
    return font


def apply_theme(app: QApplication, *, dark: bool) -> None:
    """Apply the light or dark theme to the program."""
    _dark[0] = dark
    # Qt goes through all widgets: none of an earlier window may be collected meanwhile.
    with collector_paused():
        app.setFont(window_font())
        app.setPalette(_palette())
        app.setStyleSheet(style_sheet())


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "base",
        role.AlternateBase: "alternate",
        role.Text: "text",
        role.PlaceholderText: "muted",
        role.Button: "button",
        role.ButtonText: "text",
        role.BrightText: "error",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.ToolTipBase: "base",
        role.ToolTipText: "text",
        role.Link: "accent",
        role.Accent: "accent",
        role.Mid: "border",
    }
    for color_role, name in pairs.items():
        palette.setColor(color_role, colour(name))
    for color_role in (role.WindowText, role.Text, role.ButtonText):
        # Readable too: it often says what has to be done first.
        palette.setColor(QPalette.ColorGroup.Disabled, color_role, colour("muted"))
    return palette


def style_sheet() -> str:
    """Return the style sheet of the widgets in the colours of the current theme."""
    names = {name: colour(name).name() for name in _COLOURS}
    tick = Path(resources.__file__).with_name("tick-dark.svg" if is_dark() else "tick-light.svg")
    sizes = {"heading": 15 * _zoom[0], "subheading": 11 * _zoom[0]}
    return _SHEET.format(**names, **sizes, tick=tick.as_posix())


_SHEET: Final = """
QToolTip {{ padding: 4px; border: 1px solid {border}; }}
QHeaderView::section {{
    background: {window}; color: {text}; padding: 5px 8px 5px 4px; border: 0;
    border-bottom: 1px solid {border}; border-right: 1px solid {border};
}}
QHeaderView#filtered::section {{ padding-right: 22px; }}
QTableView, QTreeView, QListWidget, QPlainTextEdit, QTextBrowser {{ border: 1px solid {border}; }}
QTableView#frozen {{ border: 0; border-right: 2px solid {grid}; }}
QToolButton#chip {{
    background: {base}; border: 1px solid {accent}; border-radius: 10px; padding: 2px 10px;
}}
QPushButton#chip {{ padding: 3px 10px; }}
QToolButton#chip:hover, QToolButton#chip:focus {{ background: {track}; }}
QPushButton#cut {{
    background: {base}; color: {goal}; border: 0; border-top: 2px solid {goal};
    padding: 3px 12px; font-weight: 600;
}}
QPushButton#cut:hover, QPushButton#cut:focus {{ background: {track}; text-decoration: underline; }}
QLabel[role="heading"] {{ font-size: {heading}pt; font-weight: 600; }}
QLabel[role="subheading"] {{ font-size: {subheading}pt; font-weight: 600; }}
QLabel[role="problem"] {{ color: {error}; }}
QLabel[role="muted"] {{ color: {muted}; }}
QFrame[role="card"] {{ background: {base}; border: 1px solid {border}; border-radius: 6px; }}
QFrame[role="banner"] {{ background: {banner}; border: 0; }}
QFrame[role="banner"] QLabel {{ color: {on_banner}; }}
QFrame[role="drop"] {{ background: {base}; border: 2px dashed {grid}; border-radius: 8px; }}
QFrame[role="drop"][over="true"] {{ border-color: {accent}; }}
QWidget#rail {{ background: {rail}; }}
QWidget#rail QToolButton {{
    border: 0; border-left: 4px solid transparent; padding: 10px 12px; text-align: left;
    font-size: {subheading}pt; background: transparent;
}}
QWidget#rail QToolButton:hover {{ background: {alternate}; }}
QWidget#rail QToolButton[chosen="true"] {{
    background: {rail_chosen}; border-left: 4px solid {accent}; font-weight: 600;
}}
QWidget#rail QToolButton:focus {{ border-left: 4px solid {grid}; text-decoration: underline; }}
QWidget#rail QToolButton[chosen="true"]:focus {{ border-left: 4px solid {accent}; }}
QWidget#guide QToolButton {{ padding: 2px 6px; }}
QWidget#guide QPushButton {{
    padding: 2px 12px; border: 0; background: transparent; color: {accent};
}}
QWidget#guide QPushButton:hover, QWidget#guide QPushButton:focus {{
    background: {track}; text-decoration: underline;
}}
QToolButton[popupMode="2"] {{ padding-right: 32px; }}
QToolButton::menu-indicator {{ subcontrol-position: center right; right: 4px; }}
QStatusBar {{ max-height: 34px; background: {rail}; }}
QStatusBar QPushButton {{ padding: 1px 12px; }}
QStatusBar::item {{ border: 0; }}
QListWidget::item, QTreeWidget::item {{ min-height: 22px; }}
QLineEdit {{
    background: {base}; border: 1px solid {grid}; border-radius: 3px; padding: 3px 5px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit:focus {{ border-color: {accent}; }}
QLineEdit:disabled {{ border-color: {border}; background: {window}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: 0; padding: 0; }}
QCheckBox::indicator, QListView::indicator, QTreeView::indicator {{
    width: 14px; height: 14px; border: 1px solid {muted}; border-radius: 3px; background: {base};
}}
QCheckBox::indicator:focus {{ border-color: {accent}; }}
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url("{tick}");
}}
QPushButton {{ padding: 5px 14px; }}
QPushButton[role="main"] {{
    background: {accent}; color: {on_accent}; border: 1px solid {accent}; border-radius: 4px;
    padding: 6px 18px; font-weight: 600;
}}
QPushButton[role="main"]:hover {{ background: {score}; }}
QPushButton[role="main"]:focus {{ border: 2px solid {text}; }}
QPushButton[role="main"]:disabled {{
    background: {track}; color: {muted}; border-color: {border};
}}
"""
