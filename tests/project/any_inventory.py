"""Inventories as reading can produce them: cells of every kind, files, replies, frames."""

import csv
import datetime as dt
import io
from dataclasses import replace

import numpy as np
import pandas as pd
import xlsxwriter
from hypothesis import strategies as st

from rpa_scout.checking.check import check_reading
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys
from rpa_scout.policy.fields import load_fields
from rpa_scout.progress import Silent
from rpa_scout.questions import Question, Reply
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell, PercentCell
from rpa_scout.reading.layout.headings import Headings
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.reading.tables import Reading

FIELDS = load_fields()
DEPARTMENTS = ("税務課", "会計課", "市民課\r\n窓口係", "税\x00務課", "課" * 900)
NAMES = ("還付通知書の作成", "消込", "_x0041_の照合", 'json:"入力"', "𠮷野家\x1f請求", " 入力 ")
NUMBERS = (
    "2～3分", "10〜15件", "約20", "５", "1,200", "わからない", "不明", "", "月20回", "0", "3.5時間",
    "週2回", "1e999", "１～", "-5", "10%", "100万", "2分30秒", "1～1e999",
)  # fmt: skip  # one list reads best
TEXTS = (
    "",
    "財務会計、住民情報",
    "4、5月",
    "4月～6月",
    "通年",
    "自由記述\nの二行目",
    "=1+1",
    "\u200b",
)
MOMENTS = st.one_of(
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2040, 1, 1)),
    st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)),
    st.times(),
    st.timedeltas(dt.timedelta(0), dt.timedelta(days=40)),
)
ODD = st.one_of(
    st.text(max_size=6),
    st.floats(),
    st.booleans(),
    MOMENTS,
    st.builds(ErrorCell, st.sampled_from(["#REF!", "#N/A"])),
    st.builds(FormulaCell, st.just("=A1*2")),
    st.builds(PercentCell, st.floats(0, 200)),
)


def _usual(field):
    """Return cells as a person would write them for a field."""
    if field.id == "department":
        return st.sampled_from(DEPARTMENTS)
    if field.id == "name":
        return st.sampled_from(NAMES)
    if field.kind == "choice":
        labels = [choice.label for choice in field.choices]
        return st.sampled_from([*labels, *field.codes, "", "わからない", "・".join(labels[:2])])
    if field.kind == "number":
        return st.one_of(
            st.sampled_from(NUMBERS), st.floats(0, 500), st.integers(0, 400).map(float)
        )
    return st.sampled_from(TEXTS)


@st.composite
def _lines(draw, odd):
    """Lines of one cell a field, as a person writes them, with a few `odd` cells anywhere."""
    usual = st.tuples(*map(_usual, FIELDS))
    lines = [list(line) for line in draw(st.lists(usual, min_size=1, max_size=4))]
    for _ in range(draw(st.integers(0, 5))):
        line = draw(st.sampled_from(lines))
        line[draw(st.integers(0, len(line) - 1))] = draw(odd)
    return lines


@st.composite
def checked_tables(draw):
    """Cells of every kind, hidden rows and replies, through all checks."""
    lines = draw(_lines(ODD))
    rows = list(range(6, len(lines) + 6))
    columns = {field_id: position for position, field_id in enumerate(FIELDS.ids)}
    table = RawTable(
        "調査票.xlsx",
        FIELDS.form.tasks_sheet,
        Headings(4, columns, {}, {}),
        tuple(zip(*lines, strict=True)),
        rows,
        hidden_rows=frozenset(draw(st.sets(st.sampled_from(rows)))),
    )
    replied = {}
    for row in draw(st.sets(st.sampled_from(rows))):
        field = draw(st.sampled_from(["items_per_run", "minutes_per_item", "timing"]))
        written = str(lines[row - 6][FIELDS.ids.index(field)])
        question = Question(row, table.file, table.sheet, row, field, ("outlier",), written=written)
        answer = draw(st.one_of(st.sampled_from(("このまま", "2～3", "わからない", "")), ODD))
        replied[row, field] = Reply(question, answer, table.file, "確認のお願い", f"D{row}")
    read = Reading((replace(table, replied=replied),), (), 1)
    return check_reading(read, FIELDS, Silent())


def _text(cell):
    """Return a cell as a CSV file has it."""
    return "" if cell is None else str(cell)


@st.composite
def csv_files(draw, folder):
    """A CSV file on the disk, as the reader reads it."""
    lines = draw(_lines(st.text(max_size=6)))
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([field.label for field in FIELDS])
    writer.writerows([[_text(cell) for cell in line] for line in lines])
    path = folder / "調査票.csv"
    path.write_bytes(target.getvalue().encode("utf-8-sig", "replace"))
    return read_surveys([path])


@st.composite
def workbooks(draw, folder):
    """A workbook on the disk with hidden rows, percentages, dates and errors."""
    lines = draw(_lines(st.one_of(st.floats(0, 500), st.booleans(), MOMENTS, st.just("=1/0"))))
    path = folder / "調査票.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(FIELDS.form.tasks_sheet)
        percent = book.add_format({"num_format": "0%"})
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(4, 0, [field.label for field in FIELDS])
        for row, line in enumerate(lines, 5):
            for column, cell in enumerate(line):
                if isinstance(cell, dt.datetime | dt.date | dt.time | dt.timedelta):
                    sheet.write_datetime(row, column, cell, dated)
                elif isinstance(cell, float):
                    sheet.write_number(row, column, cell, draw(st.sampled_from([None, percent])))
                elif isinstance(cell, str) and cell.startswith("=1/0"):
                    sheet.write_formula(row, column, cell, value="#DIV/0!")
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                else:
                    sheet.write_boolean(row, column, cell)
            if draw(st.booleans()):
                sheet.set_row(row, None, None, {"hidden": True})
    return read_surveys([path])


_ABSENT = {"text": (None, np.nan, pd.NA), "number": (None, np.nan, pd.NA, pd.NaT)}


@st.composite
def frames(draw):
    """A table made in memory: numbers of numpy, several ways of saying that nothing is known."""
    count = draw(st.integers(1, 4))
    columns = {}
    for field in FIELDS:
        if field.kind == "choice":
            cells = st.sampled_from([*field.codes, *_ABSENT["text"]])
        elif field.kind == "number":
            cells = st.one_of(
                st.sampled_from(_ABSENT["number"]),
                st.integers(0, 300),
                st.integers(0, 300).map(np.int64),
                st.floats(0, 300).map(np.float64),
                st.floats(0, 300, width=32).map(np.float32),
            )
        else:
            cells = st.one_of(_usual(field), st.sampled_from(_ABSENT["text"]))
        columns[field.id] = pd.Series(
            draw(st.lists(cells, min_size=count, max_size=count)), dtype=object
        )
    frame = pd.DataFrame(columns)
    if draw(st.booleans()):
        frame.index = pd.Index([f"業務\x00{number}\ud83d" for number in range(count)], dtype=object)
    return Inventory.from_frame(frame)


def inventories(folder):
    """Inventories of every origin."""
    return st.one_of(checked_tables(), csv_files(folder), workbooks(folder), frames())
