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


def cell(row: int, column: int, value: object, style: int = 0) -> bytes:
    """Return the record of a number or text."""
    head = struct.pack("<3H", row, column, style)
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


def font(*, struck: bool = False) -> bytes:
    """Return the record of a font."""
    flags = 0x0008 if struck else 0
    return record(0x31, struct.pack("<4H6B", 220, flags, 0x7FFF, 400, 0, 0, 0, 0, 0, 0) + b"\0\0")


def cell_format(number_format: int = 0, font_number: int = 0) -> bytes:
    """Return the record of a format of cells."""
    return record(0xE0, struct.pack("<HH", font_number, number_format) + bytes(16))


def number_format(number: int, code: str) -> bytes:
    """Return the record that defines a number format."""
    spelled = code.encode("utf-16-le")
    return record(0x41E, struct.pack("<HHB", number, len(code), 1) + spelled)


def shared_texts(
    *texts: tuple[str, Sequence[tuple[int, int]]], bytes_a_record: int = 8000
) -> bytes:
    """Return the table of shared texts with their runs: first character, number of the font."""
    table = b""
    for text, runs in texts:
        table += struct.pack("<HB", len(text), 9 if runs else 1)
        table += struct.pack("<H", len(runs)) if runs else b""
        table += text.encode("utf-16-le")
        table += b"".join(struct.pack("<HH", *run) for run in runs)
    return record(0xFC, struct.pack("<II", len(texts), len(texts)) + table[:bytes_a_record])


def shared_text(row: int, column: int, number: int, style: int = 0) -> bytes:
    """Return a cell with a text of the table."""
    return record(0xFD, struct.pack("<HHHI", row, column, style, number))


def formula(
    row: int, column: int, result: object, *, kind: int = 0x06, style: int = 0, parsed: bytes = b""
) -> bytes:
    """Return a formula with its stored result: a number, a text, a truth value, or an error."""
    head = struct.pack("<HHH", row, column, style)
    behind = struct.pack("<HIH", 0, 0, len(parsed)) + parsed
    if isinstance(result, bool):
        return record(kind, head + struct.pack("<BBBBBBH", 1, 0, result, 0, 0, 0, 0xFFFF) + behind)
    if isinstance(result, int | float):
        return record(kind, head + struct.pack("<d", result) + behind)
    if isinstance(result, bytes):
        code = result[0]
        return record(kind, head + struct.pack("<BBBBBBH", 2, 0, code, 0, 0, 0, 0xFFFF) + behind)
    text = str(result)
    written = record(
        kind, head + struct.pack("<BBBBBBH", 0 if text else 3, 0, 0, 0, 0, 0, 0xFFFF) + behind
    )
    spelled = struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
    return written + (record(0x207, spelled) if text else b"")


def stream_of_95(body: bytes) -> bytes:
    """Return the stream of a workbook of Excel 95 with one sheet."""
    begin = record(_BOF, struct.pack("<4H", 0x500, 5, 0, 0))
    position = len(begin) + 4 + 8 + 4
    listed = record(_SHEET, struct.pack("<IBBB", position, 0, 0, 1) + b"A")
    sheet = record(_BOF, struct.pack("<4H", 0x500, 0x10, 0, 0)) + body + record(_EOF, b"")
    return begin + listed + record(_EOF, b"") + sheet


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
