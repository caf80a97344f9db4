"""``rpa-scout project indicator``: show the indicators, or enter a figure by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.project.options import (
    Author,
    ProjectFile,
    Reason,
    author_or_login,
    fiscal_year,
    make_change,
)
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _, language

if TYPE_CHECKING:
    from rpa_scout.project.project import Project


def indicator(
    project: ProjectFile,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help=_("Id of the indicator; without it, all are shown.")),
    ] = None,
    year: Annotated[
        str | None, typer.Argument(metavar="[YEAR]", help=_("Fiscal year: 2027, R9."))
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(metavar="[VALUE]", help=_("The figure; “none” removes it.")),
    ] = None,
    *,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Show the indicators with their figures, or enter one."""
    from rpa_scout.project.project import Project

    if name is None:
        with Project.open(project, author_or_login(author), read_only=True) as opened:
            _print_indicators(opened)
        return 0
    if year is None or value is None:
        raise InputError(N_("Give the indicator, the fiscal year and the figure."))
    figure = _figure(value)
    measured_in = fiscal_year(year)
    return make_change(
        project,
        author,
        lambda opened: opened.planning.enter_figure(name, measured_in, figure, reason),
    )


def _figure(value: str) -> float | None:
    if value in ("none", "なし"):
        return None
    try:
        return float(value.replace(",", "").removesuffix("%").removesuffix("％"))
    except ValueError:
        raise InputError(
            N_("“{value}” cannot be the figure of an indicator; give a number from 0 on."),
            value=value,
        ) from None


def _print_indicators(opened: Project) -> None:
    from rpa_scout.assessment.indicators import figure_text
    from rpa_scout.cli import screen
    from rpa_scout.cli.tables.screen_table import ScreenTable
    from rpa_scout.fiscal_years import fiscal_year_in_full
    from rpa_scout.policy.describe import FIGURE_LABELS

    figures = opened.planning.figures()
    table = ScreenTable()
    table.add_columns(_("Id"), _("Target"), _("Goal"), _("Figure"), _("Entered by hand"))
    for name, target in opened.policy().targets.indicators.items():
        goal = f"{figure_text(target.goal)} {target.unit_in(language())}"
        entered = [
            f"{fiscal_year_in_full(year)} {figure_text(figure)}"
            for year, figure in sorted(figures.get(name, {}).items())
        ]
        cells = (
            name,
            target.label_in(language()),
            f"{goal} ({fiscal_year_in_full(target.goal_year)})",
            _(FIGURE_LABELS[target.figure]),
            "\n".join(entered),
        )
        table.add_row(*cells)
    screen.console().print(table)
