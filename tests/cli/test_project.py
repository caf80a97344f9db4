"""``rpa-scout project``: a year of the Digital Division's work, command by command."""

import json
import tomllib
import zipfile

import jsonschema
import pytest
from tests.frozen import policy_text
from tests.ranking_workbook import open_ranking
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl

from rpa_scout.policy import load_policy
from rpa_scout.reporting.ranking_json import FLAT_PATHS
from rpa_scout.reporting.ranking_schema import ranking_schema

FILE = "業務.rpascout"


@pytest.fixture
def project(main, good):
    """A project with a survey of three tasks."""
    assert main("project", "new", FILE, "--author", "担当A")[0] == 0
    code, _, complaint = main("project", "import", FILE, good, "--author", "担当A")
    assert code == 0, complaint
    return FILE


def survey(path, *rows):
    return write_openpyxl(path, {SHEET: table(rows)})


def changed_policy(folder):
    text = policy_text()
    version = tomllib.loads(text)["policy"]["version"]
    text = text.replace(f'version = "{version}"', 'version = "next"', 1)
    other = folder / "other.toml"
    other.write_text(text.replace("weight = 20", "weight = 2", 1), encoding="utf-8")
    return other


def told(main, *words):
    """Run a command that has to end well, and return its JSON."""
    code, out, complaint = main(*words, "--json", "-")
    assert code == 0, complaint
    return json.loads(out)


def ids(main):
    ranked = told(main, "project", "rank", FILE)["tasks"]
    return {one["name"]: one["task_id"] for one in ranked}


@pytest.mark.usefixtures("project")
def test_from_new_to_target(main):
    names = ids(main)
    assert set(names) == {"納付書の転記", "督促状の作成", "相談"}
    code, out, _ = main(
        "project", "decide", FILE, names["納付書の転記"], "--state", "adopted", "--year", "R9",
        "--owner", "担当B", "--reason", "効果が大きい", "--author", "担当A",
    )  # fmt: skip
    assert code == 0
    assert "(4)" in out or "（4）" in out
    (one,) = [t for t in told(main, "project", "rank", FILE)["tasks"] if t["state"] == "adopted"]
    assert (one["name"], one["planned_fiscal_year"], one["owner"]) == (
        "納付書の転記",
        2027,
        "担当B",
    )
    target = told(main, "project", "target", FILE)
    years = {one["fiscal_year"]: one for one in target["years"]}
    assert years[2026]["adopted"] == []
    assert years[2027]["adopted"] == [names["納付書の転記"]]
    assert years[2027]["hours"]["p90"] > target["baseline"]["plan_hours"]
    assert target["baseline"]["register_hours"] is None


@pytest.mark.usefixtures("project")
def test_a_judgement_stands_beside_the_computed_value(main):
    task = ids(main)["納付書の転記"]
    computed = {one["task_id"]: one for one in told(main, "project", "rank", FILE)["tasks"]}[task]
    assert main("project", "override", FILE, task, "hours", 7, "--reason", "測った")[0] == 0
    beside = {one["task_id"]: one for one in told(main, "project", "rank", FILE)["tasks"]}[task]
    assert beside["override_hours"] == 7
    assert beside["saved_hours_per_year_p50"] == computed["saved_hours_per_year_p50"]
    code, out, _ = main("project", "rank", FILE)
    assert code == 0
    assert "✎ 7" in out
    assert main("project", "override", FILE, task, "hours", "-", "--reason", "やめた")[0] == 0
    assert "✎" not in main("project", "rank", FILE)[1]


@pytest.mark.usefixtures("project")
def test_ranking_twice_is_assessing_once(main):
    first = told(main, "project", "rank", FILE)["assessment"]
    task = next(iter(ids(main).values()))
    main("project", "decide", FILE, task, "--state", "on_hold", "--reason", "予算がない")
    assert told(main, "project", "rank", FILE)["assessment"] == first


@pytest.mark.usefixtures("project")
def test_surveys_come_again(main, tmp_path):
    before = ids(main)
    again = survey(
        tmp_path / "again.xlsx",
        plain(items_per_run=900),
        plain(name="督促状の作成（新）", items_per_run=0, change_frequency="毎月以上"),
    )
    code, out, _ = main("project", "import", FILE, again)
    assert code == 0
    assert "200 → 900" in out
    assert f"rpa-scout project rename {FILE} {before['督促状の作成']}" in out
    new = told(main, "project", "diff", FILE)["import"]["renamed"][0]["new_id"]
    assert main("project", "rename", FILE, before["督促状の作成"], new)[0] == 0
    after = ids(main)
    assert after == {
        "納付書の転記": before["納付書の転記"],
        "督促状の作成（新）": before["督促状の作成"],
    }
    changes = told(main, "project", "diff", FILE)
    assert changes["import"]["gone"]
    assert changes["compared"] == [1, 2]
    pairs = {one["task_id"]: one["old_id"] for one in changes["assessments"]["tasks"]}
    assert pairs[before["督促状の作成"]] == before["督促状の作成"]
    by_task = {one["task_id"]: one for one in changes["assessments"]["changed"]}
    parts = by_task[before["納付書の転記"]]["score_parts"]
    assert {one["cause"] for one in parts} == {"items_per_run"}
    code, out, _ = main("project", "diff", FILE)
    assert "1回あたりの件数" in out


@pytest.mark.usefixtures("project")
def test_another_policy_says_what_it_changes(main, tmp_path):
    told(main, "project", "rank", FILE)
    other = changed_policy(tmp_path)
    code, _, complaint = main("project", "policy", FILE, other, "--reason", "見直し")
    assert code == 0, complaint
    first = told(main, "project", "rank", FILE, "--assessment", 1)
    second = told(main, "project", "rank", FILE)
    assert (first["policy"]["version"], second["policy"]["version"]) == (
        load_policy().version,
        "next",
    )
    assert first["tasks"][0]["score"] != second["tasks"][0]["score"]
    causes = {
        part["cause"]
        for one in told(main, "project", "diff", FILE)["assessments"]["changed"]
        for part in one["score_parts"]
    }
    assert causes == {"weights"}


@pytest.mark.usefixtures("project")
def test_history_and_undo(main):
    task = ids(main)["相談"]
    main(
        "project",
        "decide",
        FILE,
        task,
        "--state",
        "declined",
        "--reason",
        "少ない",
        "--author",
        "担当B",
    )
    history = told(main, "project", "history", FILE)["history"]
    assert [one["kind"] for one in history] == ["create", "import", "assess", "decide"]
    assert history[-1]["author"] == "担当B"
    code, _, complaint = main("project", "undo", FILE, "--author", "担当A")
    assert code == 2
    assert "担当B" in complaint
    assert main("project", "undo", FILE, "--author", "担当A", "--of-others")[0] == 0
    states = {one["task_id"]: one["state"] for one in told(main, "project", "rank", FILE)["tasks"]}
    assert states[task] == "candidate"
    again = ("project", "undo", FILE, "--again", "--of-others", "--author", "担当A")
    assert main(*again)[0] == 0
    code, out, _ = main("project", "history", FILE, "--task", task)
    assert code == 0
    assert "担当B" in out
    assert len(told(main, "project", "history", FILE, "--by", "担当B")["history"]) == 1


@pytest.mark.parametrize("name", ["all.jsonl", "all.xlsx"])
@pytest.mark.usefixtures("project")
def test_an_export_comes_back(main, tmp_path, name):
    told(main, "project", "rank", FILE)
    assert main("project", "export", FILE, name)[0] == 0
    assert (tmp_path / name).exists()
    assert main("project", "restore", "again.rpascout", name)[0] == 0
    histories = [
        told(main, "project", "history", one)["history"] for one in (FILE, "again.rpascout")
    ]
    assert histories[0] == histories[1]


@pytest.mark.usefixtures("project")
def test_backup_and_verify(main):
    assert main("project", "backup", FILE, "copy.rpascout")[0] == 0
    assert told(main, "project", "verify", "copy.rpascout")["is_whole"] is True
    code, out, _ = main("project", "verify", FILE)
    assert code == 0
    assert out.strip()


@pytest.mark.usefixtures("project")
def test_a_backup_is_listed_and_restored_to_a_new_file(main, tmp_path):
    listed = told(main, "project", "backup", FILE, "--list")["backups"]
    assert listed
    assert main("project", "backup", FILE, "--list")[1].count(".rpascout.gz") == len(listed)
    for number, chosen in enumerate(("1", listed[0]["file"], "newest")):
        target = f"restored{number}.rpascout"
        assert main("project", "backup", FILE, target, "--restore", chosen)[0] == 0
        verified = told(main, "project", "verify", target)
        assert (verified["is_whole"], verified["entries"]) == (True, listed[0]["entries"])
    before = (tmp_path / FILE).read_bytes()
    assert main("project", "backup", FILE, FILE, "--restore", "1")[0] == 2
    assert main("project", "backup", FILE, "x.rpascout", "--restore", "99")[0] == 2
    assert main("project", "backup", FILE)[0] == 2
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.usefixtures("project")
def test_a_digest_kept_outside_is_compared(main):
    verified = told(main, "project", "verify", FILE)
    kept = f"{verified['entries']}:{verified['head']}"
    assert kept in main("project", "verify", FILE)[1]
    assert main("project", "verify", FILE, "--head", kept)[0] == 0
    assert main("project", "verify", FILE, "--head", f"1:{verified['head']}")[0] == 1


@pytest.mark.usefixtures("project")
def test_a_damaged_file_is_refused_with_a_sentence(main, tmp_path):
    path = tmp_path / FILE
    content = bytearray(path.read_bytes())
    content[5000:9000] = b"\0" * 4000
    path.write_bytes(content)
    code, _, complaint = main("project", "rank", FILE)
    assert code == 2
    assert "Traceback" not in complaint
    assert FILE in complaint


@pytest.mark.usefixtures("project")
def test_the_ranking_as_a_workbook(main, tmp_path):
    assert main("project", "rank", FILE, "--out", "ranking.xlsx")[0] == 0
    assert zipfile.is_zipfile(tmp_path / "ranking.xlsx")


@pytest.mark.parametrize(
    "words",
    [
        ("rank", "missing.rpascout"),
        ("decide", FILE, "nobody-1", "--state", "adopted"),
        ("decide", FILE, "税務課-2", "--state", "nonsense"),
        ("decide", FILE, "税務課-2", "--state", "live"),
        ("decide", FILE, "税務課-2", "--year", "いつか"),
        ("override", FILE, "税務課-2", "hours", "many", "--reason", "x"),
        ("override", FILE, "税務課-2", "hours", "5"),
        ("rename", FILE, "税務課-2", "税務課-3"),
        ("diff", FILE, "--old", "1"),
        ("rank", FILE, "--assessment", "9"),
        ("rank", FILE, "--scorecard", "nonsense"),
        ("new", FILE),
        ("actuals", FILE, "--assign", "nonsense"),
        ("actuals", FILE, "--assign", "nothing=税務課-2"),
        ("restore", "b.rpascout", "missing.jsonl"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("project")
def test_wrong_requests_end_in_one_sentence(main, words):
    code, out, complaint = main("project", *words)
    assert code == 2, out
    assert complaint.strip()
    assert "Traceback" not in complaint


@pytest.mark.usefixtures("project")
def test_nothing_readable_changes_nothing(main, tmp_path):
    (tmp_path / "b.xlsx").write_bytes(b"nothing")
    assert main("project", "import", FILE, "b.xlsx")[0] == 2
    assert len(told(main, "project", "history", FILE)["history"]) == 2


def test_as_a_process_in_both_languages(run, good):
    assert run("project", "new", FILE).returncode == 0
    done = run("project", "import", FILE, good, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "3 new" in done.stdout
    done = run("project", "rank", FILE, "--lang", "en", COLUMNS="80")
    assert "candidate" in done.stdout
    done = run("project", "--help")
    assert all(word in done.stdout for word in ("import", "decide", "target", "verify"))
    done = run("project", "rank", "no.rpascout")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("project")
def test_rank_and_project_rank_write_one_form(main, good):
    validator = jsonschema.Draft202012Validator(ranking_schema())
    alone, in_project = told(main, "rank", good), told(main, "project", "rank", FILE)
    for content in (alone, in_project):
        assert [fault.message for fault in validator.iter_errors(content)] == []
    assert set(alone) == set(in_project)
    assert set(in_project["tasks"][0]) - set(alone["tasks"][0]) == set(FLAT_PATHS)
    for shared in ("surveys", "policy", "target", "indicators", "findings"):
        assert alone[shared] == in_project[shared]
    figures = ("name", "score", "means", "saved_hours_per_year", "candidate", "criteria")
    for ours, theirs in zip(alone["tasks"], in_project["tasks"], strict=True):
        assert {name: ours[name] for name in figures} == {name: theirs[name] for name in figures}


@pytest.mark.usefixtures("project")
def test_audit_writes_the_newest_assessment_compared_with_the_one_before(main, tmp_path):
    name = next(iter(ids(main)))
    task = ids(main)[name]
    assert main("project", "decide", FILE, task, "--state", "adopted", "--year", "R9")[0] == 0
    first = tmp_path / "1.xlsx"
    code, out, complaint = main("project", "audit", FILE, "--out", str(first))
    assert (code, complaint) == (0, "")
    assert str(first) in out
    assert open_ranking(first).sheetnames[-1] == "7_決定"
    assert main("project", "policy", FILE, changed_policy(tmp_path), "--reason", "改定")[0] == 0
    told(main, "project", "rank", FILE)
    second = tmp_path / "2.xlsx"
    assert main("project", "audit", FILE, "--out", str(second))[0] == 0
    workbook = open_ranking(second)
    assert workbook.sheetnames[-1] == "8_版の差"
    assert "評価1から評価2" in workbook["8_版の差"]["A1"].value
    code, _, complaint = main("project", "audit", FILE, "--out", str(second), "--assessment", "9")
    assert code != 0
    assert "9" in complaint
