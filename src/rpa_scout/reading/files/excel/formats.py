"""Which formats of an .xlsx show percentages or strike text out, and which texts are struck out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rpa_scout.reading.files.package import Elements, Package, parse_part

_STYLES, _TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"
_LIST_DEPTH, _ENTRY_DEPTH = 2, 3
BUILT_IN_PERCENT = (9, 10)
_NOT_USUAL = re.compile(rb"%|strike|numFmtId\s*=\s*[\"'](?:9|10)[\"']|&#")
"""What every percentage and every strike has: a quick look before a thorough one."""

# Quoted or escaped characters, paddings, colours and conditions: a % there is no percentage.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_OFF = ("0", "false")


class Runs:
    """A text whose parts may look different from each other and from their cell."""

    __slots__ = ("_is_reading_aid", "_is_struck", "has_struck", "not_struck", "whole", "with_look")

    def __init__(self) -> None:
        self.whole = self.not_struck = self.with_look = ""
        self.has_struck = False
        self._is_struck: bool | None = None  # None: it looks like its cell
        self._is_reading_aid = False  # Furigana, which a cell does not show

    def remaining(self, *, in_struck_cell: bool) -> str | None:
        """Return what is not struck out, None where nothing is struck out."""
        remaining = self.with_look if in_struck_cell else self.not_struck
        return None if remaining == self.whole else remaining

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element of the text."""
        if name == "r":
            self._is_struck = None
        elif name == "rPr":
            self._is_struck = False
        elif name == "strike":
            self._is_struck = attributes.get("val") not in _OFF
        elif name == "rPh":
            self._is_reading_aid = True

    def end(self, name: str) -> None:
        """Take in the end of an element of the text."""
        if name == "r":
            self._is_struck = None
        elif name == "rPh":
            self._is_reading_aid = False

    def text(self, text: str) -> None:
        """Take in text."""
        if self._is_reading_aid:
            return
        self.whole += text
        self.has_struck |= self._is_struck is True
        if not self._is_struck:
            self.not_struck += text
        if self._is_struck is False:
            self.with_look += text


@dataclass(frozen=True, slots=True)
class Formats:
    """Positions of cell formats, and texts with struck-out parts by their position."""

    percent: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    texts: Mapping[int, Runs] = field(default_factory=dict)


def formats_of(package: Package) -> Formats:
    """Look through the formats and shared texts of a workbook."""
    styles, texts = _Styles(), _Texts()
    part = package.read(_STYLES)
    if _NOT_USUAL.search(part):
        parse_part(_STYLES, part, styles)
    numbered = list(enumerate(styles.cells))
    struck = frozenset(position for position, (_, font) in numbered if font in styles.struck)
    part = package.read(_TEXTS)
    if struck or b"strike" in part:
        parse_part(_TEXTS, part or b"<sst/>", texts)
    return Formats(
        frozenset(position for position, (number, _) in numbered if number in styles.percent),
        struck,
        texts.of_several_looks,
    )


class _Styles(Elements):
    """Collects the number formats and fonts of cells."""

    def __init__(self) -> None:
        self.cells: list[tuple[str, str]] = []
        self.percent = set(map(str, BUILT_IN_PERCENT))
        self.struck: set[str] = set()
        self._list = ""
        self._fonts = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in a number format, a font, or the format of cells."""
        if self.depth == _LIST_DEPTH:
            self._list = name
        number = attributes.get("numFmtId", "")
        # Elements of these names stand in <dxfs> too, which are no formats of cells.
        if name == "numFmt" and self._list == "numFmts":
            shows = shows_percent(attributes.get("formatCode", ""))
            (self.percent.add if shows else self.percent.discard)(number)
        elif name == "font" and self._list == "fonts" and self.depth == _ENTRY_DEPTH:
            self._fonts += 1
        elif name == "strike" and self._list == "fonts" and attributes.get("val") not in _OFF:
            self.struck.add(str(self._fonts - 1))
        elif name == "xf" and self._list == "cellXfs" and self.depth == _ENTRY_DEPTH:
            self.cells.append((number, attributes.get("fontId", "0")))


def shows_percent(code: str) -> bool:
    """Tell whether a number format shows percentages."""
    return "%" in _LITERAL.sub("", code)


class _Texts(Elements):
    """Collects shared texts with struck-out parts."""

    def __init__(self) -> None:
        self.of_several_looks: dict[int, Runs] = {}
        self._number = -1
        self._runs = Runs()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        if name == "si":
            self._number += 1
            self._runs = Runs()
        self._runs.start(name, attributes)
        self.takes_text = name == "t"

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        self.takes_text = False
        self._runs.end(name)
        if name == "si" and (self._runs.has_struck or self._runs.with_look):
            self.of_several_looks[self._number] = self._runs

    def text(self, text: str) -> None:
        """Take in text."""
        self._runs.text(text)
