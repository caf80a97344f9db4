"""The session: one change, one call of the project, one signal of what is otherwise."""

import time

import pytest
from tests.gui.conftest import SAMPLES, assessed, changed, decide

from rpa_scout.errors import ConflictError
from rpa_scout.pipeline import read_surveys
from rpa_scout.project.project import Project
from rpa_scout.project.store.storage import Storage


def first(session, count):
    ranking = session.assessment.ranking
    return ranking.loc[ranking["candidate"], "task_id"].head(count).tolist()


def test_decisions_reach_the_project(sample_session):
    five = first(sample_session, 5)
    assert decide(sample_session, five, "adopted", planned_fiscal_year=2027)
    assert {sample_session.records[one].state.value for one in five} == {"adopted"}
    assert sample_session.project.tasks.get(five[0]).planned_fiscal_year == 2027


def test_targets_move_with_decisions_and_back(sample_session):
    goal = sample_session.policy.targets.hours.goal_year
    before = sample_session.target(unplanned_in=goal).goal
    assert decide(sample_session, first(sample_session, 5), "adopted")
    after = sample_session.target(unplanned_in=goal).goal
    assert after.hours.p50 > before.hours.p50
    assert after.tasks.p50 > before.tasks.p50
    assert sample_session.undo()
    again = sample_session.target(unplanned_in=goal).goal
    assert again.hours.p50 == before.hours.p50
    assert sample_session.redo()
    assert sample_session.target(unplanned_in=goal).goal.hours.p50 == after.hours.p50


def test_refused_changes_are_told_and_change_nothing(sample_session, qtbot):
    task = first(sample_session, 1)[0]
    with qtbot.waitSignal(sample_session.problem):
        assert not decide(sample_session, [task], "live")
    assert sample_session.records[task].state.value == "candidate"


def test_corrections_are_assessed_again_and_undone(sample_session, qtbot):
    task = first(sample_session, 1)[0]
    score = sample_session.assessment.ranking.set_index("task_id")["score"][task]
    with assessed(sample_session, qtbot):
        assert sample_session.change(
            lambda project: project.answers.correct(task, "judgement", "judgement", "聞き取り")
        )
    lower = sample_session.assessment.ranking.set_index("task_id")["score"][task]
    assert lower < score
    with assessed(sample_session, qtbot):
        assert sample_session.undo()
    assert sample_session.can_redo
    assert sample_session.assessment.ranking.set_index("task_id")["score"][task] == score


def test_kept_results_are_no_step_of_undo(sample_session, qtbot):
    task = first(sample_session, 1)
    assert decide(sample_session, task, "adopted")
    shown = sample_session.assessment
    with changed(sample_session, "history", qtbot):
        sample_session.keep_assessment()
    assert sample_session.assessment is shown
    assert len(sample_session.project.assessments.all()) == 1
    assert sample_session.undo()
    assert sample_session.records[task[0]].state.value == "candidate"


def test_held_by_another_opens_read_only_with_the_name(session, tmp_path, policy, qtbot):
    file = tmp_path / "業務削減.rpascout"
    with Project.create(file, policy, "担当B"):
        assert session.open(file)
        assert session.read_only
        assert session.holder == "担当B"
        assert not session.can_change
        with qtbot.waitSignal(session.problem):
            assert not session.change(lambda project: project.tasks.note("書けない"))
        session.close()


@pytest.mark.parametrize("content", [None, b"not a project"])
def test_what_is_no_project_is_told(session, tmp_path, qtbot, content):
    file = tmp_path / "違う.rpascout"
    if content is not None:
        file.write_bytes(content)
    with qtbot.waitSignal(session.problem):
        assert not session.open(file)
    assert session.project is None


def test_a_conflict_is_told_and_the_other_s_change_shown(sample_session, qtbot):
    task = first(sample_session, 1)[0]
    other = Project(Storage(sample_session.project.location), "担当B")
    other.tasks.decide([task], "on_hold", "様式の改正を待つ")
    with qtbot.waitSignal(sample_session.problem) as told:
        assert not decide(sample_session, [task], "adopted")
    assert isinstance(told.args[0], ConflictError)
    assert sample_session.records[task].state.value == "on_hold"
    assert decide(sample_session, [task], "adopted")
    other.close()


def test_refresh_takes_over_what_others_did(sample_session, qtbot):
    task = first(sample_session, 1)[0]
    other = Project(Storage(sample_session.project.location), "担当B")
    other.answers.correct(task, "judgement", "judgement", "聞き取り")
    other.close()
    with assessed(sample_session, qtbot):
        sample_session.refresh()
    assert sample_session.assessment.inventory.tasks.at[task, "judgement"] == "judgement"


def test_a_refresh_without_news_changes_nothing(sample_session):
    emitted = []
    sample_session.changed.connect(emitted.append)
    sample_session.refresh()
    assert emitted == []


def test_a_stopped_reading_leaves_the_project_as_it_was(session, jobs, tmp_path, qtbot):
    assert session.create(tmp_path / "業務.rpascout")
    results = []
    jobs.run(
        "read",
        lambda progress: read_surveys(SAMPLES, progress),
        lambda inventory: session.import_later(inventory, results.append),
    )
    began = time.monotonic()
    jobs.cancel("read")
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert time.monotonic() - began < 0.5
    qtbot.wait(300)
    assert results == []
    assert session.records == {}


def test_an_import_beside_the_window_is_finished_before_closing(
    session, sample_inventory, tmp_path
):
    file = tmp_path / "業務.rpascout"
    assert session.create(file)
    session.import_later(sample_inventory, lambda _done: None)
    session.close()
    with Project.open(file, "担当B", read_only=True) as project:
        assert len(project.tasks.all()) == len(sample_inventory.tasks)


def test_every_change_says_what_it_did(sample_session, qtbot):
    task = sample_session.assessment.ranking["task_id"][0]
    name = sample_session.records[task].name
    with qtbot.waitSignal(sample_session.change_done) as done:
        decide(sample_session, [task], "adopted", planned_fiscal_year=2027)
    assert "採択した" in done.args[0]
    assert name in done.args[0]
    with qtbot.waitSignal(sample_session.change_done) as undone:
        sample_session.undo()
    assert "元に戻した" in undone.args[0]


def test_a_project_may_be_changed_once_its_holder_has_closed_it(session, tmp_path, policy):
    path = tmp_path / "共有.rpascout"
    with Project.create(path, policy, "担当B"):
        assert session.open(path)
        assert session.read_only
        session.refresh()
        assert session.read_only
        assert session.holder == "担当B"
    session.refresh()
    assert not session.read_only
    assert session.change(lambda project: project.tasks.note("続きの作業"))
