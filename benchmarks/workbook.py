"""The ranking workbook against XlsxWriter alone, which writes the same cells: CPU time."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from typing import Any

from registry import Prepared, Work, measure
from scoring import random_tasks
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

import rpa_scout as rs
from rpa_scout.reporting.ranking_workbook import ranking_content

_TASKS = 5_000
_WRITERS = ("_write_string", "_write_number", "_write_blank", "_write_formula")


@measure("ranking workbook", limit="XlsxWriter, the same cells with their formats", aim=1.2)
def ranking_workbook() -> Iterator[tuple[str, Prepared]]:
    """Write all sheets of a ranking; the bare side knows values and formats beforehand."""
    tasks = random_tasks(_TASKS)
    tasks["department"] = [f"第{number % 40}課" for number in range(_TASKS)]
    tasks["name"] = [f"申請書の受付と台帳への入力（{number}）" for number in range(_TASKS)]
    inventory = rs.Inventory.from_frame(tasks)
    assessment = rs.assess(inventory, rs.load_policy())
    cells = _recorded(lambda: ranking_content(assessment))
    yield (
        f"{_TASKS:,} tasks",
        (_cpu_seconds(lambda: ranking_content(assessment)), _cpu_seconds(lambda: _bare(cells))),
    )


def _cpu_seconds(work: Callable[[], object]) -> Work:
    def timed() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return timed


def _recorded(work: Callable[[], object]) -> list[tuple[str, str, tuple[Any, ...]]]:
    """Return sheet, kind and arguments of every cell that is written."""
    cells: list[tuple[str, str, tuple[Any, ...]]] = []
    originals = {name: getattr(Worksheet, name) for name in _WRITERS}

    def recording(name: str) -> Callable[..., Any]:
        def write(sheet: Worksheet, *arguments: object) -> object:
            cells.append((sheet.get_name(), name, arguments))
            return originals[name](sheet, *arguments)

        return write

    try:
        for name in _WRITERS:
            setattr(Worksheet, name, recording(name))
        work()
    finally:
        for name, original in originals.items():
            setattr(Worksheet, name, original)
    return cells


def _bare(cells: list[tuple[str, str, tuple[Any, ...]]]) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        sheets = {name: workbook.add_worksheet(name) for name in dict.fromkeys(c[0] for c in cells)}
        formats: dict[int, Any] = {}
        for sheet, kind, (row, column, value, style, *result) in cells:
            if id(style) not in formats:
                formats[id(style)] = workbook.add_format({"indent": len(formats) % 5})
            write = getattr(sheets[sheet], kind.removeprefix("_"))
            write(row, column, value, formats[id(style)], *result)
    return content.getvalue()
