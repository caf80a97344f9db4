"""Files made to do harm, each in one way."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise

from tests.fuzz.seeds import CELLS, packed, rows_of, xlsx_of

SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = 1 << 20


def _sound() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(xlsx_of(rows_of(CELLS)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    parts = _sound()
    return packed({**parts, SHEET: change(parts[SHEET])})


def _with_directory(content: bytes, field: int, value: int, name: str = SHEET) -> bytes:
    """Overwrite a 32-bit field of an entry in the archive's directory."""
    damaged = bytearray(content)
    wanted, at = name.encode(), 0
    while True:
        at = damaged.index(b"PK\x01\x02", at)
        if damaged[at + 46 : at + 46 + len(wanted)] == wanted:
            struct.pack_into("<I", damaged, at + field, value)
            return bytes(damaged)
        at += 4


_SIZE_FIELD = 24


def zip_bomb() -> bytes:
    """A sheet of some kilobytes that unpacks to 400 megabytes of spaces."""
    return _with_packed_sheet(b" " * MEGABYTE, 400)


def bomb_beside_the_sheet() -> bytes:
    """A part that nobody needs, and that unpacks to 400 megabytes."""
    return _with_packed_part("xl/theme/theme1.xml", b" " * MEGABYTE, 400)


def bomb_of_empty_rows() -> bytes:
    """Rows without cells, each of which is sound: 300 megabytes of them."""
    return _with_packed_sheet(b"<row/>" * 170_000, 300)


def bomb_that_lies() -> bytes:
    """A sheet that unpacks to 400 megabytes and says it had a hundred bytes."""
    return _with_directory(zip_bomb(), _SIZE_FIELD, 100)


def _with_packed_sheet(piece: bytes, times: int) -> bytes:
    return _with_packed_part(SHEET, piece, times)


def _with_packed_part(name: str, piece: bytes, times: int) -> bytes:
    target = io.BytesIO()
    parts = _sound()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for part_name, content in parts.items():
            if part_name != name:
                archive.writestr(part_name, content)
        before, _, after = parts.get(name, b"<x></x>").partition(b"</")
        with archive.open(name, "w") as stream:
            stream.write(before)
            for _ in range(times):
                stream.write(piece)
            stream.write(b"</" + after)
    return target.getvalue()


def zip_in_zip_quine() -> bytes:
    """Entries that overlap: all point to the same packed megabytes."""
    content = _with_packed_part("xl/media/a.xml", b"0" * MEGABYTE, 30)
    directory = content.index(b"PK\x01\x02")
    entry = content.index(b"xl/media/a.xml", directory) - 46
    end = content.index(b"PK\x05\x06")
    next_entry = content.find(b"PK\x01\x02", entry + 4)
    last = next_entry if next_entry != -1 else end
    record = content[entry:last]
    copies = b"".join(record.replace(b"a.xml", b"%c.xml" % letter) for letter in b"bcdefghijklmnop")
    tail = bytearray(content[end:])
    (count,) = struct.unpack_from("<H", tail, 10)
    (size,) = struct.unpack_from("<I", tail, 12)
    struct.pack_into("<HH", tail, 8, count + 15, count + 15)
    struct.pack_into("<I", tail, 12, size + len(copies))
    return content[:last] + copies + content[last:end] + bytes(tail)


def entity_bomb() -> bytes:
    """A billion laughs."""
    names = "abcdefghij"
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    head = f'<!DOCTYPE worksheet [<!ENTITY a "{"ha" * 100}">{entities}]>'.encode()
    return _with_sheet(
        lambda part: part.replace(b"<worksheet", head + b"<worksheet", 1).replace(
            b"</t>", b"&j;</t>", 1
        )
    )


def external_entity() -> bytes:
    """An entity that would read a file of this computer."""
    head = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'
    return _with_sheet(
        lambda part: part.replace(b"<worksheet", head, 1).replace(b"</t>", b"&x;</t>", 1)
    )


def entity_in_the_texts() -> bytes:
    """Entities in the table of texts, which another part refers to."""
    laughs = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha">]><sst><si><t>&a;</t></si></sst>'
    return packed({**_sound(), "xl/sharedStrings.xml": laughs})


def two_gibibytes_declared() -> bytes:
    """A sheet that says it had two gibibytes."""
    return _with_directory(xlsx_of(rows_of(CELLS)), _SIZE_FIELD, 0x7FFF_FFFF)


def nested_deeply() -> bytes:
    """A hundred thousand elements within each other."""
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    return _with_sheet(lambda part: part.replace(b"</worksheet>", deep + b"</worksheet>"))


def _added(name: str) -> bytes:
    return packed({**_sound(), name: b"<x/>"})


def path_above() -> bytes:
    """A part that would lie outside of where it is unpacked."""
    return _added("xl/../../../../tmp/evil.xml")


def path_from_the_root() -> bytes:
    """A part with an absolute path."""
    return _added("/etc/cron.d/evil.xml")


def path_of_windows() -> bytes:
    """A part with a path of Windows."""
    return _added("C:\\Windows\\evil.xml")


def path_above_of_windows() -> bytes:
    """A part outside of where it is unpacked, with the slashes of Windows."""
    return _added("xl\\..\\..\\evil.xml")


def sheet_outside() -> bytes:
    """A workbook whose list of sheets leads out of it."""
    parts = _sound()
    book = "xl/_rels/workbook.xml.rels"
    outside = parts[book].replace(b"worksheets/sheet1.xml", b"../../../../../etc/passwd")
    return packed({**parts, book: outside})


def thousands_of_parts() -> bytes:
    """Twenty thousand parts."""
    return packed({**_sound(), **{f"xl/media/{number}.xml": b"" for number in range(20_000)}})


def two_parts_of_one_name() -> bytes:
    """Two sheets of one name: which one is read depends on the reader."""
    target = io.BytesIO(xlsx_of(rows_of(CELLS)))
    rows = rows_of([[*line[:1], "別の業務", *line[2:]] for line in CELLS])
    with zipfile.ZipFile(io.BytesIO(xlsx_of(rows))) as archive:
        sheet = archive.read(SHEET)
    # zipfile warns of it, so the second is written under a name of the same length and renamed.
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET.replace("sheet1", "sheet2"), sheet)
    return target.getvalue().replace(b"sheet2.xml", b"sheet1.xml")


def wrong_sum() -> bytes:
    """A sheet whose check sum is wrong: it was changed after it was packed."""
    return _with_directory(xlsx_of(rows_of(CELLS)), 16, zlib.crc32(b"other"))


def cell_in_the_last_corner() -> bytes:
    """A list in the first corner and one cell in the last: 17 thousand million cells between."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return xlsx_of(rows_of(CELLS) + far, '<dimension ref="A1:XFD1048576"/>')


def cells_beyond_all_sheets() -> bytes:
    """A cell whose address no sheet has."""
    far = '<row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row>'
    return xlsx_of(rows_of(CELLS) + far)


def _last_cell_at(address: str) -> bytes:
    content = rows_of(CELLS)
    start, end = content.rsplit("<c t=", 1)
    return xlsx_of(f'{start}<c r="{address}" t={end}')


def cell_beyond_its_row() -> bytes:
    """A cell of the fourth row that says it stood in the last row but one after all."""
    return _last_cell_at("ZZZZ99999999")


def cell_beyond_all_numbers() -> bytes:
    """A cell whose row is no number that a computer counts with."""
    return _last_cell_at("L99999999999999999999")


def row_of_a_cell_elsewhere() -> bytes:
    """A cell of the fourth row that says it stood in the last."""
    return _last_cell_at("L1048576")


def unknown_encoding() -> bytes:
    """A sheet in an encoding that does not exist."""
    return _with_sheet(lambda part: part.replace(b"UTF-8", b"UTF--1"))


def merged_over_everything() -> bytes:
    """The whole sheet is one merged range."""
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return xlsx_of(rows_of(CELLS), after=merged)


def wide_columns_hidden() -> bytes:
    """A column definition from the first to the last but a thousand million."""
    return xlsx_of(rows_of(CELLS), '<cols><col min="1" max="1000000000" hidden="1"/></cols>')


def repeated_by_the_million() -> bytes:
    """An .ods whose empty cells and rows are repeated by the thousand million."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    cell = (
        '<table:table-cell table:number-columns-repeated="1000000000" '
        'office:value-type="float" office:value="1"/>'
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        '<table:table table:name="業務一覧">'
        f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": (
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
                'manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type='
                '"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
            ),
        }
    )


def one_long_line() -> bytes:
    """A text file of one line of thirty megabytes."""
    return b"a," * (15 * MEGABYTE)


def one_open_quote() -> bytes:
    """A text file whose one quotation never ends."""
    return b'"' + b"a\n" * (10 * MEGABYTE)


def xls_with_a_huge_sheet(sound: bytes) -> bytes:
    """An .xls whose sheet says it had millions of millions of cells."""
    record = sound.index(b"\x00\x02\x0e\x00")  # DIMENSIONS, 14 bytes
    damaged = bytearray(sound)
    struct.pack_into("<II", damaged, record + 4, 0, 0x7FFF_FFFF)
    return bytes(damaged)
