"""What a rule on one list of tasks looks at."""

from __future__ import annotations

from dataclasses import dataclass

from rpa_scout.findings import Finding, shortened
from rpa_scout.findings.rules import Rule
from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.reading.files.raw_sheet import RawSheet
from rpa_scout.reading.layout.headings import Headings
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.reading.layout.sideways import Addresses
from rpa_scout.reading.layout.table_reader import TableReader


@dataclass(frozen=True, slots=True)
class LayoutContext:
    """One list of tasks as it was read."""

    reader: TableReader
    table: RawTable
    reports_absent: bool  # False where a list above has the same headings

    @property
    def headings(self) -> Headings:
        """Headings of the list."""
        return self.reader.block.headings

    @property
    def sheet(self) -> RawSheet:
        """Sheet of the list."""
        return self.reader.sheet

    @property
    def fields(self) -> FieldSet:
        """Fields of the survey."""
        return self.reader.fields

    @property
    def addresses(self) -> Addresses:
        """Addresses of cells, also where the list stands sideways."""
        return self.reader.at

    def heading_cell(self, column: int) -> str:
        """Return the address of the heading of a column."""
        return self.addresses.cell(self.headings.labels[column].row, column)

    def count(self, column: int) -> int:
        """Return how many values stand in a column."""
        if column >= len(self.table.columns):
            return 0
        return sum(not is_blank(cell) for cell in self.table.columns[column])

    @staticmethod
    def quoted(cell: Cell) -> str:
        """Return the beginning of a cell in one line."""
        if isinstance(cell, float) and cell.is_integer():
            return shortened(str(int(cell)))
        return shortened(str(cell))

    def finding(self, code: str, cell: str, field: str = "", /, **values: str) -> Finding:
        """Return a finding in the list."""
        return Finding(code, self.table.file, self.table.sheet, cell, field, values)


LayoutRule = Rule[LayoutContext, Finding]
