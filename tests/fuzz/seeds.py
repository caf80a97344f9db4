"""Small sound files to start from: one of every type."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.corpus.survey import FIELDS, TASKS, grid
from tests.corpus.workbooks import save, save_by_office, save_calculated
from tests.fuzz.old_workbooks import cells, container, stream
from tests.office import OFFICE

CORE = tuple(survey_field.id for survey_field in FIELDS if survey_field.core)
CELLS = grid(TASKS[:3], CORE)

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TO_BOOK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
_TO_SHEET = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
    '<sheet name="業務一覧" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return parts as a zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def xlsx_of(rows_xml: str, before: str = "", after: str = "") -> bytes:
    """Return the smallest workbook with given rows."""
    sheet = (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">{before}'
        f"<sheetData>{rows_xml}</sheetData>{after}</worksheet>"
    )
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _TO_BOOK,
            "xl/workbook.xml": _BOOK,
            "xl/_rels/workbook.xml.rels": _TO_SHEET,
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def rows_of(lines: Sequence[Sequence[object]], first: int = 1) -> str:
    """Return cells as the XML of a sheet's rows."""
    return "".join(
        f'<row r="{number}">{"".join(map(_cell, line))}</row>'
        for number, line in enumerate(lines, first)
    )


def _cell(value: object) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, int | float):
        return f"<c><v>{value!r}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def ods_of(lines: Sequence[Sequence[object]]) -> bytes:
    """Return the smallest .ods with given cells."""
    rows = "".join(
        "<table:table-row>" + "".join(map(_ods_cell, line)) + "</table:table-row>" for line in lines
    )
    names = " ".join(
        f'xmlns:{prefix}="{_OPEN}:{prefix}:1.0"' for prefix in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>'
        '<office:body><office:spreadsheet><table:table table:name="業務一覧">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return packed({"mimetype": _ODS, "content.xml": content, "META-INF/manifest.xml": manifest})


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


def csv_of(lines: Sequence[Sequence[object]], encoding: str = "utf-8") -> bytes:
    """Return cells as comma-separated text."""
    stream = io.StringIO()
    csv.writer(stream).writerows(
        [["" if value is None else value for value in line] for line in lines]
    )
    return stream.getvalue().encode(encoding, "surrogatepass" if "utf" in encoding else "replace")


def seeds() -> dict[str, bytes]:
    """Return the files by name; those of LibreOffice where it is installed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {
            "openpyxl.xlsx": save(folder, CELLS, name="openpyxl.xlsx").read_bytes(),
            "xlsxwriter.xlsx": save_calculated(folder, CELLS, name="b.xlsx").read_bytes(),
            "smallest.xlsx": xlsx_of(rows_of(CELLS)),
            "smallest.ods": ods_of(CELLS),
            "smallest.xls": container(stream({"業務一覧": cells(CELLS)})),
            "utf8.csv": csv_of(CELLS),
            "cp932.csv": csv_of(CELLS, "cp932"),
        }
        if OFFICE is not None:
            for suffix in ("xls", "ods"):
                path = save_by_office(folder, suffix, name="office")
                files[path.name] = path.read_bytes()
    return files
