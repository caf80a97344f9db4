"""Write and read a project as JSON lines: a header, then one line per row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select

from rpa_scout.errors import NewerProjectError, ProjectError
from rpa_scout.output import note_input, written_aside
from rpa_scout.project.ledger.dumping import completed_row, dumped_rows
from rpa_scout.project.store.json_text import Json, to_text
from rpa_scout.project.store.schema import SCHEMA_VERSION, ProjectRow
from rpa_scout.project.without_names.copying import copy_of
from rpa_scout.text import N_

_FORMAT: Final = "rpa-scout project"


def export_kind(connection: Connection) -> str:
    """Return the mark of a project's exports: one of another project is not replaced."""
    return f"project {connection.execute(select(ProjectRow.uid)).scalar_one()}"


def header_of(connection: Connection) -> dict[str, object]:
    """Return the first line of an export."""
    header: dict[str, object] = {
        "format": _FORMAT,
        "schema_version": SCHEMA_VERSION,
        "result": export_kind(connection),
    }
    return header | ({"without_names": True} if copy_of(connection) else {})


def write_lines(connection: Connection, path: Path, *, replace: bool = False) -> None:
    """Write a project to a file of JSON lines."""
    with (
        written_aside(path, kind=export_kind(connection), replace=replace) as aside,
        aside.open("w", encoding="utf-8", newline="\n") as file,
    ):
        file.write(f"{to_text(header_of(connection))}\n")
        for name, row in dumped_rows(connection):
            file.write(f"{to_text({'table': name, 'row': row})}\n")


def exported_version(header: Json, path: Path) -> int:
    """Return the version of the tables of an export."""
    if not isinstance(header, dict) or header.get("format") != _FORMAT:
        raise ProjectError(N_("{path} is no export of a project."), path=path)
    version = header.get("schema_version")
    if not isinstance(version, int) or version > SCHEMA_VERSION:
        raise NewerProjectError(
            N_("{path} was exported by a newer version of rpa-scout; use that one."), path=path
        )
    return version


def lines_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of an export."""
    note_input(path)
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file):
                content = json.loads(line)
                if number == 0:
                    exported_version(content, path)
                    continue
                yield _table_and_row(content)
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(N_("{path} cannot be read."), path=path) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ProjectError(N_("{path} is no export of a project."), path=path) from error


def _table_and_row(content: Json) -> tuple[str, dict[str, Any]]:
    name, row = content["table"], content["row"]
    return name, completed_row(name, dict(row))
