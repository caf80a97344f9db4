"""What a file holds, judged by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

ContentKind = Literal["package", "ole", "html", "text"]
"""package: a zip archive, .xlsx .xlsm .xlsb .ods; ole: an old .xls, or an encrypted workbook."""

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_BIFF_MAGICS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ZIP_MAGIC = b"PK\x03\x04"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|table|meta|head|body)\b", re.IGNORECASE)
_START = 4096

_USUAL: dict[str, tuple[ContentKind, ...]] = {
    ".xlsx": ("package",),
    ".xlsm": ("package",),
    ".xlsb": ("package",),
    ".ods": ("package",),
    ".xls": ("ole",),
    ".csv": ("text",),
    ".tsv": ("text",),
    ".txt": ("text",),
}

_FOREIGN = (
    (b"%PDF-", "PDF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"{\\rtf", "RTF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MSCF", "CAB"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\0\1\0\0Standard ACE DB", "Access"),
    (b"\0\1\0\0Standard Jet DB", "Access"),
    (b"\0\0\x1a\0", "Lotus 1-2-3"),
    (b"\0\0\2\0", "Lotus 1-2-3"),
    (b"ID;P", "SYLK"),
    (b"MIME-Version:", "MHTML"),
    (b"MZ", "EXE"),
)
"""Beginnings of files that are no tables of ours, and what such files are called."""

_LZH = re.compile(rb"..-lh[0-7d]-", re.DOTALL)
_PRINTABLE_MAGICS = frozenset((b"BM", b"MZ"))
"""A text could begin so too."""

_XML_KINDS = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "XML Spreadsheet 2003"),
    (b'progid="Excel.Sheet"', "XML Spreadsheet 2003"),
    (b"urn:oasis:names:tc:opendocument", "Flat XML ODF"),
    (b"http://schemas.microsoft.com/office/word/", "Word 2003 XML"),
)


def content_kind(content: bytes) -> ContentKind:
    """Return what a file holds, if it is anything that can be read."""
    if content.startswith(_ZIP_MAGIC):
        return "package"
    # Very old programs write the stream of an .xls without a container.
    if content.startswith(_OLE_MAGIC) or content.startswith(_BIFF_MAGICS):
        return "ole"
    start = _start(content)
    if start.startswith(b"<") and _HTML.search(start) and not _xml_kind(start):
        return "html"
    return "text"


def foreign_kind(content: bytes) -> str:
    """Return the name of a kind of file that is never read, ``""`` for any other file."""
    for magic, name in _FOREIGN:
        if content.startswith(magic):
            is_text = magic in _PRINTABLE_MAGICS and b"\0" not in content[:_START]
            return "" if is_text else name
    if _LZH.match(content):
        return "LZH"
    start = _start(content)
    return _xml_kind(start) if start.startswith(b"<") else ""


def _start(content: bytes) -> bytes:
    """Return the beginning as ASCII, that of a file in UTF-16 too."""
    start = content[:_START].replace(b"\0", b"")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xfe\xff \t\r\n")


def _xml_kind(start: bytes) -> str:
    return next((name for sign, name in _XML_KINDS if sign in start), "")


_PACKAGES = (
    ("word/", "Word"),
    ("ppt/", "PowerPoint"),
    ("visio/", "Visio"),
    ("index/document.iwa", "Numbers"),
    ("index.zip", "Numbers"),
)
_DOCUMENT_TYPES = {
    b"application/vnd.oasis.opendocument.text": "OpenDocument Text",
    b"application/vnd.oasis.opendocument.presentation": "OpenDocument Presentation",
    b"application/vnd.oasis.opendocument.graphics": "OpenDocument Drawing",
}


def foreign_package(names: Iterable[str], mimetype: bytes) -> str:
    """Return what a zip archive is that is no workbook, ``""`` where it may be one."""
    if mimetype.strip() in _DOCUMENT_TYPES:
        return _DOCUMENT_TYPES[mimetype.strip()]
    spelled = [name.replace("\\", "/").lower() for name in names]
    for part, kind in _PACKAGES:
        if any(name.startswith(part) for name in spelled):
            return kind
    is_workbook = any(name.startswith("xl/") or name == "content.xml" for name in spelled)
    return "" if is_workbook or "[content_types].xml" in spelled else "ZIP"


def fits_suffix(kind: ContentKind, suffix: str) -> bool:
    """Tell whether a file of that suffix usually holds that."""
    return suffix not in _USUAL or kind in _USUAL[suffix]
