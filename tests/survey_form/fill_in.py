"""Fills in a form inside LibreOffice; run by the Python that has LibreOffice's module `uno`.

Reads a job as JSON from standard input and writes what it saw as JSON to standard output.
"""

import contextlib
import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

PATIENCE = 240.0  # seconds until the office must answer
HAND_OVER = True  # who refuses to close a document now has to close it later


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def named(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def type_in(cell, answer):
    if isinstance(answer, str):
        cell.setString(answer)
    else:
        cell.setValue(answer)


def rule_of(cell):
    rule = cell.Validation
    return {
        "type": rule.Type.value,
        "alert": rule.ErrorAlertStyle.value,
        "shows_error": rule.ShowErrorMessage,
        "title": rule.ErrorTitle,
        "message": rule.ErrorMessage,
        "formula": rule.getFormula1(),
        "list": rule.ShowList,
    }


def accepted(sheet, case):
    """Ask LibreOffice itself what a rule's formula says of an answer, in a corner of the sheet."""
    answer, verdict = sheet.getCellRangeByName(case["cell"]), sheet.getCellRangeByName("AZ500")
    if case["answer"] is not None:
        type_in(answer, case["answer"])
    verdict.setFormula(case["formula"].replace(",", ";"))
    result = bool(verdict.getValue()) and verdict.getError() == 0
    answer.setString("")
    answer.clearContents(1 | 2 | 4 | 16)  # numbers, dates, texts, formulas
    verdict.clearContents(1 | 2 | 4 | 16)
    return result


def main():
    job = json.load(sys.stdin)
    context = connect(job["pipe"])
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    document = desktop.loadComponentFromURL(
        Path(job["form"]).as_uri(), "_blank", 0, named(Hidden=True)
    )
    sheet = document.Sheets.getByName(job["sheet"])
    seen = {
        "sheets": list(document.Sheets.ElementNames),
        "rules": {cell: rule_of(sheet.getCellRangeByName(cell)) for cell in job["rules"]},
        "accepted": [accepted(sheet, case) for case in job["cases"]],
    }
    for cell, answer in job["answers"].items():
        type_in(sheet.getCellRangeByName(cell), answer)
    for path, filter_name in job["save"].items():
        document.storeToURL(Path(path).as_uri(), named(FilterName=filter_name))
    document.close(HAND_OVER)
    json.dump(seen, sys.stdout)
    with contextlib.suppress(DisposedException):  # the office may end before it can answer
        desktop.terminate()


main()
