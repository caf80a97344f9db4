"""Puts the question sheet into a department's workbook, as its first sheet."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree
from xlsxwriter.utility import quote_sheetname

from rpa_scout.forms.returning.markup import RELATION_ID, add_child, integer, main, serialize
from rpa_scout.forms.returning.package import Package
from rpa_scout.forms.returning.unkeepable import UnkeepableError
from rpa_scout.forms.returning.workbook_parts import WorkbookParts

_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES: Final = ("sheets", "functionGroups", "externalReferences")


def insert_question_sheet(
    workbook: WorkbookParts, questions: bytes, name: str, earlier: str = ""
) -> None:
    """Put the only sheet of the questions' workbook first, or in the place of an earlier one."""
    source = WorkbookParts(Package(questions))
    sheet = source.package.root(source.sheets[name])
    _shift_styles(sheet, workbook.styles.append_all(source.styles))
    _move_shared_texts_into_cells(source, sheet)
    package, sheets = workbook.package, workbook.sheets
    if earlier:
        package.replace(sheets[earlier], serialize(sheet))
        _show(workbook, list(sheets).index(earlier))
        _rename(workbook, earlier, name)
    else:
        part = package.add("xl/worksheets/sheet", "xml", serialize(sheet), _SHEET_TYPE)
        _put_first(workbook, name, package.relate(workbook.part, "worksheet", part))
        _add_defined_names(workbook, source)
        _show(workbook, 0)
    _deselect_other_sheets(workbook, name)


def _rename(workbook: WorkbookParts, earlier: str, name: str) -> None:
    """Rename a sheet, which an earlier round may have written in another language."""
    for sheet in workbook.root.iterfind(f"{main('sheets')}/{main('sheet')}"):
        if sheet.get("name") == earlier:
            sheet.set("name", name)
    before, after = quote_sheetname(earlier), quote_sheetname(name)
    for defined_name in workbook.root.iter(main("definedName")):
        for spelling in (f"{before}!", f"'{earlier}'!"):
            defined_name.text = (defined_name.text or "").replace(spelling, f"{after}!")


def _shift_styles(sheet: etree._Element, offset: int) -> None:
    for element in sheet.iter(main("c"), main("row"), main("col")):
        attribute = "style" if element.tag == main("col") else "s"
        if attribute in element.attrib:
            element.set(attribute, str(integer(element, attribute) + offset))


def _move_shared_texts_into_cells(workbook: WorkbookParts, sheet: etree._Element) -> None:
    """Replace references to the workbook's shared texts by the texts."""
    (part,) = workbook.package.related(workbook.part, "sharedStrings")
    shared = workbook.package.root(part).findall(main("si"))
    for cell in sheet.iter(main("c")):
        reference = cell.find(main("v"))
        if cell.get("t") == "s" and reference is not None:
            cell.set("t", "inlineStr")
            cell.remove(reference)
            text = add_child(cell, "is", {})
            text.extend(deepcopy(shared[int(reference.text or "")]))


def _put_first(workbook: WorkbookParts, name: str, relation_id: str) -> None:
    sheets = workbook.root.find(main("sheets"))
    if sheets is None:
        raise UnkeepableError("parts")
    numbers = [integer(sheet, "sheetId") for sheet in sheets.iterfind(main("sheet"))]
    attributes = {"name": name, "sheetId": str(max(numbers) + 1), RELATION_ID: relation_id}
    add_child(sheets, "sheet", attributes, 0)
    # Local names refer to their sheet by its position, which has grown by one.
    for defined_name in workbook.root.iter("{*}definedName"):
        if "localSheetId" in defined_name.attrib:
            position = integer(defined_name, "localSheetId") + 1
            defined_name.set("localSheetId", str(position))


def _add_defined_names(workbook: WorkbookParts, source: WorkbookParts) -> None:
    """Add the names of the question sheet, which make Excel print its headings on every page."""
    root = workbook.root
    names = root.find(main("definedNames"))
    if names is None:
        before = [element for element in root if element.tag in map(main, _BEFORE_NAMES)]
        names = add_child(root, "definedNames", {}, root.index(before[-1]) + 1)
    names.extend(deepcopy(list(source.root.iter(main("definedName")))))


def _show(workbook: WorkbookParts, position: int) -> None:
    """Make Excel open the workbook on the sheet at a position."""
    for view in workbook.root.iter(main("workbookView")):
        view.attrib.pop("firstSheet", "")
        view.attrib.pop("activeTab", "")
        if position:
            view.set("activeTab", str(position))


def _deselect_other_sheets(workbook: WorkbookParts, name: str) -> None:
    """Leave one sheet selected: Excel types into all selected sheets at once."""
    package = workbook.package
    for sheet, part in workbook.sheets.items():
        # Hardly any sheet is selected, so hardly any has to be parsed.
        if sheet != name and b"tabSelected" in package.original(part):
            for view in package.root(part).iterfind(f"{main('sheetViews')}/{main('sheetView')}"):
                view.attrib.pop("tabSelected", "")
