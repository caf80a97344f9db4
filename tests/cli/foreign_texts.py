"""A project in which every text that people write could steer a program that shows it."""

from pathlib import Path

import openpyxl
from tests.unit.reading.surveys import SHEET, plain, table, write_xlsxwriter

from rpa_scout import cli
from rpa_scout.evidence.cases import CASES_FILE
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.files import DEFAULT_POLICY, policy_path

PROJECT = "業務.rpascout"
FIELDS = load_fields()
STARTS = ("=", "+", "-", "@", "\t=")
"""A cell that begins so is a formula in some spreadsheet."""


def foreign(where, position=0):
    """Return a text that is a formula, markup, and signs that steer a terminal."""
    start = STARTS[position % len(STARTS)]
    return f'{start}HYPERLINK("//server/x","{where}")<img src="//server/y">\u202e\x9b2J[bold]'


TEXT = foreign("typed")


def survey_rows(changed=""):
    """Yield two sound rows, a row a field with a foreign text in it, and one of such texts."""
    yield plain(name="転記")
    yield plain(name=f"照合{changed}")
    for position, field in enumerate(FIELDS.ids):
        yield plain(name=f"業務 {field}{changed}") | {field: foreign(field, position)}
    yield {field: foreign(field, position) for position, field in enumerate(FIELDS.ids)}


def write_survey(path, changed=""):
    grid = table(list(survey_rows(changed)), tuple(FIELDS.ids))
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    return write_xlsxwriter(path, {SHEET: grid}, options)


def run(*words):
    """Run a command that has to work."""
    code = cli.main([str(word) for word in words])
    assert code in (0, 1), words


def prepare(folder: Path):
    """Fill the present folder with a project and all that commands read."""
    (folder / "surveys").mkdir()
    write_survey(folder / "surveys" / "税務課.xlsx")
    contact = TEXT.replace('"', '""')
    (folder / "list.csv").write_text(
        f'課名,職員数,連絡先\n税務課,12,"{contact}"\n会計課,5,"{contact}"\n', encoding="utf-8"
    )
    shipped = policy_path(DEFAULT_POLICY).read_text(encoding="utf-8")
    (folder / "policy.toml").write_text(_foreign_policy(shipped), encoding="utf-8")
    lines = CASES_FILE.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (folder / "cases.csv").write_text("".join(lines[:40]), encoding="utf-8")
    run("project", "new", PROJECT, "--author", TEXT, "--policy", "policy.toml")
    run("project", "import", PROJECT, "surveys", "--departments", "list.csv", "--reason", TEXT)
    head = ("subject", "basis", "contact", "sender")
    words = [word for name in head for word in (f"--{name}", foreign(name))]
    run("form", "--project", PROJECT, "--out", "sent", *words, "--deadline", "2026-12-25")
    run("project", "rank", PROJECT)
    decision = ("--state", "adopted", "--owner", foreign("owner"), "--reason", foreign("reason"))
    run("project", "decide", PROJECT, "税務課-2", "税務課-3", *decision)
    run("project", "override", PROJECT, "税務課-3", "hours", "7", "--reason", foreign("judged"))
    run("weights", "form", "--out", "weights.xlsx", "--official", foreign("official"))
    _write_actuals(folder / "actuals.xlsx")
    run("project", "actuals", PROJECT, "actuals.xlsx", "--reason", TEXT)
    write_survey(folder / "surveys" / "税務課.xlsx", "の変更")
    run("project", "import", PROJECT, "surveys", "--reason", TEXT)
    run("project", "rank", PROJECT)
    run("project", "plan", PROJECT, "--json", "plan.json")
    run("project", "export", PROJECT, "export.jsonl")


def _foreign_policy(shipped):
    """Return the policy with a foreign text in every label and title."""
    lines = []
    for line in shipped.splitlines():
        name, equals, value = line.partition(" = ")
        is_shown = equals and name.strip() in ("title", "label", "source", "unit")
        if is_shown and value.startswith('"') and value.endswith('"'):
            text = foreign(f"policy {name.strip()} {len(lines)}").replace("\x9b", "")
            lines.append(f"{name} = '{text}'")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _write_actuals(path):
    run("actuals", "form", path.name, "--year", "2026")
    book = openpyxl.load_workbook(path)
    sheet = book["自動化の実績"]
    for row, name in enumerate((f"業務 {FIELDS.ids[2]}", foreign("automation"))):
        answers = {1: "税務課", 2: name, 4: "RPA", 5: "R3", 6: 200, 8: "R8", 9: 100}
        for column, answer in answers.items():
            cell = sheet.cell(5 + row, column)
            cell.value = answer
            if isinstance(answer, str):
                cell.data_type = "s"
    book.save(path)
