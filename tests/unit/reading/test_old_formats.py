"""Formats, formulas, texts and fonts of old .xls are read as Excel shows them."""

import datetime as dt
import struct

import pytest
from tests.fuzz.old_workbooks import (
    cell,
    cell_format,
    cells,
    container,
    font,
    formula,
    number_format,
    record,
    shared_text,
    shared_texts,
    stream,
    stream_of_95,
)
from tests.unit.reading.surveys import SHEET, plain, table, told

from rpa_scout.pipeline import read_surveys
from rpa_scout.policy import load_fields
from rpa_scout.progress import Silent
from rpa_scout.reading.files.cells import ErrorCell, PercentCell
from rpa_scout.reading.files.old_excel.texts import RichText
from rpa_scout.reading.files.old_excel.texts import shared_texts as read_texts
from rpa_scout.reading.tables import read_tables

GRID = table([plain()])
RUNS, ITEMS = 2, 3
"""Columns."""


def written(tmp_path, body, before=b""):
    path = tmp_path / "古い.xls"
    path.write_bytes(container(stream({SHEET: cells(GRID) + body}, before=before)))
    return path


def cells_of(path):
    (table_read,) = read_tables([path], load_fields(), Silent()).tables
    return {
        field: table_read.raw_cell(table_read.count - 1, field)
        for field in ("name", "runs_per_year", "items_per_run")
    }


def second_row(*records):
    return cell(2, 0, "税務課") + cell(2, 1, "照合") + b"".join(records)


# ------------------------------------------------------------------------------ number formats


@pytest.mark.parametrize(
    ("number", "code", "value", "expected"),
    [
        (52, "#,##0.00", 240.0, 240.0),
        (14, "0.00", 240.0, 240.0),
        (22, "General", 0.5, 0.5),
        (20, '0"時間"', 12.0, 12.0),
        (9, "0.00", 0.05, 0.05),
        (3, "0%", 0.05, PercentCell(5.0)),
        (1, "yyyy/mm/dd", 44652.0, dt.date(2022, 4, 1)),
        (164, "#,##0", 240.0, 240.0),
        (500, "yyyy/mm/dd", 44652.0, dt.date(2022, 4, 1)),
        (200, "0.0%", 0.125, PercentCell(12.5)),
    ],
)
def test_format_that_the_file_defines(tmp_path, number, code, value, expected):
    before = font() + number_format(number, code) + cell_format() + cell_format(number)
    path = written(tmp_path, second_row(cell(2, RUNS, value, 1)), before)
    assert cells_of(path)["runs_per_year"] == expected


@pytest.mark.parametrize(
    ("number", "value", "expected"),
    [
        (14, 44652.0, dt.date(2022, 4, 1)),
        (9, 0.05, PercentCell(5.0)),
        (10, 0.05, PercentCell(5.0)),
        (3, 240.0, 240.0),
    ],
)
def test_format_that_is_built_in(tmp_path, number, value, expected):
    before = font() + cell_format() + cell_format(number)
    path = written(tmp_path, second_row(cell(2, RUNS, value, 1)), before)
    assert cells_of(path)["runs_per_year"] == expected


# ------------------------------------------------------------------------------------ formulas


@pytest.mark.parametrize("kind", [0x0006, 0x0206, 0x0406])
@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (240.0, 240.0),
        ("月2回", "月2回"),
        ("", ""),
        (True, True),
        (b"\x07", ErrorCell("#DIV/0!")),
        (b"\x2a", ErrorCell("#N/A")),
    ],
)
def test_formula_of_any_age(tmp_path, kind, result, expected):
    made = formula(2, RUNS, result, kind=kind, parsed=b"\x1e\x01\x00")
    read = cells_of(written(tmp_path, second_row(made, cell(2, ITEMS, 30.0))))
    assert (read["runs_per_year"], type(read["runs_per_year"])) == (expected, type(expected))
    assert read["items_per_run"] == 30.0


@pytest.mark.parametrize("kind", [0x0006, 0x0206, 0x0406])
def test_formula_that_shows_a_percentage(tmp_path, kind):
    before = font() + cell_format() + cell_format(9)
    made = formula(2, RUNS, 0.05, kind=kind, style=1, parsed=b"\x1e\x01\x00")
    assert cells_of(written(tmp_path, second_row(made), before))["runs_per_year"] == PercentCell(
        5.0
    )


# ------------------------------------------------------------------------------ struck-out text


FONTS = font() + font(struck=True) + font() + font() + font(struck=True) + font(struck=True)
"""The first to fourth have the numbers 0 to 3, the fifth and sixth 5 and 6: 4 is not used."""


@pytest.mark.parametrize(
    ("text", "runs", "style", "remains"),
    [
        ("照合", [], 1, None),
        ("旧：照合", [(0, 1), (2, 0)], 0, "照合"),
        ("照合（廃止）", [(2, 5)], 0, "照合"),
        ("照合集計", [(2, 6), (3, 2)], 0, "照合計"),
        ("照合集計", [(2, 0)], 1, "集計"),
        ("照合", [(1, 3)], 0, "照合"),
    ],
)
def test_struck_out_part_of_a_shared_text(tmp_path, text, runs, style, remains):
    before = (
        FONTS + cell_format() + cell_format(font_number=5) + shared_texts(("他", []), (text, runs))
    )
    body = cell(2, 0, "税務課") + shared_text(2, 1, 1, style) + cell(2, RUNS, 12.0)
    inventory = read_surveys(written(tmp_path, body, before))
    names = inventory.tasks["name"].tolist()
    assert names == ["納付書の転記", *([remains] if remains else [])]
    assert len(told(inventory)) >= (remains != text)


@pytest.mark.parametrize("number", [5, 6, 1])
def test_struck_out_numbers(tmp_path, number):
    before = FONTS + cell_format() + cell_format(font_number=number)
    packed = struct.pack("<HHHIHIH", 2, RUNS, 1, 240 << 2 | 2, 0, 30 << 2 | 2, ITEMS)
    inventory = read_surveys(written(tmp_path, second_row(record(0xBD, packed)), before))
    assert inventory.tasks["items_per_run"].tolist() == [200.0, 30.0]
    assert ("warning", "struck_out_text", SHEET, "C3", "runs_per_year", "240") in told(inventory)


@pytest.mark.parametrize("cuts", [(20,), (13, 17), (9, 10, 30), (40,)])
def test_shared_texts_over_several_records(cuts):
    """In each further record, the characters say anew whether they take one byte or two."""
    texts = [("業務量調査", ((2, 5),)), ("ABC", ()), ("税務課収納係", ())]
    table_bytes = struct.pack("<II", 3, 3)
    # One character at a time: a cut may fall between two characters.
    pieces, piece = [], table_bytes
    written_bytes = len(table_bytes)
    for text, runs in texts:
        piece += struct.pack("<HB", len(text), 9 if runs else 1)
        piece += struct.pack("<H", len(runs)) if runs else b""
        for character in text:
            if any(abs(written_bytes - cut) < 2 for cut in cuts) and len(piece) > 3:
                pieces.append(piece)
                piece = b"\1"
            piece += character.encode("utf-16-le")
            written_bytes += 2
        piece += b"".join(struct.pack("<HH", *run) for run in runs)
    pieces.append(piece)
    assert list(read_texts(pieces)) == [RichText(text, runs) for text, runs in texts]


# ------------------------------------------------------------------------- Excel 95 and before


@pytest.mark.parametrize("name", ["Book", "Workbook"])
def test_excel_95_is_named(tmp_path, name):
    path = tmp_path / "古い.xls"
    path.write_bytes(container(stream_of_95(cell(0, 0, 240.0)), name=name))
    assert [finding.code for finding in read_surveys(path).findings] == ["file_before_excel_97"]


@pytest.mark.parametrize(
    "content",
    [
        struct.pack("<HHHH", 0x0009, 4, 2, 0x10) + record(0x0A, b""),
        struct.pack("<HHHHH", 0x0209, 6, 3, 0x10, 0) + record(0x0A, b""),
        struct.pack("<HHHHH", 0x0409, 6, 4, 0x10, 0) + record(0x0A, b""),
    ],
)
def test_excel_4_and_before_is_named(tmp_path, content):
    path = tmp_path / "古い.xls"
    path.write_bytes(content)
    assert [finding.code for finding in read_surveys(path).findings] == ["file_before_excel_97"]
