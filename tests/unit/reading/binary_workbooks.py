"""Small .xlsb files of our own writing: parts of records instead of XML."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PERCENT, STRUCK = 1, 2
"""Cell formats of the file."""

_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE = "application/vnd.ms-excel"


def record(kind: int, content: bytes = b"") -> bytes:
    """Return a record."""
    return _number(kind) + _number(len(content)) + content


def _number(number: int) -> bytes:
    digits = bytearray()
    while True:
        number, digit = number >> 7, number & 0x7F
        digits.append(digit | (0x80 if number else 0))
        if not number:
            return bytes(digits)


def text(value: str) -> bytes:
    """Return a text with its length in front."""
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def row(number: int, *, is_hidden: bool = False) -> bytes:
    """Return the beginning of a row, counted from 0."""
    flags = 0x10 if is_hidden else 0
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0))


def cell(column: int, value: object, style: int = 0) -> bytes:
    """Return a cell with a number, a text, or the code of an error in bytes."""
    head = struct.pack("<II", column, style)
    if isinstance(value, bytes):
        return record(3, head + value)
    if isinstance(value, int | float):
        return record(5, head + struct.pack("<d", value))
    return record(6, head + text(str(value)))


def rich(column: int, value: str, runs: Sequence[tuple[int, int]]) -> bytes:
    """Return a cell with a text whose parts have fonts: first character, number of the font."""
    content = b"\1" + text(value) + struct.pack("<I", len(runs))
    return record(62, struct.pack("<II", column, 0) + content + _runs(runs))


def _runs(runs: Sequence[tuple[int, int]]) -> bytes:
    return b"".join(struct.pack("<HH", *run) for run in runs)


def cells(lines: Sequence[Sequence[object]]) -> bytes:
    """Return the records of a table."""
    return b"".join(
        row(number)
        + b"".join(
            cell(column, value) for column, value in enumerate(line) if value not in (None, "")
        )
        for number, line in enumerate(lines)
    )


def sheet(body: bytes, *, before: bytes = b"", behind: bytes = b"") -> bytes:
    """Return the part of a sheet around its rows."""
    extent = record(148, struct.pack("<IIII", 0, 0, 0, 0))
    return record(129) + extent + before + record(145) + body + record(146) + behind + record(130)


def merged(*ranges: tuple[int, int, int, int]) -> bytes:
    """Return merged ranges: first and last row, first and last column."""
    listed = b"".join(record(176, struct.pack("<IIII", *each)) for each in ranges)
    return record(177, struct.pack("<I", len(ranges))) + listed + record(178)


def hidden_columns(first: int, last: int) -> bytes:
    """Return the definition of hidden columns."""
    return record(390) + record(60, struct.pack("<IIIIH", first, last, 2000, 0, 1)) + record(391)


def _styles() -> bytes:
    fonts = b"".join(
        record(
            43,
            struct.pack("<HHHHBBBBBBBBBB", 220, flags, 400, 0, 0, 0, 128, 0, 7, 0, 0, 0, 0, 255)
            + b"\0"
            + text("Arial"),
        )
        for flags in (0, 0x0008)
    )
    formats = b"".join(
        record(47, struct.pack("<HHHHHBBBBH", 0, number, font, 0, 0, 0, 0, 0, 0, 0))
        for number, font in ((0, 0), (10, 0), (0, 1))
    )
    return (
        record(278)
        + record(611, struct.pack("<I", 2))
        + fonts
        + record(612)
        + record(617, struct.pack("<I", 3))
        + formats
        + record(618)
        + record(279)
    )


def write_xlsb(path: Path, sheets: Mapping[str, bytes], hidden: Sequence[str] = ()) -> Path:
    """Write a workbook; the sheets are parts as `sheet` makes them."""
    book = record(131) + record(143)
    for number, name in enumerate(sheets, 1):
        state = 1 if name in hidden else 0
        book += record(156, struct.pack("<II", state, number) + text(f"rId{number}") + text(name))
    book += record(144) + record(132)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types(len(sheets)))
        archive.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.bin")]))
        archive.writestr("xl/workbook.bin", book)
        targets = [
            (f"rId{number}", "worksheet", f"worksheets/sheet{number}.bin")
            for number in range(1, len(sheets) + 1)
        ]
        targets.append((f"rId{len(sheets) + 1}", "styles", "styles.bin"))
        archive.writestr("xl/_rels/workbook.bin.rels", _relations(targets))
        archive.writestr("xl/styles.bin", _styles())
        for number, part in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", part)
    return path


def _content_types(sheets: int) -> str:
    kinds = {f"/xl/worksheets/sheet{number}.bin": "worksheet" for number in range(1, sheets + 1)}
    kinds["/xl/styles.bin"] = "styles"
    kinds["/xl/workbook.bin"] = "sheet.binary.macroEnabled.main"
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}"/>'
        for part, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = f'<Default Extension="rels" ContentType="{rels}"/>'
    defaults += f'<Default Extension="bin" ContentType="{_TYPE}.sheet.binary.macroEnabled.main"/>'
    return f'<?xml version="1.0"?><Types xmlns="{_TYPES}">{defaults}{overrides}</Types>'


def _relations(targets: Sequence[tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{relation}" Type="{_MAIN}/{kind}" Target="{target}"/>'
        for relation, kind, target in targets
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'
