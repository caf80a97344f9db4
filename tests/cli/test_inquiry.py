"""The inquiry from the command line: forms from a project, coverage, reminders, corrections."""

import json
import zipfile

import docx
import openpyxl
import pytest
from tests.survey_form.shipped import FIELDS, FORM

from rpa_scout.forms.inquiry import Inquiry
from rpa_scout.policy import DEFAULT_POLICY

HEAD = (
    *("--deadline", "令和8年10月30日", "--contact", "内線2345", "--sender", "デジタル課"),
    *("--subject", "業務の調査について（照会）"),
)


@pytest.fixture
def project(main, tmp_path, monkeypatch):
    monkeypatch.setenv("RPA_SCOUT_POLICY", DEFAULT_POLICY)
    (tmp_path / "list.csv").write_text("所属\n税務課\n会計課\n", encoding="utf-8")
    assert main("project", "new", "p.rpascout")[0] == 0
    assert main("project", "departments", "p.rpascout", "list.csv")[0] == 0
    code, _, err = main("form", "--project", "p.rpascout", "--out", "forms", *HEAD)
    assert (code, err) == (0, "")
    return tmp_path


def fill(path, rows=(), box=None):
    book = openpyxl.load_workbook(path)
    sheet = book[FIELDS.form.tasks_sheet]
    sheet["D2"] = box
    for number, answers in enumerate(rows):
        for field_id, answer in answers.items():
            cell = sheet.cell(FORM.FIRST_ROW + 1 + number, FORM.positions[field_id] + 1)
            cell.value = answer
    book.save(path)
    return path


def coverage(main, *options):
    code, out, _ = main("project", "coverage", "p.rpascout", "--json", "-", *options)
    assert code == 0
    return json.loads(out)


def states(main, *options):
    departments = coverage(main, *options)["departments"]
    return {row["department"]: (row["state"], row["reminder"]) for row in departments}


def test_the_letter_and_the_forms_carry_the_head(project):
    letter = docx.Document(project / "forms" / "送付文.docx")
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    for part in ("業務の調査について（照会）", "令和8年10月30日（金）まで", "デジタル課　内線2345"):
        assert part in text
    assert "{{" not in text
    assert (
        Inquiry(sender="デジタル課", contact="デジタル課（内線1）").shown_contact
        == "デジタル課（内線1）"
    )
    with zipfile.ZipFile(project / "forms" / "業務調査票_税務課.xlsx") as package:
        assert "令和8年10月30日（金）" in package.read("xl/sharedStrings.xml").decode()


def test_the_head_is_given_once(main, project):
    code, *_ = main("form", "--project", "p.rpascout", "--department", "税務課", "--out", "again")
    assert code == 0
    with zipfile.ZipFile(project / "again" / "業務調査票_税務課.xlsx") as package:
        assert "令和8年10月30日（金）" in package.read("xl/sharedStrings.xml").decode()


def test_states_reminders_and_corrections(main, project):
    assert states(main, "--today", "2026-10-30") == {
        "税務課": ("sent", ""), "会計課": ("sent", ""),
    }  # fmt: skip
    tax = fill(
        project / "forms" / "業務調査票_税務課.xlsx",
        [
            {
                "name": "消込",
                "runs_per_year": 12,
                "items_per_run": 5,
                "minutes_per_item": "物による",
            },
            {"runs_per_year": 12, "items_per_run": 5, "minutes_per_item": 3},
        ],
    )
    none = fill(project / "forms" / "業務調査票_会計課.xlsx", box="○")
    assert main("project", "import", "p.rpascout", tax, none)[0] in (0, 1)
    code, *_ = main("check", tax, "--project", "p.rpascout", "--return-to", "back")
    assert code == 1
    assert states(main, "--today", "2026-10-31") == {
        "税務課": ("to_clarify", "questions"), "会計課": ("none", ""),
    }  # fmt: skip
    code, out, _ = main(
        *("project", "coverage", "p.rpascout", "--questions", "--today", "2026-10-31"),
        *("--reminders", "催促.txt"),
    )
    assert code == 0
    assert "6行目" in out
    text = (project / "催促.txt").read_bytes().decode("utf-8-sig")
    assert "宛先：税務課" in text
    assert "会計課" not in text
    correct = ("project", "correct", "p.rpascout")
    assert main(*correct, "税務課-6", "name=窓口の集計", "--reason", "電話で確認")[0] == 0
    assert main(*correct, "税務課-5", "minutes_per_item=3", "--reason", "電話で確認")[0] == 0
    asked = coverage(main)["questions"]
    assert {(question["field"], question["answered_by"]) for question in asked} >= {
        ("name", "correction"), ("minutes_per_item", "correction"),
    }  # fmt: skip
    code, out, _ = main("project", "departments", "p.rpascout")
    assert code == 0
    assert "該当業務なし" in out


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "words",
    [("税務課-99", "name=x"), ("税務課-99", "nmae=x"), ("税務課-99", "name")],
)
def test_a_correction_that_cannot_be_is_one_sentence(main, words):
    code, _, err = main("project", "correct", "p.rpascout", *words, "--reason", "電話")
    assert code == 2
    assert len(err.splitlines()) == 1


def test_a_deadline_that_is_no_date_writes_nothing(main, tmp_path):
    code, _, err = main("form", "--department", "税務課", "--out", "f", "--deadline", "10月末")
    assert (code, len(err.splitlines())) == (2, 1)
    assert not (tmp_path / "f").exists()
