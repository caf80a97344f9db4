"""Points, scores and ranks in the audit workbook as formulas, and the range of every score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from xlsxwriter.utility import quote_sheetname, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from rpa_scout.policy.derived import quantity_label
from rpa_scout.policy.model import Factor
from rpa_scout.reporting.audit.answers_sheet import TaskCells, task_heads
from rpa_scout.reporting.audit.content import AuditContent, choice_words
from rpa_scout.reporting.audit.policy_sheet import FactorCells, PolicyCells
from rpa_scout.reporting.workbook_cells import Formula
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Bar, Column, first_table_row, write_table_sheet
from rpa_scout.text import N_, _, language

_FIXED_COLUMNS = 3
_End = Literal["point", "low", "high"]
_OF_SEVERAL: Final = {"point": "AVERAGE", "low": "MIN", "high": "MAX"}
_END_TITLES: Final = {"low": N_("Lowest"), "high": N_("Highest")}


@dataclass(frozen=True)
class _Points:
    """The formulas of all factors, with the values that the program computed."""

    content: AuditContent
    policy: PolicyCells
    answers: TaskCells

    def columns(self, end: _End) -> Iterator[tuple[int, Column]]:
        """Yield the column of every factor with the number of its criterion."""
        criteria = self.content.scorecard.criterion
        for number, criterion in enumerate(criteria):
            for place, factor in enumerate(criterion.factor):
                heading = quantity_label(factor.field, self.content.fields)
                cells = self._cells(number, place, end)
                band = criterion.label_in(language())
                yield number, Column(heading, 14, "precise", cells, band)

    def _cells(self, number: int, place: int, end: _End) -> list[Formula]:
        factor = self.content.scorecard.criterion[number].factor[place]
        outcome = self.content.report.assessment.scores.factors[number][place]
        values = getattr(outcome, end)[self.content.positions]
        cells = self.policy.factors[number][place]
        return [
            Formula(self._formula(factor, cells, end, task), float(value))
            for task, value in enumerate(values)
        ]

    def _formula(self, factor: Factor, cells: FactorCells, end: _End, task: int) -> str:
        answer = self.answers.cell(factor.field, task)
        unknown = {"point": cells.unknown, "low": cells.lowest, "high": cells.highest}[end]
        if factor.knots is not None:
            return _interpolated(answer, cells, unknown, is_log=factor.axis == "log10")
        codes = self._open_codes(factor.field, task)
        if codes:
            words = choice_words(self.content.fields[factor.field])
            several = ",".join(_looked_up(_literal(words[code]), cells) for code in codes)
            return f"={_OF_SEVERAL[end]}({several})"
        return f"=IFERROR({_looked_up(answer, cells)},{unknown})"

    def _open_codes(self, field_id: str, task: int) -> Sequence[str]:
        """Return the answers between which a cell leaves open which counts."""
        inventory = self.content.report.assessment.inventory
        task_id = str(self.content.rows["task_id"].iloc[task])
        codes = inventory.open_choices.get((task_id, field_id), ())
        # A correction that has settled the answer counts.
        is_open = bool(codes) and inventory.tasks[field_id].isna()[task_id]
        return codes if is_open else ()


def _looked_up(answer: str, cells: FactorCells) -> str:
    return f"VLOOKUP({answer},{cells.table},2,FALSE)"


def _literal(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _interpolated(value: str, cells: FactorCells, unknown: str, *, is_log: bool) -> str:
    """Return a formula that interpolates between knots, constant outside the outermost."""
    at = f"LOG10({value})" if is_log else value
    below = f"MATCH({at},{cells.axis},1)"
    low, high = (f"INDEX({cells.points},{below}{step})" for step in ("", "+1"))
    left, right = (f"INDEX({cells.axis},{below}{step})" for step in ("", "+1"))
    first, first_points = cells.first
    last, last_points = cells.last
    return (
        f"=IF(NOT(ISNUMBER({value})),{unknown},"
        f"IF({value}<={first},{first_points},IF({value}>={last},{last_points},"
        f"{low}+({high}-{low})/({right}-{left})*({at}-{left}))))"
    )


def write_points_sheet(
    sheet: Worksheet,
    styles: Styles,
    content: AuditContent,
    cells: tuple[PolicyCells, TaskCells],
    name: str,
) -> TaskCells:
    """Write points, contributions, score and rank of every task."""
    policy, answers = cells
    title = _("Scores: points, contributions, score and rank")
    notes = [
        _("Contribution = share × points; several points of a criterion are multiplied."),
        _("Among equal scores the place in the last column decides: hours saved, department, row."),
    ]
    columns = task_heads(content)
    first_row = first_table_row(notes, bands=True) + 1
    factors: dict[int, list[str]] = {}
    for number, column in _Points(content, policy, answers).columns("point"):
        factors.setdefault(number, []).append(xl_col_to_name(len(columns)))
        columns.append(column)
    contributions = [
        _product_column(content, number, [policy.shares[number], *letters], first_row)
        for number, letters in factors.items()
    ]
    letters = [xl_col_to_name(len(columns) + step) for step in range(len(contributions))]
    columns += contributions
    named = {name: xl_col_to_name(len(columns) + step) for step, name in enumerate(_RESULTS)}
    columns += _results(content, letters, named, first_row)
    write_table_sheet(sheet, styles, (title, notes), columns, _FIXED_COLUMNS)
    return TaskCells(quote_sheetname(name), named, first_row)


_RESULTS = ("score", "rank", "tie")


def _product_column(
    content: AuditContent, number: int, factors: Sequence[str], first_row: int
) -> Column:
    """Return the contributions of a criterion: its share times the points of its factors."""
    share, *letters = factors
    criterion = content.scorecard.criterion[number]
    parts = [content.report.criteria_of(task_id) for task_id in content.rows["task_id"]]
    cells = [
        Formula(
            "=" + "*".join([f"{letter}{first_row + task}" for letter in letters] + [share]),
            float(of_task[criterion.id]["contribution"]),
        )
        for task, of_task in enumerate(parts)
    ]
    return Column(criterion.label_in(language()), 14, "hundredths", cells, _("Contribution"))


def _results(
    content: AuditContent, letters: Sequence[str], named: dict[str, str], first_row: int
) -> list[Column]:
    last_row = first_row + len(content.rows) - 1
    score, tie = named["score"], named["tie"]
    scores = f"${score}${first_row}:${score}${last_row}"
    ties = f"${tie}${first_row}:${tie}${last_row}"
    stored = content.rows
    score_cells, rank_cells = [], []
    for task, (value, rank) in enumerate(zip(stored["score"], stored["rank"], strict=True)):
        row = first_row + task
        total = "+".join(f"{letter}{row}" for letter in letters)
        score_cells.append(Formula(f"={total}", float(value)))
        equal = f'COUNTIFS({scores},{score}{row},{ties},"<"&{tie}{row})'
        rank_cells.append(Formula(f"=RANK({score}{row},{scores},0)+{equal}", int(rank)))
    band = _("Result")
    return [
        Column(_("Score"), 11, "hundredths_strong", score_cells, band, bar=Bar(0.0, 100.0)),
        Column(_("Rank"), 8, "rank", rank_cells, band),
        Column(_("Place among equal scores"), 10, "row", content.tie_places.tolist(), band),
    ]


def write_range_sheet(
    sheet: Worksheet,
    styles: Styles,
    content: AuditContent,
    cells: tuple[PolicyCells, TaskCells],
    name: str,
) -> TaskCells:
    """Write the lowest and highest score that unknown answers leave possible."""
    policy, answers = cells
    title = _("Range of the scores")
    notes = [
        _("The same formulas; an unknown answer has the lowest or the highest possible points."),
    ]
    columns = task_heads(content)
    first_row = first_table_row(notes, bands=True) + 1
    named: dict[str, str] = {}
    points = _Points(content, policy, answers)
    for end in ("low", "high"):
        products: dict[int, list[str]] = {}
        for number, column in points.columns(end):
            products.setdefault(number, []).append(xl_col_to_name(len(columns)))
            columns.append(replace(column, band=_(_END_TITLES[end])))
        named[end] = xl_col_to_name(len(columns))
        columns.append(_range_column(content, end, policy, products, first_row))
    write_table_sheet(sheet, styles, (title, notes), columns, _FIXED_COLUMNS)
    return TaskCells(quote_sheetname(name), named, first_row)


def _range_column(
    content: AuditContent,
    end: Literal["low", "high"],
    policy: PolicyCells,
    products: dict[int, list[str]],
    first_row: int,
) -> Column:
    cells = []
    for task, value in enumerate(content.rows[f"score_{end}"]):
        row = first_row + task
        terms = [
            "*".join([f"{letter}{row}" for letter in letters] + [policy.shares[number]])
            for number, letters in products.items()
        ]
        cells.append(Formula("=" + "+".join(terms), float(value)))
    return Column(_("Score"), 11, "hundredths_strong", cells, _(_END_TITLES[end]))
