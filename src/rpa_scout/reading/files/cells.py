"""What stands in a cell, as far as a reader of values can say it.

Python types that arrive for a cell: ``str`` (``""`` where the cell is empty), ``float`` (``int`` in
an .xls), ``bool`` (an .ods gives ``1.0`` and ``0.0``), ``datetime.date`` or ``datetime.datetime``
for a date, ``datetime.time`` for a time of the day, ``datetime.timedelta`` for a duration of more
than a day (an .ods gives its ISO text, such as ``PT30H00M00S``), and the three classes of this
module for what would otherwise pass for blank or for another number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

__all__ = ["Cell", "ErrorCell", "FormulaCell", "PercentCell", "blanks", "is_blank", "picked"]

Cell = object
"""What a reader gives for a cell; ``""`` where it is empty."""


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that shows an error.

    Attributes
    ----------
    text : str
        The error as the workbook shows it, such as ``#REF!``.
    """

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula whose result is not stored in the file.

    Attributes
    ----------
    formula : str
        The formula with its equals sign; ``=`` alone where the file does not give its text.
    """

    formula: str

    def __str__(self) -> str:
        return self.formula


@dataclass(frozen=True, slots=True)
class PercentCell:
    """A number that the workbook shows as a percentage.

    Attributes
    ----------
    value : float
        In percent: 5.0 for a cell that shows 5%, whose stored number is 0.05.
    """

    value: float

    def __str__(self) -> str:
        return f"{self.value:.15g}%"


def is_blank(cell: Cell) -> bool:
    """Tell whether nothing stands in a cell: empty, or white space alone.

    Parameters
    ----------
    cell : Cell
        Any cell.

    Returns
    -------
    bool
        Whether nothing stands in it.
    """
    return cell == "" or (isinstance(cell, str) and not cell.strip())


def blanks(cells: Iterable[Cell]) -> set[Cell]:
    """Return the ways in which cells are blank.

    Parameters
    ----------
    cells : iterable of Cell
        Any cells.

    Returns
    -------
    set of Cell
        Those that are empty or white space alone, each once.
    """
    return {cell for cell in set(cells) if isinstance(cell, str) and not cell.strip()}


def picked(cells: Sequence[Cell], places: Sequence[int]) -> Sequence[Cell]:
    """Return the cells at some places of a column.

    Parameters
    ----------
    cells : sequence of Cell
        The column.
    places : sequence of int
        Places in it, rising.

    Returns
    -------
    sequence of Cell
        As many cells as places.
    """
    if not places:
        return ()
    if places[-1] - places[0] + 1 == len(places):
        return cells[places[0] : places[-1] + 1]
    chosen: Sequence[Cell] = itemgetter(*places)(cells) if len(places) > 1 else (cells[places[0]],)
    return chosen
