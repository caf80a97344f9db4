"""No name of staff that a project holds stands in its copy, nor in any paper made of the copy."""

import getpass
import itertools
import json
import shutil
import zipfile

import pytest
from tests.project.surveys import survey
from tests.project.test_inquiry import WRONG, asked
from tests.unit.reading.surveys import plain, read_grid, table

from rpa_scout import cli
from rpa_scout.errors import InputError
from rpa_scout.findings import Finding
from rpa_scout.project.ledger.dumping import DUMPED
from rpa_scout.project.project import Project
from rpa_scout.project.records import NewDocument
from rpa_scout.project.store.rows import STATE_TABLES
from rpa_scout.project.without_names.staff_names import STAFF, StaffNames, columns_holding
from rpa_scout.rank_robustness.officials.weights import OfficialWeights
from rpa_scout.reading.layout.departments import Department

LOGIN = "login_of_reader"
RESPONDENT = "氏名記入号"
FAMILY = "氏姓"


class Staff:
    """Hands out names, and remembers them."""

    def __init__(self):
        self.names = [LOGIN, RESPONDENT, FAMILY]
        self._numbers = itertools.count(1)

    def new(self):
        self.names.append(f"氏名{next(self._numbers):02}号")
        return self.names[-1]


@pytest.fixture(scope="module")
def staff():
    return Staff()


@pytest.fixture(scope="module")
def original(tmp_path_factory, staff, policy):
    """A project in which every declared column, setting and detail holds a name of its own."""
    folder = tmp_path_factory.mktemp(LOGIN)
    path = folder / "業務削減.rpascout"

    def as_somebody():
        return Project.open(path, staff.new())

    Project.create(path, policy, staff.new()).close()
    names = [("異動届の入力", {"remarks": f"{FAMILY}が確認"}), "課税台帳の照合", "証明書の発行"]
    finding = Finding(
        "minutes_unusually_long",
        *("税務課.xlsx", "業務一覧", "E6", "minutes_per_item"),
        *({"minutes": "3"}, "税務課-6"),
    )
    with as_somebody() as project:
        project.surveys.import_(survey({"税務課": names}, [finding]))
    with as_somebody() as project:
        project.tasks.decide(["税務課-6"], "adopted", f"{project.author}と協議", owner=staff.new())
        project.tasks.decide(["税務課-7"], "on_hold", "来年", owner="税務課")
    with as_somebody() as project:
        project.tasks.override("税務課-6", "hours", 100, f"{FAMILY}の見立て")
        project.answers.correct("税務課-7", "items_per_run", 9, "確認済み")
        project.tasks.note(f"{FAMILY} 係長に電話", "税務課-8")
    with as_somebody() as project:
        project.answers.accept(next(iter(project.inventory().findings)), "実測で確認した")
    with as_somebody() as project:
        project.answers.confirm("税務課-8", "minutes_per_item", "電話で確認")
    with as_somebody() as project:
        project.departments.replace([Department("税務課", 12, contact=f"{staff.new()} 内線123")])
        staff.names.append(f"{staff.names[-1]} 内線123")
        project.inquiry.set_head(contact=staff.new(), deadline="2026-10-30")
        project.inquiry.send_forms(["税務課"])
    with as_somebody() as project:
        official = staff.new()
        project.planning.keep_official_weights(
            [OfficialWeights(f"{FAMILY} {official}", "", "points", {"volume": 1.0})]
        )
    with as_somebody() as project:
        project.groups.confirm(["税務課-6", "税務課-7"], "同じ作業")
    with as_somebody() as project:
        project.surveys.refuse_rename("税務課-6", "税務課-7", "別の業務")
    with as_somebody() as project:
        rows = [["記入者", RESPONDENT], *table([plain(department="会計課", **WRONG)])]
        inventory = read_grid(_made(folder / "surveys"), rows)
        project.surveys.import_(inventory)
        asked(project, inventory)
    with as_somebody() as project:
        project.assessments.assess()
        project.documents.hand_out(
            [NewDocument("task_card", f"{FAMILY}.xlsx", "0" * 64, 1, "2026-10-30")]
        )
    return path


@pytest.fixture(scope="module")
def copy(original):
    with Project.open(original, LOGIN, read_only=True) as project:
        return project.backup(original.with_name("開示用.rpascout"), without_names=True)


def _made(folder):
    folder.mkdir()
    return folder


def content_of(path):
    """Return all that a file holds, packed parts included, as text."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as archive:
            parts = (archive.read(name) for name in archive.namelist())
            return "".join(part.decode("utf-8", "replace") for part in parts)
    return path.read_bytes().decode("utf-8", "replace")


def names_in(text, staff):
    return sorted(name for name in staff.names if name in text)


def holders(path):
    """Return the declared columns that hold something in a project, now or in its history."""
    with Project.open(path, LOGIN, read_only=True) as project:
        lines = project.export(path.with_suffix(".all.jsonl"), replace=True).read_text("utf-8")
    held = set()
    for line in map(json.loads, lines.splitlines()[1:]):
        table_name, values = line["table"], line["row"]
        rows = [(DUMPED[table_name], values)]
        if table_name == "history_changes":
            mapped = STATE_TABLES[values["table_name"]]
            rows += [(mapped, json.loads(values[side] or "{}")) for side in ("before", "after")]
        held |= {
            (mapped.__tablename__, column)
            for mapped, cells in rows
            for column in columns_holding(mapped, "name", "contact")
            if cells.get(column)
        }
    return held


def test_the_original_holds_a_name_in_every_declared_column(original, staff):
    declared = {
        (mapped.__tablename__, column)
        for mapped in (*DUMPED.values(), *STATE_TABLES.values())
        for column in columns_holding(mapped, "name", "contact")
    }
    assert len(declared) > 14
    assert holders(original) == declared
    with Project.open(original, LOGIN, read_only=True) as project:
        text = project.export(original.with_suffix(".jsonl"), replace=True).read_text("utf-8")
    # The respondent is never stored, and the login name stands in paths.
    assert set(staff.names) - set(names_in(text, staff)) == {RESPONDENT}


@pytest.mark.parametrize("ending", [".rpascout", ".jsonl", ".xlsx"])
def test_no_name_stands_in_an_export(original, staff, tmp_path, ending):
    target = tmp_path / f"開示用{ending}"
    with Project.open(original, LOGIN, read_only=True) as project:
        write = project.backup if ending == ".rpascout" else project.export
        write(target, without_names=True)
    assert names_in(content_of(target), staff) == []


@pytest.fixture
def main(monkeypatch, tmp_path):
    monkeypatch.setattr(getpass, "getuser", lambda: LOGIN)
    monkeypatch.chdir(tmp_path)
    return lambda *words: cli.main([str(word) for word in words])


PAPERS = {
    "rank": ("--out", "順位.xlsx"),
    "rank --json": ("--json", "順位.json"),
    "audit": ("--out", "検算.xlsx"),
    "report": ("--out", "会議.docx"),
    "report .xlsx": ("--out", "会議.xlsx"),
    "card": ("税務課-6", "--out", "カード.xlsx"),
    "results": ("--to", "通知"),
    "history": ("--json", "履歴.json"),
    "export": ("全部.xlsx",),
    "diff": ("--json", "差.json"),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_no_name_stands_in_a_paper_of_the_copy(copy, staff, main, tmp_path, capsys, paper):
    own = shutil.copy(copy, tmp_path / "写し.rpascout")
    code = main("project", paper.split()[0], own, *PAPERS[paper])
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".gz"]
    assert (code, bool(written)) == (0, True), capsys.readouterr().err
    text = "".join(map(content_of, written)) + capsys.readouterr().out
    assert names_in(text, staff) == []


def test_commands_make_the_copies(original, staff, main, tmp_path):
    assert main("project", "backup", original, "開示用.rpascout", "--without-names") == 0
    assert main("project", "export", original, "全部.xlsx", "--without-names") == 0
    for name in ("開示用.rpascout", "全部.xlsx"):
        assert names_in(content_of(tmp_path / name), staff) == []


def test_the_copy_is_whole_and_says_what_it_is(original, copy, main, capsys):
    with Project.open(original, LOGIN, read_only=True) as project:
        head = project.verify().head
        before = [(task.task_id, task.state) for task in project.tasks.all()]
    with Project.open(copy, LOGIN, read_only=True) as project:
        assert project.verify().is_whole
        assert project.copied_from.head == head
        assert not project.verify(head).is_whole
        assert project.author == STAFF
        assert [(task.task_id, task.state) for task in project.tasks.all()] == before
        assert project.tasks.get("税務課-7").owner == "税務課"
        assert len(project.history.entries()) == project.copied_from.entries + 1
    assert main("project", "verify", copy) == 0
    assert "氏名を除いた写し" in capsys.readouterr().out


def test_what_is_restored_of_it_is_a_copy_too(copy, main, tmp_path, capsys):
    assert main("project", "export", copy, "全部.jsonl") == 0
    assert '"without_names":true' in (tmp_path / "全部.jsonl").read_text("utf-8").splitlines()[0]
    capsys.readouterr()
    assert main("project", "restore", "再び.rpascout", "全部.jsonl") == 0
    assert "氏名を除いた写し" in capsys.readouterr().out


def test_the_mark_is_not_undone(copy, tmp_path):
    with Project.open(copy, LOGIN, read_only=True) as project:
        again = project.backup(tmp_path / "again.rpascout", without_names=True)
        original_head = project.copied_from
    with Project.open(again, LOGIN) as project:
        project.history.undo(of_others=True)
        assert project.copied_from == original_head
        assert project.verify().is_whole
    with Project.open(again, LOGIN) as project:
        assert project.author == STAFF


def test_a_project_as_it_is_is_copied_by_backup(original, tmp_path):
    with (
        Project.open(original, LOGIN, read_only=True) as project,
        pytest.raises(InputError, match="make a copy of the project"),
    ):
        project.export(tmp_path / "copy.rpascout")


@pytest.mark.parametrize(
    ("names", "text", "shown"),
    [
        (["山田"], "山田支所の山田が確認", "山田支所の職員1が確認"),
        (["林"], "農林の林が確認", "農林の林が確認"),
        (["rpa"], "rpa の rpax", "rpa の rpax"),
        (["suzuki"], r"C:\Users\suzuki\suzukisan", r"C:\Users\職員1\suzukisan"),
        (["鈴木 一郎", "鈴木"], "鈴木 一郎と鈴木", "職員1と職員1"),
    ],
)
def test_a_name_is_not_part_of_other_words(names, text, shown):
    rows = [("policies", {"author": name, "content": '{"id":"rpa"}'}) for name in names]
    rows += [("survey_lines", {"department": "山田支所"})]
    assert StaffNames(rows).hidden(text) == shown
