"""An inventory as facts: files, lists, lines with their answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from rpa_scout.findings import Finding
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.project.canonical import canonical_id, canonical_text
from rpa_scout.project.cell_text import cell_value, replies_text
from rpa_scout.project.json_text import to_text

__all__ = ["file_facts", "findings_text", "line_facts", "table_facts"]

_HASHED_AT_A_TIME: Final = 1 << 20


def findings_text(inventory: Inventory) -> str:
    """Write the findings of an inventory; what is empty is left out.

    Parameters
    ----------
    inventory : Inventory
        What was read.

    Returns
    -------
    str
        JSON.
    """
    return to_text(
        [
            {name: value for name, value in _finding_parts(finding).items() if value}
            for finding in inventory.findings
        ]
    )


def _finding_parts(finding: Finding) -> dict[str, str]:
    """Return the parts of a finding; its file and row as the other tables name them."""
    names = {"file": canonical_text(finding.file), "row_id": canonical_id(finding.row_id)}
    return asdict(finding) | names


def file_facts(inventory: Inventory, import_number: int) -> list[dict[str, Any]]:
    """Return what is kept of every file: its name, digest, and when it was saved.

    Parameters
    ----------
    inventory : Inventory
        What was read.
    import_number : int
        Number of the import.

    Returns
    -------
    list of dict
        Rows of ``survey_files``. Of a file that could not be read only the name is known.
    """
    paths = {one.file: one.path for one in inventory.tables}
    for finding in inventory.findings:
        if finding.file:
            paths.setdefault(finding.file, None)
    return [
        {
            "import_number": import_number,
            "position": position,
            "name": canonical_text(name),
            "path": None if path is None else canonical_text(str(path)),
            **_seen_on_disk(path),
        }
        for position, (name, path) in enumerate(paths.items())
    ]


def _seen_on_disk(path: Path | None) -> dict[str, str | None]:
    if path is None:
        return {"sha256": None, "saved_at": None}
    digest = hashlib.sha256()
    try:
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        with path.open("rb") as file:
            while part := file.read(_HASHED_AT_A_TIME):
                digest.update(part)
    except OSError:  # gone since it was read
        return {"sha256": None, "saved_at": None}
    return {"sha256": digest.hexdigest(), "saved_at": saved.isoformat(timespec="seconds")}


def table_facts(inventory: Inventory, import_number: int) -> list[dict[str, Any]]:
    """Return what is kept of every list of tasks.

    Parameters
    ----------
    inventory : Inventory
        What was read.
    import_number : int
        Number of the import.

    Returns
    -------
    list of dict
        Rows of ``survey_tables``.
    """
    return [
        {
            "import_number": import_number,
            "position": position,
            "file": canonical_text(one.file),
            "sheet": canonical_text(one.sheet),
            "department": canonical_text(one.department or ""),
            "header_row": one.header_row,
            "columns": to_text(dict(one.columns)),
            "rows_read": one.rows_read,
            "rows_used": one.rows_used,
            "path": None if one.path is None else canonical_text(str(one.path)),
            "replied": replies_text(one.replied),
        }
        for position, one in enumerate(inventory.tables)
    ]


def line_facts(inventory: Inventory, import_number: int, first_id: int) -> list[dict[str, Any]]:
    """Return what is kept of every line, those left out after those used.

    Parameters
    ----------
    inventory : Inventory
        What was read.
    import_number : int
        Number of the import.
    first_id : int
        Id of the first line.

    Returns
    -------
    list of dict
        Rows of ``survey_lines``.
    """
    frames = [one for one in (inventory.tasks, inventory.left_out) if len(one)]
    read_ids = [str(one) for frame in frames for one in frame.index]
    sources = inventory.sources.loc[read_ids]
    written, ranges = _written(inventory), _ranges(inventory)
    columns = [
        read_ids,
        sources["table"].tolist(),
        sources["row"].tolist(),
        [int(frame is inventory.tasks) for frame in frames for _ in range(len(frame))],
        _texts(frames, "department"),
        _texts(frames, "name"),
        [one for frame in frames for one in answer_texts(frame, inventory.fields)],
    ]
    return [
        {
            "id": first_id + place,
            "import_number": import_number,
            "read_id": canonical_id(read_id),
            "table_position": table,
            "row": row,
            "used": used,
            "department": department,
            "name": name,
            "answers": answers,
            "written": written.get(read_id),
            "ranges": ranges.get(read_id),
        }
        for place, (read_id, table, row, used, department, name, answers) in enumerate(
            zip(*columns, strict=True)
        )
    ]


def answer_texts(frame: pd.DataFrame, fields: FieldSet) -> list[str]:
    """Write the answers of every row as JSON, those unknown left out.

    Parameters
    ----------
    frame : DataFrame, shape (rows, fields)
        Tasks.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    list of str
        One text a row, the same for the same answers.
    """
    columns = [_answer_parts(one, frame[one.id]) for one in sorted(fields, key=lambda one: one.id)]
    return [f"{{{','.join(filter(None, row))}}}" for row in zip(*columns, strict=True)]


def _answer_parts(field: FieldDefinition, column: pd.Series[Any]) -> list[str]:
    """Write the member of a JSON object for each cell of a column; ``""`` where it is unknown."""
    name = f"{to_text(field.id)}:"
    if field.kind == "choice":
        parts = [*(name + to_text(str(code)) for code in column.cat.categories), ""]
        return [parts[position] for position in column.cat.codes.tolist()]
    if field.kind == "number":
        known = np.isfinite(column.to_numpy(dtype=np.float64)).tolist()
        return [
            f"{name}{value!r}" if one else ""
            for one, value in zip(known, column.tolist(), strict=True)
        ]
    return ["" if value is None else name + to_text(value) for value in column.tolist()]


def _texts(frames: Sequence[pd.DataFrame], field: str) -> list[str | None]:
    values = [one for frame in frames for one in frame[field].tolist()]
    return [None if one is None else canonical_text(one) or None for one in values]


def _written(inventory: Inventory) -> Mapping[str, str]:
    frame = inventory.written
    names = [str(one) for one in frame.columns]
    found = {}
    for read_id, *cells in frame.itertuples(name=None):
        row = {
            name: cell_value(cell)
            for name, cell in zip(names, cells, strict=True)
            if cell is not None and cell != ""
        }
        found[str(read_id)] = to_text(row)
    return found


def _ranges(inventory: Inventory) -> Mapping[str, str]:
    """Return, by task, written spans of numbers and open choices: ``{"field": [low, high]}``.

    A choice field has a list of codes instead of two numbers.
    """
    cells: dict[str, dict[str, list[float] | list[str]]] = {}
    for task, field, low, high in _spans(inventory.ranges):
        cells.setdefault(task, {})[field] = [low, high]
    for (task, field), codes in inventory.open_choices.items():
        cells.setdefault(str(task), {})[field] = list(codes)
    return {task: to_text(spans) for task, spans in cells.items()}


def _spans(ranges: pd.DataFrame) -> Iterator[tuple[str, str, float, float]]:
    wanted = ranges[["task_id", "field", "low", "high"]]
    for task, field, low, high in wanted.itertuples(index=False, name=None):
        yield str(task), str(field), float(low), float(high)
