"""The cities of a region as tables on the terminal."""

from __future__ import annotations

from rich.console import Console

from rpa_scout.cli.screen import print_findings, print_line
from rpa_scout.cli.tables.ranking_columns import print_rows
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.planning.texts import range_text
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout.ranking.rows import ranking_rows
from rpa_scout.region.comparing import Region
from rpa_scout.region.tables import REGION_TABLES, cell_text, region_rows, title_with_count
from rpa_scout.text import _

_SHOWN = 10


def print_region(region: Region, out: Console, top: int | None) -> None:
    """Print the ranking of each city, then the tables of the region."""
    for each in region.cities:
        assessment = each.assessment
        fields = assessment.inventory.fields
        labels = RankingLabels(assessment.policy, fields)
        if assessment.inventory.tables or len(assessment.inventory.tasks):
            ranking = ranking_rows(assessment)
            print_rows(ranking, labels, out, "terminal", each.city.name, top or _SHOWN)
        print_findings(assessment.inventory.findings, fields, out)
    for name, rows in region_rows(region).items():
        declared = REGION_TABLES[name]
        table = ScreenTable(title_with_count(declared, rows))
        for column in declared.columns:
            table.add_column(column.heading, number=column.kind != "text")
        for row in rows[: top or _SHOWN] if name != "cities" else rows:
            table.add_row(*(cell_text(column, row[column.id]) for column in declared.columns))
        out.print(table)
    line = _("Saved by the candidates of all cities together, once live: {hours} h/year")
    print_line(line.format(hours=range_text(region.saved_by_all)), out)
