"""A change of rows in any order against a plain dictionary: the rows, and their history."""

import gc
import json
import random

import pytest
from sqlalchemy.exc import IntegrityError

from rpa_scout.project.ledger.history import changes_of
from rpa_scout.project.store.schema import ActualRow, AutomationRow, NoteRow, SettingRow

KEYS = {
    SettingRow: ("name",),
    AutomationRow: ("automation_id",),
    ActualRow: ("automation_id", "fiscal_year"),
}
COLUMNS = {
    SettingRow: ("value",),
    AutomationRow: ("task_id", "content"),
    ActualRow: ("content",),
}
STEPS, CHANGES = 40, 4
CURRENT_POLICY = ("policy",)
"""The setting of a new project."""


class Reference:
    """Rows in a dictionary, and what a change did to them in the order of its first writes."""

    def __init__(self):
        self.rows, self.first = {}, {}

    def put(self, address, values, number):
        before = self.rows.get(address)
        after = (before or dict.fromkeys(COLUMNS[address[0]])) | values
        if before is None or any(before[name] != value for name, value in values.items()):
            self.first.setdefault(address, before)
            self.rows[address] = after | {"row_version": number}

    def delete(self, address):
        if address in self.rows:
            self.first.setdefault(address, self.rows.pop(address))

    @property
    def touched(self):
        return {*self.rows, *self.first}

    def lines(self):
        """The history of the change: table, key, before, after without empty columns."""
        for address, before in self.first.items():
            after = self.rows.get(address)
            if (before, after) != (None, None):
                yield address[0].__tablename__, list(address[1]), _full(before), _full(after)
        self.first = {}


def _full(row):
    return row and {name: value for name, value in row.items() if value is not None}


def _address(draw, rows):
    """Draw a row that may be written: actual figures need their automation."""
    mapped = draw.choice(list(KEYS))
    parents = [key for (table, key) in rows if table is AutomationRow]
    if mapped is ActualRow and parents:
        return ActualRow, (*draw.choice(parents), draw.randrange(2024, 2027))
    return draw.choice((SettingRow, AutomationRow)), (f"行{draw.randrange(6)}",)


def _may_go(address, rows):
    table, key = address
    children = (other for (mapped, other) in rows if mapped is ActualRow and other[0] == key[0])
    return table is not AutomationRow or next(children, None) is None


def _keys(mapped, reference):
    return {key for table, key in reference.rows if table is mapped}


def _step(change, reference, draw):
    mapped, key = address = _address(draw, reference.rows)
    values = {name: draw.choice(("{}", '{"値":1}', "[2]")) for name in COLUMNS[mapped]}
    kind = draw.choice(("put", "part", "delete", "insert", "look", "load", "all"))
    if kind == "delete" and _may_go(address, reference.rows):
        change.delete(mapped, key)
        reference.delete(address)
    elif kind == "insert" and mapped is not ActualRow and address not in reference.touched:
        change.insert(mapped, [dict(zip(KEYS[mapped], key, strict=True)) | values])
        reference.put(address, values, change.number)
    elif kind in ("put", "part"):
        part = values if kind == "put" or address not in reference.rows else {}
        change.put(mapped, key, **part)
        reference.put(address, part, change.number)
    elif kind == "load":
        change.load(mapped, [key, *_keys(mapped, reference)])
    elif kind == "all":
        assert {*change.rows(mapped)} - {CURRENT_POLICY} == _keys(mapped, reference)
    row, expected = change.row(mapped, *key), reference.rows.get(address)
    assert (row is None) == (expected is None)
    assert row is None or all(getattr(row, name) == value for name, value in expected.items())


@pytest.mark.parametrize("seed", range(3))
def test_rows_and_history_are_those_of_a_dictionary(project, seed):
    draw, reference, session = random.Random(seed), Reference(), project.session
    for _number in range(CHANGES):
        with session.changing("note") as change:
            change.put(NoteRow, (change.number,), text="記録", author="担当A", at=change.at)
            for _step_number in range(STEPS):
                _step(change, reference, draw)
        with session.reading() as connection:
            stored = changes_of(connection, change.number)
        written = [(row.table, json.loads(row.key), row.before, row.after) for row in stored]
        assert written[0][0] == "notes"
        assert written[1:] == list(reference.lines())
        assert project.verify().is_whole


@pytest.mark.parametrize("step", ["changed", "removed", "added"])
def test_no_row_is_written_without_its_history(project, step):
    """Also one that was written past the methods of a change has its line and its version."""
    with project.session.changing("note") as change:
        change.put(SettingRow, ("色",), value='"青"')
    with project.session.changing("note") as change:
        row = change.row(SettingRow, "色")
        if step == "changed":
            row.value = '"赤"'
        elif step == "removed":
            change._session.delete(row)
        else:
            change._session.add(SettingRow(name="形", value='"丸"', row_version=0))
        change.put(NoteRow, (1,), text="記録", author="担当A", at=change.at)
    assert [row.table for row in project.history.changes(change.number)] == ["notes", "settings"]
    assert project.verify().is_whole


def _put_actual_without_automation(project):
    with project.session.changing("note") as change:
        change.put(SettingRow, ("色",), value='"青"')
        change.put(ActualRow, ("なし", 2026), content="{}")


def test_an_error_while_rows_are_written_takes_all_of_the_change_back(project):
    """The database refuses the last row, when its history and other rows are written already."""
    newest = project.history.entries()[-1].number
    with pytest.raises(IntegrityError):
        _put_actual_without_automation(project)
    assert gc.isenabled()
    assert project.history.entries()[-1].number == newest
    assert project.verify().is_whole
    with project.session.changing("note") as change:
        assert change.row(SettingRow, "色") is None
        change.put(SettingRow, ("色",), value='"赤"')
    assert change.number == newest + 1
    assert project.verify().is_whole
