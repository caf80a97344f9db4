"""Cells and replies as JSON, and back."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Final

import numpy as np

from rpa_scout.project.store.json_text import Json, from_text, to_text
from rpa_scout.questions import Question, Reply

# JSON has no times and no NaN; such a cell becomes an object with its type as the key.
_READ: Final[dict[str, Callable[[Json], object]]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "float": float,
    "seconds": lambda seconds: timedelta(seconds=seconds),
}


def cell_value(cell: object) -> Json:
    """Convert a cell of a survey to JSON."""
    if isinstance(cell, np.generic):
        cell = cell.item()
    if cell is None or isinstance(cell, str | bool | int):
        return cell
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else {"float": repr(cell)}
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    for kind in (datetime, date, time):
        if isinstance(cell, kind):
            return {kind.__name__: cell.isoformat()}
    return str(cell)


def cell_from(value: Json) -> object:
    """Convert the result of :func:`cell_value` back to a cell."""
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    return _READ[kind](text)


def replies_text(replied: Mapping[tuple[int, str], Reply]) -> str:
    """Write the replies of a list of tasks as JSON."""
    return to_text(
        [
            {
                "row": row,
                "field": field,
                "question": asdict(reply.question),
                "answer": cell_value(reply.answer),
                "file": reply.file,
                "sheet": reply.sheet,
                "cell": reply.cell,
            }
            for (row, field), reply in replied.items()
        ]
    )


def replies_from(text: str) -> dict[tuple[int, str], Reply]:
    """Read the replies that :func:`replies_text` wrote."""
    replies = {}
    for stored in from_text(text):
        question = stored["question"] | {"codes": tuple(stored["question"]["codes"])}
        replies[stored["row"], stored["field"]] = Reply(
            Question(**question),
            cell_from(stored["answer"]),
            stored["file"],
            stored["sheet"],
            stored["cell"],
        )
    return replies
