"""Files that were read with a reservation: another kind of file, open quotes, far cells."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.findings import Finding, shortened
from rpa_scout.findings.rule import FindingRule
from rpa_scout.reading.files.kinds import fits_suffix
from rpa_scout.reading.files.rules.rule import FileContext, FileRule
from rpa_scout.text import N_

_SHOWN_KINDS = {"package": ".xlsx", "ole": ".xls", "html": "HTML", "text": "CSV"}


def another_kind(context: FileContext) -> Iterator[Finding]:
    """Report a file whose name ends as that of another kind."""
    if not fits_suffix(context.kind, context.suffix):
        kind = _SHOWN_KINDS[context.kind]
        yield context.finding("file_type_differs", kind=kind, suffix=context.suffix)


def open_quotes(context: FileContext) -> Iterator[Finding]:
    """Report quotation marks that are not closed in their row."""
    for quote in context.open_quotes:
        yield Finding(
            "quote_open",
            file=context.file,
            cell=f"{quote.row + 1}:{quote.row + 1}",
            values={"text": shortened(quote.text), "line": str(quote.line)},
        )


def sheets_not_read_whole(context: FileContext) -> Iterator[Finding]:
    """Report cells far away that were not read, and sheets without their error cells."""
    for sheet in context.sheets:
        if sheet.cut_at:
            values = {"first_cell": sheet.cut_at}
            yield Finding("cells_far_away", context.file, sheet.name, sheet.cut_at, "", values)
        if not sheet.looked_twice and sheet.grid.height:
            yield Finding("not_looked_twice", context.file, sheet.name)


RULES = (
    FileRule(
        (
            FindingRule(
                "file_type_differs",
                "info",
                N_("the file is called {suffix} but holds {kind}; it was read as what it holds."),
                N_("Nothing to do; if values look wrong, open it in Excel and save it as .xlsx."),
                quotes="kind",
            ),
        ),
        another_kind,
    ),
    FileRule(
        (
            FindingRule(
                "quote_open",
                "warning",
                N_(
                    "line {line} of the text file: a quotation mark is not closed in its row; "
                    "it was passed over, and the rows below were read one by one: “{text}”."
                ),
                N_("Look at this row; delete the quotation mark, or write it twice."),
                quotes="text",
            ),
        ),
        open_quotes,
    ),
    FileRule(
        (
            FindingRule(
                "cells_far_away",
                "warning",
                N_(
                    "the sheet goes on far away from its list; from {first_cell} on it was not "
                    "read."
                ),
                N_("Look there; move what belongs to the list, and delete the rest."),
            ),
            FindingRule(
                "not_looked_twice",
                "warning",
                N_(
                    "in a file of this type, error cells and percentages could not be told from "
                    "others."
                ),
                N_("Open it in Excel, save it as .xlsx and try again."),
            ),
        ),
        sheets_not_read_whole,
    ),
)
