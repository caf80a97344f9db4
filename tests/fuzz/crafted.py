"""Workbooks made to end a reader, many ways of each kind; made by name."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

from tests.fuzz.hostile import SHEET
from tests.fuzz.old_workbooks import (
    END,
    FREE,
    SECTOR,
    cell,
    cells,
    container,
    patched,
    record,
    stream,
    with_link,
)
from tests.fuzz.seeds import CELLS, csv_of, ods_of, packed, rows_of, xlsx_of

Maker = Callable[[], bytes]
PAGE = "業務一覧"
HEADINGS = CELLS[0]
LAST = "XFD1048576"


def crafted() -> dict[str, Maker]:
    """Return what makes each file, by the name of the file."""
    made: dict[str, Maker] = {}
    for suffix, makers in (
        (".xlsx", _xlsx),
        (".xls", _xls),
        (".ods", _ods),
        (".csv", _csv),
    ):
        made |= {f"{name}{suffix}": make for name, make in makers()}
    return made


# ---------------------------------------------------------------------------------------- .xlsx


def _addressed() -> str:
    """Return the rows of the survey with an address in every cell, as Excel writes them."""
    rows = []
    for number, line in enumerate(CELLS, 1):
        written = []
        for position, value in enumerate(line):
            if value is None:
                continue
            address = f'r="{chr(65 + position)}{number}"'
            if isinstance(value, int | float):
                written.append(f"<c {address}><v>{value!r}</v></c>")
            else:
                written.append(f'<c {address} t="inlineStr"><is><t>{value}</t></is></c>')
        rows.append(f'<row r="{number}">{"".join(written)}</row>')
    return "".join(rows)


def _parts(rows: str, before: str = "", after: str = "") -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(xlsx_of(rows, before, after))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


FAR_CELLS = {
    "plain": f'<c r="{LAST}"><v>1</v></c>',
    "blank in tag": f'<c r="{LAST}"><v >1</v></c>',
    "empty value": f'<c r="{LAST}"><f>1</f><v/></c>',
    "empty value with a blank": f'<c r="{LAST}"><f>1</f><v /></c>',
    "formula alone": f'<c r="{LAST}"><f>1</f></c>',
    "inline": f'<c r="{LAST}" t="inlineStr"><is><t>1</t></is></c>',
    "inline with a blank": f'<c r="{LAST}" t="inlineStr"><is ><t>1</t></is></c>',
    "inline with a prefix": f'<c r="{LAST}" t="inlineStr"><x:is xmlns:x="urn:x"><x:t>1</x:t></x:is></c>',
    "attributes the other way round": f'<c t="n" r="{LAST}"><v>1</v></c>',
    "single quotes": f"<c r='{LAST}'><v>1</v></c>",
    "blanks around the sign": f'<c r = "{LAST}"><v>1</v></c>',
    "line between": f'<c\nr="{LAST}"><v>1</v></c>',
    "comment inside": f'<c r="{LAST}"><!-- --><v>1</v></c>',
    "section inside": f'<c r="{LAST}"><v><![CDATA[1]]></v></c>',
    "reference in the address": '<c r="&#88;FD1048576"><v>1</v></c>',
    "prefix": f'<x:c xmlns:x="urn:x" r="{LAST}"><v>1</v></x:c>',
    "error": f'<c r="{LAST}" t="e"><v>#N/A</v></c>',
    "small letters": f'<c r="{LAST.lower()}"><v>1</v></c>',
    "address without a row": '<c r="XFD"><v>1</v></c>',
    "beyond the columns": '<c r="ZZZ1048576"><v>1</v></c>',
    "no address": "<c><v>1</v></c>" * 1_000,
}
ROWS = {
    "row again": '<row r="3"><c r="A3"><v>1</v></c></row>',
    "row back": '<row r="9"/><row r="5"><c r="A5"><v>1</v></c></row>',
    "cell outside of rows": f'<c r="{LAST}"><v>1</v></c>',
    "row inside a row": f'<row r="9"><row r="1048576"><c r="{LAST}"><v>1</v></c></row></row>',
    "cell inside a cell": f'<row r="9"><c r="A9"><c r="{LAST}"><v>1</v></c></c></row>',
    "row in a reference": '<row r="&#49;048576"><c r="A1048576"><v>1</v></c></row>',
    "cell of another row": f'<row r="9"><c r="{LAST}"><v>1</v></c></row>',
    "sheet data inside": f'<sheetData><row r="1048576"><c r="{LAST}"><v>1</v></c></row></sheetData>',
    "sparse": "".join(f'<row r="{n}"><c r="AZ{n}"><v>1</v></c></row>' for n in (9, 900, 90_000)),
    "thousands of lists": "".join(
        rows_of([HEADINGS, *CELLS[1:2]], 10 + 3 * number) for number in range(2_000)
    ),
    "headings in all rows": rows_of([HEADINGS] * 20_000, 10),
    "thousands of unknown headings": rows_of(
        [HEADINGS[:2] + [f"年間の実施回数{n}" for n in range(9_000)]], 10
    ),
}
SURROUNDINGS = {
    "sheet data in a comment": (f'<!-- <sheetData><row r="1048576"><c r="{LAST}"><v>1</v></c></row></sheetData> -->', ""),
    "columns over and over": ("<cols>" + '<col min="1" max="16384" hidden="1"/>' * 50_000 + "</cols>", ""),
    "merged over and over": ("", "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 50_000 + "</mergeCells>"),
    "second sheet data": ("", f'<sheetData><row r="1048576"><c r="{LAST}"><v>1</v></c></row></sheetData>'),
    "deep": ("", "<a>" * 50_000 + "</a>" * 50_000),
    "dimension of the whole": (f'<dimension ref="A1:{LAST}"/>', ""),
    "junk behind": ("", "</worksheet><worksheet>"),
}  # fmt: skip
BOOK_CHANGES = {
    "two sheets of one name": (b'<sheet name="', b'<sheet name="\xe6\xa5\xad\xe5\x8b\x99\xe4\xb8\x80\xe8\xa6\xa7" sheetId="9" r:id="rId9"/><sheet name="'),
    "foreign id": (b"<sheet ", b"<sheet x:id='rId9' xmlns:x='urn:x' "),
    "id without a prefix": (b" r:id=", b" id='rId9' r:id="),
    "another prefix": (b" r:id=", b" xmlns:q='urn:q' q:id="),
    "junk behind the book": (b"</workbook>", b"</workbook><x>"),
    "text behind the book": (b"</workbook>", b"</workbook>x"),
    "book not closed": (b"</workbook>", b""),
    "sheet elsewhere": (b"</sheets>", b"</sheets><x><sheet name='x' r:id='rId9'/></x>"),
    "sheets in a comment": (b"<sheets>", b"<!-- <sheets> --><sheets>"),
    "no sheets": (b"<sheet ", b"<notasheet "),
    "unknown relation": (b'r:id="rId1"', b'r:id="rId7"'),
    "unknown state": (b"<sheet ", b"<sheet state='x' "),
}  # fmt: skip
RELATION_CHANGES = {
    "relation twice": (b"</Relationships>", b'<Relationship Id="rId1" Target="worksheets/sheet9.xml"/></Relationships>'),
    "relation by detours": (b'"worksheets/', b'"./worksheets/'),
    "relation upwards": (b'"worksheets/', b'"../xl/worksheets/'),
    "relation in capitals": (b'"worksheets/sheet1', b'"WORKSHEETS/SHEET1'),
    "relation to the book": (b"worksheets/sheet1.xml", b"workbook.xml"),
    "relation to another folder": (b"worksheets/sheet1.xml", b"sheets/sheet9.xml"),
    "relation to a chart": (b"worksheets/sheet1.xml", b"chartsheets/sheet9.xml"),
    "relation to nothing": (b"worksheets/sheet1.xml", b""),
    "relation inside": (b"<Relationship ", b"<x><Relationship "),
    "junk behind relations": (b"</Relationships>", b"</Relationships><x/>"),
}  # fmt: skip


def _xlsx() -> Iterator[tuple[str, Maker]]:
    sound = _addressed()
    for name, far in FAR_CELLS.items():
        rows = f'{sound}<row r="1048576">{far}</row>'
        yield f"far cell, {name}", lambda rows=rows: xlsx_of(rows)
    for name, more in ROWS.items():
        yield name, lambda more=more: xlsx_of(sound + more)
    for name, (before, after) in SURROUNDINGS.items():
        yield name, lambda before=before, after=after: xlsx_of(sound, before, after)
    far_sheet = _parts(f'<row r="1048576"><c r="{LAST}"><v>1</v></c></row>')[SHEET]
    for part, changes in (
        ("xl/workbook.xml", BOOK_CHANGES),
        ("xl/_rels/workbook.xml.rels", RELATION_CHANGES),
    ):
        for name, (old, new) in changes.items():
            folders = ("worksheets", "sheets", "chartsheets")
            parts = _parts(sound) | {f"xl/{folder}/sheet9.xml": far_sheet for folder in folders}
            related = b'<Relationship Id="rId9" Target="worksheets/sheet9.xml"/></Relationships>'
            relations = "xl/_rels/workbook.xml.rels"
            parts[relations] = parts[relations].replace(b"</Relationships>", related)
            assert old in parts[part]
            parts[part] = parts[part].replace(old, new, 1)
            yield name, lambda parts=parts: packed(parts)
    yield (
        "sixty sparse sheets",
        lambda: _sheets(60, '<row r="99999"><c r="Z99999"><v>1</v></c></row>'),
    )
    yield "thousand sheets", lambda: _sheets(1_000, '<row r="999"><c r="Z999"><v>1</v></c></row>')
    yield "bytes behind the archive", lambda: xlsx_of(sound) + b"PK\x05\x06" + bytes(40)
    yield "bytes before the archive", lambda: xlsx_of(sound)[:30] + xlsx_of(sound)
    yield (
        "percentages without end",
        lambda: packed(
            _parts(
                "".join(
                    f'<row r="{n}"><c r="A{n}" s="0"><v>1</v></c></row>' for n in range(1, 60_000)
                )
            )
            | {"xl/styles.xml": b'<styleSheet><cellXfs><xf numFmtId="9"/></cellXfs></styleSheet>'}
        ),
    )
    yield (
        "shared texts without end",
        lambda: packed(
            _parts(sound)
            | {"xl/sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 500_000 + b"</sst>"}
        ),
    )


def _sheets(count: int, rows: str) -> bytes:
    parts = _parts(_addressed())
    far = _parts(rows)[SHEET]
    listed, related = [], []
    for number in range(2, count + 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = far
        listed.append(f'<sheet name="{number}" sheetId="{number}" r:id="rId{number}"/>')
        target = f'Target="worksheets/sheet{number}.xml"'
        related.append(f'<Relationship Id="rId{number}" {target}/>')
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    parts[book] = parts[book].replace(b"</sheets>", "".join(listed).encode() + b"</sheets>")
    end = b"</Relationships>"
    parts[relations] = parts[relations].replace(end, "".join(related).encode() + end)
    return packed(parts)


# ----------------------------------------------------------------------------------------- .xls


def _xls() -> Iterator[tuple[str, Maker]]:
    rows = cells(CELLS)
    plain = stream({PAGE: rows})
    sound = container(plain)
    sectors = len(sound) // SECTOR - 1
    first = 2  # behind the table and the directory
    yield "sound", lambda: sound
    for sector in (first, first + 1, (first + sectors) // 2, sectors - 1):
        for name, following in {
            "to itself": sector,
            "to the first": first,
            "to the directory": 1,
            "to the table": 0,
            "to a free one": FREE,
            "to its end": END,
            "beyond the file": 0x7FFF_FFFF,
        }.items():
            if sector != sectors - 1 or following != END:
                yield (
                    f"link of {sector} {name}",
                    lambda s=sector, f=following: with_link(sound, s, f),
                )
    yield "directory in a circle", lambda: with_link(sound, 1, 1)
    for length in (0, 1, 8, 76, 511, 512, 600, 1023, 1024, 1100, 1536, 2048, len(sound) // 2):
        yield f"cut at {length}", lambda length=length: sound[:length]
    for number in range(sectors):
        begin = (number + 1) * SECTOR
        yield (
            f"sector {number} zeroed",
            lambda begin=begin: sound[:begin] + bytes(SECTOR) + sound[begin + SECTOR :],
        )
    for name, position, value in (
        ("two thousand million tables", 44, 0x7FFF_FFFF),
        ("directory beyond the file", 48, 0x7FFF_FFFF),
        ("directory in the table", 48, 0),
        ("all streams are small", 56, 0x7FFF_FFFF),
        ("small table beyond the file", 60, 0x7FFF_FFFF),
        ("small table everywhere", 64, 0x7FFF_FFFF),
        ("more tables beyond the file", 68, 0x7FFF_FFF0),
        ("more tables without number", 72, 0x7FFF_FFFF),
        ("first table beyond the file", 76, 0x7FFF_FFFF),
        ("first table is the directory", 76, 1),
    ):
        yield name, lambda p=position, v=value: patched(sound, p, "<I", v)
    for shift in (0, 6, 12, 20, 63):
        yield f"sectors of 2 to the {shift}", lambda shift=shift: patched(sound, 30, "<H", shift)
    tables = patched(patched(sound, 68, "<I", first), 72, "<I", 1)
    yield "more tables in a circle", lambda: patched(tables, (first + 2) * SECTOR - 4, "<I", first)
    for name, size in {"eight gigabytes": 8 << 30, "four": 0xFFFF_FFFF, "one": 1 << 30}.items():
        yield f"stream of {name}", lambda size=size: container(plain, size=size)
    yield "small stream of nothing", lambda: container(plain, size=100)
    yield "stream in the header", lambda: container(plain, start=0xFFFF_FFFD)
    yield "only the header", lambda: sound[:512] + b"\xff" * 512
    yield from _records(rows)


def _records(rows: bytes) -> Iterator[tuple[str, Maker]]:
    def book(sheets: dict[str, bytes], **parts: object) -> Maker:
        return lambda: container(stream(sheets, **parts))

    for row, column in ((65_535, 255), (65_535, 0), (0, 255), (65_535, 65_535), (40_000, 100)):
        yield f"cell at {row} {column}", book({PAGE: rows + cell(row, column, "x")})
    corner = cell(0, 0, 1) + cell(65_535, 30, 1)
    yield "sixty sparse sheets", book({PAGE: rows} | {f"{n}": corner for n in range(60)})
    for count in (0x7FFF_FFFF, 0xFFFF_FFFF, 1_000_000):
        texts = record(0xFC, struct.pack("<II", count, count) + b"\x01\0\0a")
        yield f"{count} texts", book({PAGE: rows}, before=texts)
    for name, layout in {
        "all rows": struct.pack("<IIHHH", 0, 65_536, 0, 256, 0),
        "all numbers": struct.pack("<IIHHH", 0, 0xFFFF_FFFF, 0, 0xFFFF, 0),
        "backwards": struct.pack("<IIHHH", 9, 1, 9, 1, 0),
        "too short": b"\0\0",
    }.items():
        yield f"dimensions of {name}", book({PAGE: rows}, dimensions=layout)
    for page in (932, 1200, 65001, 0, 0xFFFF):
        yield f"code page {page}", book({PAGE: rows}, before=record(0x42, struct.pack("<H", page)))
    for start in (0, 4, 0x7FFF_FFFF, 0xFFFF_FFFF):
        yield f"sheet at {start}", book({PAGE: rows}, positions={PAGE: start})
    yield (
        "a thousand names of one sheet",
        book(
            {PAGE: rows} | {f"{n}": b"" for n in range(1_000)},
            positions={f"{n}": 30_000 for n in range(1_000)},
        ),
    )
    many = record(0xBD, struct.pack("<HH", 9, 9) + bytes(6) + struct.pack("<H", 0xFFFF))
    yield "row of numbers to nowhere", book({PAGE: rows + many})
    yield "numbers without a place", book({PAGE: rows + record(0xBD, b"\0\0")})
    yield "merged without end", book({PAGE: rows + record(0xE5, struct.pack("<H", 0xFFFF))})
    yield "formula without a result", book({PAGE: rows + record(0x06, bytes(6))})
    yield "text of a formula alone", book({PAGE: rows + record(0x207, b"\xff\xff\x01a")})
    yield "unknown format of a cell", book({PAGE: rows + record(0x205, bytes(6) + b"\xff\x01")})
    yield "lists without end", book({PAGE: cells([HEADINGS, *CELLS[1:2]] * 900)})


# ----------------------------------------------------------------------------------------- .ods

HUGE = 'table:number-columns-repeated="1000000000"'
ROWS_HUGE = 'table:number-rows-repeated="1000000000"'
VALUE = 'office:value-type="float" office:value="1"'
ODS_ROWS = {
    "cells without end": f"<table:table-row><table:table-cell {HUGE} {VALUE}/></table:table-row>",
    "blank cells without end": f"<table:table-row><table:table-cell {HUGE}/><table:table-cell {VALUE}/></table:table-row>",
    "blank cells alone": f"<table:table-row><table:table-cell {HUGE}/></table:table-row>" * 50,
    "rows without end": f"<table:table-row {ROWS_HUGE}><table:table-cell {VALUE}/></table:table-row>",
    "blank rows without end": f"<table:table-row {ROWS_HUGE}><table:table-cell/></table:table-row><table:table-row><table:table-cell {VALUE}/></table:table-row>",
    "a million rows": f'<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="20" {VALUE}/></table:table-row>',
    "two million percentages": '<table:table-row table:number-rows-repeated="2000000"><table:table-cell office:value-type="percentage" office:value="0.1"/></table:table-row>',
    "hidden rows": f'<table:table-row table:visibility="collapse" {ROWS_HUGE}><table:table-cell/></table:table-row>' * 100,
    "covered cells": f"<table:table-row><table:covered-table-cell {HUGE} {VALUE}/></table:table-row>",
    "spaces without end": '<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="4000000000"/></text:p></table:table-cell></table:table-row>',
    "spanned": '<table:table-row><table:table-cell table:number-rows-spanned="1000000000" table:number-columns-spanned="1000000000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>' * 1_000,
    "negative": '<table:table-row table:number-rows-repeated="-1"><table:table-cell table:number-columns-repeated="-5"/></table:table-row>',
    "too many digits": f'<table:table-row table:number-rows-repeated="{"9" * 400}"><table:table-cell {VALUE}/></table:table-row>',
    "row in a cell": f"<table:table-row><table:table-cell><table:table-row><table:table-cell {HUGE} {VALUE}/></table:table-row></table:table-cell></table:table-row>",
    "table in a cell": f'<table:table-row><table:table-cell><table:table table:name="x"><table:table-row><table:table-cell {HUGE} {VALUE}/></table:table-row></table:table></table:table-cell></table:table-row>',
    "cell without a row": f"<table:table-cell {HUGE} {VALUE}/>",
    "deep": "<text:p>" * 50_000 + "</text:p>" * 50_000,
    "value of words": '<table:table-row><table:table-cell office:value-type="float" office:value="x"/></table:table-row>',
    "time of words": '<table:table-row><table:table-cell office:value-type="time" office:time-value="PTX"/></table:table-row>',
    "date of words": '<table:table-row><table:table-cell office:value-type="date" office:date-value="0000-99-99"/></table:table-row>',
    "formula without end": '<table:table-row><table:table-cell table:formula="of:=' + "A" * 1_000_000 + '"/></table:table-row>',
    "other elements": "<table:table-row><text:p/></table:table-row>",
    "sections": f"<table:table-row><![CDATA[<table:table-cell {HUGE}/>]]></table:table-row>",
    "prefix": f'<t:table-row xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><t:table-cell t:number-columns-repeated="1000000000" {VALUE}/></t:table-row>',
    "columns without end": '<table:table-column table:visibility="collapse" table:number-columns-repeated="1000000000"/>' * 50,
    "headings": "",
}  # fmt: skip


def _ods() -> Iterator[tuple[str, Maker]]:
    sound = ods_of(CELLS)

    def changed(old: bytes, new: bytes, part: str = "content.xml") -> bytes:
        with zipfile.ZipFile(io.BytesIO(sound)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts[part] = parts[part].replace(old, new)
        return packed(parts)

    for name, rows in ODS_ROWS.items():
        yield name, lambda rows=rows: changed(b"</table:table>", rows.encode() + b"</table:table>")
        yield (
            f"{name}, first",
            lambda rows=rows: changed(b"<table:table-row>", rows.encode() + b"<table:table-row>"),
        )
    yield "headings of 20,000 lists", lambda: ods_of([HEADINGS, *CELLS[1:2]] * 2_000)
    many = b"".join(
        b'<table:table table:name="%d"><table:table-row table:number-rows-repeated="90000">'
        b'<table:table-cell table:number-columns-repeated="20"/><table:table-cell %s/>'
        b"</table:table-row></table:table>" % (number, VALUE.encode())
        for number in range(60)
    )
    end = b"</office:spreadsheet>"
    yield "sixty sparse sheets", lambda: changed(end, many + end)
    twice = b'<table:table table:name="%s"></table:table>' % PAGE.encode()
    yield "two sheets of one name", lambda: changed(end, twice + end)
    yield (
        "junk behind",
        lambda: changed(b"</office:document-content>", b"</office:document-content><x>"),
    )
    yield "not closed", lambda: changed(b"</office:document-content>", b"")
    yield "no content", lambda: changed(b"<", b"", "content.xml")
    yield "other encoding", lambda: changed(b'encoding="UTF-8"', b'encoding="UTF-7"')
    yield "entities", lambda: changed(b"<office:doc", b'<!DOCTYPE x [<!ENTITY a "b">]><office:doc')
    yield "another type", lambda: changed(b"spreadsheet", b"text", "mimetype")


# ----------------------------------------------------------------------------------------- .csv


def _csv() -> Iterator[tuple[str, Maker]]:
    sound = csv_of(CELLS)
    for name, more in {
        "commas without end": b"," * 3_000_000,
        "lines without end": b"a\n" * 1_000_000,
        "blank lines": b"\n" * 3_000_000,
        "open quotation": b'"' + b"a\n" * 500_000,
        "quotations": b'""""' * 500_000,
        "no text": bytes(range(256)) * 100,
        "zeros": bytes(100_000),
        "carriage returns": b"a\r" * 300_000,
        "one long cell": "あ".encode() * 1_000_000,
        "lists": csv_of([HEADINGS, *CELLS[1:2]] * 3_000),
        "headings": csv_of([HEADINGS] * 20_000),
        "wide headings": csv_of([HEADINGS + [f"年間実施回{n}" for n in range(9_000)]] * 4),
        "near headings": csv_of([[f"年間の実施回数（{n}）" for n in range(9_000)]] * 50),
        "numbers": b"1e999,-1e999,nan,0x10," + b"9" * 100_000,
        "formulas": b'=1+1,"=cmd|x",@x\n' * 1_000,
        "totals": csv_of([["合計"] * len(HEADINGS)] * 20_000),
        "notes": csv_of([["※" + "注" * 100]] * 20_000),
        "departments": csv_of([[f"所属：第{n}課"] for n in range(20_000)]),
        "lonely surrogates": b"\xed\xa0\x80,\xed\xb0\x80\n" * 100,
        "bytes of UTF-16": "所属,業務名\n".encode("utf-16") * 1_000,
        "escapes": b"\x1b[31m\x1b]0;x\x07\n" * 1_000,
        "html": b"<html><table>" + b"<tr><td colspan=1000 rowspan=1000>x" * 3_000,
        "html without end": b"<table " * 300_000,
        "an archive": b"PK\x03\x04" + bytes(1_000),
        "an old container": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1_000),
        "an old stream": b"\x09\x08\x10\x00" + bytes(100_000),
    }.items():
        yield name, lambda more=more: more
        yield f"{name}, behind a list", lambda more=more: sound + more
    for encoding in ("utf-16", "utf-32", "euc-jp", "iso2022_jp", "utf-7", "cp037"):
        yield (
            encoding,
            lambda encoding=encoding: csv_of(CELLS, "utf-8").decode().encode(encoding, "replace"),
        )
