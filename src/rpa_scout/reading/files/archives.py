"""Writing a zip archive from parts that are packed already."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["PackedPart", "archive_of"]

_FIRST_OF_1980 = 0x21
_UTF_8 = 0x800
_VERSION = 20


@dataclass(frozen=True, slots=True)
class PackedPart:
    """A part as it lies in an archive.

    Attributes
    ----------
    name : str
        Its name.
    method : int
        How it is packed, as in :mod:`zipfile`.
    checksum, size : int
        CRC-32 and length of its content.
    packed : bytes or memoryview
        The packed content.
    """

    name: str
    method: int
    checksum: int
    size: int
    packed: bytes | memoryview

    @classmethod
    def stored(cls, name: str, content: bytes) -> PackedPart:
        """Return a part that is not compressed."""
        return cls(name, zipfile.ZIP_STORED, zlib.crc32(content), len(content), content)


def archive_of(parts: Iterable[PackedPart]) -> bytes:
    """Write an archive.

    Parameters
    ----------
    parts : iterable of PackedPart
        Its parts, none of 4 GB or more.

    Returns
    -------
    bytes
        The archive.
    """
    written: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        packed = part.packed
        name = part.name.encode()
        flags = 0 if part.name.isascii() else _UTF_8
        about = struct.pack(
            "<HHHHHIIIHH",
            *(_VERSION, flags, part.method, 0, _FIRST_OF_1980),
            *(part.checksum, len(packed), part.size, len(name), 0),
        )
        header = b"PK\x03\x04" + about + name
        placed = struct.pack("<HHHII", 0, 0, 0, 0, offset)
        directory.append(b"PK\x01\x02" + struct.pack("<H", _VERSION) + about + placed + name)
        written += (header, packed)
        offset += len(header) + len(packed)
    listed = b"".join(directory)
    count = len(directory)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), offset, 0)
    return b"".join((*written, listed, b"PK\x05\x06", end))
