"""The same table in every format that departments send, written by scripts of our own."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from tests.fuzz.old_workbooks import cells, container, stream
from tests.unit.reading import binary_workbooks as binary
from tests.unit.reading.surveys import Grid, write_csv, write_openpyxl

FORMATS = ("xlsx", "xls", "ods", "xlsb")
"""Formats of workbooks; a .csv has one sheet without a name."""

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


def write_sheets(folder: Path, suffix: str, sheets: Mapping[str, Grid]) -> Path:
    """Write sheets into a workbook of any format; into a .csv the first one."""
    path = folder / f"調査票.{suffix}"
    match suffix:
        case "xlsx":
            return write_openpyxl(path, sheets)
        case "xls":
            path.write_bytes(
                container(stream({name: cells(grid) for name, grid in sheets.items()}))
            )
        case "xlsb":
            parts = {name: binary.sheet(binary.cells(grid)) for name, grid in sheets.items()}
            binary.write_xlsb(path, parts)
        case "ods":
            write_ods(path, sheets)
        case _:
            write_csv(path, next(iter(sheets.values())), "utf-8-sig")
    return path


def write_ods(path: Path, sheets: Mapping[str, Grid]) -> None:
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_row, grid))}</table:table>'
        for name, grid in sheets.items()
    )
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    content = (
        f'<?xml version="1.0"?><office:document-content {names} office:version="1.3">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)


def _row(cells_of_row: list[object]) -> str:
    written = "".join(map(_cell, cells_of_row)) or "<table:table-cell/>"
    return f"<table:table-row>{written}</table:table-row>"


def _cell(value: object) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"
