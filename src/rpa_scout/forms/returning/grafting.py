"""Moving the page of questions into a department's workbook, as its first sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from rpa_scout.forms.returning.package import RELATION_TYPES, Package
from rpa_scout.forms.returning.splicing import (
    Edits,
    Element,
    escaped,
    find_elements,
    joined,
    with_attribute,
    without_rows,
)
from rpa_scout.forms.returning.styling import StyleSheet
from rpa_scout.forms.returning.unkeepable import Unkeepable

__all__ = ["WorkbookParts", "graft"]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RELATION_ID: Final = f"{RELATION_TYPES} id"
_STYLE_OF: Final = re.compile(rb'(<(?:c|row|col) [^<>]*?\b(?:s|style)=")(\d+)(")')
_SHARED_TEXT: Final = re.compile(rb'(<c [^<>]*?) t="s"><v>(\d+)</v></c>')
_BEFORE_NAMES: Final = ("sheets", "functionGroups", "externalReferences")


class WorkbookParts:
    """Finds the parts of a workbook: its own, its styles, its sheets."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = self._only("", "officeDocument")
        self.styles_part = self._only(self.part, "styles")
        root = find_elements(package[self.part], ["workbook"])
        if not root or root[0].namespace != _MAIN or root[0].prefix:
            raise Unkeepable("dialect")

    def _only(self, part: str, kind: str) -> str:
        targets = [one.target for one in self.package.relations(part) if one.kind == kind]
        if len(targets) != 1:
            raise Unkeepable("parts")
        return targets[0]

    @property
    def sheets(self) -> Mapping[str, str]:
        """Part of every sheet by its name, in their order."""
        targets = {one.id: one.target for one in self.package.relations(self.part)}
        sheets = find_elements(self.package[self.part], ["sheet"])
        try:
            return {one.attributes["name"]: targets[one.attributes[_RELATION_ID]] for one in sheets}
        except KeyError as error:
            raise Unkeepable("parts") from error


def graft(workbook: WorkbookParts, styles: StyleSheet, source: bytes, name: str) -> None:
    """Put the only sheet of another workbook in front, or in the place of one of its name."""
    other = WorkbookParts(Package(source))
    grown = styles.taken_over(StyleSheet(other.package[other.styles_part]))
    sheet = _STYLE_OF.sub(
        lambda match: b"%s%d%s" % (match[1], int(match[2]) + grown, match[3]),
        _with_own_texts(other, other.package[other.sheets[name]]),
    )
    titles = find_elements(other.package[other.part], ["definedName"])
    title = titles[0].text(other.package[other.part]) if titles else b""
    sheets = workbook.sheets
    if name in sheets:
        workbook.package[sheets[name]] = sheet
        workbook.package.unrelate(sheets[name])
        _show(workbook, list(sheets).index(name))
    else:
        package = workbook.package
        part = package.add("xl/worksheets/sheet", "xml", sheet, _SHEET_TYPE)
        _put_first(workbook, name, package.relate(workbook.part, "worksheet", part), title)
        _show(workbook, 0)
    _deselect_others(workbook, name)


def _with_own_texts(workbook: WorkbookParts, sheet: bytes) -> bytes:
    """Move texts from the workbook's shared table into the cells of a sheet."""
    parts = [one.target for one in workbook.package.relations(workbook.part)]
    shared = workbook.package[next(one for one in parts if one.endswith("sharedStrings.xml"))]
    texts = [shared[one.inside : one.close] for one in find_elements(shared, ["si"])]
    return _SHARED_TEXT.sub(
        lambda match: b'%s t="inlineStr"><is>%s</is></c>' % (match[1], texts[int(match[2])]),
        sheet,
    )


def _put_first(workbook: WorkbookParts, name: str, relation: str, title: bytes) -> None:
    content = workbook.package[workbook.part]
    found = find_elements(content, ["*", "sheet", "definedName"])
    edits = Edits(content)
    numbers = [int(one.attributes["sheetId"]) for one in found if one.name == "sheet"]
    element = (
        f'<sheet xmlns:r="{RELATION_TYPES}" name="%s" sheetId="{max(numbers) + 1}" '
        f'r:id="{relation}"/>'
    )
    parts = {one.name: one for one in found}
    if "sheets" not in parts:
        raise Unkeepable("parts")
    edits.insert(parts["sheets"].inside, element.encode() % escaped(name))
    for one in found:
        if one.name == "definedName" and "localSheetId" in one.attributes:
            moved = str(int(one.attributes["localSheetId"]) + 1)
            tag = with_attribute(one.tag(content), "localSheetId", moved)
            edits.replace(one.start, one.inside, tag)
    _add_defined_name(edits, parts, title)
    workbook.package[workbook.part] = edits.made()


def _add_defined_name(edits: Edits, parts: Mapping[str, Element], title: bytes) -> None:
    """Have the headings printed on every page."""
    if "definedNames" in parts:
        edits.append_to(parts["definedNames"], title)
        return
    before = [parts[name] for name in _BEFORE_NAMES if name in parts]
    edits.insert(before[-1].end, b"<definedNames>" + title + b"</definedNames>")


def _show(workbook: WorkbookParts, index: int) -> None:
    """Open the workbook on the sheet at `index`."""
    content = workbook.package[workbook.part]
    edits = Edits(content)
    for view in find_elements(content, ["workbookView"]):
        tag = with_attribute(view.tag(content), "firstSheet", None)
        tag = with_attribute(tag, "activeTab", str(index) if index else None)
        edits.replace(view.start, view.inside, tag)
    workbook.package[workbook.part] = edits.made()


def _deselect_others(workbook: WorkbookParts, name: str) -> None:
    """Leave one sheet selected: what is typed into one of several goes into all of them."""
    for other, part in workbook.sheets.items():
        content = workbook.package[part]
        if other == name or b"tabSelected" not in content:
            continue
        outline, rows = without_rows(content)
        edits = Edits(outline)
        for view in find_elements(outline, ["sheetView"]):
            tag = with_attribute(view.tag(outline), "tabSelected", None)
            edits.replace(view.start, view.inside, tag)
        workbook.package[part] = joined(edits.made(), rows)
