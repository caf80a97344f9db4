"""The boxes in which Excel shows notes: shapes in the sheet's drawing, in the old language VML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from lxml import etree

from rpa_scout.forms.layout import lines_needed
from rpa_scout.forms.returning.marking import Mark
from rpa_scout.forms.returning.markup import RELATION_ID, add_child, integer, main, number
from rpa_scout.forms.returning.package import Package
from rpa_scout.forms.returning.unkeepable import UnkeepableError

_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_DRAWING: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">{shapes}</xml>'
)
_EMPTY_DRAWING: Final = _DRAWING.format(
    shapes='<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
).encode()
_SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;z-index:{number};visibility:hidden" fillcolor="#fffdf2" '
    'o:insetmode="auto"><v:fill color2="#fffdf2"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_SHAPE_NUMBER: Final = re.compile(r"_x0000_s(\d{1,9})")
_FIRST_NUMBER: Final = 1025
_AFTER_LEGACY_DRAWING: Final = frozenset(
    main(name)
    for name in (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
        "tableParts", "extLst",
    )
)  # fmt: skip
"""Excel refuses a sheet whose elements are not in the order of its schema."""

_WRAPPER: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

_BOX_WIDTH: Final = 270  # pixels
_BOX_CHARACTERS: Final = 38.0  # half-width characters to a line of that width
_LINE: Final = 17  # pixels
_DEFAULT_ROW: Final = 20  # pixels
_DEFAULT_COLUMN: Final = 64  # pixels
_DEFAULT_WIDTH: Final = 9  # characters
_CHARACTER: Final = 7  # pixels
_MOST_COLUMNS: Final = 256  # of one width; the last span of a sheet reaches to column 16,384


def draw_boxes(package: Package, sheet_part: str, marks: Sequence[Mark]) -> None:
    """Draw the boxes of new notes."""
    if not marks:
        return
    sheet = package.root(sheet_part)
    drawing = package.root(_drawing_part(package, sheet_part, sheet))
    if drawing.tag != "xml":
        raise UnkeepableError("drawing")
    first = _largest_shape_number(drawing) + 1
    widths = _column_widths(sheet.iterfind(f"{main('cols')}/{main('col')}"))
    shapes = [
        _SHAPE.format(
            number=shape_number, anchor=_anchor(mark, widths), row=mark.row - 1, column=mark.column
        )
        for shape_number, mark in enumerate(marks, first)
    ]
    if drawing.find('.//{*}shapetype[@id="_x0000_t202"]') is None:
        shapes.insert(0, _SHAPE_TYPE)
    drawing.extend(etree.fromstring(_DRAWING.format(shapes="".join(shapes))))


def _largest_shape_number(drawing: etree._Element) -> int:
    numbers = (
        int(match[1])
        for element in drawing.iter(etree.Element)
        for attribute in element.attrib.values()
        if (match := _SHAPE_NUMBER.fullmatch(str(attribute)))
    )
    return max(numbers, default=_FIRST_NUMBER - 1)


def _drawing_part(package: Package, sheet_part: str, sheet: etree._Element) -> str:
    """Return the name of the sheet's VML drawing, which is added if there is none."""
    legacy_drawing = sheet.find(main("legacyDrawing"))
    if legacy_drawing is not None:
        targets = {relation.id: relation.target for relation in package.relations(sheet_part)}
        try:
            return targets[legacy_drawing.get(RELATION_ID, "")]
        except KeyError as error:
            raise UnkeepableError("drawing") from error
    part = package.add("xl/drawings/vmlDrawing", "vml", _EMPTY_DRAWING, _VML_TYPE)
    relation_id = package.relate(sheet_part, "vmlDrawing", part)
    add_child(sheet, "legacyDrawing", {RELATION_ID: relation_id}, _legacy_position(sheet))
    return part


def _legacy_position(sheet: etree._Element) -> int:
    """Return the position of ``legacyDrawing`` among the elements of a sheet."""
    for position, element in enumerate(sheet):
        if element.tag in _AFTER_LEGACY_DRAWING:
            return position
        # Excel wraps <controls> and <oleObjects> for versions that cannot read them.
        if element.tag == _WRAPPER and next(element.iter(*_AFTER_LEGACY_DRAWING), None) is not None:
            return position
    return len(sheet)


def _column_widths(columns: Iterable[etree._Element]) -> Mapping[int, int]:
    """Return the width of every column that has a width of its own, in pixels."""
    widths: dict[int, int] = {}
    for span in columns:
        hidden = span.get("hidden") in ("1", "true")
        width = 0 if hidden else round(number(span, "width", _DEFAULT_WIDTH) * _CHARACTER)
        first, last = integer(span, "min"), integer(span, "max")
        for column in range(first - 1, min(last, first + _MOST_COLUMNS - 1)):
            widths[column] = width
    return widths


def _anchor(mark: Mark, widths: Mapping[int, int]) -> str:
    """Return where a box stands: to the right of its cell, wide and high enough for its text.

    The numbers are left column and offset, top row and offset, right column and offset, bottom
    row and offset, in cells and pixels.
    """
    first_column = mark.column + 1
    last_column, offset = first_column, _BOX_WIDTH + 15
    while offset > widths.get(last_column, _DEFAULT_COLUMN):
        offset -= widths.get(last_column, _DEFAULT_COLUMN)
        last_column += 1
    lines = lines_needed(mark.note, _BOX_CHARACTERS) + 1
    top = max(mark.row - 2, 0)
    rows, pixels = divmod(lines * _LINE + 8, _DEFAULT_ROW)
    numbers = (first_column, 15, top, 8, last_column, offset, top + rows, pixels)
    return ", ".join(map(str, numbers))
