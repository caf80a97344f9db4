"""Does jobs inside one LibreOffice; run by the Python that has LibreOffice's module `uno`.

Its arguments are the program and the folder of its profile. Reads a job as JSON from each line of
standard input, and answers with what it saw as JSON in one line. Ends LibreOffice with the input.
"""

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

SECONDS_TO_START = 240.0  # a first start takes minutes on a computer that is busy
SECONDS_TO_END = 20.0
HAND_OVER = True  # who refuses to close a document now has to close it later

FILTERS = {
    "sheets": {
        "ods": "calc8",
        "pdf": "calc_pdf_Export",
        "xls": "MS Excel 97",
        "xlsx": "Calc MS Excel 2007 XML",
    },
    "text": {"pdf": "writer_pdf_Export"},
}


def connect(pipe, program):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if program.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)


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


def filled_in(document, job):
    """Fill in a form and return what it shows."""
    sheet = document.Sheets.getByName(job["sheet"])
    seen = {
        "sheets": list(document.Sheets.ElementNames),
        "rules": {cell: rule_of(sheet.getCellRangeByName(cell)) for cell in job["rules"]},
        "accepted": [accepted(sheet, case) for case in job["cases"]],
    }
    for cell, answer in job["answers"].items():
        type_in(sheet.getCellRangeByName(cell), answer)
    return seen


def done(desktop, job):
    """Open a document, do with it what the job says, save it, and return what was seen."""
    source = Path(job["open"]).as_uri()
    document = desktop.loadComponentFromURL(source, "_blank", 0, named(Hidden=True))
    try:
        is_text = document.supportsService("com.sun.star.text.TextDocument")
        if job.get("compute"):
            document.calculateAll()
        seen = filled_in(document, job) if "sheet" in job else {}
        for path in map(Path, job["save"]):
            filter_name = FILTERS["text" if is_text else "sheets"][path.suffix[1:]]
            document.storeToURL(path.as_uri(), named(FilterName=filter_name))
    finally:
        document.close(HAND_OVER)
    return seen


def answer(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def serve(desktop):
    for line in sys.stdin:
        answer(done(desktop, json.loads(line)))


def main(office, profile):
    pipe = f"rpa-scout-{Path(profile).name}"
    words = [office, "--headless", "--norestore", f"-env:UserInstallation={Path(profile).as_uri()}"]
    program = subprocess.Popen(
        [*words, f"--accept=pipe,name={pipe};urp;"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    context = connect(pipe, program)
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    answer("ready")
    serve(desktop)
    with contextlib.suppress(DisposedException):  # the office may end before it can answer
        desktop.terminate()
    program.wait(SECONDS_TO_END)


main(*sys.argv[1:])
