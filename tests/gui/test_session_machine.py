"""Two thousand random actions on the session, held against the library at every step."""

import random

import pytest
from tests.gui.conftest import assessed, decide

from rpa_scout.errors import RpaScoutError
from rpa_scout.project.ledger.history import HistoryFilter
from rpa_scout.project.project import Project
from rpa_scout.project.states import FOLLOWING, TaskState
from rpa_scout.project.store import storage

STEPS = 2_000
SEED = 20260401
TASKS = 12
ACTIONS = (
    *("decide", "decide", "wild", "plan", "override", "withdraw", "note"),
    *("correct", "uncorrect", "group", "ungroup", "undo", "undo", "redo"),
)
PART_OF_TABLE = {
    "tasks": "decisions",
    "overrides": "judgements",
    "notes": "notes",
    "corrections": "answers",
    "group_members": "groups",
    "refusals": "groups",
}
"""What changes with the rows of a table."""


class Machine:
    """The session, and beside it a project on which the library does the same."""

    def __init__(self, session, library):
        self.session, self.library = session, library
        self.draw = random.Random(SEED)
        self.refused, self.changes = [], []
        # What an official sees; without it, the engine would run for every override.
        self.shown = {"assessment": session.assessment}
        session.problem.connect(self.refused.append)
        session.changed.connect(self.changes.append)
        self.tasks = list(session.records)[:TASKS]
        self.done = dict.fromkeys(("done", "refused"), 0)

    def both(self, of_session, of_library):
        """Do the same on both; both do it and say so once, or refuse with the same sentence."""
        self.refused.clear()
        self.changes.clear()
        did = of_session() not in (None, False)
        refused = []
        try:
            of_library()
        except RpaScoutError as error:
            refused.append(error)
        assert did != bool(refused)
        assert list(map(str, self.refused)) == list(map(str, refused))
        assert len(self.changes) == did
        for parts in self.changes:
            (newest,) = self.session.project.history.entries(HistoryFilter(limit=1))
            changed = self.session.project.history.changes(newest.number)
            assert {PART_OF_TABLE[row.table] for row in changed} | {"history"} <= parts
        self.done["refused" if refused else "done"] += 1

    def step(self):
        getattr(self, self.draw.choice(ACTIONS))()

    def some(self):
        return self.draw.sample(self.tasks, self.draw.randint(1, 3))

    def decide(self):
        task = self.draw.choice(self.tasks)
        state = self.draw.choice(FOLLOWING[self.session.records[task].state])
        if state is TaskState.WITHDRAWN:
            return
        why = "理由"
        self.both(
            lambda: decide(self.session, [task], state, why),
            lambda: self.library.tasks.decide([task], state, why, **self.shown),
        )

    def wild(self):
        tasks, state = self.some(), self.draw.choice(list(TaskState)[:7])
        self.both(
            lambda: decide(self.session, tasks, state, "一括"),
            lambda: self.library.tasks.decide(tasks, state, "一括", **self.shown),
        )

    def plan(self):
        tasks, year = self.some(), self.draw.choice((0, 2026, 2027, 2028))
        self.both(
            lambda: decide(self.session, tasks, None, planned_fiscal_year=year),
            lambda: self.library.tasks.decide(tasks, None, planned_fiscal_year=year, **self.shown),
        )

    def override(self):
        task, hours = self.draw.choice(self.tasks), float(self.draw.randint(1, 400))
        self.both(
            lambda: self.session.change(
                lambda project: project.tasks.override(task, "hours", hours, "実測", **self.shown)
            ),
            lambda: self.library.tasks.override(task, "hours", hours, "実測", **self.shown),
        )

    def withdraw(self):
        task = self.draw.choice(self.tasks)
        self.both(
            lambda: self.session.change(
                lambda project: project.tasks.withdraw_override(task, "hours")
            ),
            lambda: self.library.tasks.withdraw_override(task, "hours"),
        )

    def note(self):
        task, text = self.draw.choice(self.tasks), f"メモ{self.draw.randint(1, 99)}"
        self.both(
            lambda: self.session.change(lambda project: project.tasks.note(text, task)),
            lambda: self.library.tasks.note(text, task),
        )

    def correct(self):
        task, minutes = self.draw.choice(self.tasks), float(self.draw.randint(1, 60))
        self.both(
            lambda: self.session.change(
                lambda project: project.answers.correct(
                    task, "minutes_per_item", minutes, "聞き取り"
                )
            ),
            lambda: self.library.answers.correct(task, "minutes_per_item", minutes, "聞き取り"),
        )

    def uncorrect(self):
        task = self.draw.choice(self.tasks)
        self.both(
            lambda: self.session.change(
                lambda project: project.answers.remove_correction(task, "minutes_per_item")
            ),
            lambda: self.library.answers.remove_correction(task, "minutes_per_item"),
        )

    def group(self):
        tasks, name = self.draw.sample(self.tasks, 2), f"共通{self.draw.randint(1, 9)}"
        self.both(
            lambda: self.session.change(
                lambda project: project.groups.confirm(tasks, "同じ業務", name=name)
            ),
            lambda: self.library.groups.confirm(tasks, "同じ業務", name=name),
        )

    def ungroup(self):
        tasks = self.draw.sample(self.tasks, 2)
        self.both(
            lambda: self.session.change(lambda project: project.groups.refuse(tasks, "別の業務")),
            lambda: self.library.groups.refuse(tasks, "別の業務"),
        )

    def undo(self):
        if self.session.can_undo:
            self.both(self.session.undo, self.library.history.undo)
        else:
            assert self.library.history.undoable() is None

    def redo(self):
        if self.session.can_redo:
            self.both(self.session.redo, self.library.history.redo)
        else:
            assert self.library.history.redoable() is None


def comparable(decisions, records):
    """Leave out what is the clock's."""
    return {one.task_id: (decisions[one.task_id], one.row_version) for one in records}


def of_session(session):
    return comparable(session.decisions, session.records.values())


def of_library(library):
    return comparable(library.tasks.decisions(), library.tasks.all())


@pytest.fixture
def _no_waiting_for_the_disk(monkeypatch):
    """What is tested here is what is kept, not that it survives a power cut."""
    pragmas = [one.replace("= EXTRA", "= OFF") for one in storage._PRAGMAS]
    monkeypatch.setattr(storage, "_PRAGMAS", tuple(pragmas))


@pytest.mark.usefixtures("_no_waiting_for_the_disk")
def test_two_thousand_random_actions(session, sample_inventory, tmp_path, policy, qtbot):
    assert session.create(tmp_path / "窓.rpascout")
    with assessed(session, qtbot):
        assert session.change(lambda project: project.surveys.import_(sample_inventory))
    with Project.create(tmp_path / "手本.rpascout", policy, "担当A") as library:
        library.surveys.import_(sample_inventory)
        # The engine would run after every correction; the last one is enough here.
        session.reassess = lambda: None
        machine = Machine(session, library)
        for number in range(STEPS):
            machine.step()
            if number % 50 == 0:
                assert of_session(session) == of_library(library)
        assert min(machine.done.values()) > 50
        assert of_session(session) == of_library(library)
        mine, theirs = session.project, library
        assert [one.kind for one in mine.history.entries()] == [
            one.kind for one in theirs.history.entries()
        ]
        kept = [
            [(one.task_id, one.what, one.value) for one in both.tasks.overrides()]
            + [(one.task_id, one.field, one.value) for one in both.answers.corrections()]
            + [(one.task_id, one.text) for one in both.tasks.notes()]
            for both in (mine, theirs)
        ]
        assert kept[0] == kept[1]
        del session.reassess
        with assessed(session, qtbot):
            session.reassess()
        expected = theirs.assessments.estimate().ranking
        assert session.assessment.ranking["task_id"].tolist() == expected["task_id"].tolist()
        assert mine.verify().is_whole
