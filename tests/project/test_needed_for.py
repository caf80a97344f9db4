"""``needed_for`` counted again from the draws, one by one: for a ranking and for projects."""

import json

import numpy as np
import pytest
from tests.project.surveys import survey

from rpa_scout.pipeline import assess
from rpa_scout.register.records import Actual, Automation, Register
from rpa_scout.reporting.ranking_json import ranking_json

CITY = survey(
    {
        department: [
            (f"{department}の業務{number}", {"items_per_run": 10.0 + 3.0 * number + 7.0 * place})
            for number in range(14)
        ]
        for place, department in enumerate(("税務課", "会計課", "市民課"))
    }
)
OLD = Automation("旧", "税務課", "調査票にない業務", running_since=2019)
NEW = Automation("新", "会計課", "もう一つの業務", running_since=2026)
SERVING = Automation("担", "市民課", "市民課の業務3", running_since=2026, task_id="市民課-9")
REGISTER = Register(
    (OLD, NEW, SERVING),
    (Actual("旧", 2025, 300.0), Actual("新", 2026, 50.0), Actual("担", 2026, 25.5)),
)


def needed_by_hand(assessment, chance, hours, tasks, adopted=(), live=(), passed_over=()):
    """Count draw by draw; `hours` and `tasks` are what runs, the others are task ids."""
    targets, simulation = assessment.policy.targets, assessment.simulation
    index = assessment.inventory.tasks.index
    hours_by_draw = [hours] * simulation.draws
    tasks_by_draw = [float(tasks)] * simulation.draws
    taken = {*adopted, *live, *passed_over}

    def add(row, *, surely):
        rows = np.array([row])
        saved = simulation.sum_of(rows) if surely else simulation.adopted(rows).hours[0]
        goes_live = [True] * simulation.draws if surely else simulation.adopted(rows).live[0]
        for draw in range(simulation.draws):
            hours_by_draw[draw] += float(saved[draw])
            tasks_by_draw[draw] += bool(goes_live[draw])

    def probabilities():
        enough = [
            (saved >= targets.hours.goal, count >= targets.tasks.goal)
            for saved, count in zip(hours_by_draw, tasks_by_draw, strict=True)
        ]
        return [
            sum(flags) / simulation.draws
            for flags in (
                [by_hours for by_hours, _ in enough],
                [by_tasks for _, by_tasks in enough],
                [by_hours and by_tasks for by_hours, by_tasks in enough],
            )
        ]

    for task in adopted:
        add(index.get_loc(task), surely=False)
    for task in live:
        add(index.get_loc(task), surely=True)
    first = count = 0
    for rank, row in enumerate([None, *assessment.order.tolist()]):
        if row is not None:
            if not assessment.is_candidate[row] or index[row] in taken:
                continue
            add(row, surely=False)
            first, count = rank, count + 1
        if probabilities()[2] >= chance:
            return {"first": first, "adopted": count} | dict(
                zip(("hours", "tasks", "both"), probabilities(), strict=True)
            )
    return dict.fromkeys(("first", "adopted", "hours", "tasks", "both"))


def agrees(assessment, *by_hand, **taken):
    """Hold every entry of the JSON against what was counted by hand."""
    entries = json.loads(json.dumps(ranking_json(assessment)))["target"]["needed_for"]
    assert [entry["chance"] for entry in entries] == [0.5, 0.8, 0.9]
    for entry in entries:
        expected = needed_by_hand(assessment, entry["chance"], *by_hand, **taken)
        shown = {name: entry[name] for name in expected}
        assert shown == pytest.approx(expected)
    return entries


def fewer_draws(policy):
    simulation = policy.simulation.model_copy(update={"draws": 200})
    return policy.model_copy(update={"simulation": simulation})


def test_of_a_ranking(policy):
    entries = agrees(assess(CITY, fewer_draws(policy)), 1_200.0, 31)
    firsts = [entry["first"] for entry in entries]
    assert firsts == sorted(firsts)
    assert firsts[0] > 19


def test_where_it_cannot_be_reached(policy):
    few = survey({"税務課": [f"業務{number}" for number in range(10)]})
    entries = agrees(assess(few, fewer_draws(policy)), 1_200.0, 31)
    assert [set(entry.values()) - {entry["chance"]} for entry in entries] == [{None}] * 3


@pytest.mark.parametrize(
    ("register", "complete", "hours", "tasks"),
    [
        (None, None, 1_200.0, 31),
        # The plan's figures, and the two that went live since.
        (REGISTER, False, 1_200.0 + 50.0 + 25.5, 31 + 2),
        (REGISTER, True, 300.0 + 50.0 + 25.5, 3),
    ],
    ids=["no register", "incomplete", "complete"],
)
def test_of_a_project(project, policy, register, complete, hours, tasks):
    project.policies.put_in_force(fewer_draws(policy), "試験")
    project.surveys.import_(CITY)
    if register is not None:
        project.register.import_(register, complete=complete)
    names = [task.task_id for task in project.tasks.all() if task.task_id != "市民課-9"]
    adopted, live = [names[0], names[5], names[20]], [names[8]]
    project.tasks.decide(adopted[:2], "adopted", planned_fiscal_year=2027)
    project.tasks.decide(adopted[2:], "adopted")
    project.tasks.decide(adopted[1:2], "building")
    for state in ("adopted", "building", "live"):
        project.tasks.decide(live, state)
    passed_over = [names[2], names[9]]
    project.tasks.decide(passed_over[:1], "declined", "様式の見直しを先に行う")
    project.tasks.decide(passed_over[1:], "on_hold", "システム更改を待つ")
    assessment = project.assessments.assess()
    agrees(assessment, hours, tasks, adopted=adopted, live=live, passed_over=passed_over)
    assert assessment.target.candidates == len(names) - 4 - 2 + (register is None)
    target = project.target(assessment=project.assessments.estimate())
    assert ranking_json(target.assessment)["target"] == ranking_json(assessment)["target"]
    assert target.goal.chances == assessment.target.without_more.chances
