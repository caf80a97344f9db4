"""Any order of imports, decisions, overrides, policies, undos: the invariants hold throughout."""

import shutil
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.project.conftest import NUMBERS
from tests.project.postgres import empty_database
from tests.project.surveys import survey
from tests.project.test_assessments import changed_policy
from tests.project.test_history import state_of

from rpa_scout.assessment.assess import assess
from rpa_scout.errors import NotAllowedError
from rpa_scout.fiscal_target.live import live_in
from rpa_scout.fiscal_target.measured import measured_beside_estimated
from rpa_scout.policy.policies import load_policy
from rpa_scout.project.project import Project
from rpa_scout.project.states import ADOPTED, FOLLOWING, TaskState
from rpa_scout.register.records import Actual, Automation, Register, automation_id
from rpa_scout.register.shares import exceeds_whole

DEPARTMENTS = ("税務課", "会計課")
NAMES = ("入力", "照合", "発行", "集計", "通知")
ROWS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["none", "simple_rules", "judgement"])),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)
_POLICY = load_policy()
QUICK = _POLICY.model_copy(
    update={"simulation": _POLICY.simulation.model_copy(update={"draws": 100})}
)
SURVEYS = st.dictionaries(st.sampled_from(DEPARTMENTS), ROWS, min_size=1, max_size=2)


class ProjectMachine(RuleBasedStateMachine):
    """A project beside a model of what must be in it."""

    def __init__(self, make_place):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.made = make_place(self.folder)
        self.place = self.made.__enter__()
        self.policies = [load_policy(), changed_policy(load_policy())]
        self.done, self.undone = [], []

    @initialize()
    def create(self):
        self.project = Project.create(self.place, self.policies[0], "担当A")
        self.before = self.shown()
        self.take(
            {department: [(name, "none") for name in NAMES[:3]] for department in DEPARTMENTS}
        )

    def teardown(self):
        if hasattr(self, "project"):
            with self.project:
                self.every_task_is_measured_once()
                self.exported_and_back()
        self.made.__exit__(None, None, None)
        shutil.rmtree(self.folder)

    def shown(self):
        return (
            state_of(self.project),
            self.project.policy().version,
            self.project.register.current(),
        )

    def changed(self):
        """Note that a change was made: the state before it is what undo must bring back."""
        now = self.shown()
        self.done.append((self.before, now))
        self.undone.clear()
        self.before = now

    @rule(answers=SURVEYS)
    def import_surveys(self, answers):
        self.take(answers)

    def take(self, answers):
        withdrawn = {
            (one.department, one.name)
            for one in self.project.tasks.all()
            if one.state is TaskState.WITHDRAWN and one.state_before_withdrawal is None
        }
        departments = {
            department: [(name, {"judgement": judgement}) for name, judgement in rows]
            for department, rows in answers.items()
        }
        imported = self.project.surveys.import_(survey(departments))
        self.changed()
        present = {(one.department, one.name) for one in self.present()}
        wanted = {(department, name) for department, rows in answers.items() for name, _ in rows}
        # What a person has withdrawn stays so.
        assert {one for one in present if one[0] in answers} == wanted - withdrawn
        assert len(imported.added) + len(imported.changed) + len(imported.unchanged) == len(wanted)

    def present(self):
        return [one for one in self.project.tasks.all() if one.state is not TaskState.WITHDRAWN]

    @precondition(lambda self: self.project.tasks.all())
    @rule(data=st.data(), state=st.sampled_from(TaskState))
    def decide(self, data, state):
        tasks = self.project.tasks.all()
        task = data.draw(st.sampled_from(tasks))
        year = data.draw(st.sampled_from([None, 2027, 2028]))
        allowed = state in FOLLOWING[task.state]
        if allowed:
            enters = state in ADOPTED and task.state not in ADOPTED
            because = (
                self.project.assessments.not_candidates().get(task.task_id) if enters else None
            )
            if because:
                with pytest.raises(NotAllowedError):
                    self.project.tasks.decide([task.task_id], state, planned_fiscal_year=year)
            self.project.tasks.decide([task.task_id], state, "理由", planned_fiscal_year=year)
            self.changed()
            if enters:
                assert self.project.tasks.get(task.task_id).not_candidate_because == because
        elif state is not task.state:
            with pytest.raises(NotAllowedError):
                self.project.tasks.decide([task.task_id], state, "理由", planned_fiscal_year=year)

    @precondition(lambda self: self.project.tasks.all())
    @rule(data=st.data(), hours=st.integers(1, 500))
    def override(self, data, hours):
        task = data.draw(st.sampled_from(self.project.tasks.all()))
        self.project.tasks.override(task.task_id, "hours", hours, "見立て")
        self.changed()

    @precondition(lambda self: self.project.tasks.all())
    @rule(data=st.data(), items=st.integers(1, 90))
    def correct(self, data, items):
        task = data.draw(st.sampled_from(self.project.tasks.all()))
        self.project.answers.correct(task.task_id, "items_per_run", items, "確認済み")
        self.changed()

    @precondition(lambda self: self.renames())
    @rule(data=st.data())
    def confirm_rename(self, data):
        gone, new = data.draw(st.sampled_from(self.renames()))
        self.project.surveys.confirm_rename(gone, new)
        self.changed()

    def renames(self):
        tasks = self.project.tasks.all()
        return [
            (gone.task_id, new.task_id)
            for gone in tasks
            for new in tasks
            if gone.state is TaskState.WITHDRAWN
            and new.state is TaskState.CANDIDATE
            and new.decided_by is None
            and gone.department == new.department
        ]

    @precondition(lambda self: len(self.done) % 4 == 3)
    @rule()
    def change_policy(self):
        other = 1 - self.policies.index(self.project.policy())
        self.project.policies.put_in_force(self.policies[other], "見直し")
        self.changed()

    @precondition(lambda self: self.present())
    @rule(data=st.data(), hours=st.floats(0, 300))
    def register(self, data, hours):
        task = data.draw(st.sampled_from(self.present()))
        name = automation_id(task.department, task.name)
        register = Register(
            (Automation(name, task.department, task.name, running_since=2024),),
            (Actual(name, 2025, hours),),
        )
        try:
            self.project.register.import_(register)
        except NotAllowedError:  # it is known already
            return
        self.changed()

    @rule()
    def undo(self):
        if not self.done:
            with pytest.raises(NotAllowedError):
                self.project.history.undo()
            return
        self.project.history.undo()
        before, after = self.done.pop()
        self.undone.append((before, after))
        assert self.shown() == before
        self.before = before

    @rule()
    def redo(self):
        if not self.undone:
            with pytest.raises(NotAllowedError):
                self.project.history.redo()
            return
        self.project.history.redo()
        before, after = self.undone.pop()
        self.done.append((before, after))
        assert self.shown() == after
        self.before = after

    @rule()
    def reopen(self):
        self.project.close()
        self.project = Project.open(self.place, "担当A")
        assert self.shown() == self.before

    @invariant()
    def history_leads_to_the_state(self):
        if not hasattr(self, "project"):
            return
        found = self.project.verify()
        assert found.is_whole, found

    @invariant()
    def nothing_counts_twice(self):
        if not hasattr(self, "project"):
            return
        present = [(one.department, one.name) for one in self.present()]
        assert len(set(present)) == len(present)
        inventory = self.project.inventory()
        assert set(inventory.tasks.index) == {one.task_id for one in self.present()}
        # Several automations may serve a task (one renamed, and registered anew): it counts once.
        automations = self.project.register.current().automations
        for task in {one.task_id for one in automations if one.task_id}:
            serving = [one for one in automations if one.task_id == task]
            if exceeds_whole(serving):
                with pytest.raises(NotAllowedError):
                    self.project.register.assign(serving[0].automation_id, task)

    def every_task_is_measured_once(self):
        register = self.project.register.current()
        served = {one.task_id for one in register.automations if one.task_id}
        named = {one.task_key for one in register.automations if not one.task_id}
        assert len(live_in(register, 2025).tasks) == len(served) + len(named)
        if not served:
            return
        tasks = self.project.inventory()
        measured = measured_beside_estimated(register, assess(tasks, QUICK)).tasks
        assert {one.task_id for one in measured} <= served
        assert len({one.task_id for one in measured}) == len(measured)
        assert all(0 < one.share <= 1 for one in measured)

    def exported_and_back(self):
        lines = self.project.export(self.folder / "a.jsonl")
        with Project.restore(self.folder / "b.rpascout", lines, "担当B") as restored:
            assert state_of(restored) == state_of(self.project)
            assert restored.export(self.folder / "b.jsonl").read_bytes() == lines.read_bytes()


def file_place(folder):
    return nullcontext(folder / "a.rpascout")


@pytest.mark.parametrize("kind", ["file", "server"])
def test_any_order_of_changes_keeps_the_invariants(kind, request):
    make_place, examples = file_place, 30
    if kind == "server":
        address, examples = request.getfixturevalue("server"), 10

        def make_place(_folder):
            return empty_database(address, f"machine{next(NUMBERS)}")

    run_state_machine_as_test(
        lambda: ProjectMachine(make_place),
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
