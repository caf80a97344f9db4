"""Figures of a few tasks without valid stored results: those of the whole, without assessing it."""

import pytest

from rpa_scout.assessment.part import LearnedCalibration
from rpa_scout.project.parts import assessments
from rpa_scout.project.store import rows
from rpa_scout.register.records import Actual, Automation, Register, automation_id
from rpa_scout.savings.simulation import SavingsSimulation

COLUMNS = {"hours": "saved_hours_per_year_p50", "score": "score", "means": "means"}
JUDGED = {"hours": 12.5, "score": 50.0, "means": "generative_ai"}


def register_of(rows):
    """Return a register in which each task saves half of the estimate."""
    automations, actuals = [], []
    for row in rows.itertuples():
        number = automation_id(row.department, row.name)
        automations.append(
            Automation(number, row.department, row.name, running_since=2023, task_id=row.task_id)
        )
        actuals.append(Actual(number, 2025, row.saved_hours_per_year_p50 / 2.0))
    return Register(tuple(automations), tuple(actuals))


@pytest.fixture
def policy(policy):
    """The policy with few draws: these tests compare, they do not look at figures."""
    few = policy.simulation.model_copy(update={"draws": 100})
    return policy.model_copy(update={"simulation": few})


@pytest.fixture
def simulated(monkeypatch):
    """Numbers of tasks that were simulated for a result."""
    counts = []
    summary = SavingsSimulation.summary_and_total

    def counting(simulation, *arguments):
        counts.append(simulation.count)
        return summary(simulation, *arguments)

    monkeypatch.setattr(SavingsSimulation, "summary_and_total", counting)
    return counts


@pytest.mark.parametrize("is_measured", [False, True])
def test_an_override_and_a_decision_need_no_assessment_of_all(
    project, samples, simulated, is_measured
):
    project.surveys.import_(samples)
    before = project.assessments.estimate().ranking
    if is_measured:
        project.register.import_(register_of(before.query("candidate").iloc[:8]))
    whole = project.assessments.estimate()
    ranking = whole.ranking.set_index("task_id")
    assert bool(whole.calibration.used) is is_measured
    task = ranking[ranking["candidate"]].index[3]
    simulated.clear()
    for what, column in COLUMNS.items():
        entry = project.tasks.override(task, what, JUDGED[what], "聞き取り")
        assert entry.details["computed"] == ranking.loc[task, column]
    refused = ranking.index[~ranking["candidate"] & (ranking["means"] != "keep")][-1]
    entry = project.tasks.decide([task, refused], "adopted", "試行")
    marked = {refused: ranking.loc[refused, "not_candidate_because"]}
    assert entry.details["not_candidate_because"] == marked
    assert simulated == [1, 1, 1, 2]


def test_a_corrected_answer_counts_for_the_task(project, samples):
    project.surveys.import_(samples)
    project.assessments.assess()
    task = project.assessments.get().ranking["task_id"][0]
    project.answers.correct(task, "items_per_run", 7, "電話で確認")
    computed = project.tasks.override(task, "hours", 3.0, "見直し").details["computed"]
    now = project.assessments.estimate().ranking.set_index("task_id")
    assert computed == now.loc[task, "saved_hours_per_year_p50"]


@pytest.fixture
def learnings(monkeypatch):
    """Numbers of tasks that a calibration was learned from for a few tasks."""
    counts = []
    learn = LearnedCalibration.from_actuals

    def counting(inventory, *arguments):
        counts.append(len(inventory.tasks))
        return learn(inventory, *arguments)

    monkeypatch.setattr(LearnedCalibration, "from_actuals", counting)
    return counts


def test_actuals_teach_anew_only_after_a_change_of_the_results(project, second, samples, learnings):
    project.surveys.import_(samples)
    best = project.assessments.estimate().ranking.query("candidate")
    measured, task = best.iloc[:8], best["task_id"].iloc[20]
    changes = [
        lambda: project.register.import_(register_of(measured)),
        lambda: second.answers.correct(measured["task_id"].iloc[0], "items_per_run", 7, "電話"),
        second.history.undo,
        lambda: (second.history.undo(of_others=True), second.history.redo(of_others=True)),
    ]
    figures = set()
    for change in changes:
        change()
        learnings.clear()
        columns = [project.assessments.result_columns(best.columns, None, [task])]
        project.tasks.decide([task], "adopted", "試行")
        columns.append(project.assessments.result_columns(best.columns, None, [task]))
        project.history.undo()
        assert learnings == [len(samples.tasks)]
        ranking = project.assessments.estimate().ranking
        whole = ranking[ranking["task_id"] == task].to_dict("list")
        for part in columns:
            # Texts, since NaN is not equal to itself; ranks are among the tasks asked for.
            assert repr(part | {"rank": whole["rank"]}) == repr(whole)
        project.assessments.result_columns(["task_id"], None, [task])
        assert len(learnings) == 1
        figures.add(whole["saved_hours_per_year_p50"][0])
    assert len(figures) == 2  # the correction, and its undo


class Unsearched(list):
    """A list that is not searched task by task: for 20,000 tasks that would take seconds."""

    def __contains__(self, task):
        raise AssertionError(task)


def test_many_tasks_are_adopted_with_the_same_marks_as_few(project, samples, monkeypatch):
    project.surveys.import_(samples)
    asked = Unsearched(samples.tasks.index[::9])
    few = project.assessments.not_candidates(None, asked)
    monkeypatch.setattr(rows, "FEW_TASKS", 3)
    monkeypatch.setattr(assessments, "FEW_TASKS", 3)
    assert few
    assert project.assessments.not_candidates(None, asked) == few
    assert project.assessments.not_candidates(project.assessments.estimate(), asked) == few
