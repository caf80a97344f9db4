"""The sample files are those that the script makes, from every line of the catalogue."""

import csv
import importlib.util
import io
from pathlib import Path

import openpyxl
import pytest

from rpa_scout.text import fold

SCRIPT = Path(__file__).parents[2] / "samples" / "make_samples.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("make_samples", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def files(script):
    return script.make_files()


def test_samples_are_up_to_date(script):
    assert script.main(["--check"]) == 0


def test_writing_twice_gives_the_same_bytes(script, files, tmp_path):
    assert script.main(["--out", str(tmp_path / "a"), "--cities", str(tmp_path / "b")]) == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()} == files


def test_a_changed_or_missing_file_is_stale(script, files, tmp_path, capsys):
    script.main(["--out", str(tmp_path), "--cities", str(tmp_path.parent / "cities")])
    changed, missing, *_ = sorted(files)
    (tmp_path / changed).write_bytes(b"else")
    (tmp_path / missing).unlink()
    assert script.main(["--check", "--out", str(tmp_path)]) == 1
    messages = capsys.readouterr().err
    assert changed in messages
    assert missing in messages


def test_twelve_departments_in_four_guises(files):
    assert len(files) == 12
    assert sum(name.endswith(".csv") for name in files) == 2
    assert files["業務調査票_会計課.csv"].decode("cp932").startswith("所属,業務名,")
    assert files["業務調査票_上下水道課.csv"].startswith(b"\xef\xbb\xbf")
    roads_workbook = openpyxl.load_workbook(io.BytesIO(files["業務調査票_道路課.xlsx"]))
    assert roads_workbook.sheetnames == ["道路課"]


def test_every_line_of_the_catalogue_is_there(script, files, fields):
    for department, rows in script.read_catalogue(fields).items():
        name = f"業務調査票_{department}"
        if f"{name}.csv" in files:
            encoding = script.CSV_ENCODINGS[department]
            text = io.StringIO(files[f"{name}.csv"].decode(encoding), newline="")
            names = [line["業務名"] for line in csv.DictReader(text)]
        else:
            sheet = openpyxl.load_workbook(io.BytesIO(files[f"{name}.xlsx"]), read_only=True)
            names = names_in(sheet)
        assert [name for name in names if name] == [row["name"] for row in rows if "name" in row]


def names_in(workbook):
    for sheet in workbook:
        rows = iter(sheet.iter_rows(values_only=True))
        for row in rows:
            if "業務名" in row and "所属" in row:
                return [answers[row.index("業務名")] for answers in rows]
    pytest.fail("no heading 業務名")


def test_respelt_answers_mean_the_same(script, fields):
    for department, rows in script.read_catalogue(fields).items():
        for row, respelt in zip(rows, script.respell(department, rows, fields), strict=True):
            for field in fields.of_kind("choice"):
                if row.get(field.id) != respelt.get(field.id):
                    code = field.code_of[fold(respelt[field.id])]
                    assert field.choices[code].label == row[field.id]


def test_some_answers_are_respelt(script, fields):
    rows = script.read_catalogue(fields)["税務課"]
    assert script.respell("税務課", rows, fields) != rows
