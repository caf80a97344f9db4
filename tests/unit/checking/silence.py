"""Does an inventory say what stands in the file, and is every change of it told?

`assert_nothing_is_lost` opens the workbook by other means than the program and compares cell by
cell; `assert_changes_are_told` compares what was written with what was understood, by rules of its
own. Both take any inventory, so that every file of the tests can be put through them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from rpa_scout.characters import displayed, without_hidden
from rpa_scout.inventory import Inventory, TableSource
from rpa_scout.policy.choices import UNKNOWN_LABELS
from rpa_scout.policy.fields import FieldDefinition, is_unanswered
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell, PercentCell

Cells = Mapping[tuple[str, str], object]


def cells_of(path: Path) -> Cells:
    """Return the cells of a workbook or CSV file by sheet and address, empty ones left out."""
    if path.suffix.lower() == ".csv":
        return _csv_cells(path)
    found = _cells_in(path, data_only=True)
    return {**_cells_in(path, data_only=False), **found} if _has_formulas(path) else found


def _cells_in(path: Path, *, data_only: bool) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=data_only)
    found = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }
    book.close()
    return found


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        return any(re.search(rb"<f[ >/]", parts.read(name)) for name in sheets)


def _csv_cells(path: Path) -> Cells:
    content = path.read_bytes()
    try:
        is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp932")
    delimiter = max(",\t;", key=text[:4096].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return {
        ("", f"{get_column_letter(column)}{row}"): cell
        for row, cells in enumerate(rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell
    }


def answers_of(inventory: Inventory) -> Iterator[tuple[str, FieldDefinition, object, object]]:
    """Yield every answer: id of its row, field, cell as written, value as understood."""
    rows = pd.concat([inventory.tasks, inventory.left_out]).loc[inventory.sources.index]
    assert list(inventory.written.index) == list(rows.index)
    for field in inventory.fields:
        written, values = inventory.written[field.id].tolist(), rows[field.id].tolist()
        for task_id, cell, value in zip(rows.index, written, values, strict=True):
            yield task_id, field, cell, value


def assert_nothing_is_lost(inventory: Inventory, paths: Mapping[str, Path]) -> int:
    """Assert that the inventory says what stands in the files, and return how many cells it did.

    `paths` gives the path of every file of the inventory by the name it has there. A line below
    the headings that is no row of the inventory has to be named by a finding.
    """
    cells = {name: cells_of(path) for name, path in paths.items()}
    compared = 0
    for task_id, field, written, _ in answers_of(inventory):
        source = inventory.source_of(task_id, field.id)
        stands = cells[source.file].get((source.sheet, source.cell), "")
        assert _same_cell(written, stands), (source, written, stands)
        compared += stands != ""
    for table in inventory.tables:
        here = (table.file, table.sheet)
        beside = [one for one in inventory.tables if (one.file, one.sheet) == here]
        read = {one.header_row for one in beside} | _rows_read(inventory, beside)
        columns = {get_column_letter(one + 1) for one in table.columns.values()}
        told = {
            row
            for one in inventory.findings
            if (one.file, one.sheet) == here
            for row in _rows_of(one.cell)
        }
        department = table.columns.get("department")
        for sheet, address in cells[table.file]:
            letters, row = coordinate_from_string(address)
            if sheet != table.sheet or letters not in columns or row <= table.header_row:
                continue
            alone = department is not None and letters == get_column_letter(department + 1)
            assert row in read or alone or row in told, (table, address)
    return compared


def _rows_read(inventory: Inventory, tables: list[TableSource]) -> set[int]:
    """Return the rows of tables of one sheet, which may stand below each other."""
    positions = [place for place, one in enumerate(inventory.tables) if one in tables]
    return set(inventory.sources.loc[inventory.sources["table"].isin(positions), "row"])


def _rows_of(area: str) -> range:
    """Return the rows of ``A3``, ``A3:B5`` or ``3:5``."""
    rows = [int(one) for one in re.findall(r"\d+", area)]
    return range(rows[0], rows[-1] + 1) if rows else range(0)


def _cells_of_area(area: str) -> list[str]:
    """Return the cells of ``A3`` or of a part of a column, ``A3:A5``."""
    column = re.match(r"[A-Z]*", area)[0]
    return [f"{column}{row}" for row in _rows_of(area)] or [area]


def _same_cell(written: object, stands: object) -> bool:
    match written:
        case PercentCell(value):
            return isinstance(stands, int | float) and math.isclose(value, 100 * stands)
        case ErrorCell(text):
            return str(stands) == text
        case FormulaCell(formula):
            return str(stands).startswith("=") and formula in ("=", str(stands))
    if isinstance(stands, dt.datetime) and type(written) is dt.date:
        return written == stands.date() and stands.time() == dt.time()
    return written == stands or str(written) == str(stands)


def assert_changes_are_told(inventory: Inventory) -> int:
    """Assert that every value that differs from its cell has a finding there; return how many."""
    told = {
        (one.file, one.sheet, cell, one.field)
        for one in inventory.findings
        for cell in _cells_of_area(one.cell)
    }
    changed = 0
    for task_id, field, written, value in answers_of(inventory):
        if means_the_same(written, value, field) or _is_the_tables(
            inventory, task_id, field, value
        ):
            continue
        source = inventory.source_of(task_id, field.id)
        assert (source.file, source.sheet, source.cell, field.id) in told, (source, written, value)
        changed += 1
    return changed


def _is_the_tables(
    inventory: Inventory, task_id: str, field: FieldDefinition, value: object
) -> bool:
    """Tell a department that stands above the table, or once for all of its rows."""
    table = inventory.tables[inventory.sources.loc[task_id, "table"]]
    return (
        field.id == "department"
        and inventory.written.loc[task_id, "department"] == ""
        and value == table.department
    )


def means_the_same(written: object, value: object, field: FieldDefinition) -> bool:
    """Tell whether a value is the very content of a cell, white space around it aside."""
    is_unknown = is_unanswered(value)
    # Characters that nobody sees carry no answer.
    text = displayed(written).strip() if isinstance(written, str) else written
    seen = without_hidden(text).strip() if isinstance(text, str) else text
    if is_unanswered(seen) or seen == "" or seen in UNKNOWN_LABELS:
        return is_unknown or (field.kind in ("text", "names") and value == text)
    match field.kind:
        case "number":
            return not is_unknown and _number(text, field) == value
        case "choice":
            choices = {one.code: (one.code, one.label, one.label_en) for one in field.choices}
            return not is_unknown and text in choices[value]
        case "months":
            return _months(text) == (value or "")
        case "names":
            return _names(str(_plain(text))) == _names(value or "")
        case _:
            return str(_plain(text)) == value


def _number(text: object, field: FieldDefinition) -> float | None:
    if isinstance(text, PercentCell) and field.unit == "％":
        return text.value
    if isinstance(text, str) and not re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text, re.ASCII):
        return None
    return float(text) if isinstance(text, str | int | float) and text is not True else None


def _plain(text: object) -> object:
    return int(text) if isinstance(text, float) and text.is_integer() else text


def _months(text: object) -> str | None:
    plain = str(_plain(text)).translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    if re.sub(r"[\d月、,，・;；と\s]", "", plain, flags=re.ASCII):
        return None
    return "、".join(map(str, sorted({int(one) for one in re.findall(r"\d+", plain)})))


def _names(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[、，,;；\n]", text) if one.strip()]
