"""What a rule on rows is, what it looks at, and what it says."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.findings.rules import Rule
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.derived import derived_hours_per_year
from rpa_scout.policy.survey_form import AlikeTasks
from rpa_scout.reading.layout.departments import Department
from rpa_scout.text import N_, fold_all

OF_ROWS = N_("Rows, and rows beside each other")
OF_THE_CITY = N_("Departments and the city")

_TWO_DIGITS = 10
"""From here on a quantity without decimals has two digits."""


@dataclass(frozen=True, slots=True)
class FoldedNames:
    """A column of names, each distinct folded spelling once."""

    # Position of each row's name in `names`; -1 where it is blank, shape (rows,).
    position: Positions
    names: Sequence[str]  # Folded spellings


def folded_names(column: pd.Series) -> FoldedNames:
    """Fold a column of names; each distinct spelling is folded once."""
    written, spellings = pd.factorize(column.to_numpy(dtype=object))
    folded, names = pd.factorize(np.array(fold_all(spellings.tolist()), dtype=object))
    # One more at the end, which is where a blank's -1 points.
    position = np.append(folded, -1)[written].astype(np.int64)
    return FoldedNames(position, [str(name) for name in names])


@dataclass(frozen=True)
class RuleContext:
    """What a rule may look at."""

    tasks: pd.DataFrame  # All rows read, shape (rows, fields)
    # Rows that are left out so far. It grows as one rule follows the other, shape (rows,).
    failed: Bools
    table: Positions  # Position of each row's table, shape (rows,)
    files: Sequence[str]  # File of each table
    saved_at: Sequence[dt.datetime | None] = ()  # When each table's file was saved
    # Departments that tables without usable rows speak of; they have answered too.
    also_named: Sequence[str] = ()
    departments: Sequence[Department] = ()  # The city's departments; empty where no list was given
    checks: Checks = field(default_factory=Checks)  # The policy's figures
    alike: AlikeTasks = field(default_factory=AlikeTasks)  # Fields by which tasks are of one kind

    @property
    def usable(self) -> Bools:
        """Rows that are not left out."""
        return ~self.failed

    @cached_property
    def department(self) -> FoldedNames:
        """Department of each row."""
        return folded_names(self.tasks["department"])

    @cached_property
    def section(self) -> FoldedNames:
        """Section of each row."""
        return folded_names(self.tasks["section"])

    @cached_property
    def name(self) -> FoldedNames:
        """Name of each row's task."""
        return folded_names(self.tasks["name"])

    @cached_property
    def parts_known(self) -> Bools:
        """Rows of which runs, items and minutes are known, so that hours come of them."""
        parts = ("runs_per_year", "items_per_run", "minutes_per_item")
        known: Bools = np.all([~np.isnan(self.answers(field_id)) for field_id in parts], axis=0)
        return known

    @cached_property
    def hours_per_year(self) -> Floats:
        """Staff hours a year; NaN where not known."""
        return derived_hours_per_year(self.tasks)

    def answers(self, field_id: str) -> Floats:
        """Return a number field's answers, shape (rows,); NaN where not known."""
        return self.tasks[field_id].to_numpy(dtype=np.float64)

    def is_one_of(self, field_id: str, *codes: str) -> Bools:
        """Tell which rows answer a choice field with one of some codes."""
        if field_id not in self.tasks:  # the city's own form does not ask for it
            return np.zeros(len(self.tasks), dtype=bool)
        column = self.tasks[field_id]
        wanted = [position for position, code in enumerate(column.cat.categories) if code in codes]
        return np.isin(column.cat.codes.to_numpy(), wanted)

    def age_rank(self) -> Positions:
        """Rank the tables from the newest file to the oldest, shape (tables,).

        Tables of files saved at the same or an unknown time have the order they were read in.
        """
        moments = [moment.timestamp() if moment else 0.0 for moment in self.saved_at] or [
            0.0
        ] * len(self.files)
        rank = np.empty(len(moments), dtype=np.int64)
        rank[np.argsort(-np.array(moments), kind="stable")] = np.arange(len(moments))
        return rank


def in_two_digits(quantity: float) -> str:
    """Write a quantity that is known roughly, with two digits at least and no more decimals.

    >>> in_two_digits(1234.5), in_two_digits(0.816)
    ('1,234', '0.82')
    """
    return f"{quantity:,.0f}" if quantity >= _TWO_DIGITS else f"{quantity:.2g}"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something that a rule has to say."""

    # Position in the frame of the row to look at; None where nothing that was read is meant.
    row: int | None
    code: str  # Code of the finding
    field: str = ""  # Field whose cell is shown
    # What is said of it, by the names in the sentence. Without the value that the finding quotes,
    # the cell of `field` is quoted as written.
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    # Further values: fields whose cells are shown as written, and rows that are shown by address.
    cells: Mapping[str, str] = dataclasses.field(default_factory=dict)
    rows: Mapping[str, int] = dataclasses.field(default_factory=dict)
    of_table: bool = False  # Whether the finding stands at the table as a whole
    # Rows that are left out because of it, besides `row` where the finding is an error.
    leaves_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class RowRule(Rule[RuleContext, RowProblem]):
    """A rule on the rows of all tables."""

    family: str = OF_ROWS
    # Names of the figures in :class:`~rpa_scout.policy.checks.Checks` that it rests on.
    figures: tuple[str, ...] = ()
