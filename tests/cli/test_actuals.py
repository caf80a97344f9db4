"""``rpa-scout actuals``: the form goes out, comes back, and counts once."""

import json

import openpyxl
import pytest
from tests.unit.register.workbooks import SHEET, plain, write

FILE = "業務.rpascout"
FIRST_ROW = 5


@pytest.fixture
def project(main, good):
    assert main("project", "new", FILE)[0] == 0
    assert main("project", "import", FILE, good)[0] == 0
    return FILE


@pytest.mark.usefixtures("project")
def test_out_and_back(main, tmp_path):
    assert main("actuals", "form", "blank.xlsx", "--year", "R7")[0] == 0
    assert (tmp_path / "blank.xlsx").exists()
    rows = [plain(name="納付書の転記"), plain(name="調査票にない業務")]
    write(tmp_path / "back.xlsx", *rows)
    code, out, complaint = main("actuals", "import", "back.xlsx", "--project", FILE)
    assert code == 0, complaint
    assert "納付書の転記" in out
    assert main("actuals", "form", "r8.xlsx", "--year", "令和8年度", "--project", FILE)[0] == 0
    page = openpyxl.load_workbook(tmp_path / "r8.xlsx")[SHEET]
    names = {page.cell(row, 2).value for row in range(FIRST_ROW, FIRST_ROW + 3)}
    assert names == {"納付書の転記", "調査票にない業務", None}
    code, out, _ = main("project", "rank", FILE, "--json", "-")
    states = {one["name"]: one["state"] for one in json.loads(out)["tasks"]}
    assert states["納付書の転記"] == "live"
    target = json.loads(main("project", "target", FILE, "--json", "-")[1])
    assert target["baseline"]["register_hours"] == 500
    assert [one["task_id"] for one in target["measured"]["tasks"]] == ["税務課-2"]
    for one in target["years"]:
        assert one["adopted"] == []
    code, out, _ = main("project", "target", FILE)
    assert "500" in out


@pytest.mark.usefixtures("project")
def test_what_is_only_near_is_asked_for_and_assigned(main, tmp_path):
    write(tmp_path / "back.xlsx", plain(name="納付書等の転記"))
    code, out, _ = main("project", "actuals", FILE, "back.xlsx")
    assert code == 0
    command = next(line for line in out.splitlines() if "--assign" in line)
    assert "税務課/納付書等の転記=税務課-2" in command
    words = ("project", "actuals", FILE, "--assign", "税務課/納付書等の転記=税務課-2")
    assert main(*words)[0] == 0
    shown = json.loads(main("project", "actuals", FILE, "--json", "-")[1])
    assert [one["task_id"] for one in shown["automations"]] == ["税務課-2"]
    code, out, _ = main("project", "actuals", FILE)
    assert code == 0
    assert "納付書等の転記" in out


@pytest.mark.usefixtures("project")
def test_errors_are_findings_and_end_with_1(main, tmp_path):
    write(tmp_path / "back.xlsx", plain(), plain())
    code, out, _ = main("actuals", "import", "back.xlsx", "--project", FILE, "--json", "-")
    assert code == 1
    found = json.loads(out)
    assert [one["code"] for one in found["findings"] if one["severity"] == "error"] == [
        "automation_twice"
    ]
    assert len(found["automations"]) == 1


@pytest.mark.usefixtures("project")
def test_what_is_no_register_ends_with_2_and_changes_nothing(main, good):
    code, out, complaint = main("actuals", "import", good, "--project", FILE)
    assert code == 2
    assert "税務課.xlsx" in out + complaint
    history = json.loads(main("project", "history", FILE, "--json", "-")[1])["history"]
    assert [one["kind"] for one in history] == ["create", "import"]


def test_a_form_with_answers_is_kept(main, tmp_path):
    (tmp_path / "form.xlsx").write_bytes(b"answers")
    code, _, complaint = main("actuals", "form", "form.xlsx", "--year", "2026")
    assert code == 2
    assert "form.xlsx" in complaint
    assert main("actuals", "form", "form.xlsx", "--year", "2026", "--replace")[0] == 0


def test_a_year_that_is_none_is_refused(main):
    code, _, complaint = main("actuals", "form", "form.xlsx", "--year", "来年")
    assert code == 2
    assert "来年" in complaint


def test_as_a_process(run):
    done = run("actuals", "form", "form.xlsx", "--year", "R8")
    assert done.returncode == 0, done.stderr
    assert "form.xlsx" in done.stdout
    assert "--year" in run("actuals", "form", "--help").stdout


@pytest.mark.usefixtures("project")
def test_a_register_counts_in_the_plan_s_place_only_once_it_is_declared_complete(main, tmp_path):
    def target():
        return json.loads(main("project", "target", FILE, "--json", "-")[1])

    write(tmp_path / "back.xlsx", plain(name="納付書の転記"), plain(name="調査票にない業務"))
    assert main("actuals", "import", "back.xlsx", "--project", FILE)[0] == 0
    baseline = target()["baseline"]
    assert (baseline["source"], baseline["register_running"]) == ("plan_and_register", 2)
    assert target()["years"][-1]["live_hours"] == baseline["plan_hours"] == 1200
    shown = main("project", "target", FILE)[1]
    assert "台帳2件／計画31件" in shown
    assert "「全件」として取り込み直してください" in shown

    again = ("actuals", "import", "back.xlsx", "--project", FILE, "--complete")
    code, out, complaint = main(*again, "--reason", "全所属に確認")
    assert code == 0, complaint
    assert "台帳は全件と宣言されています" in out
    assert target()["baseline"]["source"] == "register"
    assert target()["years"][-1]["live_hours"] == 500
    assert json.loads(main("project", "actuals", FILE, "--json", "-")[1])["is_complete"]
    assert "全件と宣言" in main("project", "history", FILE)[1]

    assert main("project", "undo", FILE)[0] == 0
    assert target()["baseline"]["source"] == "plan_and_register"
    assert main("project", "actuals", FILE, "--complete")[0] == 0
    assert target()["baseline"]["source"] == "register"
    assert main("project", "actuals", FILE, "--not-complete")[0] == 0
    assert target()["baseline"]["source"] == "plan_and_register"
    assert main("project", "verify", FILE)[0] == 0
