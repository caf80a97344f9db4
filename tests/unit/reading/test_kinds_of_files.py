"""Files by what they hold, protected files, links, and files that only lie beside surveys."""

import subprocess
import sys
import threading
import time
import unicodedata

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from tests.unit.reading.surveys import (
    CORE,
    SHEET,
    codes,
    csv_bytes,
    linked,
    plain,
    table,
    told,
    write_csv,
    write_openpyxl,
)
from tests.work_time import work_within

from rpa_scout.pipeline import read_surveys
from rpa_scout.policy.fields import load_fields
from rpa_scout.progress import Cancelled, Silent
from rpa_scout.reading.files.sources import find_surveys
from rpa_scout.reading.tables import read_tables
from rpa_scout.reading.workers import in_order


@pytest.fixture
def folder(tmp_path):
    """Return a folder with one good survey."""
    inside = tmp_path / "回答"
    inside.mkdir()
    write_openpyxl(inside / "税務課.xlsx", {SHEET: table([plain()])})
    return inside


def survey(path, **answers):
    return write_openpyxl(path, {SHEET: table([plain(**answers)])})


# ------------------------------------------------------------------------------- passwords


def encrypted(path, password):
    plain_file = survey(path.with_suffix(".part"))
    with plain_file.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt(password, target)
    plain_file.unlink()
    return path


def found_with(path, *passwords):
    reading = read_tables([path], load_fields(), Silent(), passwords)
    return [finding.code for finding in reading.findings], len(reading.tables)


def test_protected_workbook_is_said_to_be_so_and_opened(tmp_path):
    path = encrypted(tmp_path / "暗号.xlsx", "白山2026")
    assert found_with(path) == (["file_password"], 0)
    assert found_with(path, "違う", "これも") == (["file_password_wrong"], 0)
    assert found_with(path, "違う", "白山2026") == ([], 1)
    assert found_with(path, "白山2026") == ([], 1)


def test_decrypted_bytes_are_not_written_anywhere(tmp_path):
    path = encrypted(tmp_path / "暗号.xlsx", "白山2026")
    found_with(path, "白山2026")
    assert list(tmp_path.iterdir()) == [path]


def test_workbook_that_excel_opens_without_asking(tmp_path):
    """A workbook whose structure alone is protected is encrypted with a password of Excel's own."""
    assert found_with(encrypted(tmp_path / "構成.xlsx", "VelvetSweatshop")) == ([], 1)


def test_hashing_that_would_never_end_is_refused(tmp_path):
    path = encrypted(tmp_path / "暗号.xlsx", "白山2026")
    content = path.read_bytes()
    assert b'spinCount="100000"' in content
    path.write_bytes(content.replace(b'spinCount="100000"', b'spinCount="9000000"'))
    with work_within(5):
        assert found_with(path, "白山2026")[1] == 0


# --------------------------------------------------------------------- content and its name


def html(grid):
    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if value is None else value}</td>" for value in row) + "</tr>"
        for row in grid
    )
    head = '<html><head><meta charset="utf-8"></head><body>'
    return f"{head}<table border=1>{rows}</table></body></html>".encode()


def test_html_under_the_name_of_a_workbook(tmp_path):
    path = tmp_path / "出力.xls"
    path.write_bytes(html(table([plain(), plain(name="A&amp;B<br>照合")])))
    inventory = read_surveys(path)
    (finding,) = [each for each in inventory.findings if each.code == "file_type_differs"]
    assert (finding.severity, finding.values) == (
        "info",
        {"kind": "HTML", "suffix": ".xls"},
    )
    assert inventory.tasks["name"].tolist() == ["納付書の転記", "A&B\n照合"]


def test_html_cells_over_several_rows_and_columns(tmp_path):
    path = tmp_path / "出力.xls"
    content = html(table([plain(), plain(name="照合", department="★")])).decode()
    content = content.replace("<td>税務課</td>", '<td rowspan="2">税務課</td>', 1)
    path.write_text(content.replace("<td>★</td>", ""), encoding="utf-8")
    inventory = read_surveys(path)
    assert inventory.tasks["department"].tolist() == ["税務課", "税務課"]
    assert inventory.tasks["name"].tolist() == ["納付書の転記", "照合"]


@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_text_under_the_name_of_a_workbook(tmp_path, suffix, delimiter):
    path = tmp_path / f"出力.{suffix}"
    path.write_bytes(csv_bytes(table([plain()]), "cp932", delimiter))
    inventory = read_surveys(path)
    assert told(inventory) == [("info", "file_type_differs", "", "", "", "CSV")]
    assert len(inventory.tasks) == 1


@pytest.mark.parametrize("suffix", ["xls", "csv", "ods"])
def test_workbook_under_another_name(tmp_path, suffix):
    path = survey(tmp_path / "調査票.xlsx").rename(tmp_path / f"調査票.{suffix}")
    inventory = read_surveys(path)
    expected = [] if suffix == "ods" else [("info", "file_type_differs", "", "", "", ".xlsx")]
    assert told(inventory) == expected
    assert len(inventory.tasks) == 1


def test_old_workbook_under_the_name_of_a_new_one(tmp_path, office_file):
    path = tmp_path / "調査票.xlsx"
    path.write_bytes(office_file("xls").read_bytes())
    assert told(read_surveys(path)) == [("info", "file_type_differs", "", "", "", ".xls")]


@pytest.mark.parametrize("content", [b"<!--" * 50_000, b"<table><tr><td>" + b"<" * 200_000])
def test_html_without_an_end_is_quick(tmp_path, content):
    path = tmp_path / "出力.xls"
    path.write_bytes(b"<html>" + content)
    with work_within(5):
        finding_codes = codes(read_surveys(path))
    assert finding_codes in (["file_damaged"], ["file_type_differs", "no_survey_table"])


# ----------------------------------------------------------------- files beside the surveys


def test_other_workbooks_beside_surveys_are_passed_over_with_a_word(folder):
    write_openpyxl(folder / "予算.xlsx", {"予算": [["科目", "金額"], ["需用費", 100]]})
    write_csv(folder / "名簿.csv", [["課名", "職員数"], ["税務課", 20]])
    inventory = read_surveys(folder)
    assert [(finding.code, finding.severity, finding.file) for finding in inventory.findings] == [
        ("file_no_survey", "info", "予算.xlsx"),
        ("file_no_survey", "info", "名簿.csv"),
    ]


def test_file_called_a_survey_is_an_error_without_a_list(folder):
    write_openpyxl(folder / "業務調査票_道路課.xlsx", {"予算": [["科目", "金額"]]})
    assert [(finding.code, finding.severity) for finding in read_surveys(folder).findings] == [
        ("no_survey_table", "error")
    ]


def test_file_named_itself_is_an_error_without_a_list(folder, tmp_path):
    budget = write_openpyxl(tmp_path / "予算.xlsx", {"予算": [["科目", "金額"]]})
    assert codes(read_surveys([folder, budget])) == ["no_survey_table"]


def test_folder_without_any_survey_is_an_error(tmp_path):
    write_openpyxl(tmp_path / "予算.xlsx", {"予算": [["科目", "金額"]]})
    assert codes(read_surveys(tmp_path)) == ["no_survey_table"]


def test_links_out_of_the_folder_are_not_followed(folder, tmp_path):
    elsewhere = tmp_path / "別"
    elsewhere.mkdir()
    outside = survey(elsewhere / "道路課.xlsx", department="道路課")
    linked(folder / "道路課.xlsx", outside)
    linked(folder / "別", elsewhere)
    inventory = read_surveys(folder)
    assert sorted((finding.code, finding.file) for finding in inventory.findings) == [
        ("link_outside", "別"),
        ("link_outside", "道路課.xlsx"),
    ]
    assert inventory.tasks["department"].tolist() == ["税務課"]


def test_links_within_the_folder_are_one_file(folder):
    linked(folder / "写し.xlsx", folder / "税務課.xlsx")
    inventory = read_surveys(folder)
    assert told(inventory) == []
    assert len(inventory.tables) == 1


def test_link_that_was_named_itself_is_followed(folder, tmp_path):
    link = tmp_path / "近道.xlsx"
    linked(link, folder / "税務課.xlsx")
    assert len(read_surveys(link).tasks) == 1


# --------------------------------------------------------------------------- names of files


def test_decomposed_names_are_shown_composed(tmp_path):
    name = "業務調査票_こどもデザイン課.xlsx"
    columns = [field_id for field_id in CORE if field_id != "department"]
    path = tmp_path / unicodedata.normalize("NFD", name)
    write_openpyxl(path, {SHEET: table([plain()], columns)})
    inventory = read_surveys(tmp_path)
    assert inventory.tables[0].file == name
    assert inventory.tasks["department"].tolist() == ["こどもデザイン課"]


@pytest.mark.parametrize(("stored", "asked"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_name_is_found_however_its_signs_are_composed(tmp_path, stored, asked):
    name = "ガス課.xlsx"
    survey(tmp_path / unicodedata.normalize(stored, name))
    files, findings = find_surveys([tmp_path / unicodedata.normalize(asked, name)])
    assert findings == []
    assert [file.name for file in files] == [name]


def test_long_path(tmp_path):
    deep = tmp_path
    for _ in range(6):
        deep /= "とても長い名前のフォルダー" * 3
    deep.mkdir(parents=True)
    survey(deep / "税務課.xlsx")
    assert len(read_surveys(tmp_path).tasks) == 1


def test_read_only_file(tmp_path):
    path = survey(tmp_path / "税務課.xlsx")
    path.chmod(0o444)
    assert len(read_surveys(path).tasks) == 1


# --------------------------------------------------------------------------------- stopping


def test_results_come_in_order():
    def work(number):
        time.sleep(0.02 if number == 0 else 0)
        return number * 2

    assert list(in_order(work, range(20), 4, lambda _: None)) == list(range(0, 40, 2))


def test_exception_of_a_piece_is_raised_in_its_turn():
    def work(number):
        if number == 3:
            message = "three"
            raise ValueError(message)
        return number

    results = in_order(work, range(10), 2, lambda _: None)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(results)


def test_stopping_does_not_wait_for_a_piece_that_has_begun():
    release = threading.Event()
    start = time.perf_counter()

    def stop(_):
        raise Cancelled

    with pytest.raises(Cancelled):
        list(in_order(lambda _: release.wait(30), range(3), 2, stop))
    assert time.perf_counter() - start < 0.5
    release.set()


def test_nothing_is_begun_after_the_stop():
    begun = []

    def work(number):
        begun.append(number)
        time.sleep(0.05)
        return number

    results = in_order(work, range(100), 2, lambda _: None)
    next(results)
    results.close()
    time.sleep(0.2)
    assert len(begun) <= 6


INTERRUPTED = """
import _thread, sys, threading, time
from rpa_scout.reading.workers import in_order
threading.Timer(0.3, _thread.interrupt_main).start()
try:
    list(in_order(lambda _: time.sleep(60), [1, 2], 2, lambda _: None))
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_interrupted_program_ends_at_once():
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False, timeout=30
    )
    assert (done.returncode, done.stderr) == (130, "")
    assert time.perf_counter() - start < 20
