"""``rpa-scout project status``: the stages of the work, as the library tells them."""

import json

from tests.unit.reading.surveys import plain, read_grid, table

import rpa_scout as rs
from rpa_scout.project.goals.stages import next_stage
from rpa_scout.project.project import Project


def test_stages_and_the_next_step_are_those_of_the_library(main, tmp_path):
    (tmp_path / "1").mkdir()
    with rs.Project.create(tmp_path / "p.rpascout", rs.load_policy(), "担当A") as project:
        project.surveys.import_(read_grid(tmp_path / "1", table([plain(judgement="勘")])))
        stages = project.stages()
    code, out, _ = main("project", "status", "p.rpascout", "--json", "-")
    content = json.loads(out)
    assert code == 0
    expected = [(stage.id, stage.state, stage.done, stage.total) for stage in stages]
    assert [tuple(stage.values()) for stage in content["stages"]] == expected
    assert content["next"] == next_stage(stages).id
    code, out, _ = main("project", "status", "p.rpascout")
    assert code == 0
    for stage in stages:
        assert f"{stage.label}  {stage.progress}".rstrip() in out
    assert next_stage(stages).to_do in out
    with Project.open(tmp_path / "p.rpascout", "担当B", read_only=True) as project:
        assert project.stages() == stages
