"""``rpa-scout project departments|department|task|rename``: the city changes during the years."""

import json

import openpyxl
import pytest
from tests.cli.test_project import FILE, ids, told
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl

BY = ("--author", "担当A", "--reason", "機構改革")


@pytest.fixture
def project(main, good):
    assert main("project", "new", FILE, "--author", "担当A")[0] == 0
    assert main("project", "import", FILE, good, "--author", "担当A")[0] == 0
    return FILE


def survey(path, *rows):
    return write_openpyxl(path, {SHEET: table(rows)})


def departments(main):
    return {one["department"] for one in told(main, "project", "rank", FILE)["tasks"]}


@pytest.mark.usefixtures("project")
class TestTheList:
    def test_it_is_read_and_shown(self, main, tmp_path):
        listed = tmp_path / "所属.csv"
        text = "番号,課名,職員数,期限,連絡先\n1,税務課,42,2026-05-29,内線2101\n2,市民課,30,,\n"
        listed.write_text(text, encoding="cp932")
        code, out, complaint = main("project", "departments", FILE, listed, "--author", "担当A")
        assert code == 0, complaint
        assert "市民課" in out
        assert "未回答" in out
        shown = told(main, "project", "departments", FILE)["departments"]
        assert [(one["number"], one["name"], one["staff"]) for one in shown] == [
            ("1", "税務課", 42.0),
            ("2", "市民課", 30.0),
        ]
        assert [one["standing"] for one in shown][1] == "missing"
        assert shown[0]["deadline"] == "2026-05-29"

    def test_an_import_holds_its_files_against_it(self, main, tmp_path, good):
        listed = tmp_path / "所属.csv"
        listed.write_text("課名\n税務課\n市民課\n", encoding="utf-8")
        main("project", "import", FILE, good, "--departments", listed, "--author", "担当A")
        shown = told(main, "project", "departments", FILE)["departments"]
        assert [one["name"] for one in shown] == ["税務課", "市民課"]
        _code, out, _complaint = main("project", "import", FILE, good, "--author", "担当A")
        assert "市民課" in out  # it is missing still, though nobody named the list again

    def test_another_project_has_none(self, main, tmp_path):
        listed = tmp_path / "所属.csv"
        listed.write_text("課名\n税務課\n", encoding="utf-8")
        assert main("project", "departments", FILE, listed)[0] == 0
        assert main("project", "new", "別.rpascout")[0] == 0
        _code, out, _ = main("project", "departments", "別.rpascout", "--json", "-")
        assert json.loads(out) == {"departments": []}
        assert "ありません" in main("project", "departments", "別.rpascout")[1]


@pytest.mark.usefixtures("project")
class TestDepartments:
    def test_rename(self, main, tmp_path):
        before = ids(main)
        task = before["督促状の作成"]
        main("project", "decide", FILE, task, "--state", "on_hold", "--reason", "来年")
        code, out, complaint = main(
            "project", "department", "rename", FILE, "税務課", "課税課", *BY
        )
        assert code == 0, complaint
        assert "課税課" in out
        assert departments(main) == {"課税課"}
        names = [{}, {"name": "督促状の作成", "items_per_run": 0}, {"name": "相談"}]
        rows = [plain(department="課税課", **one) for one in names]
        code, out, complaint = main("project", "import", FILE, survey(tmp_path / "a.xlsx", *rows))
        assert code == 0, complaint
        assert ids(main) == before
        states = {
            one["task_id"]: one["state"] for one in told(main, "project", "rank", FILE)["tasks"]
        }
        assert states[task] == "on_hold"
        assert "所属の名称を変更しました" in main("project", "history", FILE)[1]
        assert main("project", "undo", FILE)[0] == 0
        assert main("project", "verify", FILE)[0] == 0

    def test_merge_and_split(self, main, tmp_path):
        other = survey(tmp_path / "a.xlsx", plain(department="会計課", name="支払"))
        assert main("project", "import", FILE, other)[0] == 0
        before = ids(main)
        words = ("税務課", "会計課", "--into", "税務会計課")
        assert main("project", "department", "merge", FILE, *words, *BY)[0] == 0
        assert departments(main) == {"税務会計課"}
        words = ("税務会計課", "--into", "課税課、出納室", "--tasks", f"出納室={before['支払']}")
        assert main("project", "department", "split", FILE, *words, *BY)[0] == 0
        assert departments(main) == {"課税課", "出納室"}
        assert ids(main) == before

    @pytest.mark.parametrize(
        "words",
        [
            ("rename", FILE, "無い課", "新しい課"),
            ("merge", FILE, "税務課", "--into", "税務課"),
            ("split", FILE, "税務課", "--into", "課税課"),
            ("split", FILE, "税務課", "--into", "課税課,納税課", "--tasks", "納税課"),
        ],
    )
    def test_what_makes_no_sense_is_one_sentence(self, main, words):
        code, _out, complaint = main("project", "department", *words, *BY)
        assert code == 2
        assert "Traceback" not in complaint
        assert complaint.strip()


@pytest.mark.usefixtures("project")
class TestTasks:
    def test_add_split_merge(self, main):
        words = (
            "--department",
            "税務課",
            "--name",
            "新しい業務",
            "--answer",
            "items_per_run=1,200",
        )
        code, out, complaint = main("project", "task", "add", FILE, *words, *BY)
        assert code == 0, complaint
        added = ids(main)["新しい業務"]
        assert added in out
        words = (added, "--into", "前半=25", "--into", "後半")
        assert main("project", "task", "split", FILE, *words, *BY)[0] == 0
        parts = ids(main)
        assert "新しい業務" not in parts
        rows = {one["name"]: one for one in told(main, "project", "rank", FILE)["tasks"]}
        assert (rows["前半"]["items_per_run"], rows["後半"]["items_per_run"]) == (300, 900)
        words = (parts["前半"], parts["後半"], "--name", "全部")
        assert main("project", "task", "merge", FILE, *words, *BY)[0] == 0
        assert ids(main)["全部"] == parts["前半"]
        assert main("project", "verify", FILE)[0] == 0

    @pytest.mark.parametrize(
        "words",
        [
            ("add", FILE, "--department", "税務課", "--name", "納付書の転記"),
            ("add", FILE, "--department", "税務課", "--name", "新", "--answer", "pattern=何か"),
            ("add", FILE, "--department", "税務課", "--name", "新", "--answer", "件数"),
            ("split", FILE, "税務課-0", "--into", "一", "--into", "二"),
            ("merge", FILE, "税務課-0"),
        ],
    )
    def test_what_makes_no_sense_is_one_sentence(self, main, words):
        code, _out, complaint = main("project", "task", *words, *BY)
        assert code == 2
        assert "Traceback" not in complaint
        assert complaint.strip()

    def test_a_reason_is_needed(self, main):
        words = ("--department", "税務課", "--name", "新しい業務")
        code, _out, complaint = main("project", "task", "add", FILE, *words)
        assert code == 2
        assert "理由" in complaint


@pytest.mark.usefixtures("project")
class TestRenames:
    def test_what_is_proposed_is_shown_confirmed_or_refused(self, main, tmp_path):
        before = ids(main)["督促状の作成"]
        rows = plain(), plain(name="督促状の作成（新）", items_per_run=0)
        assert main("project", "import", FILE, survey(tmp_path / "a.xlsx", *rows))[0] == 0
        (proposal,) = told(main, "project", "rename", FILE)["renamed"]
        assert proposal["old_id"] == before
        pair = (proposal["old_id"], proposal["new_id"])
        assert main("project", "rename", FILE, *pair, "--not-same")[0] == 2  # no reason
        assert main("project", "rename", FILE, *pair, "--not-same", *BY)[0] == 0
        assert told(main, "project", "rename", FILE)["renamed"] == []
        assert main("project", "undo", FILE, "--of-others")[0] == 0
        assert f"{pair[0]} {pair[1]}" in main("project", "rename", FILE)[1]
        assert main("project", "rename", FILE, *pair)[0] == 0
        assert ids(main)["督促状の作成（新）"] == before

    def test_one_task_alone_says_nothing(self, main):
        assert main("project", "rename", FILE, "税務課-6")[0] == 2


@pytest.mark.usefixtures("project")
class TestDoubleCounts:
    @pytest.fixture
    def register(self, main, tmp_path):
        path = tmp_path / "実績.xlsx"
        main("actuals", "form", path, "--year", "R8")
        book = openpyxl.load_workbook(path)
        place = book["自動化の実績"]
        for row in place.iter_rows(max_row=12):
            for cell in row:
                if cell.value == "所属":
                    heading = cell.row
                    columns = {one.value: one.column for one in row if one.value}
        names = {label.partition("（")[0].strip("＊* "): at for label, at in columns.items()}
        place.cell(heading + 1, names["所属"], "税務課")
        place.cell(heading + 1, names["業務名"], "納付書転記")
        book.save(path)
        return path

    def test_shown_until_decided(self, main, register):
        code, out, complaint = main("project", "actuals", FILE, register, "--author", "担当A")
        assert code == 0, out + complaint
        task = ids(main)["納付書の転記"]
        for command in ("rank", "target", "actuals"):
            (pair,) = told(main, "project", command, FILE)["possible_double_counts"]
            assert (pair["task_id"], pair["automation_name"]) == (task, "納付書転記")
            assert "二重計上" in main("project", command, FILE)[1]
        words = ("--not-same", f"{pair['automation_id']}={task}")
        assert main("project", "actuals", FILE, *words)[0] == 2  # no reason
        assert main("project", "actuals", FILE, *words, *BY)[0] == 0
        for command in ("rank", "target", "actuals"):
            assert told(main, "project", command, FILE)["possible_double_counts"] == []
            assert "二重計上" not in main("project", command, FILE)[1]
