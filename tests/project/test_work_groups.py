"""Groups of the same work: confirmed, split and refused by people, and kept."""

import pytest
from tests.project.surveys import survey

from rpa_scout.documents.basis import document_basis
from rpa_scout.documents.council.summary import notes
from rpa_scout.errors import ConflictError, InputError, NotAllowedError
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.planning.texts import plan_sentences
from rpa_scout.policy.model import PlanLimits
from rpa_scout.project.project import Project

TRIPS = {
    "税務課": ["旅費の精算", "納税証明の交付"],
    "会計課": ["出張旅費の請求入力"],
    "市民課": ["旅費精算の入力"],
}
FIRST, SECOND, THIRD = "税務課-6", "会計課-6", "市民課-6"


@pytest.fixture
def trips(project):
    project.import_surveys(survey(TRIPS))
    return project


def members(groups):
    return [set(group.task_ids) for group in groups]


def test_a_proposal_is_confirmed_by_one_of_its_tasks(trips):
    assert members(trips.work_groups().proposed) == [{FIRST, SECOND, THIRD}]
    entry = trips.confirm_group([SECOND], "同じ様式", name="旅費")
    assert entry.kind == "confirm_group"
    assert entry.details == {"group": "旅費", "group_id": SECOND, "tasks": 3}
    groups = trips.work_groups()
    assert groups.proposed == ()
    (group,) = groups.confirmed
    assert (group.name, group.reason, group.author) == ("旅費", "同じ様式", "担当A")
    hours = trips.estimate().ranking.set_index("task_id")["hours_per_year"]
    assert group.hours_per_year == pytest.approx(hours[[FIRST, SECOND, THIRD]].sum())
    assert trips.verify().is_whole


def test_a_refused_group_is_not_proposed_again(trips):
    trips.refuse_group([FIRST, SECOND, THIRD], "システムが別")
    assert trips.work_groups().proposed == ()
    assert trips.work_groups().confirmed == ()
    trips.undo()
    assert members(trips.work_groups().proposed) == [{FIRST, SECOND, THIRD}]
    trips.redo()
    assert trips.work_groups().proposed == ()
    # a later judgement counts
    trips.confirm_group([FIRST, SECOND], "確かめたら同じ")
    assert members(trips.work_groups().confirmed) == [{FIRST, SECOND}]
    assert trips.verify().is_whole


def test_split_off_a_proposal_and_a_confirmed_group(trips):
    trips.split_group([THIRD], "別の様式")
    assert members(trips.work_groups().proposed) == [{FIRST, SECOND}]
    trips.undo()
    trips.confirm_group([FIRST], "同じ")
    trips.split_group([THIRD, SECOND], "別の様式")
    # The two that were split off are a group of their own; a single one is none.
    assert members(trips.work_groups().confirmed) == [{SECOND, THIRD}]
    assert trips.work_groups().proposed == ()
    assert FIRST not in trips.group_of_task()
    assert trips.verify().is_whole


def test_tasks_join_a_confirmed_group_and_keep_its_name(trips):
    trips.confirm_group([FIRST, SECOND], "同じ", name="旅費")
    (proposal,) = trips.work_groups().proposed
    assert (set(proposal.task_ids), proposal.added_to) == ({FIRST, SECOND, THIRD}, SECOND)
    trips.confirm_group([THIRD, SECOND], "これも")
    (group,) = trips.work_groups().confirmed
    assert (group.name, set(group.task_ids)) == ("旅費", {FIRST, SECOND, THIRD})


def test_groups_stay_when_surveys_come_again(trips):
    trips.confirm_group([FIRST], "同じ", name="旅費")
    again = dict(TRIPS, 市民課=["別の業務"])
    trips.import_surveys(survey(again, minutes_per_item=5.0))
    (group,) = trips.work_groups().confirmed
    assert set(group.task_ids) == {FIRST, SECOND}  # the third is gone from the survey
    trips.import_surveys(survey(TRIPS))
    assert members(trips.work_groups().confirmed) == [{FIRST, SECOND, THIRD}]


def test_a_renamed_task_keeps_its_group(trips):
    trips.confirm_group([FIRST, SECOND], "同じ")
    renamed = dict(TRIPS, 会計課=["職員の出張に関する旅費請求の入力"])
    imported = trips.import_surveys(survey(renamed))
    (new,) = imported.added
    trips.confirm_group([new, THIRD], "同じ")
    trips.confirm_rename(SECOND, new)
    assert trips.group_of_task()[SECOND] == SECOND
    assert new not in trips.group_of_task()
    assert trips.verify().is_whole


@pytest.mark.parametrize("change", ["confirm_group", "split_group", "refuse_group"])
def test_a_judgement_needs_a_reason_and_tasks(trips, change):
    judge = getattr(trips, change)
    with pytest.raises(InputError):
        judge([FIRST], "")
    with pytest.raises((InputError, NotAllowedError)):
        judge(["税務課-7"], "理由")  # nothing is proposed for it
    with pytest.raises((InputError, NotAllowedError)):
        judge([], "理由")
    assert trips.work_groups().confirmed == ()


def test_tasks_of_two_groups_are_not_joined_silently(trips):
    trips.confirm_group([FIRST, SECOND], "同じ", name="旅費")
    trips.confirm_group([THIRD, "税務課-7"], "同じ", name="その他")
    with pytest.raises(NotAllowedError, match="旅費"):
        trips.confirm_group([SECOND, THIRD], "同じ")
    with pytest.raises(NotAllowedError):
        trips.split_group([SECOND, THIRD], "別")


def test_groups_are_restored_from_exports(trips, tmp_path):
    trips.confirm_group([FIRST, SECOND], "同じ", name="旅費")
    trips.refuse_group([FIRST, THIRD], "別")
    trips.confirm_group([FIRST, SECOND], "やはり同じ")
    for name in ("a.jsonl", "a.xlsx"):
        export = trips.export(tmp_path / name)
        with Project.restore(tmp_path / f"{name}.rpascout", export, "担当B") as restored:
            assert restored.verify().is_whole
            assert restored.work_groups() == trips.work_groups()
            assert restored.group_members() == trips.group_members()


def test_a_change_of_another_person_is_a_conflict(trips, second):
    trips.confirm_group([FIRST, SECOND], "同じ")
    second.group_members()
    trips.confirm_group([FIRST, SECOND], "別名", name="旅費精算")
    with pytest.raises(ConflictError):
        second.confirm_group([FIRST, SECOND], "名前", name="出張")


def test_the_ranking_shows_the_group_and_the_hours_of_all(trips):
    trips.confirm_group([FIRST], "同じ", name="旅費")
    trips.assess()
    rows = trips.ranking_report().rows.set_index("task_id")
    hours = rows["hours_per_year"]
    for task in (FIRST, SECOND, THIRD):
        assert rows.loc[task, "group"] == "旅費"
        assert rows.loc[task, "group_hours_per_year"] == pytest.approx(
            hours[[FIRST, SECOND, THIRD]].sum()
        )
    assert rows.loc["税務課-7", "group"] is None
    # What was confirmed later needs no new assessment.
    assert trips.valid_number() is not None


def test_a_plan_builds_a_confirmed_group_once(trips):
    alone = trips.plan(PlanLimits(first_year=2027), this_fiscal_year=2026)
    trips.confirm_group([FIRST], "同じ")
    (group,) = trips.work_groups().confirmed
    once = trips.plan(PlanLimits(first_year=2027), this_fiscal_year=2026)

    def hours(plan: FiscalPlan) -> float:
        return sum(task.build_hours for task in plan.tasks if task.task_id in group.task_ids)

    assert hours(alone) == pytest.approx(group.build_hours)
    assert hours(once) == pytest.approx(group.joint_build_hours)
    assert once.request.groups == trips.group_of_task()


def test_where_one_of_a_group_runs_the_others_are_adapted(trips):
    trips.confirm_group([FIRST], "同じ")
    (group,) = trips.work_groups().confirmed
    alone = trips.estimate().ranking.set_index("task_id")["build_hours"]
    trips.decide([FIRST], "adopted", "採用")
    for state in ("building", "live"):
        trips.decide([FIRST], state, "稼働")
    plan = trips.plan(PlanLimits(first_year=2027), this_fiscal_year=2026)
    for task in plan.tasks:
        if task.task_id in group.task_ids and task.task_id != FIRST:
            assert task.build_hours == pytest.approx(0.3 * alone[task.task_id])


def test_plan_and_council_say_what_is_built_once(trips):
    assert not any("グループ" in line for line in plan_sentences(trips.plan(this_fiscal_year=2026)))
    trips.confirm_group([FIRST], "同じ", name="旅費")
    (group,) = trips.work_groups().confirmed
    plan = trips.plan(PlanLimits(first_year=2027), this_fiscal_year=2026)
    (line,) = [line for line in plan_sentences(plan) if "グループ" in line]
    assert f"1グループ3業務の作成時間は{group.joint_build_hours:,.0f}時間" in line
    assert f"{group.build_hours:,.0f}時間）" in line
    trips.assess()
    basis = document_basis(trips)
    rows = basis.proposal.rows
    members = rows["task_id"].isin(group.task_ids).sum()
    (note,) = [note for note in notes(basis) if "グループ" in note]
    assert f"「旅費」（採択案のうち{members}業務" in note
    assert f"シナリオは{len(rows) - members + 1}本である" in note
