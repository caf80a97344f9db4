"""Single tasks added, split and merged during the year, and what may be counted twice."""

import pytest
from tests.project.surveys import ANSWERS, TAX, survey
from tests.project.test_departments import present, restored, undone_and_done_again
from tests.project.test_history import state_of

from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.inventory import CellSource
from rpa_scout.policy.derived import derived_hours_per_year, derived_items_per_year
from rpa_scout.project.states import TaskState
from rpa_scout.project.surveys.task_changes import TaskPart
from rpa_scout.register.records import Automation, Register, automation_id

NAMES = ["異動届の入力", "課税台帳の照合", "証明書の発行"]


def snapshot(project):
    tasks = {one.task_id: one.department for one in project.tasks.all()}
    return state_of(project), project.departments.listed(), tasks


def hours(project, *tasks):
    chosen = project.inventory().tasks.loc[list(tasks)]
    return float(derived_hours_per_year(chosen).sum())


def automation(name, department="税務課", **parts):
    values = {
        "automation_id": automation_id(department, name, ""),
        "department": department,
        "task_name": name,
        "source": CellSource("台帳.xlsx", "台帳", "B2"),
    }
    return Automation(**values | parts)


class TestAdded:
    def test_it_is_a_candidate_like_any_other(self, project, tmp_path):
        project.surveys.import_(TAX)
        before = snapshot(project)
        task = project.tasks.add("税務課", "督促状の作成", "年度途中に発生", dict(ANSWERS))
        undone_and_done_again(project, before)
        record = project.tasks.get(task)
        assert (record.name, record.department, record.made_by) == ("督促状の作成", "税務課", "add")
        project.assessments.assess()
        assert task in set(project.assessments.ranking()["task_id"])
        assert project.inventory().source_of(task).file == ""
        restored(project, tmp_path)

    def test_no_survey_that_lacks_it_takes_it_away(self, project):
        project.surveys.import_(TAX)
        task = project.tasks.add("税務課", "督促状の作成", "年度途中に発生")
        project.tasks.decide([task], "adopted", "試行")
        assert project.surveys.import_(TAX).gone == ()
        assert project.tasks.get(task).state is TaskState.ADOPTED

    def test_a_survey_that_has_it_takes_it_over(self, project):
        project.surveys.import_(TAX)
        task = project.tasks.add("税務課", "督促状の作成", "年度途中に発生")
        project.tasks.decide([task], "adopted", "試行")
        newer = survey({"税務課": [*NAMES, "督促状 の作成"]})
        imported = project.surveys.import_(newer)
        assert (imported.added, imported.gone) == ((), ())
        record = project.tasks.get(task)
        assert (record.state, record.made_by) == (TaskState.ADOPTED, None)
        assert project.inventory().source_of(task).file == "税務課.xlsx"
        assert project.surveys.import_(TAX).gone == (task,)

    def test_of_a_department_that_nobody_knew(self, project):
        task = project.tasks.add("会計課", "旅費の精算", "相談を受けた")
        assert project.tasks.get(task).department == "会計課"

    @pytest.mark.parametrize(
        ("name", "reason", "answers", "error"),
        [
            ("異動届の入力", "二度目", {}, NotAllowedError),
            ("督促", "", {}, InputError),
            (" ", "理由", {}, InputError),
            ("督促", "理由", {"pattern": "nonsense"}, InputError),
            ("督促", "理由", {"no_field": 1}, UnknownNameError),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, project, name, reason, answers, error):
        project.surveys.import_(TAX)
        with pytest.raises(error):
            project.tasks.add("税務課", name, reason, answers)
        assert len(project.tasks.all()) == 3


class TestSplit:
    def test_parts_refer_to_their_origin_and_begin_with_its_decision(self, project, tmp_path):
        project.surveys.import_(TAX)
        project.tasks.decide(
            ["税務課-6"], "adopted", "効果", planned_fiscal_year=2027, owner="担当B"
        )
        whole = hours(project, "税務課-6")
        before = snapshot(project)
        parts = project.tasks.split("税務課-6", ["転入の入力", "転出の入力"], "帳票が別")
        undone_and_done_again(project, before)
        for part in parts:
            record = project.tasks.get(part)
            assert (record.state, record.planned_fiscal_year, record.owner) == (
                TaskState.ADOPTED,
                2027,
                "担当B",
            )
            assert (record.split_from, record.made_by) == ("税務課-6", "split")
        assert project.tasks.get("税務課-6").state is TaskState.WITHDRAWN
        assert hours(project, *parts) == pytest.approx(whole)
        restored(project, tmp_path)

    def test_shares_divide_items_and_hours(self, project):
        project.surveys.import_(survey({"税務課": NAMES}, hours_per_year_reported=500.0))
        named = [TaskPart("転入の入力", 0.75), TaskPart("転出の入力")]
        first, second = project.tasks.split("税務課-6", named, "帳票が別")
        tasks = project.inventory().tasks
        assert list(tasks.loc[[first, second], "items_per_run"]) == [30.0, 10.0]
        assert list(tasks.loc[[first, second], "hours_per_year_reported"]) == [375.0, 125.0]
        assert set(tasks.loc[[first, second], "runs_per_year"]) == {240.0}

    def test_the_next_survey_changes_nothing_of_it(self, project):
        project.surveys.import_(TAX)
        parts = project.tasks.split("税務課-6", ["転入の入力", "転出の入力"], "帳票が別")
        again = project.surveys.import_(TAX)  # the department did not hear of it
        assert (again.added, again.gone, again.returned) == ((), (), ())
        assert set(present(project)) == {"税務課-7", "税務課-8", *parts}
        newer = survey({"税務課": ["転入の入力", "転出の入力", *NAMES[1:]]})
        imported = project.surveys.import_(newer)
        assert (imported.added, imported.gone) == ((), ())
        assert set(present(project)) == {"税務課-7", "税務課-8", *parts}
        assert {project.tasks.get(part).made_by for part in parts} == {None}

    @pytest.mark.parametrize(
        "parts",
        [
            ["一つだけ"],
            ["同じ", "同じ"],
            ["課税台帳の照合", "別"],
            [TaskPart("一", 0.7), TaskPart("二", 0.7)],
            [TaskPart("一", 1.0), TaskPart("二")],
        ],
    )
    def test_what_makes_no_sense_is_refused(self, project, parts):
        project.surveys.import_(TAX)
        with pytest.raises((InputError, NotAllowedError)):
            project.tasks.split("税務課-6", parts, "理由")
        assert set(present(project)) == {"税務課-6", "税務課-7", "税務課-8"}

    def test_a_part_may_have_the_name_of_the_whole(self, project):
        project.surveys.import_(TAX)
        parts = project.tasks.split("税務課-6", ["異動届の入力", "転出の入力"], "帳票が別")
        assert set(present(project)) == {"税務課-7", "税務課-8", *parts}

    def test_one_that_an_automation_serves_is_not_split(self, project):
        project.surveys.import_(TAX)
        project.register.import_(Register((automation("異動届の入力"),)))
        with pytest.raises(NotAllowedError, match="automation"):
            project.tasks.split("税務課-6", ["転入", "転出"], "理由")


class TestMerged:
    def test_it_keeps_id_and_decision_of_the_first_and_the_hours_of_all(self, project, tmp_path):
        project.surveys.import_(
            survey({"税務課": [NAMES[0], (NAMES[1], {"runs_per_year": 12.0}), NAMES[2]]})
        )
        project.tasks.decide(["税務課-6"], "adopted", planned_fiscal_year=2028)
        project.tasks.override("税務課-6", "hours", 90, "測った")
        whole = hours(project, "税務課-6", "税務課-7")
        items = derived_items_per_year(project.inventory().tasks)[:2].sum()
        before = snapshot(project)
        merged = project.tasks.merge(["税務課-6", "税務課-7"], "一続きの作業", "異動届の入力と照合")
        undone_and_done_again(project, before)
        assert merged == "税務課-6"
        record = project.tasks.get(merged)
        assert (record.name, record.state) == ("異動届の入力と照合", TaskState.ADOPTED)
        assert record.planned_fiscal_year == 2028
        assert project.tasks.get("税務課-7").merged_into == merged
        assert hours(project, merged) == pytest.approx(whole)
        tasks = project.inventory().tasks.loc[[merged]]
        assert derived_items_per_year(tasks)[0] == pytest.approx(items)
        assert [one.task_id for one in project.tasks.overrides()] == [merged]
        restored(project, tmp_path)

    @pytest.mark.parametrize("name", [None, "異動届の入力と照合"])
    def test_a_survey_that_lists_the_parts_still_changes_nothing(self, project, name):
        project.surveys.import_(TAX)
        merged = project.tasks.merge(["税務課-6", "税務課-7"], "一続きの作業", name)
        whole = hours(project, merged)
        again = project.surveys.import_(TAX)
        assert (again.added, again.gone, again.returned) == ((), (), ())
        assert set(present(project)) == {"税務課-6", "税務課-8"}
        assert hours(project, merged) == whole
        # and once more: it does not wear off
        assert project.surveys.import_(TAX).added == ()
        assert hours(project, merged) == whole

    def test_a_survey_that_lists_the_whole_takes_it_over(self, project):
        project.surveys.import_(TAX)
        merged = project.tasks.merge(["税務課-6", "税務課-7"], "一続き", "異動届の入力と照合")
        newer = survey({"税務課": [("異動届の入力と照合", {"items_per_run": 55.0}), NAMES[2]]})
        imported = project.surveys.import_(newer)
        assert (imported.added, imported.gone) == ((), ())
        assert project.inventory().tasks.loc[merged, "items_per_run"] == 55.0
        assert project.tasks.get(merged).made_by is None

    def test_automations_go_over(self, project):
        project.surveys.import_(TAX)
        project.register.import_(Register((automation("課税台帳の照合", share=0.5),)))
        merged = project.tasks.merge(["税務課-6", "税務課-7"], "一続き")
        assert [one.task_id for one in project.register.current().automations] == [merged]
        assert project.tasks.get(merged).state is TaskState.LIVE

    @pytest.mark.parametrize(
        "tasks", [["税務課-6"], ["税務課-6", "税務課-6"], ["税務課-6", "無い"]]
    )
    def test_what_makes_no_sense_is_refused(self, project, tasks):
        project.surveys.import_(TAX)
        with pytest.raises((InputError, UnknownNameError)):
            project.tasks.merge(tasks, "理由")
        assert len(present(project)) == 3


class TestRenamedRows:
    ROWS = (
        ("申告書の受付", {"items_per_run": 37.0, "section": "市民税係", "peak_months": None}),
        ("督促状の作成", {"items_per_run": 120.0, "runs_per_year": 10.0, "pattern": "other"}),
    )

    def test_a_wholly_new_name_with_all_answers_but_one_is_proposed(self, project):
        project.surveys.import_(survey({"税務課": self.ROWS}))
        project.tasks.decide(["税務課-6"], "on_hold", "来年")
        renamed = ("eLTAXデータの取込み", {"items_per_run": 38.0, "section": "市民税係"})
        imported = project.surveys.import_(survey({"税務課": [renamed, self.ROWS[1]]}))
        (proposal,) = imported.proposals
        assert (proposal.old_id, proposal.new_id) == ("税務課-6", "税務課-6~2")
        assert project.surveys.rename_proposals() == [proposal]
        project.surveys.confirm_rename(proposal.old_id, proposal.new_id)
        record = project.tasks.get("税務課-6")
        assert (record.name, record.state) == ("eLTAXデータの取込み", TaskState.ON_HOLD)
        assert project.surveys.rename_proposals() == []

    def test_one_that_a_person_refused_is_not_proposed_again(self, project):
        project.surveys.import_(survey({"税務課": self.ROWS}))
        renamed = ("eLTAXデータの取込み", {"items_per_run": 38.0, "section": "市民税係"})
        (proposal,) = project.surveys.import_(survey({"税務課": [renamed, self.ROWS[1]]})).proposals
        with pytest.raises(InputError):
            project.surveys.refuse_rename(proposal.old_id, proposal.new_id, "")
        project.surveys.refuse_rename(proposal.old_id, proposal.new_id, "別の業務")
        assert project.surveys.rename_proposals() == []
        assert project.surveys.compare().renamed == ()
        project.history.undo()
        assert len(project.surveys.rename_proposals()) == 1
        assert project.verify().problems == ()


class TestPossibleDoubleCounts:
    @pytest.fixture
    def citizens(self, project):
        names = ["住民票の写しの郵送請求処理", "転入届の入力", "納税証明の交付"]
        project.surveys.import_(survey({"市民課": names}))
        return project

    def test_until_a_person_assigns_it(self, citizens):
        one = automation("住民票郵送請求の処理", "市民課")
        match = citizens.register.import_(Register((one,)))
        assert [near.task_id for near in match.proposed] == ["市民課-6"]
        (pair,) = citizens.register.possible_double_counts()
        assert (pair.automation_id, pair.task_id) == (one.automation_id, "市民課-6")
        citizens.register.assign(pair.automation_id, pair.task_id)
        assert citizens.register.possible_double_counts() == []

    @pytest.mark.parametrize("task", ["市民課-6", None])
    def test_until_a_person_says_that_they_are_not_the_same(self, citizens, task, tmp_path):
        one = automation("住民票郵送請求の処理", "市民課")
        citizens.register.import_(Register((one,)))
        with pytest.raises(InputError):
            citizens.register.refuse(one.automation_id, task, "")
        citizens.register.refuse(one.automation_id, task, "窓口分は別")
        assert citizens.register.possible_double_counts() == []
        again = automation("住民票郵送請求の処理", "市民課", remarks="点検済み")
        assert citizens.register.import_(Register((again,))).proposed == ()
        assert citizens.register.possible_double_counts() == []
        restored(citizens, tmp_path)
        citizens.history.undo()
        citizens.history.undo()
        assert len(citizens.register.possible_double_counts()) == 1

    @pytest.mark.parametrize(
        ("name", "parts"),
        [
            ("納税通知の発送", {}),
            ("転出届の入力", {}),
            ("住民票郵送請求の処理", {"ended_in": 2024, "still_running": False}),
            ("住民票の写しの郵送請求処理", {}),
        ],
    )
    def test_others_are_none(self, citizens, name, parts):
        """Other work, what runs no more, and what found its task by its name."""
        citizens.register.import_(Register((automation(name, "市民課", **parts),)))
        assert citizens.register.possible_double_counts() == []

    def test_a_task_that_came_after_the_register(self, project):
        project.surveys.import_(survey({"市民課": ["転入届の入力"]}))
        project.register.import_(Register((automation("納税証明の交付", "市民課"),)))
        assert project.register.possible_double_counts() == []
        project.surveys.import_(survey({"市民課": ["転入届の入力", "納税証明の交付"]}))
        (pair,) = project.register.possible_double_counts()
        assert (pair.task_id, pair.likeness) == ("市民課-7", 1.0)

    def test_of_a_renamed_department(self, citizens):
        citizens.departments.rename("市民課", "住民課")
        citizens.register.import_(Register((automation("住民票郵送請求の処理", "市民課"),)))
        assert [one.task_id for one in citizens.register.possible_double_counts()] == ["市民課-6"]
