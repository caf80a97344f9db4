"""The facts of an inventory: files, lists, and lines with their answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from rpa_scout.findings import Finding
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.project.ledger.cell_text import cell_value, replies_text
from rpa_scout.project.store.canonical import canonical_id, canonical_text
from rpa_scout.project.store.json_text import to_text
from rpa_scout.provenance import file_digest


def findings_text(inventory: Inventory) -> str:
    """Write the findings of an inventory without their empty parts."""
    return to_text(
        [
            {name: value for name, value in _finding_parts(finding).items() if value}
            for finding in inventory.findings
        ]
    )


def _finding_parts(finding: Finding) -> dict[str, str]:
    """Return the parts of a finding; file and row are named as in the other tables."""
    names = {"file": canonical_text(finding.file), "row_id": canonical_id(finding.row_id)}
    return asdict(finding) | names


def file_facts(inventory: Inventory, import_number: int) -> list[dict[str, Any]]:
    """Return the stored facts of every file: name, digest, and time of saving."""
    paths = {table.file: table.path for table in inventory.tables}
    digests = {table.file: table.sha256 for table in inventory.tables}
    for finding in inventory.findings:
        if finding.file:
            paths.setdefault(finding.file, None)
    return [
        {
            "import_number": import_number,
            "position": position,
            "name": canonical_text(name),
            "path": None if path is None else canonical_text(str(path)),
            **_seen_on_disk(path, digests.get(name, "")),
        }
        for position, (name, path) in enumerate(paths.items())
    ]


def _seen_on_disk(path: Path | None, sha256: str) -> dict[str, str | None]:
    """Return the digest of a file as it was read, and the time when it was saved."""
    if path is None:
        return {"sha256": None, "saved_at": None}
    try:
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except OSError:  # gone since it was read
        return {"sha256": sha256 or None, "saved_at": None}
    return {"sha256": sha256 or file_digest(path) or None, "saved_at": saved}


def table_facts(inventory: Inventory, import_number: int) -> list[dict[str, Any]]:
    """Return the stored facts of every list of tasks."""
    return [
        {
            "import_number": import_number,
            "position": position,
            "file": canonical_text(table.file),
            "sheet": canonical_text(table.sheet),
            "department": canonical_text(table.department or ""),
            "header_row": table.header_row,
            "columns": to_text(dict(table.columns)),
            "rows_read": table.rows_read,
            "rows_used": table.rows_used,
            "path": None if table.path is None else canonical_text(str(table.path)),
            "replied": replies_text(table.replied),
        }
        for position, table in enumerate(inventory.tables)
    ]


def line_facts(inventory: Inventory, import_number: int, first_id: int) -> list[dict[str, Any]]:
    """Return the stored facts of every line; unused lines come last."""
    frames = [frame for frame in (inventory.tasks, inventory.left_out) if len(frame)]
    read_ids = [str(read_id) for frame in frames for read_id in frame.index]
    sources = inventory.sources.loc[read_ids]
    written, ranges = _written(inventory), _ranges(inventory)
    columns = [
        read_ids,
        sources["table"].tolist(),
        sources["row"].tolist(),
        [int(frame is inventory.tasks) for frame in frames for _ in range(len(frame))],
        _texts(frames, "department"),
        _texts(frames, "name"),
        [text for frame in frames for text in answer_texts(frame, inventory.fields)],
    ]
    return [
        {
            "id": first_id + offset,
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
        for offset, (read_id, table, row, used, department, name, answers) in enumerate(
            zip(*columns, strict=True)
        )
    ]


def answer_texts(frame: pd.DataFrame, fields: FieldSet) -> list[str]:
    """Write the answers of every row as JSON, without unknown ones."""
    # Column by column: the code of a choice is encoded once, not once per row. The fields are
    # sorted by id because :func:`to_text` sorts keys.
    columns = [
        _answer_parts(field, frame[field.id])
        for field in sorted(fields, key=lambda field: field.id)
    ]
    return [f"{{{','.join(filter(None, row))}}}" for row in zip(*columns, strict=True)]


def _answer_parts(field: FieldDefinition, column: pd.Series[Any]) -> list[str]:
    """Write the member of a JSON object for each cell of a column; ``""`` where it is unknown."""
    name = f"{to_text(field.id)}:"
    if field.kind == "choice":
        parts = [*(name + to_text(str(code)) for code in column.cat.categories), ""]
        return [parts[position] for position in column.cat.codes.tolist()]
    if field.kind == "number":
        is_answered = np.isfinite(column.to_numpy(dtype=np.float64)).tolist()
        return [
            f"{name}{value!r}" if answered else ""
            for answered, value in zip(is_answered, column.tolist(), strict=True)
        ]
    return ["" if value is None else name + to_text(value) for value in column.tolist()]


def _texts(frames: Sequence[pd.DataFrame], field: str) -> list[str | None]:
    values = [text for frame in frames for text in frame[field].tolist()]
    return [None if text is None else canonical_text(text) or None for text in values]


def _written(inventory: Inventory) -> Mapping[str, str]:
    frame = inventory.written
    names = [str(column) for column in frame.columns]
    written = {}
    for read_id, *cells in frame.itertuples(name=None):
        row = {
            name: cell_value(cell)
            for name, cell in zip(names, cells, strict=True)
            if cell is not None and cell != ""
        }
        written[str(read_id)] = to_text(row)
    return written


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
