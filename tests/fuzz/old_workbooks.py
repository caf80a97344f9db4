"""Small .xls files of our own writing, and their containers, to be damaged."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_BOF, _EOF, _SHEET, _LABEL, _NUMBER, _DIMENSIONS = 0x809, 0x0A, 0x85, 0x204, 0x203, 0x200


def record(kind: int, content: bytes) -> bytes:
    """Return a record of BIFF8."""
    return struct.pack("<HH", kind, len(content)) + content


def cell(row: int, column: int, value: object) -> bytes:
    """Return the record of a number or text."""
    head = struct.pack("<3H", row, column, 0)
    if isinstance(value, int | float):
        return record(_NUMBER, head + struct.pack("<d", value))
    text = str(value)
    return record(_LABEL, head + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def cells(lines: Sequence[Sequence[object]]) -> bytes:
    """Return the records of a table."""
    return b"".join(
        cell(row, column, value)
        for row, line in enumerate(lines)
        for column, value in enumerate(line)
        if value not in (None, "")
    )


def stream(
    sheets: Mapping[str, bytes],
    *,
    before: bytes = b"",
    dimensions: bytes = struct.pack("<IIHHH", 0, 1, 0, 1, 0),
    positions: Mapping[str, int] | None = None,
) -> bytes:
    """Return the stream of a workbook; `before` stands before the list of sheets."""
    begin = record(_BOF, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + before
    bodies = {
        name: record(_BOF, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
        + record(_DIMENSIONS, dimensions)
        + body
        + record(_EOF, b"")
        for name, body in sheets.items()
    }
    heads = {name: name.encode("utf-16-le") for name in sheets}
    position = len(begin) + sum(4 + 8 + len(head) for head in heads.values()) + 4
    listed = b""
    for name, head in heads.items():
        start = (positions or {}).get(name, position)
        about = struct.pack("<IBBBB", start, 0, 0, len(name), 1)
        listed += record(_SHEET, about + head)
        position += len(bodies[name])
    return begin + listed + record(_EOF, b"") + b"".join(bodies.values())


def container(
    content: bytes, *, name: str = "Workbook", size: int | None = None, start: int | None = None
) -> bytes:
    """Return a container of small sectors: the table, the directory, the stream."""
    content = content.ljust(4096, b"\0")
    data = -(-len(content) // SECTOR)
    tables = -(-(data + 1) // (SECTOR // 4 - 1))
    chain = [FAT] * tables + [END] + [*range(tables + 2, tables + 1 + data), END]
    chain += [FREE] * (tables * SECTOR // 4 - len(chain))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, tables, tables, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    stated = len(content) if size is None else size
    directory = _entry("Root Entry", 5, END, 0, 1) + _entry(
        name, 2, tables + 1 if start is None else start, stated, FREE
    )
    return (
        header
        + struct.pack(f"<{len(chain)}I", *chain)
        + directory.ljust(SECTOR, b"\0")
        + content.ljust(data * SECTOR, b"\0")
    )


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBB3I", len(spelled), kind, 1, FREE, FREE, child)
    return spelled.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def patched(content: bytes, position: int, layout: str, *values: int) -> bytes:
    """Return a file with numbers overwritten."""
    changed = bytearray(content)
    struct.pack_into(layout, changed, position, *values)
    return bytes(changed)


def with_link(content: bytes, sector: int, following: int) -> bytes:
    """Return a container whose table leads from a sector to another one."""
    return patched(content, SECTOR + 4 * sector, "<I", following)
