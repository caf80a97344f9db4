"""機構改革: departments that are renamed, merged and split keep their tasks and decisions."""

import pytest
from tests.project.surveys import TAX, TWO, survey
from tests.project.test_history import state_of

from rpa_scout.coverage import department_board
from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.findings import Finding
from rpa_scout.project.project import Project
from rpa_scout.project.states import TaskState
from rpa_scout.reading.layout.departments import Department

NAMES = ["異動届の入力", "課税台帳の照合", "証明書の発行"]
LIST = [
    Department("税務課", 42.0, "1", "2026-05-29", "担当A 2101"),
    Department("会計課", 8.0, "2"),
    Department("市民課"),
]


def departments(project):
    return {one.task_id: one.department for one in project.tasks.all()}


def present(project):
    return {
        one.task_id: one.name for one in project.tasks.all() if one.state is not TaskState.WITHDRAWN
    }


def restored(project, folder):
    """Return the state that an export brings back, and whether it exports the same bytes again."""
    first = project.export(folder / "first.jsonl")
    with Project.restore(folder / "again.rpascout", first, "担当A") as again:
        assert again.verify().problems == ()
        second = again.export(folder / "second.jsonl")
        assert second.read_bytes() == first.read_bytes()
        return state_of(again), again.departments.listed(), departments(again)


def undone_and_done_again(project, before):
    """Undo the last change, hold the state against what it was, and make the change again."""
    after = state_of(project), project.departments.listed(), departments(project)
    project.history.undo()
    assert (state_of(project), project.departments.listed(), departments(project)) == before
    project.history.redo()
    assert (state_of(project), project.departments.listed(), departments(project)) == after


class TestTheList:
    def test_it_belongs_to_the_project(self, project, tmp_path):
        assert project.departments.listed() == []
        project.departments.replace(LIST)
        assert project.departments.listed() == LIST
        assert restored(project, tmp_path)[1] == LIST
        project.history.undo()
        assert project.departments.listed() == []
        project.history.redo()
        assert project.departments.listed() == LIST
        assert project.verify().is_whole

    def test_a_newer_list_takes_its_place(self, project):
        project.departments.replace(LIST)
        newer = [Department("市民課", 30.0), Department("税務課", 42.0, "1")]
        project.departments.replace(newer)
        assert project.departments.listed() == newer

    def test_whole_numbers_of_staff_come_back_as_they_went(self, project):
        project.departments.replace([Department("税務課", 42)])
        assert project.verify().problems == ()

    def test_an_empty_one_is_refused(self, project):
        with pytest.raises(InputError):
            project.departments.replace([Department("")])

    def test_who_has_not_answered_is_held_against_it(self, project):
        project.departments.replace(LIST)
        project.surveys.import_(TWO)
        missing = [one for one in project.inventory().findings if one.quoted == "市民課"]
        assert [one.code for one in missing] == ["department_not_answered"]
        # later imports of other departments do not change who has answered
        project.surveys.import_(survey({"市民課": ["証明書の発行"]}))
        assert project.inventory().findings.items == ()


class TestRenamed:
    def test_the_next_survey_under_the_new_name_finds_the_tasks(self, project, tmp_path):
        project.departments.replace(LIST)
        project.surveys.import_(TAX)
        project.tasks.decide(["税務課-7"], "on_hold", "来年")
        project.tasks.override("税務課-6", "hours", 90, "測った")
        before = state_of(project), project.departments.listed(), departments(project)
        entry = project.departments.rename("税務課", "課税課", "機構改革")
        assert (entry.kind, entry.reason) == ("rename_department", "機構改革")
        assert set(departments(project).values()) == {"課税課"}
        assert set(project.inventory().tasks["department"]) == {"課税課"}
        assert [one.name for one in project.departments.listed()] == ["課税課", "会計課", "市民課"]
        assert project.departments.listed()[0].staff == 42.0
        undone_and_done_again(project, before)
        imported = project.surveys.import_(survey({"課税課": NAMES}))
        assert (imported.added, imported.gone) == ((), ())
        assert set(departments(project)) == {"税務課-6", "税務課-7", "税務課-8"}
        assert project.tasks.get("税務課-7").state is TaskState.ON_HOLD
        assert [one.value for one in project.tasks.overrides()] == [90]
        assert restored(project, tmp_path)[2] == departments(project)
        assert project.verify().problems == ()

    def test_an_old_form_that_comes_late_speaks_for_it_still(self, project):
        project.surveys.import_(TAX)
        project.departments.rename("税務課", "課税課")
        imported = project.surveys.import_(survey({"税務課": [*NAMES[:2], "新しい業務"]}))
        assert imported.gone == ("税務課-8",)
        assert len(imported.added) == 1
        assert set(departments(project).values()) == {"課税課"}

    def test_a_survey_that_came_before_the_renaming_was_said(self, project):
        project.surveys.import_(TAX)
        project.tasks.decide(["税務課-7"], "on_hold", "来年")
        newer = survey({"課税課": [*NAMES[:2], "証明書の交付と発行"]})
        assert len(project.surveys.import_(newer).added) == 3
        project.departments.rename("税務課", "課税課", "機構改革")
        assert set(present(project)) == {"税務課-6", "税務課-7", "課税課-8"}
        assert project.tasks.get("税務課-7").state is TaskState.ON_HOLD
        (proposal,) = project.surveys.rename_proposals()
        assert (proposal.old_id, proposal.new_id) == ("税務課-8", "課税課-8")
        project.surveys.confirm_rename("税務課-8", "課税課-8")
        assert set(present(project)) == {"税務課-6", "税務課-7", "税務課-8"}
        again = project.surveys.import_(newer)
        assert (again.added, again.gone) == ((), ())

    def test_what_a_person_withdrew_stays_withdrawn(self, project):
        project.surveys.import_(TAX)
        project.tasks.decide(["税務課-8"], "withdrawn", "対象外")
        project.surveys.import_(survey({"課税課": NAMES}))
        project.departments.rename("税務課", "課税課")
        assert set(present(project)) == {"税務課-6", "税務課-7"}

    def test_a_renamed_task_of_a_renamed_department_is_proposed(self, project):
        project.surveys.import_(TAX)
        project.departments.rename("税務課", "課税課")
        newer = survey({"課税課": [NAMES[0], NAMES[1], "証明書の交付と発行"]})
        imported = project.surveys.import_(newer)
        assert [(one.old_id, one.new_id) for one in imported.proposals] == [
            ("税務課-8", "課税課-8")
        ]

    def test_and_back_again(self, project):
        project.surveys.import_(TAX)
        project.departments.rename("税務課", "課税課")
        project.departments.rename("課税課", "税務課")
        imported = project.surveys.import_(TAX)
        assert (imported.added, imported.gone) == ((), ())
        assert set(departments(project).values()) == {"税務課"}

    def test_a_department_with_tasks_of_its_own_is_refused(self, project):
        project.surveys.import_(TWO)
        with pytest.raises(NotAllowedError, match="merge"):
            project.departments.rename("税務課", "会計課")

    @pytest.mark.parametrize(
        ("old", "new"), [("無い課", "新しい課"), ("税務課", " "), ("税務課", "税務課")]
    )
    def test_what_makes_no_sense_is_refused(self, project, old, new):
        project.surveys.import_(TWO)
        with pytest.raises((UnknownNameError, InputError, NotAllowedError)):
            project.departments.rename(old, new)
        assert [one.kind for one in project.history.entries()] == ["create", "import"]

    def test_results_are_those_of_the_department_now(self, project):
        project.surveys.import_(TAX)
        project.departments.rename("税務課", "課税課")
        project.assessments.assess()
        assert set(project.assessments.ranking()["department"]) == {"課税課"}
        stored = project.assessments.all()[-1].number
        assert set(project.assessments.recomputed(stored).inventory.tasks["department"]) == {
            "課税課"
        }

    def test_it_has_answered_under_either_name(self, project):
        project.departments.replace(LIST)
        project.surveys.import_(TAX)
        project.departments.rename("税務課", "課税課")
        listed = [one.name for one in project.departments.listed()]
        board = department_board(project.inventory().coverage, listed).set_index("department")
        assert board.loc["課税課", "standing"] == "answered"
        assert board.loc["会計課", "standing"] == "missing"
        assert "税務課" not in board.index


class TestMerged:
    def test_tasks_of_both_are_found_under_the_new_name(self, project, tmp_path):
        project.departments.replace(LIST)
        project.surveys.import_(TWO)
        project.tasks.decide(["会計課-6"], "adopted", planned_fiscal_year=2027)
        before = state_of(project), project.departments.listed(), departments(project)
        project.departments.merge(["税務課", "会計課"], "税務会計課", "機構改革")
        undone_and_done_again(project, before)
        (first, _citizens) = project.departments.listed()
        assert (first.name, first.staff) == ("税務会計課", 50.0)
        names = ["異動届の入力", "課税台帳の照合", "支出命令の確認"]
        imported = project.surveys.import_(survey({"税務会計課": names}))
        assert (imported.added, imported.gone) == ((), ())
        assert project.tasks.get("会計課-6").state is TaskState.ADOPTED
        assert restored(project, tmp_path)[2] == departments(project)

    def test_tasks_of_the_same_name_stay_two(self, project):
        project.surveys.import_(survey({"税務課": ["旅費の精算"], "会計課": ["旅費の精算"]}))
        project.departments.merge(["税務課", "会計課"], "税務会計課")
        assert len(present(project)) == 2

    def test_one_may_go_into_the_other(self, project):
        project.surveys.import_(TWO)
        project.departments.merge(["会計課"], "税務課")
        assert set(departments(project).values()) == {"税務課"}
        names = ["異動届の入力", "課税台帳の照合", "支出命令の確認"]
        imported = project.surveys.import_(survey({"税務課": names}))
        assert (imported.added, imported.gone) == ((), ())

    def test_an_old_form_that_comes_late_speaks_for_its_own_tasks(self, project):
        project.surveys.import_(TWO)
        project.departments.merge(["税務課", "会計課"], "税務会計課")
        imported = project.surveys.import_(survey({"税務課": ["異動届の入力"]}))
        assert imported.gone == ("税務課-7",)
        assert set(present(project)) == {"税務課-6", "会計課-6"}


class TestSplit:
    def test_each_part_finds_its_tasks(self, project, tmp_path):
        project.departments.replace(LIST)
        project.surveys.import_(TAX)
        project.tasks.decide(["税務課-8"], "adopted")
        before = state_of(project), project.departments.listed(), departments(project)
        project.departments.split(
            "税務課", ["課税課", "納税課"], {"納税課": ["税務課-8"]}, "機構改革"
        )
        undone_and_done_again(project, before)
        assert departments(project) == {
            "税務課-6": "課税課", "税務課-7": "課税課", "税務課-8": "納税課",
        }  # fmt: skip
        assert [one.name for one in project.departments.listed()] == [
            "課税課",
            "納税課",
            "会計課",
            "市民課",
        ]
        one = project.surveys.import_(survey({"課税課": NAMES[:2]}))
        assert (one.added, one.gone) == ((), ())
        both = project.surveys.import_(survey({"課税課": NAMES[:2], "納税課": NAMES[2:]}))
        assert (both.added, both.gone) == ((), ())
        assert project.tasks.get("税務課-8").state is TaskState.ADOPTED
        assert restored(project, tmp_path)[2] == departments(project)

    def test_it_may_go_on_beside_a_new_one(self, project):
        project.surveys.import_(TAX)
        project.departments.split("税務課", ["税務課", "納税課"], {"納税課": ["税務課-8"]})
        imported = project.surveys.import_(survey({"税務課": NAMES[:2]}))
        assert (imported.added, imported.gone) == ((), ())
        assert departments(project)["税務課-8"] == "納税課"

    def test_a_task_that_went_the_other_way_is_known_again_or_proposed(self, project):
        project.surveys.import_(TAX)
        project.departments.split("税務課", ["課税課", "納税課"], {"納税課": ["税務課-8"]})
        imported = project.surveys.import_(survey({"課税課": NAMES, "納税課": ["督促"]}))
        assert imported.gone == ()
        assert len(imported.added) == 1
        assert departments(project)["税務課-8"] == "課税課"

    def test_an_old_form_that_comes_late_finds_the_tasks_of_both(self, project):
        project.surveys.import_(TAX)
        project.departments.split("税務課", ["課税課", "納税課"], {"納税課": ["税務課-8"]})
        imported = project.surveys.import_(TAX)
        assert (imported.added, imported.gone) == ((), ())
        assert departments(project)["税務課-8"] == "納税課"

    @pytest.mark.parametrize(
        ("into", "tasks"),
        [
            (["課税課"], {}),
            (["課税課", "納税課"], {"別の課": ["税務課-6"]}),
            (["課税課", "納税課"], {"納税課": ["会計課-6"]}),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, project, into, tasks):
        project.surveys.import_(TWO)
        with pytest.raises((InputError, UnknownNameError)):
            project.departments.split("税務課", into, tasks)
        assert set(departments(project).values()) == {"税務課", "会計課"}


FINDING = Finding(
    "minutes_unusually_long", "税務課.xlsx", "業務一覧", "E6", "minutes_per_item", {"minutes": "99"}
)


def test_findings_of_its_file_hold_until_it_answers_anew(project):
    project.surveys.import_(survey({"税務課": NAMES}, findings=(FINDING,)))
    project.departments.rename("税務課", "課税課")
    assert [one.code for one in project.inventory().findings] == [FINDING.code]
    project.surveys.import_(survey({"課税課": NAMES}))
    assert project.inventory().findings.items == ()
