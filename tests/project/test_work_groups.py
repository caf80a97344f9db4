"""Groups of the same work: confirmed, split and refused by people, and kept."""

import pytest
from tests.project.surveys import survey

from rpa_scout.documents.basis import document_basis
from rpa_scout.documents.council.summary import notes
from rpa_scout.errors import ConflictError, InputError, NotAllowedError
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.planning.texts import plan_sentences
from rpa_scout.policy.plan import PlanLimits
from rpa_scout.project.project import Project

TRIPS = {
    "税務課": ["旅費の精算", "納税証明の交付"],
    "会計課": ["出張旅費の請求入力"],
    "市民課": ["旅費精算の入力"],
}
FIRST, SECOND, THIRD = "税務課-6", "会計課-6", "市民課-6"


@pytest.fixture
def trips(project):
    project.surveys.import_(survey(TRIPS))
    return project


def members(groups):
    return [set(group.task_ids) for group in groups]


def test_a_proposal_is_confirmed_by_one_of_its_tasks(trips):
    assert members(trips.groups.all().proposed) == [{FIRST, SECOND, THIRD}]
    entry = trips.groups.confirm([SECOND], "同じ様式", name="旅費")
    assert entry.kind == "confirm_group"
    assert entry.details == {"group": "旅費", "group_id": SECOND, "tasks": 3}
    groups = trips.groups.all()
    assert groups.proposed == ()
    (group,) = groups.confirmed
    assert (group.name, group.reason, group.author) == ("旅費", "同じ様式", "担当A")
    hours = trips.assessments.estimate().ranking.set_index("task_id")["hours_per_year"]
    assert group.hours_per_year == pytest.approx(hours[[FIRST, SECOND, THIRD]].sum())
    assert trips.verify().is_whole


def test_a_refused_group_is_not_proposed_again(trips):
    trips.groups.refuse([FIRST, SECOND, THIRD], "システムが別")
    assert trips.groups.all().proposed == ()
    assert trips.groups.all().confirmed == ()
    trips.history.undo()
    assert members(trips.groups.all().proposed) == [{FIRST, SECOND, THIRD}]
    trips.history.redo()
    assert trips.groups.all().proposed == ()
    # a later judgement counts
    trips.groups.confirm([FIRST, SECOND], "確かめたら同じ")
    assert members(trips.groups.all().confirmed) == [{FIRST, SECOND}]
    assert trips.verify().is_whole


def test_split_off_a_proposal_and_a_confirmed_group(trips):
    trips.groups.split([THIRD], "別の様式")
    assert members(trips.groups.all().proposed) == [{FIRST, SECOND}]
    trips.history.undo()
    trips.groups.confirm([FIRST], "同じ")
    trips.groups.split([THIRD, SECOND], "別の様式")
    # The two that were split off are a group of their own; a single one is none.
    assert members(trips.groups.all().confirmed) == [{SECOND, THIRD}]
    assert trips.groups.all().proposed == ()
    assert FIRST not in trips.groups.of_tasks()
    assert trips.verify().is_whole


def test_tasks_join_a_confirmed_group_and_keep_its_name(trips):
    trips.groups.confirm([FIRST, SECOND], "同じ", name="旅費")
    (proposal,) = trips.groups.all().proposed
    assert (set(proposal.task_ids), proposal.added_to) == ({FIRST, SECOND, THIRD}, SECOND)
    trips.groups.confirm([THIRD, SECOND], "これも")
    (group,) = trips.groups.all().confirmed
    assert (group.name, set(group.task_ids)) == ("旅費", {FIRST, SECOND, THIRD})


def test_groups_stay_when_surveys_come_again(trips):
    trips.groups.confirm([FIRST], "同じ", name="旅費")
    again = dict(TRIPS, 市民課=["別の業務"])
    trips.surveys.import_(survey(again, minutes_per_item=5.0))
    (group,) = trips.groups.all().confirmed
    assert set(group.task_ids) == {FIRST, SECOND}  # the third is gone from the survey
    trips.surveys.import_(survey(TRIPS))
    assert members(trips.groups.all().confirmed) == [{FIRST, SECOND, THIRD}]


def test_a_renamed_task_keeps_its_group(trips):
    trips.groups.confirm([FIRST, SECOND], "同じ")
    renamed = dict(TRIPS, 会計課=["職員の出張に関する旅費請求の入力"])
    imported = trips.surveys.import_(survey(renamed))
    (new,) = imported.added
    trips.groups.confirm([new, THIRD], "同じ")
    trips.surveys.confirm_rename(SECOND, new)
    assert trips.groups.of_tasks()[SECOND] == SECOND
    assert new not in trips.groups.of_tasks()
    assert trips.verify().is_whole


@pytest.mark.parametrize("change", ["confirm", "split", "refuse"])
def test_a_judgement_needs_a_reason_and_tasks(trips, change):
    judge = getattr(trips.groups, change)
    with pytest.raises(InputError):
        judge([FIRST], "")
    with pytest.raises((InputError, NotAllowedError)):
        judge(["税務課-7"], "理由")  # nothing is proposed for it
    with pytest.raises((InputError, NotAllowedError)):
        judge([], "理由")
    assert trips.groups.all().confirmed == ()


def test_tasks_of_two_groups_are_not_joined_silently(trips):
    trips.groups.confirm([FIRST, SECOND], "同じ", name="旅費")
    trips.groups.confirm([THIRD, "税務課-7"], "同じ", name="その他")
    with pytest.raises(NotAllowedError, match="旅費"):
        trips.groups.confirm([SECOND, THIRD], "同じ")
    with pytest.raises(NotAllowedError):
        trips.groups.split([SECOND, THIRD], "別")


def test_groups_are_restored_from_exports(trips, tmp_path):
    trips.groups.confirm([FIRST, SECOND], "同じ", name="旅費")
    trips.groups.refuse([FIRST, THIRD], "別")
    trips.groups.confirm([FIRST, SECOND], "やはり同じ")
    for name in ("a.jsonl", "a.xlsx"):
        export = trips.export(tmp_path / name)
        with Project.restore(tmp_path / f"{name}.rpascout", export, "担当B") as restored:
            assert restored.verify().is_whole
            assert restored.groups.all() == trips.groups.all()
            assert restored.groups.members() == trips.groups.members()


def test_a_change_of_another_person_is_a_conflict(trips, second):
    trips.groups.confirm([FIRST, SECOND], "同じ")
    second.groups.members()
    trips.groups.confirm([FIRST, SECOND], "別名", name="旅費精算")
    with pytest.raises(ConflictError):
        second.groups.confirm([FIRST, SECOND], "名前", name="出張")


def test_the_ranking_shows_the_group_and_the_hours_of_all(trips):
    trips.groups.confirm([FIRST], "同じ", name="旅費")
    trips.assessments.assess()
    rows = trips.assessments.report().rows.set_index("task_id")
    hours = rows["hours_per_year"]
    for task in (FIRST, SECOND, THIRD):
        assert rows.loc[task, "group"] == "旅費"
        assert rows.loc[task, "group_hours_per_year"] == pytest.approx(
            hours[[FIRST, SECOND, THIRD]].sum()
        )
    assert rows.loc["税務課-7", "group"] is None
    # What was confirmed later needs no new assessment.
    assert trips.assessments.valid_number() is not None


def test_a_plan_builds_a_confirmed_group_once(trips):
    alone = trips.planning.plan(PlanLimits(first_year=2027), this_fiscal_year=2026)
    trips.groups.confirm([FIRST], "同じ")
    (group,) = trips.groups.all().confirmed
    once = trips.planning.plan(PlanLimits(first_year=2027), this_fiscal_year=2026)

    def hours(plan: FiscalPlan) -> float:
        return sum(task.build_hours for task in plan.tasks if task.task_id in group.task_ids)

    assert hours(alone) == pytest.approx(group.build_hours)
    assert hours(once) == pytest.approx(group.joint_build_hours)
    assert once.request.groups == trips.groups.of_tasks()


def test_where_one_of_a_group_runs_the_others_are_adapted(trips):
    trips.groups.confirm([FIRST], "同じ")
    (group,) = trips.groups.all().confirmed
    alone = trips.assessments.estimate().ranking.set_index("task_id")["build_hours"]
    trips.tasks.decide([FIRST], "adopted", "採用")
    for state in ("building", "live"):
        trips.tasks.decide([FIRST], state, "稼働")
    plan = trips.planning.plan(PlanLimits(first_year=2027), this_fiscal_year=2026)
    for task in plan.tasks:
        if task.task_id in group.task_ids and task.task_id != FIRST:
            assert task.build_hours == pytest.approx(0.3 * alone[task.task_id])


def test_the_target_counts_every_task_and_one_scenario_for_its_group(trips):
    trips.groups.confirm([FIRST, SECOND], "同じ")
    trips.tasks.decide([FIRST, SECOND, THIRD], "adopted", "採用", planned_fiscal_year=2027)
    outlook = trips.target(2026)
    assert (len(outlook.goal.adopted), outlook.goal.scenarios) == (3, 2)
    trips.groups.refuse([FIRST, SECOND], "別")
    assert trips.target(2026).goal.scenarios == 3


def test_plan_and_council_say_what_is_built_once(trips):
    assert not any(
        "グループ" in line for line in plan_sentences(trips.planning.plan(this_fiscal_year=2026))
    )
    trips.groups.confirm([FIRST], "同じ", name="旅費")
    (group,) = trips.groups.all().confirmed
    plan = trips.planning.plan(PlanLimits(first_year=2027), this_fiscal_year=2026)
    (line,) = [line for line in plan_sentences(plan) if "グループ" in line]
    assert f"1グループ3業務の作成時間は{group.joint_build_hours:,.0f}時間" in line
    assert f"{group.build_hours:,.0f}時間）" in line
    trips.assessments.assess()
    basis = document_basis(trips)
    rows = basis.proposal.rows
    members = rows["task_id"].isin(group.task_ids).sum()
    (note,) = [note for note in notes(basis) if "グループ" in note]
    assert f"「旅費」（採択案のうち{members}業務" in note
    assert f"シナリオは{len(rows) - members + 1}本である" in note
