"""The names of staff in a project: where they stand is declared, and who they are is collected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from rpa_scout.project.ledger.dumping import DUMPED
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.rows import STATE_TABLES, column_names, table_of
from rpa_scout.project.store.schema import Base, HistoryChangeRow, HistoryRow, PolicyRow, SettingRow
from rpa_scout.project.store.schema_base import HOLDS
from rpa_scout.text import fold

STAFF: Final = "職員"
"""What stands in a copy for a name; a number follows, the same for the same person."""

NAMED_SETTINGS: Final = {"weights/": "name", "inquiry": "contact"}
"""Settings that hold a name: how their own names begin, and the key in their value. What follows
the last ``/`` of the name of ``weights/…`` is the person."""

NAMED_DETAILS: Final = ("owner", "officials")
"""Details of entries of the history that hold names, of several persons separated by 、."""

_SHORTEST: Final = 2
"""A name of one character, such as 林, is replaced only where a name is declared to stand: in
other texts it is part of other words."""

_CODE: Final = re.compile(r'"([a-z][a-z0-9_]*)"')
"""Keys and codes of a stored policy: a login name such as ``rpa`` must not change them."""

_DEPARTMENTS: Final = ("department", "department_name")

Row = Mapping[str, Any]


def columns_holding(mapped: type[Base], *what: str) -> tuple[str, ...]:
    """Return the columns of a table that are declared to hold ``name``, ``contact``, ``path``."""
    columns = table_of(mapped).columns
    return tuple(column.name for column in columns if column.info.get(HOLDS) in what)


def setting_parts(name: str) -> tuple[str, str, str | None]:
    """Split the name of a setting: its beginning, the person in it, and the key in its value."""
    for beginning, key in NAMED_SETTINGS.items():
        if name.startswith(beginning):
            head, slash, person = name.rpartition("/")
            return (f"{head}{slash}", person, key) if slash else (name, "", key)
    return name, "", None


class StaffNames:
    """Every name of staff that a project holds, and what stands for it in a copy."""

    def __init__(self, rows: Iterable[tuple[str, Row]]) -> None:
        self._codes = {*STATE_TABLES, *DUMPED}
        for mapped in (*STATE_TABLES.values(), *DUMPED.values()):
            self._codes.update(column_names(mapped))
        self._departments: set[str] = set()
        self._numbers: dict[str, int] = {}
        for table, row in rows:
            self._collect(table, row)
        self._pattern = re.compile("|".join(self._alternatives()) or "(?!)")

    def _collect(self, table: str, row: Row) -> None:
        """Note names, departments and the policy's codes in one row of an export."""
        if table == PolicyRow.__tablename__:
            self._codes.update(_CODE.findall(row["content"]))
        for department in _departments_of(table, row):
            self._departments |= {department, fold(department)}
        for name in self._names_of(table, row):
            number = self._numbers.setdefault(name, len(self._numbers) + 1)
            for part in name.split():  # 鈴木 一郎 is 鈴木 in other texts
                self._numbers.setdefault(part, number)
        for contact in _contacts_of(table, row):
            self._numbers.setdefault(contact, len(self._numbers) + 1)

    def _names_of(self, table: str, row: Row) -> Iterator[str]:
        for column in columns_holding(DUMPED[table], "name"):
            if row.get(column):
                yield row[column]
        if table == HistoryRow.__tablename__:
            details = from_text(row["details"])
            for key in NAMED_DETAILS:
                yield from filter(None, str(details.get(key) or "").split("、"))
        if table == HistoryChangeRow.__tablename__:
            yield from self._names_of_change(row)

    def _names_of_change(self, row: Row) -> Iterator[str]:
        columns = columns_holding(STATE_TABLES[row["table_name"]], "name")
        is_setting = row["table_name"] == SettingRow.__tablename__
        for text in (row["before"], row["after"]):
            values = from_text(text) if text else {}
            yield from (values[column] for column in columns if values.get(column))
            if is_setting and values:
                _, person, _ = setting_parts(from_text(row["row_key"])[0])
                if person:
                    yield person

    def alias(self, name: str) -> str:
        """Return what stands for a name in its own column; a department is nobody's name."""
        number = self._numbers.get(name)
        return name if name in self._departments or number is None else f"{STAFF}{number}"

    def hidden(self, text: str) -> str:
        """Return a text in which the names stand no more."""
        return self._pattern.sub(self._replacement, text)

    def _replacement(self, match: re.Match[str]) -> str:
        return match[0] if match[0] in self._departments else self.alias(match[0])

    def _alternatives(self) -> Iterator[str]:
        """Yield what is searched, the longest first: 山田支所 is a department, and 山田 a name."""
        searched = [name for name in self._numbers if self._is_searched(name)]
        around = [
            department
            for department in self._departments
            if any(name in department for name in searched)
        ]
        for text in sorted({*searched, *around}, key=len, reverse=True):
            yield (
                rf"(?<![A-Za-z0-9_]){re.escape(text)}(?![A-Za-z0-9_])"
                if text.isascii()
                else (re.escape(text))
            )

    def _is_searched(self, name: str) -> bool:
        is_word_of_ours = name in self._codes or name in self._departments
        return len(name) >= _SHORTEST and not is_word_of_ours

    def hidden_in(self, value: object) -> object:
        """Return a JSON value in whose texts the names stand no more."""
        return mapped_texts(value, self.hidden)


def mapped_texts(value: object, change: Callable[[str], str]) -> object:
    """Return a JSON value with every text in it changed, keys excepted."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [mapped_texts(part, change) for part in value]
    if isinstance(value, dict):
        return {key: mapped_texts(part, change) for key, part in value.items()}
    return value


def _contacts_of(table: str, row: Row) -> Iterator[str]:
    if table != HistoryChangeRow.__tablename__:
        return
    columns = columns_holding(STATE_TABLES[row["table_name"]], "contact")
    for text in (row["before"], row["after"]):
        values = from_text(text) if text else {}
        yield from (values[column] for column in columns if values.get(column))
        if values and row["table_name"] == SettingRow.__tablename__:
            key = setting_parts(from_text(row["row_key"])[0])[2]
            contact = from_text(values["value"]).get(key) if key else None
            if contact:
                yield contact


def _departments_of(table: str, row: Row) -> Iterator[str]:
    yield from (row[column] for column in _DEPARTMENTS if row.get(column))
    if table == HistoryChangeRow.__tablename__:
        for text in (row["before"], row["after"]):
            values = from_text(text) if text else {}
            columns = (*_DEPARTMENTS, "name")
            if "department" in column_names(STATE_TABLES[row["table_name"]]):
                yield from (values[column] for column in columns if values.get(column))
