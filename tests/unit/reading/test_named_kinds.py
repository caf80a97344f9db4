"""Every file is read or named for what it is: other programs, protection, other types."""

import io
import re
import zipfile

import pytest
from tests.fuzz.old_workbooks import container
from tests.unit.reading import binary_workbooks as binary
from tests.unit.reading.surveys import (
    SHEET,
    codes,
    edited,
    plain,
    table,
    told,
    write_csv,
    write_openpyxl,
)

from rpa_scout.pipeline import read_surveys


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


XML_2003 = (
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell>'
    "<Data>所属</Data></Cell></Row></Table></Worksheet></Workbook>"
)
KINDS = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3",
    "JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "TIFF": b"II*\0\x08\0",
    "BMP": b"BM\x36\0\0\0\0\0",
    "RTF": rb"{\rtf1\ansi}",
    "RAR": b"Rar!\x1a\x07\x01\0",
    "7z": b"7z\xbc\xaf\x27\x1c\0\x04",
    "gzip": b"\x1f\x8b\x08\0",
    "LZH": b"\x20\x10-lh5-\0",
    "Access": b"\0\1\0\0Standard ACE DB\0",
    "Lotus 1-2-3": b"\0\0\x1a\0\x03\x10",
    "SYLK": b"ID;PWXL;N;E\r\nP;PGeneral\r\n",
    "MHTML": b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n",
    "Word": zipped(word__document_dot_xml="<document/>"),
    "PowerPoint": zipped(ppt__presentation_dot_xml="<presentation/>"),
    "Numbers": zipped(Index__Document_dot_iwa="x"),
    "ZIP": zipped(税務課_dot_xlsx="x"),
    "OpenDocument Text": zipped(
        mimetype="application/vnd.oasis.opendocument.text", content_dot_xml="<a/>"
    ),
    "XML Spreadsheet 2003": b'<?xml version="1.0"?>' + XML_2003.encode(),
    "Flat XML ODF": b'<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:'
    b'1.0"/>',
}


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "csv", "ods"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_workbook_is_named(tmp_path, kind, suffix):
    path = tmp_path / f"調査票.{suffix}"
    path.write_bytes(KINDS[kind])
    (finding,) = read_surveys(path).findings
    assert (finding.severity, finding.code, finding.quoted) == ("error", "file_other_kind", kind)


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        ("WordDocument", "Word"),
        ("PowerPoint Document", "PowerPoint"),
        ("DocumentText", "一太郎"),
        ("__properties_version1.0", "Outlook"),
    ],
)
def test_old_document_under_the_name_of_a_workbook(tmp_path, stream, kind):
    path = tmp_path / "調査票.xls"
    path.write_bytes(container(b"x" * 5000, name=stream))
    (finding,) = read_surveys(path).findings
    assert (finding.code, finding.quoted) == ("file_other_kind", kind)


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n' + XML_2003,
        "﻿<?xml version='1.0' encoding='utf-8'?>" + XML_2003,
        '<?xml version="1.0"?>'
        + XML_2003.replace("<", "<ss:").replace("<ss:/", "</ss:").replace("xmlns=", "xmlns:ss="),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
def test_xml_spreadsheet_2003(tmp_path, content, encoding, suffix):
    path = tmp_path / f"調査票.{suffix}"
    path.write_bytes(content.encode(encoding))
    (finding,) = read_surveys(path).findings
    assert (finding.code, finding.quoted) == ("file_other_kind", "XML Spreadsheet 2003")


@pytest.mark.parametrize(
    ("name", "stream"),
    [
        ("調査票.xlsx", "DRMEncryptedDataSpace"),
        ("調査票.xlsm", "DRMEncryptedTransform"),
        ("調査票.xls", "\tDRMContent"),
    ],
)
def test_workbook_with_a_label_or_rights(tmp_path, name, stream):
    path = tmp_path / name
    path.write_bytes(container(b"x" * 5000, name=stream))
    (finding,) = read_surveys(path).findings
    assert (finding.severity, finding.code) == ("error", "file_rights")


# ------------------------------------------------------------------- binary and strict workbooks


def test_binary_workbook(tmp_path):
    body = binary.cells(table([plain(), plain(name="照合")]))
    body += binary.row(3, is_hidden=True) + binary.cell(0, "税務課") + binary.cell(1, "集計")
    body += binary.cell(2, b"\x2a") + binary.cell(3, 0.05, binary.PERCENT)
    path = binary.write_xlsb(tmp_path / "調査票.xlsb", {SHEET: binary.sheet(body)})
    inventory = read_surveys(path)
    assert inventory.tasks["name"].tolist() == ["納付書の転記", "照合", "集計"]
    assert ("info", "rows_hidden", SHEET, "", "", "4") in told(inventory)
    assert ("warning", "cell_error", SHEET, "C4", "runs_per_year", "#N/A") in told(inventory)


def test_merged_and_hidden_cells_of_a_binary_workbook(tmp_path):
    lines = table([plain(), plain(name="照合", department="")])
    lines[2][3] = 9999.0
    part = binary.sheet(
        binary.cells(lines),
        before=binary.hidden_columns(4, 4),
        behind=binary.merged((1, 2, 0, 0), (1, 2, 3, 3)),
    )
    inventory = read_surveys(binary.write_xlsb(tmp_path / "調査票.xlsb", {SHEET: part}))
    assert inventory.tasks["department"].tolist() == ["税務課", "税務課"]
    assert ("warning", "hidden_by_merge", SHEET, "D3", "items_per_run", "9999") in told(inventory)
    assert ("info", "columns_hidden", SHEET, "", "", "E") in told(inventory)


@pytest.mark.parametrize(
    ("row", "column", "address"), [(1_048_575, 16_383, "XFD1048576"), (900_000, 3, "D900001")]
)
def test_far_cell_of_a_binary_workbook_is_not_laid_out(tmp_path, row, column, address):
    body = binary.cells(table([plain()])) + binary.row(row) + binary.cell(column, "x")
    inventory = read_surveys(binary.write_xlsb(tmp_path / "a.xlsb", {SHEET: binary.sheet(body)}))
    assert ("warning", "cells_far_away", SHEET, address, "", "") in told(inventory)
    assert len(inventory.tasks) == 1


@pytest.mark.parametrize("cut", [3, 40, 200, -3])
def test_damaged_binary_workbook(tmp_path, cut):
    path = binary.write_xlsb(
        tmp_path / "a.xlsb", {SHEET: binary.sheet(binary.cells(table([plain()])))}
    )
    edited(path, "xl/worksheets/sheet1.bin", lambda part: part[:cut])
    assert set(codes(read_surveys(path))) <= {"file_damaged", "no_survey_table"}


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def test_strict_workbook(tmp_path):
    path = write_openpyxl(tmp_path / "調査票.xlsx", {SHEET: table([plain(name="年次")])})

    def strict(content):
        for transitional, name in STRICT.items():
            content = content.replace(transitional, name)
        return content

    with zipfile.ZipFile(path) as book:
        names = book.namelist()
    for name in names:
        edited(path, name, strict)
    edited(
        path,
        "xl/worksheets/sheet1.xml",
        lambda part: re.sub(
            rb'<c r="C2"[^>]*><v>12</v></c>', b'<c r="C2" t="d"><v>2026-05-01</v></c>', part
        ),
    )
    inventory = read_surveys(path)
    assert inventory.tasks["name"].tolist() == ["年次"]
    assert [finding.code for finding in inventory.findings] == ["date_damage", "hours_unknown"]


# -------------------------------------------------------------------------- folders of all sorts


def test_every_file_of_a_folder_is_read_or_named(tmp_path):
    for name in ("税務課.xlsx", "写し.xltx", "控え.xlsx.bak"):
        write_openpyxl(tmp_path / "a.xlsx", {SHEET: table([plain()])}).rename(tmp_path / name)
    write_csv(
        tmp_path / "市民課.tsv", table([plain(department="市民課", name="異動届")]), "utf-16", "\t"
    )
    binary.write_xlsb(
        tmp_path / "道路課.xlsb",
        {SHEET: binary.sheet(binary.cells(table([plain(department="道路課", name="占用")])))},
    )
    for name in ("まとめ.zip", "鑑.docx", "写真.JPG", "印", "メモ.one"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "連絡.txt").write_text("よろしくお願いします。\n", encoding="utf-8")
    inventory = read_surveys(tmp_path)
    assert sorted(inventory.tasks["department"]) == ["市民課", "税務課", "道路課"]
    assert [(each.code, each.file, each.quoted) for each in inventory.findings] == [
        ("file_not_read", "まとめ.zip", ".zip"),
        ("file_not_read", "メモ.one", ".one"),
        ("file_not_read", "写し.xltx", ".xltx"),
        ("file_not_read", "写真.JPG", ".JPG"),
        ("file_not_read", "印", "印"),
        ("file_not_read", "控え.xlsx.bak", ".xlsx.bak"),
        ("file_not_read", "鑑.docx", ".docx"),
        ("file_no_survey", "連絡.txt", ""),
    ]
