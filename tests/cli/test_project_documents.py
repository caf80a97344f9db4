"""The commands that write documents, each by one line, and what comes back."""

import docx
import openpyxl
import pytest

from rpa_scout.project.project import Project


@pytest.fixture
def project(main, good):
    assert main("project", "new", "市.rpascout", "--author", "担当A")[0] == 0
    assert main("project", "import", "市.rpascout", good, "--author", "担当A")[0] == 0
    return "市.rpascout"


def ids(project):
    with Project.open(project, "担当A", read_only=True) as opened:
        return [task.task_id for task in opened.tasks.all()]


def documents(project):
    with Project.open(project, "担当A", read_only=True) as opened:
        return [(one.kind, one.file, one.document_number) for one in opened.documents.all()]


def test_every_document_by_one_command(main, project, tmp_path):
    author = ("--author", "担当A")
    for words in (
        ("report", project, "--out", "推進会議.docx", "--document-number", "白デ第12号"),
        ("report", project, "--out", "推進会議.xlsx", "--draft"),
        ("card", project, *ids(project), "--out", "カード.xlsx"),
        ("results", project, "--to", "通知", "--reply-by", "10月30日", "--contact", "内線2345"),
        ("plan", project, "--out", "行動計画.xlsx", "--seconds", "2"),
        ("verification", project, "--out", "効果検証.xlsx", "--year", "R8"),
    ):
        code, shown, complaints = main("project", *words, *author)
        assert (code, complaints.strip()) == (0, ""), words
        assert "作成しました" in shown
    assert documents(project) == [
        ("council_report", "推進会議.docx", "白デ第12号"),
        ("task_card", "カード.xlsx", None),
        ("department_results", "結果通知_税務課.xlsx", None),
        ("action_plan", "行動計画.xlsx", None),
        ("verification", "効果検証.xlsx", None),
    ]
    assert "AI・RPA活用業務" in docx.Document(tmp_path / "推進会議.docx").paragraphs[4].text
    assert main("project", "verify", project)[0] == 0


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_templates_go_out_and_come_back(main, project, tmp_path, suffix):
    assert main("project", "report", project, "--template-out", f"様式{suffix}")[0] == 0
    code, shown, _complaints = main(
        "project", "report", project, "--template", f"様式{suffix}", "--out", f"資料{suffix}"
    )
    assert code == 0
    assert f"資料{suffix}" in shown
    for command in ("card", "results", "verification", "plan"):
        assert main("project", command, project, "--template-out", f"{command}.xlsx")[0] == 0
        assert openpyxl.load_workbook(tmp_path / f"{command}.xlsx").defined_names


def test_objections_come_back_as_corrections(main, project, tmp_path):
    assert main("project", "results", project, "--to", "通知")[0] == 0
    path = tmp_path / "通知" / "結果通知_税務課.xlsx"
    book = openpyxl.load_workbook(path)
    task = ids(project)[0]
    for row in book["申出"].iter_rows(min_row=5):
        if (row[0].value, row[7].value) == (task, "minutes_per_item"):
            row[4].value, row[6].value = "約2.5分", "計り直した"
        if (row[0].value, row[7].value) == (task, "timing"):
            row[4].value = "紫色"
    book.save(path)
    code, shown, _complaints = main("project", "objections", project, "通知")
    assert code == 1
    assert "紫色" in shown
    assert "申出!E" in shown
    with Project.open(project, "担当A", read_only=True) as opened:
        (correction,) = opened.answers.corrections()
        assert (correction.value, correction.reason) == (2.5, "計り直した")
    assert "訂正1件" in shown
    assert "新しい申出はありません" in main("project", "objections", project, "通知")[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("report", "P"), "--template-out"),
        (("report", "P", "--out", "a.odt"), ".docx"),
        (("report", "P", "--out", "a.docx", "--date", "あした"), "2026-10-05"),
        (("report", "P", "--out", "a.docx", "--template", "ない.docx"), "ない.docx"),
        (("card", "P", "--out", "a.xlsx"), "業務番号"),
        (("card", "P", "税務課-999", "--out", "a.xlsx"), "税務課-999"),
        (("card", "P", "税務課-6", "--out", "a.pdf"), ".xlsx"),
        (("results", "P", "--to", "通知", "--department", "宇宙課"), "宇宙課"),
        (("objections", "P", "ない"), "ない"),
        (("verification", "P", "--out", "a.xlsx", "--year", "いつか"), "いつか"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(main, project, words, sentence):
    code, shown, complaints = main("project", *(project if word == "P" else word for word in words))
    assert code == 2
    assert sentence in shown + complaints
    assert "Traceback" not in complaints
    assert documents(project) == []
