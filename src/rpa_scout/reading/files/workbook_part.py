"""Which part of an .xlsx is which sheet, and which of its formats show percentages."""

from __future__ import annotations

import re

from rpa_scout.reading.files.package import Elements, Package, parse_part
from rpa_scout.reading.files.refusal import RefusedError

__all__ = ["percent_styles", "sheet_parts", "shows_percent"]

_WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_LINKS = ("r:id", "relationships:id")
"""Attributes that calamine takes for the relation of a sheet, whatever their prefix stands for."""

_SHEET_DEPTH, _RELATION_DEPTH = 3, 2
_BUILT_IN_PERCENT = (9, 10)
_PERCENT = re.compile(rb"%|numFmtId\s*=\s*[\"'](?:9|10)[\"']|&#")
"""What every percentage has: a quick look before a thorough one."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of every sheet by the sheet's name, as calamine will understand them.

    Workbooks that another reader could understand in another way are refused.
    """
    relations, workbook = _Relations(), _Workbook()
    parse_part(_RELATIONS, package.read(_RELATIONS), relations)
    parse_part(_WORKBOOK, package.read(_WORKBOOK), workbook)
    parts = {}
    for sheet, link in workbook.links.items():
        target = relations.targets.get(link, "")
        path = target.removeprefix("/") if target.startswith(("/xl/", "xl/")) else f"xl/{target}"
        part = package.find(path)
        if part is None:
            raise RefusedError("file_damaged")
        parts[sheet] = part
    return parts


class _Relations(Elements):
    """Collects where relations lead to."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in a relation."""
        if name != "Relationship":
            return
        relation = attributes.get("Id", "")
        if self.depth != _RELATION_DEPTH or relation in self.targets:
            raise RefusedError("file_damaged")
        self.targets[relation] = attributes.get("Target", "")


class _Workbook(Elements):
    """Collects the sheets."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}
        self._names: set[str] = set()
        self._list = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in a sheet."""
        if self.depth == _SHEET_DEPTH - 1:
            self._list = name
        if name != "sheet":
            return
        links = [key for key in attributes if key.rpartition(":")[2] == "id"]
        sheet = attributes.get("name", "")
        is_listed = self.depth == _SHEET_DEPTH and self._list == "sheets"
        # Excel takes two sheets for one where only the case of their names differs.
        if not is_listed or sheet.lower() in self._names or len(links) != 1:
            raise RefusedError("file_damaged")
        if links[0] not in _LINKS:
            raise RefusedError("file_damaged")
        self._names.add(sheet.lower())
        self.links[sheet] = attributes[links[0]]


def percent_styles(package: Package) -> frozenset[int]:
    """Return the positions of the cell formats that show percentages."""
    part = package.read(_STYLES)
    if not _PERCENT.search(part):
        return frozenset()
    styles = _Styles()
    parse_part(_STYLES, part, styles)
    return frozenset(
        position for position, number in enumerate(styles.formats) if number in styles.percent
    )


class _Styles(Elements):
    """Collects the number formats of cells."""

    def __init__(self) -> None:
        self.formats: list[str] = []
        self.percent = set(map(str, _BUILT_IN_PERCENT))
        self._list = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in a number format, or the format of cells."""
        if self.depth == _SHEET_DEPTH - 1:
            self._list = name
        number = attributes.get("numFmtId", "")
        if name == "numFmt" and self._list == "numFmts":
            shows = shows_percent(attributes.get("formatCode", ""))
            (self.percent.add if shows else self.percent.discard)(number)
        elif name == "xf" and self._list == "cellXfs" and self.depth == _SHEET_DEPTH:
            self.formats.append(number)


def shows_percent(code: str) -> bool:
    """Tell whether a number format shows percentages."""
    return "%" in _LITERAL.sub("", code)
