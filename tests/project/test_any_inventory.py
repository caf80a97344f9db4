"""Whatever reading produces goes through a project and its exports, and comes back as it was."""

import io
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rich.console import Console
from tests.project.any_inventory import inventories
from tests.project.conftest import NUMBERS
from tests.project.postgres import empty_database
from tests.project.test_history import state_of
from tests.project.test_state_machine import QUICK

from rpa_scout.cli.project.surveys.changes import (
    changes_json,
    import_json,
    print_changes,
    print_import,
)
from rpa_scout.project.project import Project
from rpa_scout.project.states import TaskState
from rpa_scout.register.records import Actual, Automation, Register, automation_id


def take_in(project, inventory):
    """Import, compare and show, as the command does."""
    if not len(inventory.sources):
        return
    imported = project.surveys.import_(inventory)
    out = Console(file=io.StringIO())
    print_import("a.rpascout", imported, out)
    comparison = project.surveys.compare()
    print_changes(comparison, out)
    assert changes_json(comparison) == changes_json(imported.comparison)
    assert import_json(imported)["number"] == imported.number
    assert len(imported.added) + len(imported.unchanged) + len(imported.changed) == len(
        inventory.tasks
    )


def decide_upon(project, data):
    """Decide on the tasks in all the ways that there are."""
    tasks = [one for one in project.tasks.all() if one.state is not TaskState.WITHDRAWN]
    if not tasks:
        return
    task = data.draw(st.sampled_from(tasks))
    key = automation_id(task.department, task.name)
    hours = data.draw(st.one_of(st.floats(-50, 500), st.integers(0, 500)))
    before = data.draw(st.sampled_from([None, 200.0, 120]))
    match = project.register.import_(
        Register(
            (Automation(key, task.department, task.name, hours_per_year_before=before),),
            (Actual(key, 2025, hours),),
        )
    )
    if match.task_of.get(key) != task.task_id:
        project.register.assign(key, task.task_id)
    project.assessments.assess()
    assert project.verify().is_whole
    text = data.draw(st.text(min_size=1, max_size=8).filter(lambda one: one.strip("\x00 \r\n")))
    project.tasks.override(task.task_id, "hours", data.draw(st.floats(-1e6, 1e6)), f"理由{text}")
    project.answers.correct(task.task_id, "items_per_run", 0.1 + 0.2, f"確認{text}")
    project.tasks.note(f"打合せ{text}", task.task_id)
    about = [one for one in project.inventory().findings if one.row_id]
    if about:
        project.answers.accept(data.draw(st.sampled_from(about)), "確認済み")
    # What the register says is running is live since it was read.
    standing = project.tasks.all()
    open_task = next((one for one in standing if one.state is TaskState.CANDIDATE), None)
    if open_task is not None and open_task.task_id != task.task_id:
        project.tasks.decide([open_task.task_id], "on_hold", f"様式の改正{text}", owner=text)
    if len(project.inventory().tasks):
        project.assessments.rescore()


def assert_same(restored, project):
    assert state_of(restored) == state_of(project)
    assert restored.history.entries() == project.history.entries()
    assert restored.register.current() == project.register.current()
    ours, theirs = project.inventory(), restored.inventory()
    pd.testing.assert_frame_equal(theirs.tasks, ours.tasks)
    pd.testing.assert_frame_equal(theirs.ranges, ours.ranges)
    pd.testing.assert_frame_equal(theirs.alternatives, ours.alternatives)
    assert theirs.written.equals(ours.written)
    assert theirs.findings == ours.findings
    assert theirs.tables == ours.tables
    for one in project.assessments.all():
        stored = restored.assessments.get(one.number)
        pd.testing.assert_frame_equal(stored.ranking, project.assessments.get(one.number).ranking)


def whole_way(make_place, folder, data):
    """Import, diff, rank, decide, export, restore, verify."""
    with make_place() as place, Project.create(place, QUICK, "担当A") as project:
        for _ in range(data.draw(st.integers(1, 2))):
            take_in(project, data.draw(inventories(folder)))
        decide_upon(project, data)
        verified = project.verify()
        assert verified.is_whole, verified
        lines = project.export(folder / "a.jsonl")
        for export in (lines, project.export(folder / "a.xlsx")):
            with (
                make_place() as another,
                Project.restore(another, export, "担当B") as restored,
            ):
                again = restored.export(folder / "b.jsonl")
                assert again.read_bytes() == lines.read_bytes(), export
                assert restored.verify().is_whole
                assert_same(restored, project)


@contextmanager
def new_folder():
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@contextmanager
def new_file():
    with new_folder() as folder:
        yield folder / "a.rpascout"


@pytest.mark.parametrize(("kind", "examples"), [("file", 12), ("server", 4)])
def test_any_inventory_goes_the_whole_way(kind, examples, request):
    make_place = new_file
    if kind == "server":
        address = request.getfixturevalue("server")

        def make_place():
            return empty_database(address, f"any{next(NUMBERS)}")

    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes five minutes
    )
    @given(st.data())
    def walk(data):
        with new_folder() as folder:
            whole_way(make_place, folder, data)

    walk()
