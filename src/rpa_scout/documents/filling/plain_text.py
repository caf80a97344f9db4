"""Text that can stand in the XML of a document."""

from __future__ import annotations

import re
from typing import Final

# XML 1.0 has no place for these, and Word refuses to open a file that holds one.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def document_text(text: str) -> str:
    """Return a text without the characters that XML cannot hold.

    >>> document_text("異動届の" + chr(11) + "入力")
    '異動届の入力'
    """
    return _NOT_XML.sub("", text)
