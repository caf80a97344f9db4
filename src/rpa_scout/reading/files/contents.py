"""What a file really holds, whatever its name says."""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["ContentKind", "content_kind", "fits_suffix"]

ContentKind = Literal["package", "ole", "html", "text"]
"""package: a zip archive, .xlsx .xlsm .ods; ole: an old .xls, or an encrypted workbook."""

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_BIFF_MAGICS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ZIP_MAGIC = b"PK\x03\x04"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|table|meta|head|body)\b", re.IGNORECASE)
_START = 4096

_USUAL: dict[str, tuple[ContentKind, ...]] = {
    ".xlsx": ("package",),
    ".xlsm": ("package",),
    ".ods": ("package",),
    ".xls": ("ole",),
    ".csv": ("text",),
}


def content_kind(content: bytes) -> ContentKind:
    """Tell what a file holds by how it begins.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    {"package", "ole", "html", "text"}
        Text where it is nothing else.
    """
    if content.startswith(_ZIP_MAGIC):
        return "package"
    # Very old programs write the stream of an .xls without a container.
    if content.startswith(_OLE_MAGIC) or content.startswith(_BIFF_MAGICS):
        return "ole"
    start = content[:_START].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") and _HTML.search(start):
        return "html"
    return "text"


def fits_suffix(kind: ContentKind, suffix: str) -> bool:
    """Tell whether a file of that suffix usually holds that.

    Parameters
    ----------
    kind : {"package", "ole", "html", "text"}
        What it holds.
    suffix : str
        Suffix in lower case, with its dot.

    Returns
    -------
    bool
        True for suffixes that say nothing.
    """
    return suffix not in _USUAL or kind in _USUAL[suffix]
