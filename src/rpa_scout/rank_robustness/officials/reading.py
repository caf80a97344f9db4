"""Reading the forms in which officials weighted the criteria; every fault names its cell."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rpa_scout.findings import Finding
from rpa_scout.policy.declared import labels_of
from rpa_scout.policy.model import Scorecard
from rpa_scout.rank_robustness.officials.form import (
    DATE_CELL,
    FIRST_ROW,
    MARK,
    NAME_CELL,
    ORDER_COLUMN,
    POINTS_COLUMN,
    TOTAL_POINTS,
)
from rpa_scout.rank_robustness.officials.weights import OfficialWeights, centroid_weights
from rpa_scout.reading.files.sheets import open_sheets
from rpa_scout.reading.files.sources import SurveyFile, find_surveys
from rpa_scout.text import _

_MOST_ROWS: Final = 200
_TOLERANCE: Final = 0.5
"""Points that the sum may miss 100 by: thirds do not add up to it."""


@dataclass(frozen=True, slots=True)
class FormFault:
    """Something about a form that has to be put right, or that somebody should know."""

    file: str
    cell: str  # Such as ``重み!D9``; ``""``: the whole file
    sentence: str  # In the language in which it was read
    is_error: bool = True

    def line(self) -> str:
        """Return the place and the sentence."""
        return " ".join(part for part in (self.file, f"{self.cell}:", self.sentence) if part != ":")


@dataclass(frozen=True, slots=True)
class WeightsReading:
    """What was read of some forms."""

    officials: tuple[OfficialWeights, ...]
    faults: tuple[FormFault, ...]

    @property
    def has_errors(self) -> bool:
        """Whether a form cannot be used as it is."""
        return any(fault.is_error for fault in self.faults)


def read_weights_forms(
    paths: Iterable[Path], scorecard: Scorecard, passwords: Sequence[str] = ()
) -> WeightsReading:
    """Read forms and folders of them; a form with an error gives no weights."""
    files, missing = find_surveys(paths)
    officials: dict[str, OfficialWeights] = {}
    faults = [FormFault(finding.file, "", _sentence(finding)) for finding in missing]
    for file in files:
        form = _Form(file, scorecard, passwords)
        answered = form.read()
        faults += form.faults
        if answered is None:
            continue
        if answered.name in officials:
            sentence = _("“{name}” has answered twice; leave one of the forms out.")
            faults.append(FormFault(file.name, NAME_CELL, sentence.format(name=answered.name)))
            continue
        officials[answered.name] = answered
    return WeightsReading(tuple(officials.values()), tuple(faults))


def _sentence(finding: Finding) -> str:
    from rpa_scout.policy.fields import load_fields

    return finding.message(load_fields())


class _Form:
    """One form while it is read."""

    def __init__(self, file: SurveyFile, scorecard: Scorecard, passwords: Sequence[str]) -> None:
        self.faults: list[FormFault] = []
        self._file = file
        self._passwords = passwords
        self._scorecard = scorecard
        self._cells: Mapping[str, Any] = {}
        self._sheet = ""

    def read(self) -> OfficialWeights | None:
        """Return the official's weights; None where the form cannot be used."""
        if not self._open():
            return None
        rows = self._rows()
        name = self._text(NAME_CELL)
        if not name:
            self._fault(NAME_CELL, _("The name is missing."))
        answer = self._answer(rows) if rows else None
        if not name or answer is None:
            return None
        kind, weights = answer
        return OfficialWeights(name, self._date(), kind, weights)

    def _open(self) -> bool:
        sheets = open_sheets(self._file, passwords=self._passwords)
        if isinstance(sheets, Finding):
            self._fault("", _sentence(sheets))
            return False
        for sheet in sheets:
            rows = sheet.grid.rows[:_MOST_ROWS]
            words = str(rows[0][0]).split() if rows and rows[0] else []
            if words[:1] == [MARK]:
                self._sheet = sheet.name
                self._cells = {
                    f"{letter}{number}": cell
                    for number, row in enumerate(rows, 1)
                    for letter, cell in zip("ABCDE", row, strict=False)
                }
                return self._is_of_scorecard(words[1] if len(words) > 1 else "")
        self._fault("", _("This is no form that asks officials for their weights."))
        return False

    def _is_of_scorecard(self, name: str) -> bool:
        if name == self._scorecard.id:
            return True
        sentence = _("The form weights the scorecard “{name}”, not “{wanted}”.")
        self._fault("A1", sentence.format(name=name, wanted=self._scorecard.id))
        return False

    def _rows(self) -> dict[str, int]:
        """Return the row of each criterion by its id."""
        rows: dict[str, int] = {}
        for row in range(FIRST_ROW, _MOST_ROWS):
            criterion = self._text(f"A{row}")
            if criterion in self._scorecard.ids:
                rows[criterion] = row
        missing = [name for name in self._scorecard.ids if name not in rows]
        if missing:
            labels = self._labels(missing)
            sentence = _("The policy's criteria are not all in the form: {labels} missing.")
            self._fault(f"A{FIRST_ROW}", sentence.format(labels=labels))
            return {}
        return {name: rows[name] for name in self._scorecard.ids}

    def _answer(self, rows: Mapping[str, int]) -> tuple[str, dict[str, float]] | None:
        """Return how it was answered, and the shares of the criteria."""
        points = self._numbers(rows, POINTS_COLUMN)
        orders = self._numbers(rows, ORDER_COLUMN)
        if points is None or orders is None:
            return None
        if points:
            if orders:
                self._compare(rows, orders, points)
            return self._shares_of_points(rows, points)
        if orders:
            return self._shares_of_order(rows, orders)
        cell = f"{ORDER_COLUMN}{FIRST_ROW}"
        self._fault(cell, _("Neither an order of importance nor points are filled in."))
        return None

    def _numbers(self, rows: Mapping[str, int], column: str) -> dict[str, float] | None:
        """Return the numbers of a column, none where it is empty; None where it is faulty."""
        numbers: dict[str, float] = {}
        blank: list[str] = []
        is_right = True
        for name, row in rows.items():
            cell = f"{column}{row}"
            text = self._text(cell)
            if not text:
                blank.append(cell)
                continue
            number = _number(text)
            if number is None or number < 0.0:
                is_right = False
                sentence = _("“{value}” is no number from 0 on.")
                self._fault(cell, sentence.format(value=text))
            else:
                numbers[name] = number
        if numbers and blank:
            is_right = False
            for cell in blank:
                self._fault(cell, _("This cell is blank, others of the column are filled in."))
        return numbers if is_right else None

    def _shares_of_points(
        self, rows: Mapping[str, int], points: Mapping[str, float]
    ) -> tuple[str, dict[str, float]] | None:
        total = sum(points.values())
        if abs(total - TOTAL_POINTS) > _TOLERANCE:
            cell = f"{POINTS_COLUMN}{max(rows.values()) + 1}"
            sentence = _("The points add up to {total:g}; they have to be 100 together.")
            self._fault(cell, sentence.format(total=total))
            return None
        return "points", {name: value / total for name, value in points.items()}

    def _shares_of_order(
        self, rows: Mapping[str, int], orders: Mapping[str, float]
    ) -> tuple[str, dict[str, float]] | None:
        is_right = True
        for name, value in orders.items():
            if value != int(value) or not 1 <= value <= len(rows):
                is_right = False
                sentence = _("“{value:g}” is no place from 1 to {count}.")
                cell = f"{ORDER_COLUMN}{rows[name]}"
                self._fault(cell, sentence.format(value=value, count=len(rows)))
        if not is_right:
            return None
        weights = centroid_weights([*orders.values()])
        return "order", dict(zip(orders, weights.tolist(), strict=True))

    def _compare(
        self, rows: Mapping[str, int], orders: Mapping[str, float], points: Mapping[str, float]
    ) -> None:
        """Tell where a more important criterion has fewer points."""
        names = [*orders]
        for first in names:
            for second in names:
                if orders[first] < orders[second] and points[first] < points[second]:
                    sentence = _(
                        "“{first}” is placed before “{second}” but has fewer points; the points "
                        "count. Ask {name} which is meant."
                    )
                    self._fault(
                        f"{POINTS_COLUMN}{rows[first]}",
                        sentence.format(
                            first=self._labels([first]),
                            second=self._labels([second]),
                            name=self._text(NAME_CELL),
                        ),
                        is_error=False,
                    )
                    return

    def _labels(self, names: Sequence[str]) -> str:
        labels = labels_of(self._scorecard.criterion)
        return "、".join(labels[name] for name in names)

    def _date(self) -> str:
        value = self._cells.get(DATE_CELL)
        if isinstance(value, dt.datetime):
            return value.date().isoformat()
        return value.isoformat() if isinstance(value, dt.date) else self._text(DATE_CELL)

    def _text(self, cell: str) -> str:
        value = self._cells.get(cell)
        if value is None:
            return ""
        if isinstance(value, float) and value == int(value):
            value = int(value)
        return unicodedata.normalize("NFKC", str(value)).strip()

    def _fault(self, cell: str, sentence: str, *, is_error: bool = True) -> None:
        address = f"{self._sheet}!{cell}" if cell and self._sheet else cell
        self.faults.append(FormFault(self._file.name, address, sentence, is_error))


def _number(text: str) -> float | None:
    plain = text.removesuffix("点").removesuffix("位").removesuffix("番").replace(",", "").strip()
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
