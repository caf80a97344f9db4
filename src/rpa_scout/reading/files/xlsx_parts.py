"""Finding one's way in the package of an .xlsx: which part is which sheet, and its formats."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from rpa_scout.reading.files.properties import parsed
from rpa_scout.reading.files.safety import Package

__all__ = ["percent_styles", "sheet_parts"]

_WORKBOOK = "xl/workbook.xml"
_BUILT_IN_PERCENT = frozenset({9, 10})
_PERCENT = re.compile(rb"%|numFmtId\s*=\s*[\"'](?:9|10)[\"']|&#")
_KEPT_BYTES = 1 << 16
"""All forms have the same formats; so much of each different part is kept in memory."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of every sheet by the sheet's name.

    Parameters
    ----------
    package : Package
        The workbook.

    Returns
    -------
    dict of str to str
        Names of parts as the archive spells them; sheets without a part are left out.
    """
    relations, workbook = package.read("xl/_rels/workbook.xml.rels"), package.read(_WORKBOOK)
    small = len(relations) + len(workbook) <= _KEPT_BYTES
    paths = (_kept_sheet_paths if small else _sheet_paths)(relations, workbook)
    spelled = {sheet: package.find(path) for sheet, path in paths.items()}
    return {sheet: part for sheet, part in spelled.items() if part is not None}


def _sheet_paths(relations: bytes, workbook: bytes) -> dict[str, str]:
    """Return the path of every sheet's part by the sheet's name."""
    targets = {}
    for relation in parsed(relations):
        target = relation.get("Target", "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        targets[relation.get("Id", "")] = posixpath.normpath(path)
    paths = {}
    for element in parsed(workbook).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        link = next((value for key, value in element.items() if key.endswith("}id")), "")
        if link in targets:
            paths[element.get("name", "")] = targets[link]
    return paths


def percent_styles(package: Package) -> frozenset[int]:
    """Return the numbers of the cell formats that show percentages.

    Parameters
    ----------
    package : Package
        The workbook.

    Returns
    -------
    frozenset of int
        Positions in the list of cell formats.
    """
    part = package.read("xl/styles.xml")
    return _percent_styles(part) if len(part) > _KEPT_BYTES else _kept_percent_styles(part)


def _percent_styles(part: bytes) -> frozenset[int]:
    if not _PERCENT.search(part):
        return frozenset()
    root = parsed(part)
    percent = set(_BUILT_IN_PERCENT)
    for element in root.iter():
        if element.tag.rpartition("}")[2] == "numFmt":
            number, code = element.get("numFmtId", ""), element.get("formatCode", "")
            shows = "%" in _LITERAL.sub("", code)
            if number.isdigit():
                (percent.add if shows else percent.discard)(int(number))
    formats = next((one for one in root if one.tag.rpartition("}")[2] == "cellXfs"), ())
    numbers = [one.get("numFmtId", "") for one in formats]
    return frozenset(
        position
        for position, number in enumerate(numbers)
        if number.isdigit() and int(number) in percent
    )


_kept_sheet_paths = lru_cache(maxsize=32)(_sheet_paths)
_kept_percent_styles = lru_cache(maxsize=32)(_percent_styles)
