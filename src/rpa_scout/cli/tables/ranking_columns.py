"""The declared columns of the ranking as a table on the terminal."""

from __future__ import annotations

from collections.abc import Container

import pandas as pd
from rich.console import Console

from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.ranking.column import Face
from rpa_scout.ranking.columns import columns_on
from rpa_scout.ranking.formats import cell_text
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout.text import _


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
    columns = list(columns_on(face, decided=face == "project", computed=computed))
    table = ScreenTable(title)
    for column in columns:
        is_short = column.is_number or column.kind in ("rank", "score")
        is_remark = column.kind == "codes" or column.id in computed
        below = is_remark or face in column.optional
        table.add_column(column.heading(face), number=is_short, below=below)
    for row in rows.head(top).to_dict("records"):
        table.add_row(*(cell_text(column, row, labels) for column in columns))
    out.print(table)
    if len(rows) > top:
        more = _("… +{count:,} more (--top N shows more; --out and --json hold all)")
        out.print(more.format(count=len(rows) - top), markup=False)
