"""A file of the first version of the tables opens in this one; migrations and tables agree."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from rpa_scout.errors import ProjectError
from rpa_scout.project import migrating
from rpa_scout.project.project import Project
from rpa_scout.project.schema import REVISION, Base

FIRST = Path(__file__).with_name("files") / "schema-1.rpascout"
"""Made by 0.1.0: two surveys, decisions, an override, a correction, an accepted finding, notes,
an assessment, a confirmed rename, and an undo."""


@pytest.fixture
def first(tmp_path):
    return Path(shutil.copy(FIRST, tmp_path / "a.rpascout"))


def test_a_project_of_the_first_version_opens_whole(first):
    with Project.open(first, "担当C") as project:
        found = project.verify()
        assert (found.is_whole, found.entries) == (True, 12)
        task = project.task("税務課-6")
        assert (task.name, task.state) == ("異動届のデータ入力", "adopted")
        assert (task.planned_fiscal_year, task.owner, task.builder) == (2027, "担当B", "in_house")
        assert task.reason == "効果が大きい"
        (override,) = project.overrides()
        assert (override.task_id, override.what, override.value) == ("税務課-6", "hours", 120)
        (correction,) = project.corrections()
        assert (correction.field, correction.value, correction.answered) == ("items_per_run", 9, 40)
        assert [one.text for one in project.notes()] == ["打合せ済み"]
        assert [len(one.files) for one in project.imports()] == [2, 1]
        inventory = project.inventory()
        assert inventory.tasks.loc["税務課-7", "judgement"] == "simple_rules"
        assert inventory.source_of("税務課-6", "name").cell == "B6"
        assert len(inventory.findings) == 0
        assert [one.kind for one in project.history()][-2:] == ["note", "undo"]


def test_its_results_are_shown_as_they_were(first):
    with pytest.raises(ProjectError, match="older version"):
        Project.open(first, "担当C", read_only=True)
    Project.open(first, "担当C").close()
    with Project.open(first, "担当C", read_only=True) as project:
        stored = project.assessment(1)
        # it rested on no actuals: there was no place for them
        assert project.recomputed(1).calibration.used == ()
        assert stored.program_version == "0.1.0"
        assert list(stored.ranking["rank"]) == [1, 2, 3, 4]
        assert stored.ranking["score"].is_monotonic_decreasing
        best = stored.ranking["task_id"][0]
        parts = stored.criteria[best].values()
        total = sum(one["contribution"] for one in parts)
        assert total == pytest.approx(stored.ranking["score"][0])
        assert [one.version for one in project.policies()] == [stored.policy_version]


def test_it_takes_changes_and_goes_back(first):
    with Project.open(first, "担当A") as project:
        project.decide(["税務課-6"], "building")
        for _ in range(4):
            project.undo()
        assert project.verify().is_whole
        assert project.task("税務課-6").name == "異動届の入力"


def test_the_newest_migration_is_the_one_that_the_tables_name():
    scripts = ScriptDirectory(str(migrating._SCRIPTS))
    assert scripts.get_heads() == [REVISION]


def test_the_migrations_make_the_tables_that_are_declared(project):
    with project._storage.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_no_migration_is_left_out_of_the_package():
    versions = migrating._SCRIPTS / "versions"
    found = {one.stem.partition("_")[0].removeprefix("v") for one in versions.glob("v*.py")}
    assert found == set(migrating.known_revisions())
