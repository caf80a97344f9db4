"""A clerk's whole year in a real window, by keyboard alone: no mouse is moved or pressed.

Forms out → answers in → 点検 to zero → ranking → plan → adopt → council report → survey of the next
year → actuals → results. The library, which opens the project too, says what was done.
"""

import time

import openpyxl
from tests.gui.driven import ROOT, display, needs_display, person, until

from rpa_scout.documents.making import DOCUMENTS
from rpa_scout.forms.inquiry import today
from rpa_scout.project.project import Project
from rpa_scout.register.fields import load_register_fields
from rpa_scout.text import _, set_language, translated
from rpa_scout_gui.models.findings_rows import finding_rows

__all__ = ["display", "person"]

pytestmark = needs_display

DEPARTMENTS = ("会計課", "上下水道課")
CHANGED = (b",243,235,1.9,", b",243,260,1.9,")
"""What an answer of the next year says instead: more items a run."""


def ja(sentence):
    return translated(sentence, "ja")


class Office:
    """What lies beside the window: the departments' files, and the project for reading."""

    def __init__(self, home):
        self.home = home
        self.file = home / "year.rpascout"
        (home / "list.csv").write_text("\n".join(["所属", *DEPARTMENTS]), encoding="utf-8-sig")
        for year in ("first", "second"):
            (home / year).mkdir()
            for name in DEPARTMENTS:
                content = (ROOT / f"samples/departments/業務調査票_{name}.csv").read_bytes()
                if year == "second":
                    content = content.replace(*CHANGED)
                (home / year / f"業務調査票_{name}.csv").write_bytes(content)

    def see(self, look):
        with Project.open(self.file, "担当B", read_only=True) as project:
            return look(project)

    def adopted(self):
        return self.see(
            lambda project: [
                record.task_id for record in project.tasks.all() if record.state.value == "adopted"
            ]
        )

    def open_findings(self):
        def count(project):
            inventory = project.inventory()
            wanted = [each for each in inventory.findings if each.severity != "info"]
            questions = project.inquiry.questions()
            return finding_rows(inventory, wanted, questions, today().isoformat()).open_count

        return self.see(count)

    def handed_out(self):
        return self.see(lambda project: len(project.history.entries()))

    def fill_actuals(self, form):
        fields = load_register_fields()
        task = self.see(lambda project: project.tasks.get(self.adopted()[0]))
        book = openpyxl.load_workbook(form)
        sheet = book[fields.form.tasks_sheet]
        headings = [cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value]
        answers = {"department": task.department, "name": task.name, "saved_hours_per_year": 40}
        for field, value in answers.items():
            label = fields[field].label
            heading = next(cell for cell in headings if str(cell.value).startswith(label))
            sheet.cell(heading.row + 1, heading.column, value)
        book.save(form)


def test_a_year_by_keyboard_alone(person):
    set_language("ja")
    office = Office(person.home)
    start_a_project(person, office)
    send_forms(person, office)
    read_answers(person, office)
    finish_checks(person, office)
    decide_in_the_ranking(person, office)
    plan_and_adopt(person, office)
    report(person, office, "council_report", "ctrl+shift+r")
    read_next_year(person, office)
    import_actuals(person, office)
    report(person, office, "verification", "ctrl+shift+v")
    person.leave()


def start_a_project(person, office):
    person.start()
    person.key("ctrl+n")
    person.choose_file(ja("New project"), office.file)
    until(office.file.exists)
    time.sleep(1.0)


def send_forms(person, office):
    person.key("alt+1", "alt+l")
    person.choose_file(ja("List of departments"), person.home / "list.csv")
    until(lambda: office.see(lambda project: len(project.departments.listed())) == 2)
    time.sleep(1.0)
    person.key("alt+a", "alt+w")
    (person.home / "forms").mkdir()
    person.choose_file(ja("Folder for the forms"), person.home / "forms")
    until(lambda: len([*(person.home / "forms").glob("*.xlsx")]) == 2)


def read_answers(person, office):
    time.sleep(1.0)
    person.key("alt+o")
    person.choose_file(ja("Folder with surveys"), person.home / "first")
    until(lambda: office.see(lambda project: len(project.tasks.all())) == 28)


def finish_checks(person, office):
    person.key("alt+2")
    time.sleep(2.0)
    remaining = office.open_findings()
    assert remaining > 0
    while remaining:
        person.key("alt+c")  # the line for the reason takes the keys, for it is empty
        person.write("asked the department")
        person.key("alt+c")
        before = remaining
        until(lambda before=before: office.open_findings() < before, 20)
        time.sleep(1.5)
        remaining = office.open_findings()


def decide_in_the_ranking(person, office):
    person.key("alt+3")
    time.sleep(2.0)
    person.key("ctrl+f", "Return", "ctrl+Home")
    # The first two are automated already; adopting them would ask for a reason.
    person.key("Down", "Down", "shift+Down", "ctrl+1")
    until(lambda: len(office.adopted()) == 2)


def plan_and_adopt(person, office):
    decided = set(office.adopted())
    person.key("alt+6")
    time.sleep(1.5)
    person.key("alt+p")
    time.sleep(6.0)
    person.key("alt+a")
    person.dialog(ja("Take the plan over"))
    person.write("decided by the council")
    person.key("Return")
    person.back()
    until(lambda: decided < set(office.adopted()))


def report(person, office, kind, keys):
    label = _(DOCUMENTS[kind].label)
    before = office.handed_out()
    person.key(keys)
    person.dialog(label)
    person.key("Return")
    target = person.home / f"{kind}{DOCUMENTS[kind].suffix}"
    person.choose_file(label, target)
    until(target.exists)
    until(lambda: office.handed_out() > before)
    time.sleep(1.0)


def read_next_year(person, office):
    person.key("alt+1", "alt+o")
    person.choose_file(ja("Folder with surveys"), person.home / "second")
    person.dialog(ja("What the new surveys change"))
    person.key("Return")
    person.back()
    until(
        lambda: office.see(
            lambda project: 260 in project.inventory().tasks["items_per_run"].tolist()
        )
    )


def import_actuals(person, office):
    form = person.home / "actuals.xlsx"
    person.key("alt+8")
    time.sleep(1.5)
    person.key("alt+w")
    person.choose_file(ja("Write the form…"), form)
    until(form.exists)
    time.sleep(1.0)
    office.fill_actuals(form)
    person.key("alt+i")
    person.choose_file(ja("Import the form…"), form)
    until(lambda: office.see(lambda project: len(project.register.current().automations)) == 1)
    time.sleep(1.0)
