"""The declared columns of the ranking as a table on the terminal."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Final

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rpa_scout.ranking.column import Face, RankingColumn
from rpa_scout.ranking.columns import columns_on
from rpa_scout.ranking.formats import cell_text
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout.text import _

__all__ = ["print_rows"]

_WIDE: Final = 112
_WIDTHS: Final = {"text": 14, "category": 6, "code": 6, "codes": 10, "hours": 6, "items_per_run": 9}
"""Smallest readable widths in characters, by kind of column."""


def print_rows(
    rows: pd.DataFrame,
    labels: RankingLabels,
    out: Console,
    face: Face,
    title: str,
    top: int,
    computed: Container[str] = (),
) -> None:
    """Print the first rows of a ranking, and the number of rows that are not shown."""
    declared = list(columns_on(face, decided=face == "project", computed=computed))
    is_narrow = out.width < _WIDE
    columns = [column for column in declared if not (is_narrow and face in column.optional)]
    table = Table(
        title=escape(title),
        title_justify="left",
        header_style="bold",
        box=SIMPLE_HEAD,
        padding=(0, 1),
    )
    for column in columns:
        table.add_column(column.heading(face), overflow="fold", **_options(column))
    for row in rows.head(top).to_dict("records"):
        table.add_row(*(escape(cell_text(column, row, labels)) for column in columns))
    out.print(table)
    hidden = [column.heading(face).replace("\n", " ") for column in declared
              if column not in columns]  # fmt: skip
    if hidden:
        line = _("(The terminal is narrow; left out: {columns}.)")
        out.print(line.format(columns=labels.separator.join(hidden)), markup=False)
    if len(rows) > top:
        more = _("… +{count:,} more (--top N shows more; --out and --json hold all)")
        out.print(more.format(count=len(rows) - top), markup=False)


def _options(column: RankingColumn) -> dict[str, Any]:
    options: dict[str, Any] = {"min_width": _WIDTHS.get(column.kind)}
    if column.is_number:
        options["justify"] = "right"
    if column.kind in ("rank", "score"):
        options["no_wrap"] = True
    return options
