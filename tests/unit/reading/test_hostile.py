"""Hostile files are refused with a finding before anything of them is parsed, and quickly."""

import struct
import zipfile
import zlib

import pytest
from tests.unit.reading.surveys import SHEET, edited, plain, table, told, write_openpyxl
from tests.work_time import work_within

from rpa_scout.pipeline import read_surveys

SHEET_PART = "xl/worksheets/sheet1.xml"
SECONDS = 5.0


@pytest.fixture
def good(tmp_path):
    return write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table([plain()])})


def refused(path):
    """Return code and value of the one finding, and see that it came quickly."""
    with work_within(SECONDS):
        inventory = read_surveys(path)
    (finding,) = inventory.findings
    assert (finding.severity, finding.file) == ("error", path.name)
    assert not len(inventory.tasks)
    return finding.code, finding.quoted


def with_part(path, name, content, *, packing=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "a", packing) as book:
        book.writestr(name, content)
    return path


def replaced(path, part, content):
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[part] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part_content in parts.items():
            book.writestr(name, part_content)
    return path


def test_zip_bomb_by_ratio(good):
    assert refused(replaced(good, SHEET_PART, bytes(100 << 20)))[0] == "file_bomb"


def test_zip_bomb_in_a_part_that_nobody_needs(good):
    assert refused(with_part(good, "xl/media/image1.png", bytes(80 << 20)))[0] == "file_bomb"


def test_declared_size_of_two_gigabytes(good):
    content = bytearray(good.read_bytes())
    position = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, position + 24, (2 << 30) - 1)
    good.write_bytes(content)
    assert refused(good)[0] == "file_bomb"


def test_archive_that_lies_about_the_size_of_a_part(good):
    """The directory says 1,000 bytes, with the right sum for them; a hundred megabytes follow."""
    honest, following = b"<worksheet>".ljust(1000), bytes(100 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(honest + following) + packer.flush()
    with zipfile.ZipFile(good) as book:
        parts = {name: book.read(name) for name in book.namelist() if name != SHEET_PART}
    with zipfile.ZipFile(good, "w", zipfile.ZIP_STORED) as book:
        for name, part_content in parts.items():
            book.writestr(name, part_content)
        book.writestr(SHEET_PART, packed)
    content = bytearray(good.read_bytes())
    for mark, method, sums in ((b"PK\x03\x04", 8, 14), (b"PK\x01\x02", 10, 16)):
        position = content.rfind(mark)
        struct.pack_into("<H", content, position + method, zipfile.ZIP_DEFLATED)
        struct.pack_into("<III", content, position + sums, zlib.crc32(honest), len(packed), 1000)
    good.write_bytes(content)
    assert refused(good)[0] == "file_bomb"


@pytest.mark.parametrize("part", [SHEET_PART, "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
@pytest.mark.parametrize("difference", [-2, -1, 1, 2, 1_000])
def test_part_that_is_a_little_longer_or_shorter_than_it_says(good, part, difference):
    content = bytearray(good.read_bytes())
    position = content.rindex(part.encode()) - 46
    (size,) = struct.unpack_from("<I", content, position + 24)
    struct.pack_into("<I", content, position + 24, size + difference)
    good.write_bytes(content)
    assert refused(good)[0] == "file_damaged"


LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
)
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">' + LAUGHS + b"]><x>&l9;</x>"


@pytest.mark.parametrize(
    "part", [SHEET_PART, "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml", "xl/extra.bin"]
)
def test_entity_bomb_in_any_part(good, part):
    make = with_part if part == "xl/extra.bin" else replaced
    assert refused(make(good, part, BOMB)) == ("file_entities", part)


def test_entities_in_another_encoding(good):
    assert refused(replaced(good, SHEET_PART, BOMB.decode().encode("utf-16")))[0] == "file_damaged"


@pytest.mark.parametrize("name", [SHEET_PART, "xl/extra.bin"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_entities_in_two_bytes_a_sign(good, name, encoding):
    make = replaced if name == SHEET_PART else with_part
    assert refused(make(good, name, BOMB.decode().encode(encoding)))[0] == "file_damaged"


@pytest.mark.parametrize("blank", [b" ", b"\n"])
def test_entities_behind_a_long_blank(good, blank):
    content = blank * 5_000 + BOMB[21:]
    assert refused(replaced(good, SHEET_PART, content)) == ("file_entities", SHEET_PART)


def test_encoding_behind_a_long_blank(good):
    declared = b"<?xml version='1.0'" + b" " * 5_000 + b"encoding='cp037'?>"
    content = declared + BOMB[21:].decode().encode("cp037")
    assert refused(replaced(good, SHEET_PART, content))[0] == "file_damaged"


def in_stored_blocks(content, size):
    """Pack so that every few signs unpack apart from the others: empty blocks fill the gaps."""
    empty = struct.pack("<BHH", 0, 0, 0xFFFF) * (1 << 14)
    blocks = b"".join(
        struct.pack("<BHH", 0, len(piece), len(piece) ^ 0xFFFF) + piece + empty
        for piece in (content[start : start + size] for start in range(0, len(content), size))
    )
    return blocks + struct.pack("<BHH", 1, 0, 0xFFFF)


@pytest.mark.parametrize("size", [7, 13])
@pytest.mark.parametrize("part", ["xl/styles.xml", SHEET_PART])
def test_entities_that_unpack_a_few_bytes_at_a_time(good, part, size):
    content = BOMB[:60]
    with zipfile.ZipFile(good) as book:
        parts = {name: book.read(name) for name in book.namelist() if name != part}
    with zipfile.ZipFile(good, "w", zipfile.ZIP_STORED) as book:
        for name, part_content in parts.items():
            book.writestr(name, part_content)
        book.writestr(part, in_stored_blocks(content, size))
    damaged = bytearray(good.read_bytes())
    for mark, method, sums in ((b"PK\x03\x04", 8, 14), (b"PK\x01\x02", 10, 16)):
        position = damaged.rfind(mark)
        struct.pack_into("<H", damaged, position + method, zipfile.ZIP_DEFLATED)
        struct.pack_into("<I", damaged, position + sums, zlib.crc32(content))
        struct.pack_into("<I", damaged, position + sums + 8, len(content))
    good.write_bytes(damaged)
    assert refused(good) == ("file_entities", part)


def test_entities_at_the_seam_of_two_pieces(good):
    content = b"<!-- " + b"x" * ((1 << 20) - 15) + b" -->" + BOMB[21:]
    assert content[(1 << 20) - 6 : (1 << 20) + 4] == b"<!DOCTYPE "[:10]
    assert refused(replaced(good, SHEET_PART, content)) == ("file_entities", SHEET_PART)


@pytest.mark.parametrize("depth", [1_000, 200_000])
def test_deep_nesting(good, depth):
    content = b"<worksheet><sheetData>" + b"<a>" * depth + b"</a>" * depth + b"</sheetData>"
    assert refused(replaced(good, SHEET_PART, content)) == ("file_nesting", SHEET_PART)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:/x.xml", "xl\\..\\..\\x.xml"]
)
def test_path_that_leads_out(good, name):
    code, value = refused(with_part(good, name, b"x"))
    assert (code, value.replace("\\", "/")) == ("file_paths", name.replace("\\", "/"))


def test_thousands_of_parts(good):
    with zipfile.ZipFile(good, "a") as book:
        for number in range(3_000):
            book.writestr(f"xl/media/{number}.txt", b"")
    code, value = refused(good)
    assert code == "file_parts"
    assert int(value.replace(",", "")) > 3_000


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [SHEET_PART, SHEET_PART.upper()])
def test_two_parts_of_one_name(good, name):
    assert refused(with_part(good, name, b"<worksheet/>")) == ("file_parts_repeated", name)


def test_sheet_that_declares_the_whole_grid_is_read(good):
    def declare(xml):
        return xml.replace(b'<dimension ref="A1:L2"', b'<dimension ref="A1:XFD1048576"')

    inventory = read_surveys(edited(good, SHEET_PART, declare))
    assert told(inventory) == []
    assert len(inventory.tasks) == 1


def test_address_beyond_any_sheet(good):
    def beyond(xml):
        return xml.replace(
            b"</sheetData>", b'<row r="9999999"><c r="A9999999"><v>1</v></c></row></sheetData>'
        )

    assert refused(edited(good, SHEET_PART, beyond)) == ("file_damaged", "")


def stray(cell, row):
    def change(xml):
        added = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'
        return xml.replace(b"</sheetData>", added.encode())

    return change


@pytest.mark.parametrize(("cell", "row"), [("A1048576", 1048576), ("XFD1048576", 1048576)])
def test_stray_value_at_the_end_of_the_sheet(good, cell, row):
    with work_within(SECONDS):
        inventory = read_surveys(edited(good, SHEET_PART, stray(cell, row)))
    assert told(inventory) == [("warning", "cells_far_away", SHEET, cell, "", "")]
    assert len(inventory.tasks) == 1


def test_a_million_rows_with_a_format_and_nothing_else(good):
    blank = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(3, 1048577))
    path = edited(
        good, SHEET_PART, lambda xml: xml.replace(b"</sheetData>", blank + b"</sheetData>")
    )
    packed = path.with_name("整形.xlsx")
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in book.namelist():
            new.writestr(name, book.read(name))
    with work_within(SECONDS):
        inventory = read_surveys(packed)
    assert told(inventory) == []
    assert len(inventory.tasks) == 1


def ods(path, rows):
    table_rows = "".join(rows)
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="{SHEET}">{table_rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def test_cells_repeated_beyond_memory_in_an_ods(tmp_path):
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    assert refused(ods(tmp_path / "a.ods", [row]))[0] == "file_too_large"


def test_sheets_that_are_sparse_together(tmp_path):
    grid = [["a"]] + [[] for _ in range(90_000)] + [[None] * 9 + ["b"]]
    sheets = {SHEET: table([plain()])} | {f"{number}": grid for number in range(4)}
    assert refused(write_openpyxl(tmp_path / "a.xlsx", sheets))[0] == "file_too_large"


def test_lists_without_end(tmp_path):
    lines = [*table([plain()]), []]
    path = write_openpyxl(tmp_path / "a.xlsx", {SHEET: lines * 400, "二枚目": lines * 5})
    with work_within(SECONDS):
        inventory = read_surveys(path)
    assert len(inventory.tables) == 300
    cells = [finding.cell for finding in inventory.findings if finding.code == "lists_too_many"]
    assert cells == ["A901", "A1"]


def test_a_workbook_may_hold_as_many_lists_as_are_read(tmp_path):
    lines = [*table([plain()]), []]
    inventory = read_surveys(write_openpyxl(tmp_path / "a.xlsx", {SHEET: lines * 300}))
    assert len(inventory.tables) == 300
    assert "lists_too_many" not in {finding.code for finding in inventory.findings}


def test_columns_without_end(tmp_path):
    wide = [line + [None] * 2_000 + ["遠い"] for line in table([plain()])]
    inventory = read_surveys(write_openpyxl(tmp_path / "a.xlsx", {SHEET: wide}))
    assert told(inventory) == [("warning", "cells_far_away", SHEET, "BYK1", "", "")]


@pytest.mark.parametrize("suffix", ["csv", "xls"])
def test_short_lines_below_a_long_one(tmp_path, suffix):
    html = "<html><table><tr>" + "<td>x" * 1_000 + "<tr><td>y" * 7_000
    text = "x," * 1_000 + "\ny" * 7_000
    path = tmp_path / f"a.{suffix}"
    path.write_text(text if suffix == "csv" else html)
    assert refused(path)[0] == "file_too_large"


def test_blank_lines_at_the_end_cost_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("所属,業務名,年間の実施回数\n税務課,転記,12\n" + "\n" * 3_000_000)
    assert len(read_surveys(path).tasks) == 1
