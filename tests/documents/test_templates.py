"""The templates that come with the program are those that the tool makes."""

import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from rpa_scout.documents import shipped
from rpa_scout.documents.shipped import copy_template
from rpa_scout.errors import OutputError

ROOT = Path(__file__).parents[2]
FOLDER = Path(shipped.__file__).with_name("templates")
LEAST_POINTS = 8


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    script = ROOT / "tools" / "make_templates.py"
    subprocess.run([sys.executable, "-B", str(script), str(folder)], check=True, timeout=120)
    return folder


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {
            name: package.read(name)
            for name in package.namelist()
            if name.startswith(("word/document", "word/footer", "xl/worksheets", "xl/workbook"))
        }


def test_every_shipped_template_is_made_by_the_tool(made):
    names = sorted(path.name for path in FOLDER.iterdir())
    assert names == sorted(path.name for path in made.iterdir())
    for name in names:
        assert parts(FOLDER / name) == parts(made / name), name


def test_no_letter_of_a_template_is_smaller_than_eight_points():
    for path in FOLDER.glob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert min(cell.font.sz for cell in cells) >= LEAST_POINTS, (path.name, sheet.title)


def test_a_copy_replaces_no_file(tmp_path):
    path = tmp_path / "様式.xlsx"
    copy_template("task_card", path)
    book = openpyxl.load_workbook(path)
    book.active["A1"] = "本市の様式"
    book.save(path)
    edited = path.read_bytes()
    with pytest.raises(OutputError):
        copy_template("task_card", path)
    assert path.read_bytes() == edited
