"""The cities of a region: where their tasks are stored, and which policy applies to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rpa_scout.errors import FileError, InputError
from rpa_scout.output import note_input
from rpa_scout.reading.layout.departments import list_rows
from rpa_scout.text import N_, fold

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("団体コード", "コード", "番号", "ID", "code"),
    "name": ("団体名", "市町村", "市町村名", "市町", "名称", "name"),
    "path": ("場所", "保存場所", "ファイル", "フォルダ", "path"),
    "policy": ("選定方針", "policy"),
}
"""What the columns of a list of cities are headed."""


@dataclass(frozen=True, slots=True)
class City:
    """A city of the region."""

    id: str  # Its code, which no other city has
    name: str  # Its name
    path: Path  # Its project, survey, or folder of surveys
    policy: str = ""  # Policy of its own, a file or shipped id; ``""`` where it has none


def cities_of_paths(paths: Iterable[Path]) -> list[City]:
    """Return a city for each path; the name of the file or folder is its id."""
    names = [
        (path.stem if path.suffix and not path.is_dir() else path.name, path) for path in paths
    ]
    return require_own_ids(
        [City(name or str(path), name or str(path), path) for name, path in names]
    )


def read_cities(path: Path) -> list[City]:
    """Read the list of a region's cities: 団体コード, 団体名, 場所 and, if wanted, 選定方針.

    Paths are relative to the folder of the list. Without codes, the names are the ids.
    """
    note_input(path)
    rows = list_rows(path)
    if rows is None:
        raise FileError(N_("The list of cities {path} cannot be read."), path=path)
    columns = _columns(rows[0]) if rows else {}
    if not {"name", "path"} <= set(columns):
        raise FileError(
            N_("The list of cities {path} needs the headings 団体名 and 場所 in its first line."),
            path=path,
        )
    cities = [_city(path, row, columns) for row in rows[1:]]
    if not cities:
        raise FileError(N_("The list of cities {path} holds no city."), path=path)
    return require_own_ids(cities)


def require_own_ids(cities: Sequence[City]) -> list[City]:
    """Return the cities; refuse an id that two of them have."""
    first: dict[str, City] = {}
    for city in cities:
        earlier = first.setdefault(fold(city.id), city)
        if earlier is not city:
            raise InputError(
                N_(
                    "Two cities have the id “{id}”: {first} and {second}. Give each its own in "
                    "the column 団体コード of a list of the cities."
                ),
                id=city.id,
                first=earlier.path,
                second=city.path,
            )
    return list(cities)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    part_of = {fold(label): part for part, labels in _HEADINGS.items() for label in labels}
    return {
        part_of[fold(heading)]: column
        for column, heading in enumerate(headings)
        if fold(heading) in part_of
    }


def _city(path: Path, row: Sequence[str], columns: Mapping[str, int]) -> City:
    cells = {part: row[column] if column < len(row) else "" for part, column in columns.items()}
    if not cells["name"] or not cells["path"]:
        raise FileError(
            N_("The list of cities {path} has a line without 団体名 or 場所: {line}"),
            path=path,
            line="、".join(filter(None, row)),
        )
    policy = cells.get("policy", "")
    return City(
        id=cells.get("id") or cells["name"],
        name=cells["name"],
        path=path.parent / cells["path"],
        policy=str(path.parent / policy) if policy.endswith(".toml") else policy,
    )
