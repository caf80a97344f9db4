"""Export and import: the same project, whatever it is kept in."""

import json

import pytest
from tests.project.conftest import NUMBERS
from tests.project.postgres import empty_database
from tests.project.surveys import TAX
from tests.project.test_assessments import REGISTERED
from tests.project.test_history import make_changes, state_of

from rpa_scout.errors import NewerProjectError, OutputError, ProjectError
from rpa_scout.project.project import Project


@pytest.fixture
def filled(project, samples):
    for _ in make_changes(project):
        pass
    project.history.undo()
    project.surveys.import_(samples)
    project.assessments.assess()
    project.register.import_(REGISTERED)
    return project


@pytest.mark.parametrize("ending", ["jsonl", "xlsx"])
def test_an_export_makes_the_same_project(filled, tmp_path, ending):
    export = filled.export(tmp_path / f"a.{ending}")
    lines = filled.export(tmp_path / "a.jsonl").read_bytes()
    with Project.restore(tmp_path / "b.rpascout", export, "担当B") as restored:
        assert state_of(restored) == state_of(filled)
        assert restored.history.entries() == filled.history.entries()
        assert restored.verify().is_whole
        assert restored.export(tmp_path / "b.jsonl").read_bytes() == lines
        assert restored.register.current() == filled.register.current()
        restored.history.undo(of_others=True)
        assert restored.verify().is_whole


def test_an_export_goes_into_either_kind_of_place(filled, tmp_path, server):
    lines = filled.export(tmp_path / "a.jsonl")
    with (
        empty_database(server, f"test{next(NUMBERS)}") as url,
        Project.restore(url, lines, "担当B") as restored,
    ):
        again = restored.export(tmp_path / "b.jsonl")
        assert again.read_bytes() == lines.read_bytes()


def test_an_export_into_a_project_that_is_there_is_refused(filled, tmp_path):
    lines = filled.export(tmp_path / "a.jsonl")
    Project.restore(tmp_path / "b.rpascout", lines, "担当B").close()
    with pytest.raises(ProjectError):
        Project.restore(tmp_path / "b.rpascout", lines, "担当B")


def _without_line(lines):
    del lines[len(lines) // 2]


def _other_value(lines):
    place = next(i for i, one in enumerate(lines) if '"survey_lines"' in one)
    lines[place] = lines[place].replace("entry", "other")


def _half_a_line(lines):
    lines[-1] = lines[-1][: len(lines[-1]) // 2]


def _cut_off(lines):
    del lines[-3:]


def _other_columns(lines):
    content = json.loads(lines[-1])
    content["row"]["nonsense"] = 1
    lines[-1] = json.dumps(content)


def _other_table(lines):
    lines[-1] = json.dumps({"table": "sqlite_master", "row": {}})


@pytest.mark.parametrize(
    "spoil",
    [_without_line, _other_value, _half_a_line, _cut_off, _other_columns, _other_table],
    ids=lambda one: one.__name__.strip("_"),
)
def test_an_export_that_was_changed_is_refused_and_nothing_made(file, policy, tmp_path, spoil):
    with Project.create(file, policy, "担当A") as project:
        project.surveys.import_(TAX)
        project.tasks.decide(["税務課-6"], "adopted")
        export = project.export(tmp_path / "a.jsonl")
    lines = export.read_text(encoding="utf-8").splitlines()
    spoil(lines)
    export.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ProjectError):
        Project.restore(tmp_path / "b.rpascout", export, "担当B")
    assert not list(tmp_path.glob("*b.rpascout*")) + list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["a.jsonl", "a.xlsx"])
def test_what_is_no_export_is_refused(tmp_path, name):
    with pytest.raises(ProjectError):
        Project.restore(tmp_path / "b.rpascout", tmp_path / name, "担当A")
    (tmp_path / name).write_bytes(b"\xff\xfe nonsense")
    with pytest.raises(ProjectError):
        Project.restore(tmp_path / "b.rpascout", tmp_path / name, "担当A")


def test_an_export_of_another_version_is_refused(tmp_path):
    export = tmp_path / "a.jsonl"
    export.write_text('{"format":"rpa-scout project","schema_version":99}\n', encoding="utf-8")
    with pytest.raises(NewerProjectError):
        Project.restore(tmp_path / "b.rpascout", export, "担当A")


def test_an_export_that_cannot_be_written_says_so(file, policy, tmp_path):
    with Project.create(file, policy, "担当A") as project, pytest.raises(OutputError):
        project.export(tmp_path / "ない" / "a.xlsx")
