"""Which part of an .xlsx is which sheet."""

from __future__ import annotations

from collections.abc import Mapping

from rpa_scout.reading.files.package import Elements, Package, parse_part
from rpa_scout.reading.files.refusal import RefusedError

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_LINKS = ("r:id", "relationships:id")
"""Attributes that calamine takes for the relation of a sheet, whatever their prefix stands for."""

_SHEET_DEPTH, _RELATION_DEPTH = 3, 2


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of every sheet by the sheet's name, as calamine will understand them.

    Workbooks that another reader could understand in another way are refused.
    """
    workbook = _Workbook()
    parse_part(_WORKBOOK, package.read(_WORKBOOK), workbook)
    return parts_by_relation(package, workbook.links, _RELATIONS)


def parts_by_relation(
    package: Package, links: Mapping[str, str], relations_part: str
) -> dict[str, str]:
    """Return the parts that relations lead to; refuse the workbook where one leads nowhere."""
    relations = _Relations()
    parse_part(relations_part, package.read(relations_part), relations)
    parts = {}
    for sheet, link in links.items():
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
