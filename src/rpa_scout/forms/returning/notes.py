"""Cell notes of a sheet: those that are there stay, ours are put beside or below them.

A note has two halves: its text in a part of comments, and its box in a drawing of VML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rpa_scout.forms.layout import lines_needed
from rpa_scout.forms.returning import texts
from rpa_scout.forms.returning.marking import Mark
from rpa_scout.forms.returning.package import RELATION_TYPES, Package
from rpa_scout.forms.returning.splicing import (
    Edits,
    Element,
    escaped,
    find_elements,
    joined,
    without_rows,
)
from rpa_scout.forms.returning.unkeepable import Unkeepable
from rpa_scout.forms.styles import FONT

__all__ = ["add_notes", "cells_with_our_notes"]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY_COMMENTS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'
).encode()
_NAMESPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY_VML: Final = (
    f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout></xml>"
).encode()
_SHAPE_TYPE: Final = (
    '<v:shapetype{namespaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape{namespaces} id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;z-index:{number};visibility:hidden" fillcolor="#fffdf2" '
    'o:insetmode="auto"><v:fill color2="#fffdf2"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_SHAPE_NUMBER: Final = re.compile(rb"_x0000_s(\d+)")
_FIRST_NUMBER: Final = 1025
_RUN: Final = (
    '<r><rPr><sz val="9"/><color indexed="81"/><rFont val="{font}"/><family val="3"/></rPr>'
    '<t xml:space="preserve">{text}</t></r>'
)
_AFTER_LEGACY: Final = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
     "tableParts", "extLst")
)  # fmt: skip  # the order of a sheet's elements
_BOX_WIDTH: Final = 270  # pixels
_BOX_CHARACTERS: Final = 38.0  # half-width characters to a line of that width
_LINE: Final = 17  # pixels
_DEFAULT_ROW: Final = 20  # pixels
_DEFAULT_COLUMN: Final = 64  # pixels
_CHARACTER: Final = 7  # pixels


@dataclass(frozen=True)
class _Comment:
    """A note that is there: its element and that of its text, and what stands in that."""

    element: Element
    text: Element
    parts: tuple[Element, ...]

    @property
    def cell(self) -> str:
        return self.element.attributes.get("ref", "")

    def ours(self, content: bytes) -> Element | None:
        """Return the part of the text where our words begin."""
        return next((one for one in self.parts if _is_ours(one.text(content))), None)


def cells_with_our_notes(package: Package, sheet_part: str) -> set[str]:
    """Return the cells of a sheet that carry a note of ours from an earlier round."""
    part = _related(package, sheet_part, "comments")
    if part is None:
        return set()
    content = package[part]
    return {one.cell for one in _comments(content) if one.ours(content) is not None}


def add_notes(package: Package, sheet_part: str, marks: Sequence[Mark]) -> None:
    """Write a note over every marked cell."""
    if not marks:
        return
    if _related(package, sheet_part, "threadedComment") is not None:
        raise Unkeepable("threads")
    part = _related(package, sheet_part, "comments")
    if part is None:
        part = package.add("xl/comments", "xml", _EMPTY_COMMENTS, _COMMENTS_TYPE)
        package.relate(sheet_part, "comments", part)
    new = _write_texts(package, part, marks)
    _draw_boxes(package, sheet_part, new)


def _write_texts(package: Package, part: str, marks: Sequence[Mark]) -> list[Mark]:
    """Write the texts; return the marks whose cells had no note yet."""
    content = package[part]
    edits = Edits(content)
    there = {one.cell: one for one in _comments(content)}
    lists = {one.name: one for one in find_elements(content, ["authors", "commentList"])}
    if set(lists) != {"authors", "commentList"} or any(one.prefix for one in lists.values()):
        raise Unkeepable("comments")
    new = [mark for mark in marks if mark.cell not in there]
    for mark in marks:
        if mark.cell in there:
            _append(edits, there[mark.cell], mark.note)
    if new:
        author = _author(edits, lists["authors"])
        comments = "".join(
            f'<comment ref="{mark.cell}" authorId="{author}"><text>{_run(mark.note)}</text>'
            "</comment>"
            for mark in new
        )
        edits.append_to(lists["commentList"], comments.encode())
    package[part] = edits.made()
    return new


def _author(edits: Edits, authors: Element) -> int:
    found = find_elements(edits.content, ["author"])
    ours = escaped(texts.AUTHOR)
    for number, one in enumerate(found):
        if edits.content[one.inside : one.close] == ours:
            return number
    edits.append_to(authors, b"<author>" + ours + b"</author>")
    return len(found)


def _append(edits: Edits, comment: _Comment, note: str) -> None:
    """Put our words below those that are there; ours of an earlier round make room."""
    ours = comment.ours(edits.content)
    kept = [one for one in comment.parts if ours is None or one.start < ours.start]
    for one in kept:
        if one.name == "t":
            # A text of runs may not begin with a bare text.
            edits.replace(one.start, one.end, b"<r>" + one.text(edits.content) + b"</r>")
    run = _run(f"\n\n{note}" if kept else note).encode()
    if ours is not None:
        edits.replace(ours.start, comment.parts[-1].end, run)
    elif comment.parts:
        edits.insert(comment.parts[-1].end, run)
    else:
        edits.append_to(comment.text, run)


def _comments(content: bytes) -> Iterator[_Comment]:
    found = find_elements(content, ["comment", "text", "r", "t", "rPh"])
    if any(one.prefix for one in found):
        raise Unkeepable("comments")
    place = 0
    while place < len(found):
        comment = found[place]
        place += 1
        if comment.name != "comment":
            continue
        inside = []
        while place < len(found) and found[place].start < comment.end:
            inside.append(found[place])
            place += 1
        yield from _comment(comment, inside)


def _comment(comment: Element, inside: Sequence[Element]) -> Iterator[_Comment]:
    text = next((one for one in inside if one.name == "text"), None)
    if text is None:
        return
    parts: list[Element] = []
    end = text.inside
    for one in inside:
        if one.start >= end and one.start < text.end and one.name in ("r", "t", "rPh"):
            end = one.end  # what lies within another part is no part of its own
            if one.name != "rPh":
                parts.append(one)
    yield _Comment(comment, text, tuple(parts))


def _is_ours(part: bytes) -> bool:
    text = re.sub(rb"<[^>]*>", b"", part).decode("utf-8", "replace")
    return text.lstrip().startswith(texts.NOTE_MARK)


def _run(text: str) -> str:
    return _RUN.format(font=FONT, text=escaped(text).decode())


def _related(package: Package, part: str, kind: str) -> str | None:
    return next((one.target for one in package.relations(part) if one.kind == kind), None)


def _draw_boxes(package: Package, sheet_part: str, marks: Sequence[Mark]) -> None:
    if not marks:
        return
    found = find_elements(without_rows(package[sheet_part])[0], ["*", "col"])
    part = _drawing(package, sheet_part, found)
    content = package[part]
    number = max([_FIRST_NUMBER - 1, *map(int, _SHAPE_NUMBER.findall(content))])
    columns = _column_widths([one for one in found if one.name == "col"])
    declared = all(one.encode() in content for one in _NAMESPACES.split())
    namespaces = "" if declared else f" {_NAMESPACES}"
    known = re.search(rb"""id=["']_x0000_t202["']""", content)
    shapes = "" if known else _SHAPE_TYPE.format(namespaces=namespaces)
    shapes += "".join(
        _SHAPE.format(
            namespaces=namespaces,
            number=number + count,
            anchor=_anchor(mark, columns),
            row=mark.row - 1,
            column=mark.column,
        )
        for count, mark in enumerate(marks, 1)
    )
    end = content.rfind(b"</xml>")
    if end < 0:
        raise Unkeepable("drawing")
    package[part] = content[:end] + shapes.encode() + content[end:]


def _drawing(package: Package, sheet_part: str, found: Sequence[Element]) -> str:
    """Return the part of the sheet's old-style drawing, made where there is none."""
    key = f"{RELATION_TYPES} id"
    for one in found:
        if one.name == "legacyDrawing":
            relations = {other.id: other.target for other in package.relations(sheet_part)}
            try:
                return relations[one.attributes[key]]
            except KeyError as error:
                raise Unkeepable("drawing") from error
    part = package.add("xl/drawings/vmlDrawing", "vml", _EMPTY_VML, _VML_TYPE)
    relation = package.relate(sheet_part, "vmlDrawing", part)
    outline, rows = without_rows(package[sheet_part])
    root, after = found[0], _first_after(found)
    edits = Edits(outline)
    element = f'<legacyDrawing xmlns:r="{RELATION_TYPES}" r:id="{relation}"/>'
    edits.insert(root.close if after is None else after.start, element.encode())
    package[sheet_part] = joined(edits.made(), rows)
    return part


def _first_after(found: Sequence[Element]) -> Element | None:
    """Return the first element of a sheet that has to stand behind its old-style drawing."""
    data = next((place for place, one in enumerate(found) if one.name == "sheetData"), 0)
    for one in found[data:]:
        if one.name in _AFTER_LEGACY or one.name == "AlternateContent":
            return one
    return None


def _column_widths(columns: Sequence[Element]) -> Mapping[int, int]:
    """Return the width of every column that has one of its own, in pixels."""
    widths: dict[int, int] = {}
    for one in columns:
        hidden = one.attributes.get("hidden") in ("1", "true")
        width = 0 if hidden else round(float(one.attributes.get("width", "9")) * _CHARACTER)
        first, last = int(one.attributes["min"]), int(one.attributes["max"])
        for column in range(first - 1, min(last, first + 255)):
            widths[column] = width
    return widths


def _anchor(mark: Mark, widths: Mapping[int, int]) -> str:
    """Place a box to the right of its cell, wide and high enough for its text.

    Returns left column and offset, top row and offset, right column and offset, bottom row and
    offset, in cells and pixels.
    """
    left = mark.column + 1
    right, rest = left, _BOX_WIDTH + 15
    while rest > widths.get(right, _DEFAULT_COLUMN):
        rest -= widths.get(right, _DEFAULT_COLUMN)
        right += 1
    lines = lines_needed(mark.note, _BOX_CHARACTERS) + 1
    top = max(mark.row - 2, 0)
    rows, pixels = divmod(lines * _LINE + 8, _DEFAULT_ROW)
    numbers = (left, 15, top, 8, right, rest, top + rows, pixels)
    return ", ".join(map(str, numbers))
