"""Files that cannot be read are findings; the others are read all the same."""

import io
import os
import random
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from tests.unit.reading.surveys import (
    SHEET,
    codes,
    csv_bytes,
    edited,
    linked,
    plain,
    table,
    told,
    write_csv,
    write_openpyxl,
)

from rpa_scout.findings import Finding
from rpa_scout.pipeline import read_surveys
from rpa_scout.progress import Cancelled
from rpa_scout.reading.files.sources import SURVEY_SUFFIXES, find_surveys

SHEET_PART = "xl/worksheets/sheet1.xml"


@pytest.fixture
def good(tmp_path):
    folder = tmp_path / "good"
    folder.mkdir()
    return write_openpyxl(folder / "税務課.xlsx", {SHEET: table([plain()])})


def copy(good, path):
    path.write_bytes(good.read_bytes())
    return path


def encrypted(good, path):
    with good.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("パスワード", target)
    return path


def truncated(good, path):
    content = good.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def damaged_sheet(good, path):
    return edited(copy(good, path), SHEET_PART, lambda xml: xml[: len(xml) // 2])


def written(content):
    def write(_good, path):
        path.write_bytes(content)
        return path

    return write


BAD_FILES = {
    "file_empty": ("空.xlsx", written(b"")),
    "file_password": ("暗号.xlsx", encrypted),
    "file_damaged": ("切れた.xlsx", truncated),
    "file_damaged (sheet)": ("壊れた表.xlsx", damaged_sheet),
    "file_damaged (text)": ("文章.xlsx", written("これは文章です。".encode())),
    "file_damaged (text as xls)": ("文章.xls", written("これは文章です。".encode())),
    "file_damaged (text as ods)": ("文章.ods", written("これは文章です。".encode())),
    "file_damaged (csv)": ("長い.csv", written(b'"' + b"a" * 200_000)),
    "file_encoding": ("文字.csv", written(b"\xff\xff,\xff\xff\n")),
    "file_encoding (binary)": ("表.csv", written(b"PK\x03\x04\x00\x00")),
    "file_empty (csv)": ("空.csv", written(b"")),
    "no_survey_table": ("別の表.csv", written("日付,金額\n5月1日,100\n".encode())),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_file_is_one_finding_and_the_others_are_read(kind, good, tmp_path):
    name, make = BAD_FILES[kind]
    make(good, tmp_path / name)
    inventory = read_surveys([tmp_path / name, good])
    code = kind.partition(" ")[0]
    assert [(finding.code, finding.severity, finding.file) for finding in inventory.findings] == [
        (code, "error", name)
    ]
    assert [finding.place for finding in inventory.findings] == [""]
    assert list(inventory.tasks.index) == ["税務課-2"]


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_damaged_workbooks_of_other_programs_are_findings(suffix, good, office_file, tmp_path):
    content = office_file(suffix).read_bytes()
    shares = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99)
    paths = [tmp_path / f"切れた{number}.{suffix}" for number in range(len(shares))]
    for path, share in zip(paths, shares, strict=True):
        path.write_bytes(content[: int(len(content) * share)])
    inventory = read_surveys([*paths, good])
    assert {finding.code for finding in inventory.findings} <= {"file_damaged"}
    assert list(inventory.tasks.index)[-1] == "税務課-2"


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_no_damage_stops_the_reading(suffix, office_file, tmp_path):
    content = office_file(suffix).read_bytes()
    chance = random.Random(2026)
    paths = []
    for number in range(60):
        part = bytearray(content if number % 2 else content[: chance.randrange(1, len(content))])
        for _ in range(chance.choice((1, 5, 50))):
            part[chance.randrange(len(part))] = chance.randrange(256)
        paths.append(tmp_path / f"傷{number}.{suffix}")
        paths[-1].write_bytes(part)
    assert read_surveys(paths).findings.counts["error"] > 0


def test_missing_file_and_folder(tmp_path, good):
    inventory = read_surveys([tmp_path / "none.xlsx", tmp_path / "none", good])
    assert {(finding.code, finding.severity, finding.file) for finding in inventory.findings} == {
        ("file_missing", "error", str(tmp_path / "none.xlsx")),
        ("file_missing", "error", str(tmp_path / "none")),
    }
    assert len(inventory.tasks) == 1


def test_unsupported_type_says_which_are_read(tmp_path):
    path = tmp_path / "調査票.pdf"
    path.write_bytes(b"%PDF-1.7")
    (finding,) = read_surveys(path).findings
    assert (finding.code, finding.severity, finding.file, finding.quoted) == (
        "file_type",
        "error",
        "調査票.pdf",
        ".pdf",
    )
    assert finding.value_of("types") == " ".join(SURVEY_SUFFIXES)


def test_no_file_of_a_folder_is_passed_over_in_silence(good):
    (good.parent / "お知らせ.pdf").write_bytes(b"%PDF-1.7")
    (good.parent / "Thumbs.db").write_bytes(b"\0")
    (good.parent / "予備.xlsx.bak").write_bytes(b"PK")
    (good.parent / "README").write_bytes(b"")
    findings = read_surveys(good.parent).findings
    assert [(each.code, each.severity, each.file, each.quoted) for each in findings] == [
        ("file_not_read", "warning", "README", "README"),
        ("file_skipped", "info", "Thumbs.db", ""),
        ("file_not_read", "warning", "お知らせ.pdf", ".pdf"),
        ("file_not_read", "warning", "予備.xlsx.bak", ".xlsx.bak"),
    ]


def test_folder_without_workbooks(tmp_path):
    (tmp_path / "お知らせ.pdf").write_bytes(b"%PDF-1.7")
    _, finding = read_surveys(tmp_path).findings
    assert (finding.code, finding.severity, finding.file) == (
        "folder_empty",
        "error",
        str(tmp_path),
    )


def test_folder_that_is_called_like_a_workbook(tmp_path):
    folder = tmp_path / "x.xlsx"
    folder.mkdir()
    (finding,) = read_surveys(folder).findings
    assert (finding.code, finding.file) == ("folder_empty", str(folder))


@pytest.mark.parametrize("name", ["~$税務課.xlsx", ".税務課.xlsx", "~$x.csv"])
def test_lock_and_hidden_files_are_passed_over(name, good):
    (good.parent / name).write_bytes(b"\x05lock")
    inventory = read_surveys(good.parent)
    assert [(finding.code, finding.severity, finding.file) for finding in inventory.findings] == [
        ("file_skipped", "info", name)
    ]
    assert len(inventory.tasks) == 1


def test_hidden_folders_are_not_searched(good, tmp_path):
    hidden = tmp_path / ".trash"
    hidden.mkdir()
    copy(good, hidden / "旧.xlsx")
    assert [table.file for table in read_surveys(tmp_path).tables] == ["good/税務課.xlsx"]


def test_lock_file_alone_is_no_workbook(tmp_path):
    (tmp_path / "~$x.xlsx").write_bytes(b"\x05lock")
    assert codes(read_surveys(tmp_path)) == ["file_skipped", "folder_empty"]


def test_file_that_cannot_be_opened(monkeypatch, good, tmp_path):
    path = write_csv(tmp_path / "秘密.csv", table([plain(department="職員課")]))
    read = Path.read_bytes

    def refuse(one):
        if one.name == path.name:
            raise PermissionError(13, "Permission denied")
        return read(one)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    inventory = read_surveys([path, good])
    assert [(finding.code, finding.severity, finding.file) for finding in inventory.findings] == [
        ("file_unreadable", "error", "秘密.csv")
    ]
    assert len(inventory.tasks) == 1


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root reads all")
def test_file_without_permission(good, tmp_path):
    path = copy(good, tmp_path / "秘密.xlsx")
    path.chmod(0)
    assert codes(read_surveys(path)) == ["file_unreadable"]


def test_link_that_leads_nowhere(good):
    linked(good.parent / "昔.xlsx", "none.xlsx")
    inventory = read_surveys(good.parent)
    assert [(finding.code, finding.file) for finding in inventory.findings] == [
        ("file_unreadable", "昔.xlsx")
    ]
    assert len(inventory.tasks) == 1


def test_link_that_leads_to_itself(good):
    linked(good.parent / "輪.xlsx", "輪.xlsx")
    inventory = read_surveys(good.parent)
    assert [(finding.code, finding.file) for finding in inventory.findings] == [
        ("file_unreadable", "輪.xlsx")
    ]
    assert len(inventory.tasks) == 1


def test_file_named_twice_is_read_once(good):
    inventory = read_surveys([good, good, good.parent, str(good)])
    assert told(inventory) == []
    assert len(inventory.tables) == 1


def test_order_of_the_paths_does_not_matter(good, tmp_path):
    names = ("い.csv", "あ.csv", "う.csv")
    paths = [write_csv(tmp_path / name, table([plain(name=name)])) for name in names]
    forward, backward = (read_surveys(order) for order in ([*paths, good], [good, *paths[::-1]]))
    assert list(forward.tasks.index) == list(backward.tasks.index)
    assert [survey_table.file for survey_table in forward.tables] == [
        survey_table.file for survey_table in backward.tables
    ]
    assert [survey_table.file for survey_table in forward.tables][:3] == sorted(names)


def test_files_of_one_name_in_two_folders_are_told_apart(good, tmp_path):
    for name in ("東", "西"):
        (tmp_path / name).mkdir()
        copy(good, tmp_path / name / "調査票.xlsx")
    paths = [tmp_path / "東" / "調査票.xlsx", tmp_path / "西" / "調査票.xlsx"]
    files, findings = find_surveys(paths)
    assert findings == []
    assert sorted(file.name for file in files) == sorted(path.as_posix() for path in paths)
    assert codes(read_surveys(paths)) == ["department_copied_file"]


@pytest.mark.usefixtures("good")
def test_subfolders_are_searched(tmp_path):
    deep = tmp_path / "good" / "支所" / "北"
    deep.mkdir(parents=True)
    write_csv(deep / "北.csv", table([plain(department="北支所")]))
    assert [survey_table.file for survey_table in read_surveys(tmp_path / "good").tables] == [
        "支所/北/北.csv",
        "税務課.xlsx",
    ]


def test_csv_cells_hold_commas_quotes_and_line_breaks(tmp_path):
    name = '入力、"転記",\n照合'
    inventory = read_surveys(write_csv(tmp_path / "a.csv", table([plain(name=name)])))
    assert told(inventory) == []
    assert inventory.tasks["name"].tolist() == [name]


@pytest.mark.parametrize("newline", [b"\r\n", b"\n", b"\r"])
def test_csv_with_any_line_ends(newline, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(table([plain(), plain(name="照合")])).replace(b"\r\n", newline))
    assert list(read_surveys(path).tasks.index) == ["税務課-2", "税務課-3"]


def test_progress_hears_of_every_file(good, tmp_path):
    class Listener:
        def __init__(self):
            self.heard = []

        def start(self, stage, total):
            self.heard.append((stage, total))

        def advance(self, done=1, detail=""):
            self.heard.append((done, detail))

    write_csv(tmp_path / "b.csv", table([plain(department="会計課")]))
    listener = Listener()
    read_surveys([tmp_path / "b.csv", good], listener)
    assert listener.heard == [
        ("Reading files", 2),
        (1, "b.csv"),
        (1, "税務課.xlsx"),
        ("Checking answers", 2),
        (1, "b.csv"),
        (1, "税務課.xlsx"),
    ]


def test_cancelled_reading_stops(good):
    class Stop:
        def start(self, stage, total):
            """Hear of the stage."""

        def advance(self, done=1, detail=""):
            raise Cancelled(done, detail)

    with pytest.raises(Cancelled):
        read_surveys(good, Stop())


def test_nothing_named_is_nothing_read():
    inventory = read_surveys([])
    assert (len(inventory.tasks), len(inventory.findings), inventory.tables) == (0, 0, ())


def test_encrypted_container_is_told_from_an_old_workbook(tmp_path):
    """An OLE container named .xlsx without an encrypted package is damaged, not protected."""
    path = tmp_path / "古い.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048))
    assert list(read_surveys(path).findings) == [Finding("file_damaged", file="古い.xlsx")]


def test_workbook_in_memory_is_not_kept_open(good):
    """The file can be deleted or renamed straight after reading, which Windows refuses else."""
    read_surveys(good)
    moved = good.rename(good.with_name("移動.xlsx"))
    assert io.BytesIO(moved.read_bytes()).getbuffer().nbytes > 0
