"""Surveys that come again: known tasks are updated, gone ones withdrawn, renamed ones proposed."""

import pandas as pd
import pytest
from tests.project.surveys import TAX, TWO, survey

from rpa_scout.errors import NotAllowedError
from rpa_scout.findings import Finding
from rpa_scout.inventory import Inventory
from rpa_scout.project.states import TaskState

LONG = "minutes_unusually_long"
PLACE = ("税務課.xlsx", "業務一覧", "E6", "minutes_per_item")


def test_what_was_read_comes_back_with_its_cells(project):
    project.surveys.import_(TWO)
    kept = project.inventory()
    pd.testing.assert_frame_equal(kept.tasks, TWO.tasks)
    assert kept.source_of("会計課-6", "pattern") == TWO.source_of("会計課-6", "pattern")
    assert kept.source_of("会計課-6", "name").cell == "B6"


def test_the_same_survey_changes_nothing_but_its_cells(project):
    project.surveys.import_(TWO)
    again = project.surveys.import_(TWO)
    assert (again.added, again.changed, again.gone) == ((), (), ())
    assert set(again.unchanged) == {"税務課-6", "税務課-7", "会計課-6"}
    assert [one.number for one in project.surveys.imports()] == [1, 2]


def test_a_task_keeps_id_and_decisions_wherever_its_row_moves(project):
    project.surveys.import_(TAX)
    project.tasks.decide(["税務課-7"], "adopted")
    moved = survey({"税務課": ["新しい業務", "異動届の入力", "課税台帳の照合", "証明書の発行"]})
    imported = project.surveys.import_(moved)
    assert imported.gone == ()
    assert imported.added == ("税務課-6~2",)
    task = project.tasks.get("税務課-7")
    assert (task.name, task.state) == ("課税台帳の照合", TaskState.ADOPTED)
    assert project.inventory().source_of("税務課-7").cell == "B8"


def test_only_the_departments_of_the_survey_are_touched(project):
    project.surveys.import_(TWO)
    project.surveys.import_(survey({"会計課": ["旅費の精算"]}))
    states = {one.task_id: one.state for one in project.tasks.all()}
    assert states["税務課-6"] is TaskState.CANDIDATE
    assert states["会計課-6"] is TaskState.WITHDRAWN
    assert states["会計課-6~2"] is TaskState.CANDIDATE
    assert set(project.inventory().tasks.index) == {"税務課-6", "税務課-7", "会計課-6~2"}


def test_a_task_that_is_gone_keeps_its_decisions_and_comes_back(project):
    project.surveys.import_(TAX)
    project.tasks.decide(["税務課-8"], "adopted", planned_fiscal_year=2028)
    gone = project.surveys.import_(survey({"税務課": ["異動届の入力", "課税台帳の照合"]}))
    assert gone.gone == ("税務課-8",)
    task = project.tasks.get("税務課-8")
    assert (task.state, task.state_before_withdrawal) == (TaskState.WITHDRAWN, TaskState.ADOPTED)
    assert task.planned_fiscal_year == 2028
    back = project.surveys.import_(TAX)
    assert back.returned == ("税務課-8",)
    assert project.tasks.get("税務課-8").state is TaskState.ADOPTED


def test_what_a_person_withdrew_stays_withdrawn(project):
    project.surveys.import_(TAX)
    project.tasks.decide(["税務課-8"], "withdrawn", "対象外")
    project.surveys.import_(TAX)
    assert project.tasks.get("税務課-8").state is TaskState.WITHDRAWN


def test_changed_answers_are_told_cell_by_cell(project):
    project.surveys.import_(TAX)
    newer = survey({"税務課": ["異動届の入力", ("課税台帳の照合", {"judgement": "simple_rules"})]})
    imported = project.surveys.import_(newer)
    assert imported.changed == ("税務課-7",)
    assert imported.gone == ("税務課-8",)
    comparison = project.surveys.compare()
    (task,) = comparison.changed
    assert task.new_id == "税務課-7"
    (answer,) = task.answers
    assert (answer.field, answer.old, answer.new) == ("judgement", "none", "simple_rules")
    assert answer.new_source.cell == answer.old_source.cell
    assert comparison.gone == ("税務課-8",)
    first = project.surveys.compare(1)
    assert len(first.added) == 3


def test_a_renamed_task_is_proposed_and_confirmed_by_a_person(project):
    project.surveys.import_(TAX)
    project.tasks.decide(["税務課-6"], "adopted", "効果が大きい")
    project.tasks.override("税務課-6", "hours", 200, "現場の見立て")
    newer = survey({"税務課": ["異動届のデータ入力", "課税台帳の照合", "証明書の発行"]})
    imported = project.surveys.import_(newer)
    (proposal,) = imported.proposals
    assert (proposal.old_id, proposal.new_id) == ("税務課-6", "税務課-6~2")
    assert project.tasks.get("税務課-6").state is TaskState.WITHDRAWN
    project.tasks.note("名前だけ違う", "税務課-6~2")
    project.surveys.confirm_rename(proposal.old_id, proposal.new_id)
    task = project.tasks.get("税務課-6")
    assert (task.name, task.state) == ("異動届のデータ入力", TaskState.ADOPTED)
    assert {one.task_id for one in project.tasks.all()} == {"税務課-6", "税務課-7", "税務課-8"}
    assert [one.task_id for one in project.tasks.overrides()] == ["税務課-6"]
    assert [one.text for one in project.tasks.notes("税務課-6")] == ["名前だけ違う"]
    assert project.verify().is_whole
    again = project.surveys.import_(newer)
    assert again.added == again.gone == ()


def test_only_what_is_gone_can_have_been_renamed(project):
    project.surveys.import_(TAX)
    with pytest.raises(NotAllowedError):
        project.surveys.confirm_rename("税務課-6", "税務課-7")
    project.surveys.import_(survey({"税務課": ["別の業務", "課税台帳の照合", "証明書の発行"]}))
    project.tasks.decide(["税務課-6~2"], "adopted")
    with pytest.raises(NotAllowedError):
        project.surveys.confirm_rename("税務課-6", "税務課-6~2")


def test_a_correction_holds_until_the_department_answers_otherwise(project):
    project.surveys.import_(TAX)
    project.answers.correct("税務課-6", "items_per_run", 4, "電話で確認")
    project.answers.correct("税務課-7", "items_per_run", 5, "電話で確認")
    newer = survey(
        {
            "税務課": [
                "異動届の入力",
                ("課税台帳の照合", {"items_per_run": 6.0}),
                "証明書の発行",
            ]
        }
    )
    imported = project.surveys.import_(newer)
    assert imported.corrections_set_aside == (("税務課-7", "items_per_run"),)
    items = project.inventory().tasks["items_per_run"]
    assert (items["税務課-6"], items["税務課-7"]) == (4, 6)


def test_accepted_findings_stay_away_until_the_answer_changes(project):
    finding = Finding(LONG, *PLACE, {"minutes": "3"}, "税務課-6")
    other = Finding(LONG, *PLACE, {"minutes": "9"}, "税務課-6")
    project.surveys.import_(survey({"税務課": ["異動届の入力"]}, [finding]))
    (shown,) = project.inventory().findings
    assert shown == finding
    project.answers.accept(shown, "実測で確認した")
    assert len(project.inventory().findings) == 0
    project.surveys.import_(survey({"税務課": ["異動届の入力"]}, [finding]))
    assert len(project.inventory().findings) == 0
    project.surveys.import_(survey({"税務課": ["異動届の入力"]}, [other]))
    assert list(project.inventory().findings) == [other]


def test_findings_of_older_surveys_go_with_them(project):
    old = Finding(LONG, *PLACE, {"minutes": "3"}, "税務課-6")
    of_sheet = Finding("file_type_differs", "税務課.xlsx", "業務一覧")
    both = survey({"税務課": ["異動届の入力"], "会計課": ["確認"]}, [old, of_sheet])
    project.surveys.import_(both)
    project.surveys.import_(survey({"会計課": ["確認"]}))
    assert list(project.inventory().findings) == [old, of_sheet]
    project.surveys.import_(survey({"税務課": ["異動届の入力"]}))
    assert list(project.inventory().findings) == []


def test_a_line_with_errors_leaves_the_older_answers(project):
    project.surveys.import_(TAX)
    whole = survey(
        {"税務課": ["異動届の入力", "課税台帳の照合", "証明書の発行"]}, runs_per_year=12.0
    )
    broken = Inventory(
        tasks=whole.tasks.iloc[1:],
        left_out=whole.tasks.iloc[:1],
        sources=whole.sources,
        tables=whole.tables,
        findings=whole.findings,
    )
    imported = project.surveys.import_(broken)
    assert (imported.left_out, imported.gone) == (1, ())
    kept = project.inventory()
    assert kept.tasks.loc["税務課-6", "runs_per_year"] == 240
    assert kept.tasks.loc["税務課-7", "runs_per_year"] == 12
    assert len(kept.left_out) == 1
    assert kept.coverage["rows_left_out"].sum() == 1


def test_nothing_is_imported_of_nothing(project):
    with pytest.raises(NotAllowedError):
        project.surveys.import_(Inventory.from_frame(pd.DataFrame({"name": []})))
    assert project.surveys.imports() == []
