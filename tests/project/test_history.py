"""Every change is one entry; undo and redo go through them; the history proves the state."""

import pytest
from sqlalchemy import text
from tests.project.surveys import TAX, TWO, survey

from rpa_scout.errors import ConflictError, NotAllowedError, UnknownNameError
from rpa_scout.project.ledger.history import HistoryFilter
from rpa_scout.project.states import TaskState


def state_of(project):
    return {
        "tasks": {
            one.task_id: (one.name, one.state, one.planned_fiscal_year, one.owner)
            for one in project.tasks.all()
        },
        "overrides": {(one.task_id, one.what): one.value for one in project.tasks.overrides()},
        "corrections": {
            (one.task_id, one.field): one.value for one in project.answers.corrections()
        },
        "notes": [one.text for one in project.tasks.notes()],
    }


def make_changes(project):
    """Yield after every change of every kind that is about tasks."""
    yield project.surveys.import_(TAX)
    yield project.tasks.decide(["税務課-6", "税務課-7"], "adopted", planned_fiscal_year=2027)
    yield project.tasks.override("税務課-6", "hours", 100, "見立て")
    yield project.tasks.override("税務課-6", "hours", 80, "見直し")
    yield project.answers.correct("税務課-7", "items_per_run", 9, "確認済み")
    yield project.tasks.note("打合せ済み", "税務課-8")
    newer = survey({"税務課": ["異動届の入力", "課税台帳の照合作業", "証明書の発行"]})
    yield project.surveys.import_(newer)
    yield project.surveys.confirm_rename("税務課-7", "税務課-7~2")
    yield project.tasks.withdraw_override("税務課-6", "hours")
    yield project.tasks.decide(["税務課-6"], "building")


def test_undo_goes_back_change_by_change_and_redo_forth_again(project):
    states = [state_of(project)]
    states += [state_of(project) for _ in make_changes(project)]
    for expected in reversed(states[:-1]):
        entry = project.history.undo()
        assert entry.kind == "undo"
        assert state_of(project) == expected
    with pytest.raises(NotAllowedError):
        project.history.undo()
    for expected in states[1:]:
        assert project.history.redo().kind == "redo"
        assert state_of(project) == expected
    with pytest.raises(NotAllowedError):
        project.history.redo()
    assert project.verify().is_whole


def test_a_new_change_ends_what_can_be_redone(project):
    project.surveys.import_(TAX)
    project.tasks.decide(["税務課-6"], "adopted")
    project.history.undo()
    project.tasks.decide(["税務課-6"], "on_hold", "予算がない")
    with pytest.raises(NotAllowedError):
        project.history.redo()
    project.history.undo()
    assert project.tasks.get("税務課-6").state is TaskState.CANDIDATE
    project.history.redo()
    assert project.tasks.get("税務課-6").state is TaskState.ON_HOLD


def test_facts_stay_when_their_import_is_undone(project):
    project.surveys.import_(TAX)
    project.history.undo()
    assert project.tasks.all() == []
    assert len(project.surveys.imports()) == 1
    assert project.surveys.import_(TAX).added == ("税務課-6", "税務課-7", "税務課-8")
    assert [one.number for one in project.surveys.imports()] == [1, 2]


def test_changes_of_others_are_undone_only_on_purpose(project, second):
    project.surveys.import_(TAX)
    second.tasks.decide(["税務課-6"], "adopted")
    with pytest.raises(NotAllowedError, match="担当B"):
        project.history.undo()
    with pytest.raises(ConflictError):  # what is there was not looked at yet
        project.history.undo(of_others=True)
    project.history.undo(of_others=True)
    assert project.tasks.get("税務課-6").state is TaskState.CANDIDATE


def test_the_history_is_filtered(project):
    for _ in make_changes(project):
        pass
    kinds = [one.kind for one in project.history.entries()]
    assert kinds[:3] == ["create", "import", "decide"]
    assert [one.number for one in project.history.entries()] == list(range(1, len(kinds) + 1))
    notes = project.history.entries(HistoryFilter(task_id="税務課-8"))
    assert [one.kind for one in notes] == ["import", "note", "import"]
    assert [one.kind for one in project.history.entries(HistoryFilter(limit=1))] == ["decide"]
    assert len(project.history.entries(HistoryFilter(kind="override"))) == 2
    assert project.history.entries(HistoryFilter(author="担当B")) == []
    with pytest.raises(UnknownNameError, match="税務課-99"):
        project.history.entries(HistoryFilter(task_id="税務課-99"))
    last = project.history.entries()[-1]
    assert project.history.entries(HistoryFilter(since=last.at)) == [last]
    assert last not in project.history.entries(HistoryFilter(until=last.at))
    assert len(project.history.entries(HistoryFilter(after_number=last.number - 1))) == 1


def test_moments_sort_and_are_utc(project):
    project.surveys.import_(TWO)
    moments = [one.at for one in project.history.entries()]
    assert moments == sorted(moments)
    assert all(one.endswith("+00:00") and len(one) == len(moments[0]) for one in moments)


TAMPERED = {
    "facts that are no JSON": "UPDATE history SET facts = 'x' WHERE number = 2",
    "facts of a table that is none": """UPDATE history SET facts =
    '[{"table": "x", "rows": 1, "sha256": ""}]' WHERE number = 2""",
    "a change of a table that is none": "UPDATE history_changes SET table_name = 'x' "
    "WHERE number = 3",
    "the task of a change": "UPDATE history_changes SET task_id = '税務課-7' WHERE number = 3",
    "the order of changes": "UPDATE history_changes SET position = 7 WHERE number = 3",
    "a state that no entry wrote": "UPDATE tasks SET state = 'live' WHERE task_id = '税務課-6'",
    "an author": "UPDATE history SET author = '担当B' WHERE number = 3",
    "a reason": "UPDATE history SET reason = 'x' WHERE number = 3",
    "a row of a change": "UPDATE history_changes SET after = NULL WHERE number = 3",
    "a change taken out": "DELETE FROM history_changes WHERE number = 3",
    "a fact": "UPDATE survey_lines SET content_id = 2 WHERE id = 1",
    "a fact put in": "INSERT INTO survey_imports VALUES (9, 'a', 'b', 'c', '[]')",
    "a state row taken out": "DELETE FROM notes",
    "a policy": "UPDATE policies SET content = '{}'",
}


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=list(TAMPERED))
def test_what_was_changed_behind_the_program_is_found(project, statement):
    project.surveys.import_(TAX)
    project.tasks.decide(["税務課-6"], "adopted")
    project.tasks.note("打合せ済み")
    assert project.verify().is_whole
    with project.session.storage.engine.begin() as connection:
        connection.execute(text(statement))
    found = project.verify()
    assert not found.is_whole
    assert all(one.template.format(**one.values) for one in found.problems)
