"""Formulas that answer while the form is filled in: hours a year, status, summary.

They use plain functions only, so that Excel and LibreOffice compute the same, and they understand
ranges such as 10～15, whose middle counts, as reading does.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from rpa_scout.forms import texts
from rpa_scout.forms.layout import HOURS, PARTS, STATUS, Form
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldSet
from rpa_scout.text import _

_PART_FIELDS = ("runs_per_year", "items_per_run", "minutes_per_item", "setup_minutes_per_run")
_REPORTED = "hours_per_year_reported"
_NEW_LINE = "CHAR(10)"
_ROUNDING_HOURS = 0.5  # hours are reported whole, as the check of the survey allows


def feedback_formulas(form: Form, row: int) -> Iterator[tuple[int, str]]:
    """Yield the columns of a row that the form fills in, each with its formula."""
    cells = _Cells(form, row)
    for part, field_id in zip(PARTS, _PART_FIELDS, strict=True):
        yield form.positions[part], f"={cells.number(field_id, _otherwise(form, cells, field_id))}"
    yield form.positions[HOURS], _hours(cells)
    yield form.positions[STATUS], _status(form, cells)


def summary_formula(form: Form) -> str:
    """Return the formula that counts tasks and hours at the head of the list."""
    statuses, hours = (
        xl_range_abs(form.FIRST_ROW, form.positions[name], form.last_row, form.positions[name])
        for name in (STATUS, HOURS)
    )
    counts = {
        label: f'COUNTIF({statuses},"{label}*")'
        for label in map(_, (texts.STATUS_COMPLETE, texts.STATUS_BEGUN, texts.STATUS_DOUBTFUL))
    }
    complete, begun, doubtful = (
        _joined(f"{label} {{count}}", count=count) for label, count in counts.items()
    )
    between = f'"{_(texts.BETWEEN_PARTS)}"'
    parts = [complete, between, begun, _NEW_LINE, doubtful, _NEW_LINE]
    total, tasks = f'TEXT(SUM({hours}),"#,##0")', f"COUNT({hours})"
    parts.append(_joined(_(texts.STATUS_SUM), hours=total, count=tasks))
    return "=" + "&".join(parts)


def _joined(sentence: str, **formulas: str) -> str:
    """Return the formula of a sentence whose placeholders are formulas.

    >>> _joined("{count} left", count="COUNT(A1:A9)")
    'COUNT(A1:A9)&" left"'
    """
    parts: list[str] = []
    for text, name, *_formatting in Formatter().parse(sentence):
        parts += [f'"{text}"'] if text else []
        parts += [formulas[name]] if name else []
    return "&".join(parts)


class _Cells:
    """Addresses of one row's cells."""

    def __init__(self, form: Form, row: int) -> None:
        self._form, self._row = form, row

    def __getitem__(self, name: str) -> str:
        return self.at(self._form.positions[name])

    def at(self, column: int) -> str:
        """Return the address of the cell in a column, counted from 0."""
        return str(xl_rowcol_to_cell(self._row, column, col_abs=True))

    def number(self, field_id: str, otherwise: str) -> str:
        """Return the number in a cell, the middle of a range in it, or something else."""
        cell = self[field_id]
        wave = f'SUBSTITUTE(SUBSTITUTE({cell},"〜","～"),"~","～")'
        low = f'VALUE(LEFT({wave},FIND("～",{wave})-1))'
        high = f'VALUE(MID({wave},FIND("～",{wave})+1,15))'
        return f"IF(ISNUMBER({cell}),{cell},IFERROR(({low}+{high})/2,{otherwise}))"


def _otherwise(form: Form, cells: _Cells, field_id: str) -> str:
    """Return what counts where a cell holds no number: the amount of the choice that fills it."""
    if field_id == "setup_minutes_per_run":
        return "0"
    checks = form.policy.checks if form.policy else Checks()
    formula = '""'
    for choice_field in form.choice_fields:
        if choice_field.fills == field_id:
            for choice in reversed(choice_field.choices):
                amount = choice.amount_by(checks)
                if amount is not None:
                    cell = cells[choice_field.id]
                    formula = f'IF({cell}="{choice.label}",{amount:.10g},{formula})'
    if formula == '""':
        return formula
    return f'IF(TRIM({cells[field_id]})="",{formula},"")'


def _hours(cells: _Cells) -> str:
    runs, items, minutes, setup = (cells[part] for part in PARTS)
    reported = cells[_REPORTED]
    computed = f"{runs}*({setup}+{items}*{minutes})/60"
    return (
        f'=IF(COUNT({runs},{items},{minutes})=3,{computed},IF(ISNUMBER({reported}),{reported},""))'
    )


def _status(form: Form, cells: _Cells) -> str:
    core = [field.id for field in form.columns if field.core and not field.required]
    first, last = cells[core[0]], cells[core[-1]]
    any_answer = f"{first}:{cells.at(form.last_column)}"
    name, hours, reported = cells["name"], cells[HOURS], cells[_REPORTED]
    tolerance = (form.policy.checks if form.policy else Checks()).reported_hours_tolerance
    open_count = f"COUNTBLANK({first}:{last}){_answered_twice(form.fields, cells)}"
    steps = (
        (f'AND(TRIM({name})="",COUNTA({any_answer})=0)', '""'),
        (f'TRIM({name})=""', f'"{_(texts.STATUS_NO_NAME)}"'),
        (f'{hours}=""', f'"{_(texts.STATUS_NO_HOURS)}"'),
        (
            (
                f"AND(ISNUMBER({reported}),ABS(N({reported})-N({hours}))"
                f">MAX({tolerance:.10g}*N({hours}),{_ROUNDING_HOURS}))"
            ),
            f'"{_(texts.STATUS_HOURS_DIFFER)}"',
        ),
        (f"{open_count}>0", _joined(_(texts.STATUS_REMAINING), count=f"({open_count})")),
    )
    formula = f'"{_(texts.STATUS_COMPLETE)}"'
    for condition, shown in reversed(steps):
        formula = f"IF({condition},{shown},{formula})"
    return f"={formula}"


def _answered_twice(fields: FieldSet, cells: _Cells) -> str:
    """Return what to take off the open answers where one of two that say the same is blank."""
    parts = []
    for field in fields:
        if field.fills:
            chosen, number = cells[field.id], cells[field.fills]
            parts.append(f'-IF(({chosen}="")<>({number}=""),1,0)')
    return "".join(parts)
