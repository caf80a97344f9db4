"""Zipped results, workbooks and documents: their mark, and whether two are the same."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree

_PART_BYTES: Final = 1 << 16
_CUSTOM_PROPERTIES: Final = "docProps/custom.xml"
_CORE_PROPERTIES: Final = "docProps/core.xml"  # title, author, and the moment of creation
_SAVING_SECONDS: Final = 60.0
"""A library may note the moment of saving later than that of creation."""

_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, OSError),
    *(ValueError, LookupError, EOFError, NotImplementedError, RuntimeError),
)


def kind_of_package(path: Path, mark: str) -> str:
    """Return the property `mark` of a package that no program has saved since its creation."""
    try:
        with zipfile.ZipFile(path) as package:
            custom = _part(package, _CUSTOM_PROPERTIES)
            kinds = [entry for entry in custom if entry.get("name") == mark]
            if not kinds or not _is_as_written(_part(package, _CORE_PROPERTIES)):
                return ""
            return text_of(kinds[0])
    except _UNREADABLE:
        return ""


def _part(package: zipfile.ZipFile, name: str) -> etree._Element:
    with package.open(name) as part:
        return parsed_part(part.read(_PART_BYTES))


def parsed_part(content: bytes) -> etree._Element:
    """Parse a small part; an empty element where it cannot be read or declares entities."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return etree.Element("nothing")
    return root if root.getroottree().docinfo.internalDTD is None else etree.Element("nothing")


def text_of(element: etree._Element) -> str:
    """Return all the text of an element."""
    return "".join(map(str, element.itertext())).strip()


def _is_as_written(core: etree._Element) -> bool:
    moments = {}
    for element in core:
        name = element.tag.rpartition("}")[2]
        if name in ("created", "modified"):
            moments[name] = dt.datetime.fromisoformat(element.text or "")
    later = (moments["modified"] - moments["created"]).total_seconds()
    return abs(later) <= _SAVING_SECONDS


def is_same_package(path: Path, content: bytes) -> bool:
    """Tell whether a file holds this content, the moment of its creation aside."""
    try:
        if abs(path.stat().st_size - len(content)) > _PART_BYTES:
            return False
        before = path.read_bytes()
    except OSError:
        return False
    if before == content:
        return True
    parts = _parts(before)
    return bool(parts) and parts == _parts(content)


def _parts(content: bytes) -> dict[str, tuple[int, int]]:
    """Return checksum and size of the parts of a package; nothing if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {
                part.filename: (part.CRC, part.file_size)
                for part in package.infolist()
                if part.filename != _CORE_PROPERTIES
            }
    except _UNREADABLE:
        return {}
