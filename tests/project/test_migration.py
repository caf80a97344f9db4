"""A file of the first version of the tables opens in this one; migrations and tables agree."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from rpa_scout.errors import ProjectDamagedError, ProjectError
from rpa_scout.findings import CATALOGUE
from rpa_scout.policy import load_fields
from rpa_scout.project.ledger.digest_rules import DIGEST_RULE, REPR_RULE
from rpa_scout.project.project import Project
from rpa_scout.project.store import migrating
from rpa_scout.project.store.schema import REVISION, Base
from rpa_scout.project.surveys.rebuilding import stored_finding

FIRST = Path(__file__).with_name("files") / "schema-1.rpascout"
"""Made by 0.1.0: two surveys, decisions, an override, a correction, an accepted finding, notes,
an assessment, a confirmed rename, and an undo."""


SECOND = Path(__file__).with_name("files") / "schema-2.rpascout"
"""Made by the last version with the tables 2, and its exports beside it: a survey with 「2～3分」,
a register with actuals of two tasks, of which one was put in proportion to the hours of the survey
(its digest was made of ``np.float64(…)``), two assessments, a task on hold without a reason, an
override, a correction, an accepted finding, a note, and an undo."""


@pytest.fixture
def first(tmp_path):
    return Path(shutil.copy(FIRST, tmp_path / "a.rpascout"))


def test_a_project_of_the_first_version_opens_whole(first):
    with Project.open(first, "担当C") as project:
        found = project.verify()
        assert (found.is_whole, found.entries) == (True, 12)
        task = project.tasks.get("税務課-6")
        assert (task.name, task.state) == ("異動届のデータ入力", "adopted")
        assert (task.planned_fiscal_year, task.owner, task.builder) == (2027, "担当B", "in_house")
        assert task.reason == "効果が大きい"
        (override,) = project.tasks.overrides()
        assert (override.task_id, override.what, override.value) == ("税務課-6", "hours", 120)
        (correction,) = project.answers.corrections()
        assert (correction.field, correction.value, correction.answered) == ("items_per_run", 9, 40)
        assert [one.text for one in project.tasks.notes()] == ["打合せ済み"]
        assert [len(one.files) for one in project.surveys.imports()] == [2, 1]
        inventory = project.inventory()
        assert inventory.tasks.loc["税務課-7", "judgement"] == "simple_rules"
        assert inventory.source_of("税務課-6", "name").cell == "B6"
        assert len(inventory.findings) == 0
        assert [one.kind for one in project.history.entries()][-2:] == ["note", "undo"]


def test_its_results_are_shown_as_they_were(first):
    with pytest.raises(ProjectError, match="older version"):
        Project.open(first, "担当C", read_only=True)
    Project.open(first, "担当C").close()
    with Project.open(first, "担当C", read_only=True) as project:
        stored = project.assessments.get(1)
        # it rested on no actuals: there was no place for them
        assert project.assessments.recomputed(1).calibration.used == ()
        assert stored.program_version == "0.1.0"
        assert list(stored.ranking["rank"]) == [1, 2, 3, 4]
        assert stored.ranking["score"].is_monotonic_decreasing
        best = stored.ranking["task_id"][0]
        parts = stored.criteria[best].values()
        total = sum(one["contribution"] for one in parts)
        assert total == pytest.approx(stored.ranking["score"][0])
        assert [one.version for one in project.policies.all()] == [stored.policy_version]


def test_it_takes_changes_and_goes_back(first):
    with Project.open(first, "担当A") as project:
        project.tasks.decide(["税務課-6"], "building")
        for _ in range(4):
            project.history.undo()
        assert project.verify().is_whole
        assert project.tasks.get("税務課-6").name == "異動届の入力"


def test_the_newest_migration_is_the_one_that_the_tables_name():
    scripts = ScriptDirectory(str(migrating._SCRIPTS))
    assert scripts.get_heads() == [REVISION]


def test_the_migrations_make_the_tables_that_are_declared(project):
    with project.session.storage.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_no_migration_is_left_out_of_the_package():
    versions = migrating._SCRIPTS / "versions"
    found = {one.stem.partition("_")[0].removeprefix("v") for one in versions.glob("v*.py")}
    assert found == set(migrating.known_revisions())


@pytest.fixture(params=["rpascout", "jsonl", "xlsx"])
def second_version(request, tmp_path):
    """A project of the second version, opened or restored."""
    source = SECOND.with_suffix(f".{request.param}")
    if request.param == "rpascout":
        return Project.open(shutil.copy(source, tmp_path / "a.rpascout"), "担当C")
    return Project.restore(tmp_path / "a.rpascout", source, "担当C")


def test_an_untouched_project_of_the_second_version_verifies(second_version, tmp_path):
    with second_version as project:
        found = project.verify()
        assert (found.is_whole, found.entries) == (True, 11), found
        assert {entry.digest_rule for entry in project.history.entries()} == {REPR_RULE}
        assert project.tasks.get("税務課-2").state == "on_hold"
        project.tasks.note("続きの記録")
        project.assessments.rescore()
        assert project.history.entries()[-1].digest_rule == DIGEST_RULE
        assert project.verify().is_whole
        lines = project.export(tmp_path / "b.jsonl").read_bytes()
        for name in ("b.jsonl", "b.xlsx"):
            export = project.export(tmp_path / name)
            with Project.restore(tmp_path / f"{name}.rpascout", export, "担当D") as restored:
                assert restored.export(tmp_path / "c.jsonl").read_bytes() == lines
                assert restored.verify().is_whole


OF_THE_SECOND = {
    "a saving in proportion": "UPDATE assessment_actuals SET saved_hours_per_year = "
    "saved_hours_per_year + 1e-9 WHERE place = 1",
    "a saving as it was": "UPDATE assessment_actuals SET saved_hours_per_year = 61 WHERE place = 2",
    "a saving of another task": "UPDATE assessment_actuals SET task_id = '税務課-2'",
    "a figure": "UPDATE assessment_columns SET content = (SELECT content FROM assessment_columns "
    "WHERE name = 'score_low' AND assessment_number = 1) WHERE name = 'score_high'",
    "the rule of an entry": "UPDATE history SET digest_rule = 2 WHERE number = 4",
    "a rule that is none": "UPDATE history SET digest_rule = 9 WHERE number = 4",
}


@pytest.mark.parametrize("statement", OF_THE_SECOND.values(), ids=list(OF_THE_SECOND))
def test_a_touched_project_of_the_second_version_does_not(tmp_path, statement):
    with Project.open(shutil.copy(SECOND, tmp_path / "a.rpascout"), "担当C") as project:
        with project.session.storage.engine.begin() as connection:
            assert connection.execute(text(statement)).rowcount
        assert not project.verify().is_whole


def test_a_new_entry_cannot_be_passed_off_as_an_old_one(project):
    with project.session.storage.engine.begin() as connection:
        connection.execute(text("UPDATE history SET digest_rule = 1"))
    assert not project.verify().is_whole


FIFTH = Path(__file__).with_name("files") / "schema-5.rpascout"
"""Made by the last version that kept results row by row: three surveys, a correction, a confirmed
figure, two assessments, a decision, an override, and an undone note; its export is beside it."""


@pytest.fixture(params=["rpascout", "jsonl"])
def fifth_version(request, tmp_path):
    source = FIFTH.with_suffix(f".{request.param}")
    if request.param == "rpascout":
        return Project.open(shutil.copy(source, tmp_path / "a.rpascout"), "担当C")
    return Project.restore(tmp_path / "a.rpascout", source, "担当C")


def test_results_kept_row_by_row_are_shown_as_they_were(fifth_version, tmp_path):
    with fifth_version as project:
        found = project.verify()
        assert (found.is_whole, found.entries) == (True, 12), found
        ranking = project.assessments.get(1).ranking
        assert ranking["task_id"].tolist() == ["会計課-6", "税務課-7", "税務課-6"]
        assert ranking["score"].tolist()[:2] == [76.85981296327228, 76.85981296327228]
        hours = ranking["saved_hours_per_year_p50"].tolist()
        assert hours == [346.2846027842861, 346.2846027842861, 63.00167578455283]
        criteria = project.assessments.get(1).criteria["税務課-6"]
        total = sum(part["contribution"] for part in criteria.values())
        assert total == pytest.approx(ranking["score"][2])
        assert (
            project.assessments.recomputed(1).inventory.tasks.loc["税務課-6", "items_per_run"]
            == 9.0
        )
        assert project.history.undo(of_others=True).refers_to == 10
        assert project.verify().is_whole
        # The rows that it was written with come out again, letter by letter.
        lines = project.export(tmp_path / "b.jsonl").read_text(encoding="utf-8").splitlines()
        before = FIFTH.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
        kept = [line for line in before if '"table":"assessment_results"' in line]
        assert len(kept) == 6
        assert set(kept) <= set(lines)


def test_changed_results_kept_row_by_row_are_noticed(tmp_path):
    with Project.open(shutil.copy(FIFTH, tmp_path / "a.rpascout"), "担当C") as project:
        with project.session.storage.engine.begin() as connection:
            statement = "UPDATE assessment_columns SET name = 'x' WHERE position = 9"
            assert connection.execute(text(statement)).rowcount == 2
        assert not project.verify().is_whole


def test_a_changed_project_of_the_fifth_version_is_left_as_it_is(tmp_path):
    path = Path(shutil.copy(FIFTH, tmp_path / "a.rpascout"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE assessment_results SET rank = rank + 10 WHERE rank = 1")
        connection.commit()
    content = path.read_bytes()
    with pytest.raises(ProjectDamagedError):
        Project.open(path, "担当C")
    assert path.read_bytes() == content


def test_findings_of_the_second_version_have_named_values(second_version):
    with second_version as project:
        findings = project.inventory().findings
        # 「2～3分」 at E2 was accepted; it stays away although its values have names now.
        assert "range_read" not in {finding.code for finding in findings}
        (unread,) = (finding for finding in findings if finding.code == "unknown_choice")
        assert unread.values["written"] == unread.quoted == "紙"
        assert unread.values["choices"].startswith("システムのデータ／")
        (read,) = (finding for finding in findings if finding.cell == "F5")
        assert read.values == {"written": "転記", "taken": "システムへの入力・転記"}
        sentence = read.message(load_fields(), "ja")
        assert "転記" in sentence
        assert "システムへの入力・転記" in sentence


@pytest.mark.parametrize("code", CATALOGUE)
def test_two_values_without_names_get_those_of_their_rule(code):
    rule = CATALOGUE[code]
    stored = {"code": code, "row_id": "税務課-2", "value": "有", "expected": "あり"}
    finding = stored_finding(stored)
    assert finding.quoted == "有"
    assert [finding.values[name] for name in rule.names if name != rule.quotes] in ([], ["あり"])
    assert stored_finding({"code": code, "values": finding.values}).values == finding.values
