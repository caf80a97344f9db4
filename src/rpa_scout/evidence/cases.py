"""Published cases: each row is a task, a group of tasks or a body's total, with its source."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from rpa_scout.errors import FileError
from rpa_scout.output import note_input
from rpa_scout.text import N_, Language

CASES_FILE = Path(__file__).with_name("data") / "reference_cases.csv"
"""The published cases that come with the program."""


@dataclass(frozen=True)
class ReferenceCase:
    """A published case as its source states it; None or ``""`` where the source says nothing.

    Attributes
    ----------
    case_id, body : str
        Its id, and the public body that published it.
    task, what_the_robot_does : str
        Name of the task and what was automated.
    scope : str
        ``task``, ``group`` or ``aggregate``.
    ai_ocr : str
        ``yes``, ``no`` (not mentioned) or ``unknown``.
    pattern, input_form, judgement : str
        Codes of the survey.
    items : float or None
        Number of items in `items_period`.
    items_period, hours_period : str
        Period of the items and of the hours: a year (年), a month (月), a run (1回) …
    minutes_per_item_before, minutes_per_item_after : float or None
        Staff minutes an item.
    hours_before, hours_after : float or None
        Staff hours in `hours_period`.
    reduction_share : float or None
        1 − after/before as stated, below 0 where the time rose.
    reduction_is : str
        What the share was computed from.
    evidence : str
        ``trial``, ``operational`` or ``projected``.
    department, tool, items_unit, remarks, source_url : str
        For readers; nothing is computed from them.
    hours_saved_per_year : float or None
        As stated; for readers.
    task_count : float or None
        How many tasks a group or an aggregate holds.
    means : str
        Id of the means; empty in files of an older version, where `ai_ocr` tells it.
    body_ja, task_ja : str
        Japanese names of a foreign body and its task.
    """

    case_id: str
    body: str
    task: str
    scope: str
    what_the_robot_does: str
    ai_ocr: str
    pattern: str
    input_form: str
    judgement: str
    items: float | None
    items_period: str
    minutes_per_item_before: float | None
    minutes_per_item_after: float | None
    hours_before: float | None
    hours_after: float | None
    hours_period: str
    reduction_share: float | None
    reduction_is: str
    evidence: str
    department: str = ""
    tool: str = ""
    items_unit: str = ""
    hours_saved_per_year: float | None = None
    task_count: float | None = None
    means: str = ""
    remarks: str = ""
    source_url: str = ""
    body_ja: str = ""
    task_ja: str = ""

    def body_in(self, code: Language) -> str:
        """Return the body's name in a language, as published where it has no other."""
        return (code == "ja" and self.body_ja) or self.body

    def task_in(self, code: Language) -> str:
        """Return the task's name in a language, as published where it has no other."""
        return (code == "ja" and self.task_ja) or self.task

    @cached_property
    def result(self) -> float | None:
        """Share of the time that was saved, as stated or from the times; None where unknown."""
        if self.reduction_share is not None:
            return self.reduction_share
        for before, after in (
            (self.hours_before, self.hours_after),
            (self.minutes_per_item_before, self.minutes_per_item_after),
        ):
            if before and after is not None:
                return 1.0 - after / before
        return None

    @property
    def means_id(self) -> str:
        """Id of the means; without one, AI-OCR if it was used, or else RPA."""
        return self.means or ("ocr_rpa" if self.ai_ocr == "yes" else "rpa")

    @cached_property
    def is_per_item(self) -> bool:
        """Whether the result is about the items that went through the robot only."""
        if self.reduction_is:
            return self.reduction_is.startswith("minutes")
        return not self.hours_before and bool(self.minutes_per_item_before)


_NUMBERS = frozenset(column.name for column in fields(ReferenceCase) if "float" in str(column.type))
_REQUIRED = tuple(column.name for column in fields(ReferenceCase) if column.default is MISSING)
_COLUMNS = tuple(column.name for column in fields(ReferenceCase))
_CODES = {
    "scope": ("task", "group", "aggregate"),
    "ai_ocr": ("yes", "no", "unknown"),
    "means": (
        "rpa",
        "ocr_rpa",
        "online_form_rpa",
        "transcription",
        "generative_ai",
        "ai_model",
    ),
    "evidence": ("trial", "operational", "projected"),
}
_SURVEY_FIELDS = ("pattern", "input_form", "judgement")


def read_cases(path: str | Path | None = None) -> tuple[ReferenceCase, ...]:
    """Read published cases.

    Parameters
    ----------
    path : str or Path, optional
        CSV file (UTF-8 or Shift_JIS) with the columns of the shipped file, in any order; further
        columns are ignored. By default the shipped cases.

    Returns
    -------
    tuple of ReferenceCase
        Every row, in the order of the file, including rows without a result.

    Raises
    ------
    FileError
        The file cannot be read, lacks a column, or has a value that cannot be used; the line and
        the column are named.

    Examples
    --------
    >>> from rpa_scout.evidence.cases import read_cases
    >>> failed = next(case for case in read_cases() if case.case_id == "C030")
    >>> failed.body, failed.result
    ('岩手県久慈市', -9.125)
    """
    file = CASES_FILE if path is None else Path(path)
    note_input(file)
    lines = _lines(file)
    heading = [cell.strip() for cell in lines[0]] if lines else []
    missing = [name for name in _REQUIRED if name not in heading]
    if missing:
        raise FileError(
            N_("{path} lacks these columns of published cases: {columns}."),
            path=file,
            columns=", ".join(missing),
        )
    codes = {**_CODES, **_survey_codes()}
    numbered = [
        (line, dict(zip(heading, row, strict=False)))
        for line, row in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    cases = tuple(_case(file, line, row, codes) for line, row in numbered)
    _refuse_repeated(file, zip((line for line, _row in numbered), cases, strict=True))
    return cases


@lru_cache(maxsize=1)
def reference_cases() -> tuple[ReferenceCase, ...]:
    """Return the shipped cases, read once."""
    return read_cases()


def _lines(path: Path) -> list[list[str]]:
    # Imported here because it loads the readers of workbooks, which the shipped names do not need.
    from rpa_scout.reading.files.refusal import RefusedError
    from rpa_scout.reading.files.texts.csv_table import csv_table

    try:
        rows = csv_table(path.read_bytes()).rows
    except FileNotFoundError:
        raise FileError(N_("There is no file {path}."), path=path) from None
    except (OSError, RefusedError):
        raise FileError(
            N_("{path} cannot be read as CSV (UTF-8 or Shift_JIS)."), path=path
        ) from None
    return [[str(cell) for cell in row] for row in rows]


def _survey_codes() -> dict[str, tuple[str, ...]]:
    from rpa_scout.policy.fields import shipped_fields

    survey = shipped_fields()
    return {name: survey[name].codes for name in _SURVEY_FIELDS}


def _case(
    path: Path, line: int, row: dict[str, str], codes: dict[str, tuple[str, ...]]
) -> ReferenceCase:
    values: dict[str, Any] = {}
    for name in _COLUMNS:
        written = row.get(name, "").strip()
        if name in _NUMBERS:
            values[name] = _number(path, line, name, written)
        else:
            if written and written not in codes.get(name, (written,)):
                raise FileError(
                    N_("{path}, line {line}, {column}: “{value}” is none of {known}."),
                    path=path,
                    line=line,
                    column=name,
                    value=written,
                    known=", ".join(codes[name]),
                )
            values[name] = written
    if not values["case_id"]:
        raise FileError(N_("{path}, line {line}: case_id is empty."), path=path, line=line)
    return ReferenceCase(**values)


def _number(path: Path, line: int, column: str, written: str) -> float | None:
    if not written:
        return None
    try:
        number = float(unicodedata.normalize("NFKC", written).replace(",", ""))
    except ValueError:
        number = math.nan
    location = {"path": path, "line": line, "column": column, "value": written}
    if not math.isfinite(number):
        raise FileError(N_("{path}, line {line}, {column}: “{value}” is no number."), **location)
    if column == "reduction_share":
        if number > 1.0:
            raise FileError(
                N_(
                    "{path}, line {line}, {column}: {value} is above 1; "
                    "write 0.84 where 84 % were saved."
                ),
                **location,
            )
    elif number < 0.0:
        raise FileError(N_("{path}, line {line}, {column}: {value} is below 0."), **location)
    return number


def _refuse_repeated(path: Path, cases: Iterable[tuple[int, ReferenceCase]]) -> None:
    seen: dict[str, int] = {}
    for line, case in cases:
        first = seen.setdefault(case.case_id, line)
        if first != line:
            raise FileError(
                N_("{path}, line {line}: case_id “{value}” stands in line {first} already."),
                path=path,
                line=line,
                value=case.case_id,
                first=first,
            )


def named_by_body(cases: Sequence[ReferenceCase], code: Language = "en") -> str:
    """List bodies with their case ids; consecutive ids are shortened to a range.

    The list is punctuated as in the language `code`.
    """
    comma, opening, closing, dash = ("、", "（", "）", "～") if code == "ja" else _ENGLISH_SIGNS
    bodies = dict.fromkeys(case.body for case in cases)
    ids = {
        body: comma.join(_runs([case.case_id for case in cases if case.body == body], dash))
        for body in bodies
    }
    return comma.join(f"{body}{opening}{ids[body]}{closing}" for body in bodies)


_ENGLISH_SIGNS = (", ", " (", ")", "–")


def _runs(ids: Sequence[str], dash: str) -> list[str]:
    runs: list[list[str]] = []
    for case_id in ids:
        if runs and _follows(case_id, runs[-1][-1]):
            runs[-1].append(case_id)
        else:
            runs.append([case_id])
    return [run[0] if len(run) == 1 else f"{run[0]}{dash}{run[-1]}" for run in runs]


def _follows(later: str, earlier: str) -> bool:
    pair = [re.fullmatch(r"(\D*)(\d+)", case_id) for case_id in (earlier, later)]
    if pair[0] is None or pair[1] is None or pair[0][1] != pair[1][1]:
        return False
    return int(pair[1][2]) == int(pair[0][2]) + 1
