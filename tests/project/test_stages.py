"""The stages of the work: counted apart, done in order, and the same on every face."""

import pytest
from tests.unit.reading.surveys import plain, read_grid, table

import rpa_scout as rs
from rpa_scout.project.goals.stages import STAGES, next_stage
from rpa_scout.reading.layout.departments import Department


@pytest.fixture
def project(tmp_path):
    with rs.Project.create(tmp_path / "市.rpascout", rs.load_policy(), "担当A") as opened:
        yield opened


def states(project):
    return {stage.id: (stage.state, stage.done, stage.total) for stage in project.stages()}


def test_every_stage_waits_for_the_one_before_and_is_done_in_its_turn(project, tmp_path):
    first = project.stages()
    assert [stage.id for stage in first] == [*STAGES]
    assert [stage.state for stage in first] == ["open"] + ["waiting"] * 5
    assert next_stage(first).to_do
    project.departments.replace([Department("税務課"), Department("会計課")])
    (tmp_path / "1").mkdir()
    rows = [plain(judgement="勘"), plain(name="窓口の集計"), plain(name="通知の発送")]
    imported = project.surveys.import_(read_grid(tmp_path / "1", table(rows)))
    shown = states(project)
    assert shown["surveys"] == ("open", 1, 2)
    # The answer that cannot be read, and the department that has not answered.
    assert shown["findings"] == ("open", 0, 2)
    assert shown["ranking"] == ("done", 3, 3)
    assert shown["decisions"] == ("open", 0, 3)
    assert shown["plan"] == ("waiting", 0, 0)
    for finding in project.inventory().findings:
        if finding.severity != "info":
            project.answers.accept(finding, "確認済み")
    assert states(project)["findings"] == ("done", 0, 0)
    assert next_stage(project.stages()).id == "surveys"
    assert next_stage(project.stages(), ["findings"]).id == "surveys"
    project.tasks.decide(imported.added[:2], "adopted", "試行")
    project.tasks.decide(imported.added[:1], None, planned_fiscal_year=2027)
    assert states(project)["plan"] == ("open", 1, 2)
    assert states(project)["actuals"] == ("open", 0, 0)
    assert states(project)["decisions"][1:] == (2, 3)


def test_a_summary_does_not_count_as_having_seen_the_tasks(project, tmp_path):
    (tmp_path / "1").mkdir()
    project.surveys.import_(read_grid(tmp_path / "1", table([plain()])))
    before = dict(project.session._seen)
    project.stages()
    assert project.session._seen == before
