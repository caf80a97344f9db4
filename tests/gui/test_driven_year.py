"""A clerk's whole year in a real window: by the mouse, and by keyboard alone.

Forms out → answers in → 点検 to zero → ranking → plan → adopt → council report → results to the
departments → survey of the next year → actuals → results → the next morning. The steps are the
same, only the hands differ. The library, which opens the project too, says what was done.
"""

import openpyxl
import pytest
from tests.gui.driven import (
    HEIGHT,
    ROOT,
    WIDTH,
    Keys,
    Mouse,
    display,
    ja,
    needs_display,
    until,
)

from rpa_scout.documents.making import DOCUMENTS
from rpa_scout.forms.inquiry import today
from rpa_scout.project.project import Project
from rpa_scout.register.fields import load_register_fields
from rpa_scout.text import _, set_language
from rpa_scout_gui.models.findings_rows import finding_rows
from rpa_scout_gui.outputs import DOCUMENT_ACTIONS

__all__ = ["display"]

pytestmark = needs_display

DEPARTMENTS = ("会計課", "上下水道課")
CHANGED = (b",243,235,1.9,", b",243,260,1.9,")
"""What an answer of the next year says instead: more items a run."""


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

    def documents(self):
        return self.see(lambda project: len(project.documents.all()))

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


class ClerkAtKeys(Keys):
    """What the clerk does in the year without the mouse."""

    def try_table(self, _office):
        """Filter by the first department that a heading offers, and remove the condition."""

        def seen_departments():
            return [name for name in DEPARTMENTS if self.is_there(f"所属 {name}")]

        self.take_rows(0, 0)
        self.key(*["Right"] * 6, "alt+Down", "Home", "space", "Escape")
        until(lambda: len(seen_departments()) == 1)
        self.key("alt+Down", "Tab", "space")
        until(lambda: len(seen_departments()) == 2)

    def take_rows(self, first, last):
        self.see("順位 1")
        self.key("ctrl+f", "Return", "ctrl+Home")
        self.key(*["Down"] * first, *["shift+Down"] * (last - first))

    def adopt_rows(self):
        self.choose("tasks.adopt")

    def move_card(self, card, year, _target):
        while self.ask(role="focus")["text"] != year:
            self.key("Tab")
        self.key("ctrl+Home", "space")
        assert self.see(card, "ListItem", year)["selected"]
        self.key("alt+Right")

    def lock_card(self, _card, _year, _is_locked):
        self.key("l")

    def show_tab(self, title):
        while not self.is_there(title, "PageTab") or not self.ask(title, "PageTab")["selected"]:
            self.key("ctrl+Tab")


class ClerkAtMouse(Mouse):
    """What the clerk does in the year with the mouse."""

    def mark(self, heading):
        """Press the mark in a heading that opens the conditions of its column."""
        left, top, width, height = self.see(heading, "ColumnHeader")["area"]
        self.point((left + width - 20, top, 16, height))
        self.do("click", 1)

    def click_beside(self):
        """Close a popup by a click where nothing is."""
        self.do("mousemove", WIDTH // 2, HEIGHT - 8, "click", 1)

    def try_table(self, office):
        self.try_filters()
        self.try_frozen_columns()
        self.try_map(office)

    def try_filters(self):
        """Filter in a heading, and remove the condition by its chip."""
        self.mark("所属")
        self.click(DEPARTMENTS[0], "ListItem")
        self.click_beside()
        until(lambda: not self.is_there(f"所属 {DEPARTMENTS[1]}"))
        condition = f"所属：{DEPARTMENTS[0]}  ✕"
        self.click(ja("Remove the condition: {condition}").format(condition=condition))
        self.see(f"所属 {DEPARTMENTS[1]}")

    def try_frozen_columns(self):
        """Scroll to the last column: the name stays, can be clicked, and opens its conditions."""
        self.point(self.see("順位 1", "Cell")["area"])
        name = self.see("業務名", "ColumnHeader")["area"]
        self.scroll(7, "グループ")
        assert self.see("業務名", "ColumnHeader")["area"] == name
        self.mark("業務名")
        field = self.see("値を検索")["area"]
        assert name[0] <= field[0] <= name[0] + name[2]
        assert field[0] + field[2] <= WIDTH
        self.click_beside()
        self.click("順位 2", "Cell")
        assert self.see("順位 2", "Cell")["selected"]
        self.scroll(6, "削減時間")

    def scroll(self, button, heading):
        """Turn the wheel sideways until a heading is seen."""

        def is_seen():
            self.do("click", button)
            return self.is_there(heading, "ColumnHeader")

        until(is_seen)

    def try_map(self, office):
        """See a task's name at its point, and click it."""
        self.click(ja("Detail of the task"), "CheckBox")
        self.click(ja("Map"), "PageTab")
        point = self.see(role="point")
        name = office.see(lambda project: project.tasks.get(point["text"]).name)
        self.point(point["area"])
        until(lambda: name in self.ask(role="tip")["text"])
        self.do("click", 1)
        assert self.see(f"業務名 {name}", "Cell")["selected"]
        self.click(ja("Detail of the task"), "CheckBox")

    def take_rows(self, first, last):
        self.click(f"順位 {first + 1}", "Cell")
        self.click(f"順位 {last + 1}", "Cell", key="shift")

    def adopt_rows(self):
        self.click("順位 3", "Cell", button=3)
        self.click("採択", "MenuItem")

    def move_card(self, card, year, target):
        self.drag(self.see(card, "ListItem", year)["area"], self.see(target, "List")["area"])

    def lock_card(self, card, year, is_locked):
        self.click(card, "ListItem", button=3)
        self.click(year if is_locked else ja("not locked"), "MenuItem")

    def show_tab(self, title):
        self.click(title, "PageTab")


@pytest.fixture(params=[ClerkAtMouse, ClerkAtKeys], ids=["mouse", "keys"])
def person(request, display, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    clerk = request.param(display, home)
    yield clerk
    if clerk.program is not None and clerk.program.poll() is None:
        clerk.program.kill()
        clerk.program.wait(10)


def test_a_year(person):
    set_language("ja")
    office = Office(person.home)
    start_a_project(person, office)
    send_forms(person, office)
    read_answers(person, office)
    finish_checks(person, office)
    decide_in_the_ranking(person, office)
    plan_and_adopt(person, office)
    report(person, office, "council_report")
    tell_departments(person, office)
    read_next_year(person, office)
    import_actuals(person, office)
    report(person, office, "verification")
    come_back(person, office)


def start_a_project(person, office):
    person.start()
    person.choose("file.new")
    person.choose_file(ja("New project"), office.file)
    until(office.file.exists)


def send_forms(person, office):
    person.go("surveys")
    person.press("Read &list…")
    person.choose_file(ja("List of departments"), person.home / "list.csv")
    until(lambda: office.see(lambda project: len(project.departments.listed())) == 2)
    person.press("Tick &all")
    person.press("&Write blank forms…")
    (person.home / "forms").mkdir()
    person.choose_file(ja("Folder for the forms"), person.home / "forms")
    until(lambda: len([*(person.home / "forms").glob("*.xlsx")]) == 2)


def read_answers(person, office):
    person.press("Choose f&older…")
    person.choose_file(ja("Folder with surveys"), person.home / "first")
    until(lambda: office.see(lambda project: len(project.tasks.all())) == 28)


def finish_checks(person, office):
    person.go("findings")
    remaining = office.open_findings()
    assert remaining > 0
    while remaining:
        person.press("A&ccept as it is")  # the empty line for the reason takes the keys
        person.write("asked the department")
        person.press("A&ccept as it is")
        before = remaining
        until(lambda before=before: office.open_findings() < before, 20)
        remaining = office.open_findings()
    person.see(ja("Go to the ranking"))


def decide_in_the_ranking(person, office):
    person.go("ranking")
    person.try_table(office)
    # The first two are automated already; adopting them would ask for a reason.
    person.take_rows(2, 3)
    person.adopt_rows()
    until(lambda: len(office.adopted()) == 2)


def plan_and_adopt(person, office):
    decided = set(office.adopted())
    person.go("plan")
    person.press("&Plan")
    person.press("&Keep as plan A")
    try_board(person)
    person.press("T&ake the plan over as decisions…")
    person.give_reason(ja("Take the plan over"), "decided by the council")
    until(lambda: decided < set(office.adopted()))


def try_board(person):
    """Move a card to the next year, which locks it, and see both plans beside each other."""
    year, target = "令和11年度", "令和12年度"
    locked = ja("Locked to: {lock}").format(lock=target)
    card = person.see(None, "ListItem", year)["text"].partition("\n")[0]
    person.move_card(card, year, target)
    assert locked in person.see(card, "ListItem", target)["text"]
    for is_locked in (False, True):
        person.lock_card(card, target, is_locked)
        until(
            lambda is_locked=is_locked: (
                (locked in person.see(card, "ListItem", target)["text"]) is is_locked
            )
        )
    person.show_tab(ja("Compare A and B"))
    for cell in (f"業務名 {card}", f"計画A {year}", f"計画B（表示中） {target}"):
        person.see(cell, "Cell")


def report(person, office, kind):
    make_document(person, office, kind, person.home / f"{kind}{DOCUMENTS[kind].suffix}")


def tell_departments(person, office):
    folder = person.home / "results"
    folder.mkdir()
    make_document(person, office, "department_results", folder)
    assert len([*folder.glob("*.xlsx")]) == len(DEPARTMENTS)


def make_document(person, office, kind, target):
    label = _(DOCUMENTS[kind].label)
    before = office.documents()
    (action,) = (name for name, made in DOCUMENT_ACTIONS.items() if made == kind)
    person.choose(action)
    person.dialog(label)
    person.agree("&Write…")
    person.choose_file(label, target)
    until(lambda: office.documents() > before)


def read_next_year(person, office):
    person.go("surveys")
    person.press("Choose f&older…")
    person.choose_file(ja("Folder with surveys"), person.home / "second")
    person.dialog(ja("What the new surveys change"))
    person.agree("&Take over")
    until(
        lambda: office.see(
            lambda project: 260 in project.inventory().tasks["items_per_run"].tolist()
        )
    )


def import_actuals(person, office):
    form = person.home / "actuals.xlsx"
    person.go("actuals")
    person.press("&Write the form…")
    person.choose_file(ja("Write the form…"), form)
    until(form.exists)
    office.fill_actuals(form)
    person.press("&Import the form…")
    person.choose_file(ja("Import the form…"), form)
    until(lambda: office.see(lambda project: len(project.register.current().automations)) == 1)


def come_back(person, office):
    """Quit and open the project again: everything stands as it did."""
    adopted, gauge = office.adopted(), "業務削減時間（採択済み）"
    before = person.see(gauge)
    person.leave()
    assert not office.file.with_name(f"{office.file.name}.lock").exists()
    person.start(office.file)
    assert person.see(gauge) == before
    assert office.adopted() == adopted
    person.leave()
