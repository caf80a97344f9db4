"""The project file against bare SQLite: the same rows, tables and synchronous writes.

The bare side gets its rows ready-made; our side builds them from an inventory, chains their
digests, and stores what undo needs.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pandas as pd
from registry import Prepared, measure
from scoring import random_tasks
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

import rpa_scout as rs
from rpa_scout.inventory import Inventory
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.project import Project
from rpa_scout.project.store.facts import fact_rows
from rpa_scout.project.store.location import FileLocation
from rpa_scout.project.store.moments import utc_now
from rpa_scout.project.store.rows import table_of
from rpa_scout.project.store.schema import (
    FACTS,
    STATE,
    AssessmentColumnRow,
    Base,
    HistoryChangeRow,
    HistoryRow,
    SurveyLineForm,
    TaskRow,
)
from rpa_scout.project.store.statements import insert_text
from rpa_scout.project.store.storage import Storage, connect_file

TASKS = 20_000
ENTRIES = 10_000
COMMITS = 20
AUTHOR = "担当A"
WRITTEN = (*FACTS, *STATE, HistoryRow, HistoryChangeRow)
"""Tables that a change writes."""

Rows = dict[type[Base], list[tuple[object, ...]]]
DIALECT = sqlite.dialect()


def inventory(count: int = TASKS) -> Inventory:
    """Return tasks of a hundred departments, a tenth of the answers unknown."""
    tasks = random_tasks(count)
    departments = [f"第{number % 100 + 1}課" for number in range(count)]
    tasks["department"] = pd.Series(departments, dtype=object)
    tasks["name"] = pd.Series([f"業務{number}" for number in range(count)], dtype=object)
    tasks.index = pd.Index(
        [f"{department}-{row}" for row, department in enumerate(departments)], dtype=object
    )
    return Inventory.from_frame(tasks)


def rows_of(path: Path) -> Rows:
    """Return the rows of all tables that a change writes, as digests and exports have them."""
    storage = Storage(FileLocation(path), read_only=True)
    with closing(storage), storage.reading() as connection:
        return {
            table: [tuple(row.values()) for row in fact_rows(connection, table)]
            for table in WRITTEN
        }


def plain_tables(path: Path) -> None:
    """Create the tables of a project without packed ones, as bare SQLite has them."""
    plain = [
        table_of(mapped)
        for mapped in (*FACTS, *STATE, HistoryRow, HistoryChangeRow)
        if mapped not in (SurveyLineForm, AssessmentColumnRow)
    ]
    with closing(sqlite3.connect(path)) as connection:
        for table in (table_of(SurveyLineForm), *plain):
            connection.execute(str(CreateTable(table).compile(dialect=DIALECT)))
            for index in table.indexes:
                connection.execute(str(CreateIndex(index).compile(dialect=DIALECT)))
        connection.commit()


def insert_bare(connection: sqlite3.Connection, rows: Rows) -> None:
    """Insert rows in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for mapped, of_table in rows.items():
        if of_table:
            connection.executemany(insert_text(mapped, DIALECT), of_table)
    connection.execute("COMMIT")


@measure("import 20,000 tasks", limit="bare SQLite: the same rows", aim=3, rounds=5)
def importing() -> Iterator[tuple[str, Prepared]]:
    """Prepare an empty project, and the rows that an import leaves in it."""
    tasks, numbers = inventory(), count()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty, full = folder / "empty.rpascout", folder / "full.rpascout"
        Project.create(empty, rs.load_policy(), AUTHOR).close()
        shutil.copy(empty, full)
        with Project.open(full, AUTHOR) as project:
            project.surveys.import_(tasks)
        before = rows_of(empty)
        added = {
            table: [row for row in rows if row not in before[table]]
            for table, rows in rows_of(full).items()
        }

        def fresh() -> Path:
            return Path(shutil.copy(empty, folder / f"{next(numbers)}.rpascout"))

        def ours() -> float:
            with Project.open(fresh(), AUTHOR) as project:
                start = time.perf_counter()
                project.surveys.import_(tasks)
                return time.perf_counter() - start

        def bare() -> float:
            target = folder / f"{next(numbers)}.bare"
            plain_tables(target)
            with closing(connect_file(FileLocation(target))) as connection:
                start = time.perf_counter()
                insert_bare(connection, added)
                return time.perf_counter() - start

        yield f"{TASKS:,} tasks", (ours, bare)


@measure("one decision", limit="bare SQLite: a commit of the same rows", aim=2, rounds=9)
def deciding() -> Iterator[tuple[str, Prepared]]:
    """Prepare two projects; each side makes `COMMITS` decisions and returns the time of one."""
    tasks = inventory()
    with tempfile.TemporaryDirectory() as name:
        mine, theirs = Path(name) / "mine.rpascout", Path(name) / "other.rpascout"
        with Project.create(mine, rs.load_policy(), AUTHOR) as project:
            project.surveys.import_(tasks)
            project.tasks.decide([tasks.tasks.index[0]], "on_hold", "予算の見直し")
        shutil.copy(mine, theirs)
        last = {table: rows[-1:] for table, rows in rows_of(theirs).items()}
        entry, change = last[HistoryRow][0], last[HistoryChangeRow][0]
        add_entry, add_change = (
            insert_text(row_type, DIALECT) for row_type in (HistoryRow, HistoryChangeRow)
        )
        numbers, owners = count(entry[0] + 1), count()
        with (
            Project.open(mine, AUTHOR) as project,
            closing(connect_file(FileLocation(theirs))) as connection,
        ):

            def ours() -> float:
                start = time.perf_counter()
                for position in range(COMMITS):
                    project.tasks.decide(
                        [tasks.tasks.index[position]], None, "引継ぎ", owner=str(next(owners))
                    )
                return (time.perf_counter() - start) / COMMITS

            def bare() -> float:
                start = time.perf_counter()
                for position in range(COMMITS):
                    number = next(numbers)
                    connection.execute("BEGIN IMMEDIATE")
                    connection.execute(
                        "UPDATE tasks SET owner = ?, row_version = ? WHERE task_id = ?",
                        (str(number), number, tasks.tasks.index[position]),
                    )
                    connection.execute(add_entry, (number, *entry[1:]))
                    connection.execute(add_change, (number, *change[1:]))
                    connection.execute("COMMIT")
                return (time.perf_counter() - start) / COMMITS

            yield f"of {TASKS:,} tasks", (ours, bare)


def grown(path: Path) -> None:
    """Create a project with many tasks and a long history."""
    tasks = inventory()
    with Project.create(path, rs.load_policy(), AUTHOR) as project:
        project.surveys.import_(tasks)
    with closing(Storage(FileLocation(path))) as storage, storage.writing() as connection:
        for number in range(ENTRIES - 2):  # one commit for all of them
            change = Change(connection, utc_now(), AUTHOR, "decide", "", {})
            task = tasks.tasks.index[number % 500]
            change.put(TaskRow, (task,), owner=f"担当{number}")
            change.finish()


@measure("history of 10,000 entries", limit="bare SQLite: SELECT of the same rows", rounds=7)
def reading_history() -> Iterator[tuple[str, Prepared]]:
    """Prepare a long history; each side reads all of it, then that of one task."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.rpascout"
        grown(path)
        with (
            Project.open(path, AUTHOR, read_only=True) as project,
            closing(connect_file(FileLocation(path))) as connection,
        ):

            def bare() -> object:
                return connection.execute("SELECT * FROM history ORDER BY number").fetchall()

            yield f"{ENTRIES:,} entries", (project.history, bare)


@measure("reopen a project", limit="bare SQLite: connect, integrity_check", rounds=7)
def reopening() -> Iterator[tuple[str, Prepared]]:
    """Prepare a project that was backed up; each side opens, checks and closes it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.rpascout"
        grown(path)
        Project.open(path, AUTHOR).close()

        def ours() -> None:
            Project.open(path, AUTHOR).close()

        def bare() -> None:
            with closing(connect_file(FileLocation(path))) as connection:
                connection.execute("PRAGMA integrity_check").fetchall()

        yield f"{TASKS:,} tasks, {ENTRIES:,} entries", (ours, bare)
