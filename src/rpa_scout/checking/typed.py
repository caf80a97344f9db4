"""One answer that a person types in a command or the window, read like a cell of a survey."""

from __future__ import annotations

from rpa_scout.checking.answers import read_column
from rpa_scout.errors import InputError
from rpa_scout.findings import Finding
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldDefinition, FieldSet, is_unanswered
from rpa_scout.text import N_


def typed_answer(
    written: str, field: FieldDefinition, fields: FieldSet, checks: Checks | None = None
) -> object:
    """Return the number, code or text that was typed; None for blank and "I do not know".

    What is no answer to the field is an InputError whose sentence says what would be one.
    """
    column = read_column([written.strip()], field, checks, fields.words)
    value = column.cells[0]
    if field.kind == "choice":
        value = field.codes[value] if value >= 0 else None
    for remark in column.remarks:
        finding = Finding(remark.code, field=field.id, values=remark.values)
        if finding.severity != "info":
            raise InputError(
                N_("“{value}” is no answer to “{field}”. {hint}"),
                value=written,
                field=fields.label(field.id),
                hint=finding.hint(fields),
            )
    if is_unanswered(value):
        return None
    return float(value) if field.kind == "number" else value
