"""Any order of reorganisations: ids stay, decisions are kept, the next survey finds every task."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.project.surveys import survey
from tests.project.test_history import state_of

from rpa_scout.errors import NotAllowedError
from rpa_scout.policy.policies import load_policy
from rpa_scout.project.project import Project
from rpa_scout.project.states import TaskState

START = {"税務課": ("入力", "照合", "発行"), "会計課": ("支払", "突合"), "市民課": ("受付", "交付")}
NAMES = ("税務課", "会計課", "市民課", "課税課", "総務課", "住民課", "出納室")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "merge", "split", "again", "late"]),
        st.integers(0, 6),
        st.sampled_from(NAMES),
        st.integers(0, 6),
    ),
    max_size=5,
)


def by_department(project):
    present = {}
    for one in project.tasks.all():
        present.setdefault(one.department, []).append(one)
    return present


def decisions(project):
    return {
        one.task_id: (one.name, one.state, one.planned_fiscal_year) for one in project.tasks.all()
    }


def reorganise(project, step):
    """Take a step where it makes sense; return whether it was a change to be undone."""
    kind, which, name, place = step
    present = by_department(project)
    names = sorted(present)
    chosen = names[which % len(names)]
    if kind == "rename":
        if name in present:
            return False
        project.departments.rename(chosen, name)
    elif kind == "merge":
        second = names[place % len(names)]
        if {chosen, second} <= {name}:
            return False
        project.departments.merge([chosen, second], name)
    elif kind == "split":
        if name in present:
            return False
        ids = [one.task_id for one in present[chosen]]
        project.departments.split(chosen, [chosen, name], {name: ids[: place % (len(ids) + 1)]})
    elif kind == "again":
        rows = {one: [task.name for task in tasks] for one, tasks in present.items()}
        imported = project.surveys.import_(survey(rows))
        assert (imported.added, imported.gone) == ((), ())
    else:
        return False
    return True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_ids_and_decisions_survive_any_reorganisation(steps):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "a.rpascout"
        with Project.create(place, load_policy(), "担当A") as project:
            project.surveys.import_(survey(START))
            project.tasks.decide(["税務課-7"], "adopted", planned_fiscal_year=2028)
            project.tasks.decide(["会計課-6"], "on_hold", "来年")
            decided, before = decisions(project), state_of(project)
            taken = 0
            for step in steps:
                with suppress(NotAllowedError):  # there may be nothing to change
                    taken += reorganise(project, step)
                assert decisions(project) == decided
            assert project.verify().problems == ()
            rows = {
                name: [task.name for task in tasks]
                for name, tasks in by_department(project).items()
            }
            imported = project.surveys.import_(survey(rows))
            assert (imported.added, imported.gone, imported.proposals) == ((), (), ())
            assert decisions(project) == decided
            assert set(project.inventory().tasks["department"]) == set(rows)
            export = project.export(Path(folder) / "a.jsonl")
            with Project.restore(Path(folder) / "b.rpascout", export, "担当A") as again:
                assert state_of(again) == state_of(project)
                second = again.export(Path(folder) / "b.jsonl")
                assert second.read_bytes() == export.read_bytes()
            for _ in range(taken + 1):
                project.history.undo()
            assert state_of(project) == before


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["add", "split", "merge"]), st.integers(0, 20)), max_size=5)
)
def test_what_a_clerk_made_is_stable_against_the_same_survey(steps):
    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder) / "a.rpascout", load_policy(), "担当A") as project,
    ):
        project.surveys.import_(survey(START))
        before = state_of(project)
        taken = 0
        for number, (kind, which) in enumerate(steps):
            present = [one for one in project.tasks.all() if one.state is not TaskState.WITHDRAWN]
            task = present[which % len(present)]
            if kind == "add":
                project.tasks.add(task.department, f"新業務{number}", "発生")
            elif kind == "split":
                parts = [f"前半{number}の業務", f"後半{number}の業務"]
                project.tasks.split(task.task_id, parts, "別の帳票")
            elif len(present) > 1:
                second = present[(which + 1) % len(present)]
                project.tasks.merge([task.task_id, second.task_id], "一続き")
            else:
                continue
            taken += 1
        decided = decisions(project)
        answers = project.inventory().tasks
        for _ in range(2):
            imported = project.surveys.import_(survey(START))
            assert (imported.added, imported.gone, imported.returned) == ((), (), ())
            assert decisions(project) == decided
            assert project.inventory().tasks.sort_index().equals(answers.sort_index())
        assert project.verify().problems == ()
        for _ in range(taken + 2):
            project.history.undo()
        assert state_of(project) == before
