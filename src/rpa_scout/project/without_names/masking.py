"""The rows of an export with names replaced, chained by new digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from pathlib import PurePath, PureWindowsPath
from typing import Any, Final

from sqlalchemy import Connection

from rpa_scout.project.ledger.digest_rules import (
    DIGEST_RULE,
    FIRST_DIGEST,
    entry_digest,
    facts_digest,
)
from rpa_scout.project.ledger.dumping import DUMPED, dumped_rows
from rpa_scout.project.store.creating import project_row
from rpa_scout.project.store.facts import fact_rows
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.rows import STATE_TABLES, key_text, row_text
from rpa_scout.project.store.schema import (
    Base,
    HistoryChangeRow,
    HistoryRow,
    ProjectRow,
    SettingRow,
)
from rpa_scout.project.without_names.staff_names import (
    NAMED_DETAILS,
    StaffNames,
    columns_holding,
    setting_parts,
)

Row = dict[str, Any]

_CHANGES: Final = HistoryChangeRow.__tablename__


def rows_without_names(connection: Connection) -> Iterator[tuple[str, Row]]:
    """Yield every row of an export without the names of staff, as a project of its own."""
    names = StaffNames(dumped_rows(connection))
    facts: dict[str, list[dict[str, Any]]] = {}
    entries: dict[int, list[dict[str, Any]]] = {}
    for entry in fact_rows(connection, HistoryRow):
        added = entries[entry["number"]] = from_text(entry["facts"])
        for fact in added:
            facts.setdefault(fact["table"], []).append(fact)
    for table, mapped in DUMPED.items():
        if mapped is ProjectRow:
            yield table, project_row()
        elif mapped is HistoryRow:
            yield from ((table, row) for row in _entries(connection, names, entries))
        elif mapped is HistoryChangeRow:
            yield from ((table, row) for row in _changes(connection, names))
        else:
            rows = (_masked(mapped, row, names) for row in fact_rows(connection, mapped))
            for fact in facts.get(table, ()):
                of_fact = list(islice(rows, fact["rows"]))
                fact["sha256"] = facts_digest(of_fact)
                yield from ((table, row) for row in of_fact)


def _entries(
    connection: Connection, names: StaffNames, facts: Mapping[int, list[dict[str, Any]]]
) -> Iterator[Row]:
    """Yield the entries of the history, each with a digest that rests on the one before."""
    by_entry = groupby(_changes(connection, names), key=lambda row: int(row["number"]))
    number, changes = next(by_entry, (0, iter(())))
    digest = FIRST_DIGEST
    for stored in fact_rows(connection, HistoryRow):
        entry = _masked(HistoryRow, stored, names)
        details = from_text(stored["details"])
        shown = {key: _detail(key, value, names) for key, value in details.items()}
        entry |= {
            "details": to_text(shown),
            "facts": to_text(facts[stored["number"]]),
            "digest_rule": DIGEST_RULE,
        }
        of_entry: list[Row] = []
        if number == stored["number"]:
            of_entry = list(changes)
            number, changes = next(by_entry, (0, iter(())))
        digest = entry["digest"] = entry_digest(digest, entry, of_entry)
        yield entry


def _detail(key: str, value: object, names: StaffNames) -> object:
    if key in NAMED_DETAILS and isinstance(value, str):
        return "、".join(names.alias(name) for name in value.split("、"))
    return names.hidden_in(value)


def _changes(connection: Connection, names: StaffNames) -> Iterator[Row]:
    """Yield the changed rows of state."""
    for row in fact_rows(connection, HistoryChangeRow):
        mapped = STATE_TABLES[row["table_name"]]
        key = from_text(row["row_key"])
        if mapped is SettingRow:
            key = [_setting_name(key[0], names)]
        shown = {
            side: row[side] and _state_text(mapped, row["row_key"], row[side], names)
            for side in ("before", "after")
        }
        yield {**row, **shown, "row_key": key_text(tuple(names.hidden_in(part) for part in key))}


def _state_text(mapped: type[Base], key: str, text: str, names: StaffNames) -> str:
    values = from_text(text)
    masked = _masked(mapped, values, names)
    if mapped is SettingRow:
        _, _, named = setting_parts(from_text(key)[0])
        value = from_text(values["value"])
        if named and value.get(named):
            value[named] = names.alias(value[named])
        masked["value"] = to_text(names.hidden_in(value))
    return row_text(masked)


def _setting_name(name: str, names: StaffNames) -> str:
    beginning, person, _ = setting_parts(name)
    return beginning + (names.alias(person) if person else "")


def _masked(mapped: type[Base], row: Mapping[str, Any], names: StaffNames) -> Row:
    """Return a row whose declared columns hold no name and no folder."""
    name_columns, path_columns = (
        columns_holding(mapped, "name", "contact"),
        columns_holding(mapped, "path"),
    )
    masked = {}
    for column, cell in row.items():
        if not isinstance(cell, str):
            masked[column] = cell
        elif column in name_columns:
            masked[column] = names.alias(cell)
        else:
            shown = _file_name(cell) if column in path_columns else cell
            masked[column] = _hidden(shown, names)
    return masked


def _file_name(path: str) -> str:
    return PurePath(PureWindowsPath(path).name).name


def _hidden(cell: str, names: StaffNames) -> str:
    """Return a text, or the text of a JSON value, without names."""
    if cell[:1] in ("{", "["):
        try:
            value = from_text(cell)
        except ValueError:
            return names.hidden(cell)
        hidden = names.hidden_in(value)
        return cell if hidden == value else to_text(hidden)
    return names.hidden(cell)
