"""XML parts of a workbook as lxml trees."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from rpa_scout.forms.returning.unkeepable import UnkeepableError

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""Namespace of workbooks, sheets, styles and comments; strict workbooks have another."""

RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""Namespace of relation ids, and the beginning of relation types."""

RELATION_ID: Final = f"{{{RELATIONSHIPS}}}id"

_LARGEST_PART: Final = 32 << 20
"""Bytes; a tree takes 24 times as much memory, and 29,000 tasks fit into such a sheet."""

_ENCODINGS: Final = ("UTF-8", "UTF-16", "UTF8", "ASCII", "US-ASCII")
"""Beginnings of encodings; Excel reads UTF-8 and UTF-16 only."""

_NOT_IN_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def main(name: str) -> str:
    """Return the qualified name of an element in the main namespace."""
    return f"{{{MAIN}}}{name}"


def parse(content: bytes) -> etree._Element:
    """Parse a part that comes from outside; entities and document types are refused."""
    if len(content) > _LARGEST_PART:
        raise UnkeepableError("size")
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        strip_cdata=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnkeepableError("xml") from error
    document = root.getroottree().docinfo
    if document.internalDTD is not None:
        raise UnkeepableError("doctype")
    if not (document.encoding or "UTF-8").upper().startswith(_ENCODINGS):
        raise UnkeepableError("encoding")
    return root


def serialize(root: etree._Element, *, declaration: bool = True) -> bytes:
    """Return a part as bytes in UTF-8, with comments outside its root element."""
    tree = root.getroottree()
    # Unlike None, False would write standalone="no", also where nothing was declared.
    standalone: Any = True if declaration and tree.docinfo.standalone else None
    content = etree.tostring(
        tree, encoding="UTF-8", xml_declaration=declaration, standalone=standalone
    )
    assert isinstance(content, bytes)
    return content


def integer(element: etree._Element, attribute: str) -> int:
    """Return an attribute that is a whole number; 0 where it is missing."""
    return int(number(element, attribute, 0))


def number(element: etree._Element, attribute: str, default: float) -> float:
    """Return an attribute that is a number."""
    try:
        value = float(element.get(attribute, default))
    except ValueError as error:
        raise UnkeepableError("number") from error
    if not math.isfinite(value):
        raise UnkeepableError("number")
    return value


def add_child(
    parent: etree._Element,
    name: str,
    attributes: Mapping[str, str],
    position: int | None = None,
) -> etree._Element:
    """Add a child in the parent's namespace, at the end or at a position."""
    prefixes: dict[str, str] = {}
    if RELATION_ID in attributes and RELATIONSHIPS not in parent.nsmap.values():
        prefixes["r"] = RELATIONSHIPS
    # As a child from the start, the element uses the prefixes that its parent declares.
    namespace = etree.QName(parent).namespace
    qualified_name = f"{{{namespace}}}{name}" if namespace else name
    element = etree.SubElement(parent, qualified_name, dict(attributes), prefixes)
    if position is not None:
        parent.insert(position, element)
    return element


def without_control_characters(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
