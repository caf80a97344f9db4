"""A table of texts: rows of what changed, to sort and to copy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QWidget

from rpa_scout_gui.models.columns import Column, plain
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.widgets.tables.data_table import DataTable


class TextTable(DataTable):
    """Columns of texts with English headings and widths; those from a position are figures."""

    def __init__(
        self,
        columns: Sequence[tuple[str, int]],
        name: str,
        parent: QWidget,
        figures_from: int | None = None,
    ) -> None:
        texts = len(columns) if figures_from is None else figures_from
        self._texts = ColumnTableModel(
            [
                Column(f"text{number}", heading, "text", width, plain, is_figure=number >= texts)
                for number, (heading, width) in enumerate(columns)
            ],
            "row",
        )
        super().__init__(self._texts, name, parent)
        self._texts.setParent(self)
        self.horizontalHeader().setStretchLastSection(True)
        self.show_rows([])

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Replace all rows."""
        cells = np.empty((len(rows), len(self._texts.columns)), dtype=object)
        for number, row in enumerate(rows):
            cells[number] = row
        arrays = {column.id: cells[:, at] for at, column in enumerate(self._texts.columns)}
        self._texts.set_arrays({**arrays, "row": np.arange(len(rows))})
