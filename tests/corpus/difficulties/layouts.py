"""Lists of tasks laid out otherwise than the form has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from tests.corpus.difficulty import Told, difficulty
from tests.corpus.survey import (
    DEPARTMENT,
    ENTRY,
    FIELDS,
    NAMES,
    SHEET,
    TASKS,
    Grid,
    at,
    changed,
    expected_tasks,
    grid,
)
from tests.corpus.workbooks import save, save_calculated, with_parts

IDS = FIELDS.ids
CORE = tuple(survey_field.id for survey_field in FIELDS if survey_field.core)
WITHOUT_DEPARTMENT = tuple(field_id for field_id in IDS if field_id != "department")
OTHER = tuple({**task, "name": f"{task['name']}（支所）", "section": "支所"} for task in TASKS)
"""The common tasks under other names."""


def _below(*lines: list[object]) -> Grid:
    return [*lines, *grid()]


def _page(book: Workbook) -> Any:
    return book[SHEET]


# ------------------------------------------------------------------- above, beside and around


@difficulty()
def title_above(folder: Path) -> None:
    """Three lines of title above the headings."""
    save(folder, _below(["令和8年度　業務の棚卸し調査票"], ["5月29日までにご提出ください。"], []))


@difficulty()
def beside_empty_columns(folder: Path) -> None:
    """The list begins in C4."""
    save(folder, [[], [], [], *([None, None, *line] for line in grid())])


@difficulty()
def columns_moved(folder: Path) -> None:
    """All columns stand in the reverse order."""
    save(folder, grid(columns=tuple(reversed(IDS))))


@difficulty()
def blank_rows_inside(folder: Path) -> None:
    """Two blank rows between the tasks."""
    lines = grid()
    save(folder, [*lines[:3], [], [], *lines[3:]])


@difficulty()
def blank_column_inside(folder: Path) -> None:
    """A column without heading and cells between the others."""
    save(folder, [[*line[:4], None, *line[4:]] for line in grid()])


@difficulty()
def formatted_to_the_last_row(folder: Path) -> None:
    """Borders were drawn down to row 1,048,576: the used range is a million rows."""

    def edit(book: Workbook) -> None:
        page = _page(book)
        page.cell(1_048_576, 28).number_format = "0.00"
        page.cell(500_000, 3).number_format = "0.00"

    save(folder, edit=edit)


@difficulty(Told("cells_far_away", "XFA1040000"))
def stray_cell_far_away(folder: Path) -> None:
    """Somebody hit a key in the last corner of the sheet."""

    def edit(book: Workbook) -> None:
        _page(book)["XFA1040000"] = "a"

    save(folder, edit=edit)


@difficulty()
def dressed_like_a_table(folder: Path) -> None:
    """Filter, frozen panes, a table object, widths and a print area."""
    from openpyxl.worksheet.table import Table

    def edit(book: Workbook) -> None:
        page = _page(book)
        last = f"{get_column_letter(len(IDS))}{len(TASKS) + 1}"
        page.freeze_panes = "C2"
        page.print_area = f"A1:{last}"
        page.add_table(Table(displayName="tasks", ref=f"A1:{last}"))

    save(folder, edit=edit)


# --------------------------------------------------------------------------------- headings


@difficulty()
def headings_by_alias(folder: Path) -> None:
    """Columns are headed as in last year's list."""
    renamed = {
        "department": "課名",
        "name": "業務の名称",
        "runs_per_year": "年間回数",
        "items_per_run": "処理件数",
        "minutes_per_item": "処理時間",
        "description": "業務概要",
        "manual": "マニュアル",
    }
    save(folder, grid(headings=renamed))


@difficulty()
def headings_with_line_breaks(folder: Path) -> None:
    """Headings are broken into lines and set in half width."""
    broken = {
        "runs_per_year": "年間の\n実施回数\n(回/年)",
        "items_per_run": "1回あたりの\r\n件数（件／回）",
        "minutes_per_item": " １件あたりの時間 （分／件） ",
    }
    save(folder, grid(headings=broken))


@difficulty(Told("column_near", at("manual", 0), "manual"))
def heading_nearly_right(folder: Path) -> None:
    """A heading comes near to one of the form, and to no other."""
    save(folder, grid(headings={"manual": "業務手順書の有無"}))


@difficulty(Told("column_near", at("runs_per_year", 0), "runs_per_year"))
def heading_numbered(folder: Path) -> None:
    """A heading has a number and a star before it."""
    save(folder, grid(headings={"runs_per_year": "（３）年間実施回数★"}))


@difficulty(
    Told("column_unknown", at("manual", 0)),
    tasks=expected_tasks([{**task, "manual": None} for task in TASKS]),
)
def heading_not_near_enough(folder: Path) -> None:
    """A heading is too far from all of the form."""
    save(folder, grid(headings={"manual": "引継書"}))


@difficulty(
    Told("column_unit", at("minutes_per_item", 0), "minutes_per_item"),
    Told("column_absent"),
    tasks=expected_tasks([{**task, "minutes_per_item": None} for task in TASKS]),
)
def heading_in_another_unit(folder: Path) -> None:
    """A column is headed in hours where minutes are asked for."""
    save(folder, grid(headings={"minutes_per_item": "1件あたりの時間（時間／件）"}))


@difficulty(
    Told("column_without_heading", at("manual", 0)),
    tasks=expected_tasks([{**task, "manual": None} for task in TASKS]),
)
def heading_deleted(folder: Path) -> None:
    """A heading was deleted above its answers."""
    save(folder, grid(headings={"manual": ""}))


@difficulty(Told("column_unknown", f"{get_column_letter(len(IDS) + 1)}1"))
def column_added(folder: Path) -> None:
    """The department has added a column of its own."""
    lines = grid()
    save(folder, [[*lines[0], "優先順位"], *([*line, 1] for line in lines[1:])])


@difficulty(
    Told("column_twice", "AC1", "remarks"),
)
def heading_twice(folder: Path) -> None:
    """Two columns are headed 備考; the left one counts."""
    lines = grid()
    save(folder, [[*lines[0], "備考"], *([*line, "二つ目"] for line in lines[1:])])


@difficulty(
    Told("column_absent"),
    *(Told("hours_unknown", f"{row}:{row}", "minutes_per_item") for row in range(2, 8)),
    tasks=expected_tasks([{k: v for k, v in task.items() if k in CORE[:4]} for task in TASKS]),
)
def few_columns(folder: Path) -> None:
    """Only department, name, runs and items were kept."""
    save(folder, grid(columns=CORE[:4]))


@difficulty(
    Told("column_missing", field="name"),
    tasks={},
    left_out=("",) * len(TASKS),
)
def names_column_deleted(folder: Path) -> None:
    """The column of the tasks' names is gone."""
    save(folder, grid(columns=tuple(field_id for field_id in IDS if field_id != "name")))


def _grouped(groups: dict[tuple[str, str], str], below: dict[str, str]) -> Grid:
    """Return headings in two rows: groups above, `below` under them, other headings above."""
    lines = grid()
    above, under = [*lines[0]], [None] * len(IDS)
    for (first, last), text in groups.items():
        start, end = IDS.index(first), IDS.index(last)
        above[start : end + 1] = [text, *[None] * (end - start)]
    for field_id, text in below.items():
        under[IDS.index(field_id)] = text
    return [above, under, *lines[1:]]


def _merge(*spans: tuple[str, str]) -> Any:
    def edit(book: Workbook) -> None:
        page = _page(book)
        grouped = set()
        for first, last in spans:
            start, end = IDS.index(first) + 1, IDS.index(last) + 1
            grouped |= set(range(start, end + 1))
            page.merge_cells(start_row=1, end_row=1, start_column=start, end_column=end)
        for column in set(range(1, len(IDS) + 1)) - grouped:
            page.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)

    return edit


@difficulty()
def headings_in_two_rows(folder: Path) -> None:
    """「件数・時間」 is merged above 回数, 件数 and 時間, the others are merged downwards."""
    lines = _grouped(
        {("runs_per_year", "minutes_per_item"): "件数・時間"},
        {"runs_per_year": "年間回数", "items_per_run": "件数", "minutes_per_item": "処理時間"},
    )
    save(folder, lines, edit=_merge(("runs_per_year", "minutes_per_item")))


@difficulty()
def heading_split_over_two_rows(folder: Path) -> None:
    """「年間の」 stands above 「実施回数」, without merging."""
    lines = _grouped({}, {"runs_per_year": "実施回数", "minutes_per_item": "の時間"})
    lines[0][IDS.index("runs_per_year")] = "年間の"
    lines[0][IDS.index("minutes_per_item")] = "1件あたり"
    save(folder, lines)


@difficulty()
def headings_repeated_for_a_second_page(folder: Path) -> None:
    """The line of headings stands again in the middle, for printing."""
    lines = grid()
    save(folder, [*lines[:4], lines[0], *lines[4:]])


# ------------------------------------------------------------------------------ hidden things


@difficulty(Told("columns_hidden"))
def columns_hidden(folder: Path) -> None:
    """Four columns with answers are hidden."""

    def edit(book: Workbook) -> None:
        page = _page(book)
        for column in "MNOP":
            page.column_dimensions[column].hidden = True

    save(folder, edit=edit)


@difficulty(Told("rows_hidden"))
def rows_hidden(folder: Path) -> None:
    """Two tasks stand in hidden rows."""

    def edit(book: Workbook) -> None:
        page = _page(book)
        page.row_dimensions[3].hidden = page.row_dimensions[4].hidden = True

    save(folder, edit=edit)


@difficulty(Told("sheet_hidden_left_out", sheet="昨年度"))
def sheet_hidden(folder: Path) -> None:
    """A second list stands on a hidden sheet; beside one that is seen it does not count."""

    def edit(book: Workbook) -> None:
        book["昨年度"].sheet_state = "hidden"

    save(folder, sheets={SHEET: grid(), "昨年度": grid(OTHER)}, edit=edit)


@difficulty()
def hidden_sheet_without_tasks(folder: Path) -> None:
    """A hidden sheet holds lists of words, as forms often have."""

    def edit(book: Workbook) -> None:
        book["リスト"].sheet_state = "veryHidden"

    save(folder, sheets={SHEET: grid(), "リスト": [["なし"], ["あり"]]}, edit=edit)


# ---------------------------------------------------------------------------- the department


def _first_of_each_block(fill: str | None) -> Grid:
    """Return the list with the department in the first of each three rows only."""
    first = IDS.index("department")
    lines = grid()
    for position, line in enumerate(lines[1:]):
        line[first] = DEPARTMENT if position % 3 == 0 else fill
    return lines


@difficulty(
    Told("department_merged", "A3:A4", "department"),
    Told("department_merged", "A6:A7", "department"),
)
def department_in_merged_cells(folder: Path) -> None:
    """The department is merged over three rows each."""

    def edit(book: Workbook) -> None:
        page = _page(book)
        page.merge_cells("A2:A4")
        page.merge_cells("A5:A7")

    save(folder, _first_of_each_block(None), edit=edit)


@difficulty(
    Told("department_merged", "A3:A4", "department"),
    Told("department_merged", "A6:A7", "department"),
    tasks=expected_tasks(
        [
            {**task, "department": DEPARTMENT if position < 3 else "収納課"}
            for position, task in enumerate(TASKS)
        ]
    ),
)
def two_departments_in_merged_cells(folder: Path) -> None:
    """Two departments, each merged over its three rows."""
    lines = _first_of_each_block(None)
    lines[4][0] = "収納課"

    def edit(book: Workbook) -> None:
        page = _page(book)
        page.merge_cells("A2:A4")
        page.merge_cells("A5:A7")

    save(folder, lines, edit=edit)


@difficulty(*(Told("department_merged", f"M{row}", "section") for row in (3, 5, 7)))
def section_in_merged_cells(folder: Path) -> None:
    """The section is merged over its two tasks."""
    position = IDS.index("section")
    lines = grid(sorted(TASKS, key=lambda task: str(task["section"])))
    letter = get_column_letter(position + 1)
    for line in lines[2::2]:
        line[position] = None

    def edit(book: Workbook) -> None:
        for span in ("2:3", "4:5", "6:7"):
            first, last = span.split(":")
            _page(book).merge_cells(f"{letter}{first}:{letter}{last}")

    save(folder, lines, edit=edit)


@difficulty(
    Told("department_filled", "A4:A7", "department"),
)
def department_in_the_first_row_only(folder: Path) -> None:
    """The department stands in the first rows and is left blank below."""
    save(folder, [*grid()[:3], *([None, *line[1:]] for line in grid()[3:])])


@difficulty()
def department_above_the_list(folder: Path) -> None:
    """「所属：税務課」 stands above the list, which has no such column."""
    save(folder, [["所属：税務課"], [], *grid(columns=WITHOUT_DEPARTMENT)])


@difficulty()
def department_beside_its_label(folder: Path) -> None:
    """「所属」 and 「税務課」 stand in neighbouring cells above the list."""
    save(folder, [["所属", "税務課"], ["記入者", "山田"], *grid(columns=WITHOUT_DEPARTMENT)])


@difficulty(Told("department_from_file", field="department"))
def department_label_left_blank(folder: Path) -> None:
    """「所属：」 was left blank, and 「記入者：」 stands beside it; the file is called 税務課."""
    save(folder, [["所属：", "記入者：", "山田"], *grid(columns=WITHOUT_DEPARTMENT)])


@difficulty(Told("department_from_file", field="department", file="業務調査票_税務課.xlsx"))
def department_in_the_file_name(folder: Path) -> None:
    """Nothing but the file's name says whose list it is."""
    save(folder, grid(columns=WITHOUT_DEPARTMENT), name="業務調査票_税務課.xlsx")


@difficulty(Told("department_from_sheet", field="department", sheet="税務課", file="調査票.xlsx"))
def department_in_the_sheet_name(folder: Path) -> None:
    """Nothing but the sheet's name says whose list it is."""
    save(folder, grid(columns=WITHOUT_DEPARTMENT), name="調査票.xlsx", sheet="税務課")


@difficulty(
    Told("column_missing", field="department", file="調査票.xlsx"),
    tasks={},
    left_out=NAMES,
)
def department_nowhere(folder: Path) -> None:
    """Nothing says whose list it is."""
    save(folder, grid(columns=WITHOUT_DEPARTMENT), name="調査票.xlsx")


# ---------------------------------------------------------------------- several lists of tasks


@difficulty(
    tasks=expected_tasks((*TASKS, *OTHER)),
)
def two_sheets(folder: Path) -> None:
    """Each section has a sheet of its own."""
    save(folder, sheets={SHEET: grid(), "支所": grid(OTHER)})


@difficulty(
    tasks=expected_tasks((*TASKS, *OTHER)),
)
def two_lists_below_each_other(folder: Path) -> None:
    """A second list with its own headings, in another order, stands below the first."""
    second = grid(OTHER, columns=tuple(reversed(IDS)))
    save(folder, [*grid(), [], ["支所の分"], *second])


@difficulty(tasks=expected_tasks((*TASKS, *OTHER)))
def two_lists_beside_each_other(folder: Path) -> None:
    """A second list stands to the right of the first."""
    pairs = zip(grid(), grid(OTHER), strict=True)
    save(folder, [[*first_list, None, None, *right] for first_list, right in pairs])


@difficulty()
def sheets_without_tasks(folder: Path) -> None:
    """Cover sheet and notes beside the list."""
    save(folder, sheets={"表紙": [["業務調査"]], SHEET: grid(), "メモ": [["電話", "123"]]})


@difficulty(Told("no_rows"), tasks={})
def nothing_filled_in(folder: Path) -> None:
    """Only the headings are there."""
    save(folder, grid(()))


@difficulty()
def sheets_of_the_form_are_never_read(folder: Path) -> None:
    """The form's sheet of examples looks like a list of tasks."""
    save(folder, sheets={"記入例": grid(OTHER), SHEET: grid()})


# -------------------------------------------------------------------- rows that are no tasks


def _row(**answers: object) -> list[object]:
    return [answers.get(field_id) for field_id in IDS]


@difficulty(Told("total_row", "8:8"))
def total_below(folder: Path) -> None:
    """A line 合計 adds up hours."""
    save(folder, [*grid(), _row(name="合計", hours_per_year_reported=1486)])


@difficulty(Told("total_row", "8:8"))
def total_in_the_department(folder: Path) -> None:
    """「小　計」 stands in the column of the department."""
    save(folder, [*grid(), _row(department="小　計", hours_per_year_reported=1486)])


@difficulty(Told("example_row", "2:2"))
def example_above(folder: Path) -> None:
    """The form's example was left in the first line."""
    example = [{**ENTRY, "name": "（例）給与支払報告書の入力"}]
    save(folder, [grid()[0], *grid(example)[1:], *grid()[1:]])


@difficulty(Told("example_row", "2:2"))
def example_in_the_department(folder: Path) -> None:
    """「記入例」 stands where the department should."""
    example = [{**ENTRY, "department": "記入例"}]
    save(folder, [grid()[0], *grid(example)[1:], *grid()[1:]])


@difficulty(Told("note_row", "9:10"))
def notes_below(folder: Path) -> None:
    """Notes stand below the list."""
    notes = [[], ["※ 時間は昨年度の実績です。"], ["注）臨時職員の分を含みます。"]]
    save(folder, [*grid(), *notes])


@difficulty(tasks=expected_tasks(changed(5, name="合計表の作成")))
def name_that_begins_like_a_total(folder: Path) -> None:
    """A task is called 合計表の作成."""
    save(folder, grid(changed(5, name="合計表の作成")))


# ------------------------------------------------------------------------------ what cells hold


@difficulty()
def reading_aids_in_names(folder: Path) -> None:
    """Excel keeps the reading (furigana) of a name beside it."""

    def with_reading(part: bytes) -> bytes:
        plain = f"<t>{NAMES[0]}</t>".encode()
        assert part.count(plain) == 1
        reading = '<rPh sb="0" eb="2"><t>キュウヨ</t></rPh><phoneticPr fontId="1"/>'
        return part.replace(plain, plain + reading.encode())

    with_parts(save_calculated(folder, grid()), {"xl/sharedStrings.xml": with_reading})


@difficulty()
def names_in_several_fonts(folder: Path) -> None:
    """Part of a name is in red, so that the file holds it in pieces."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    red = TextBlock(InlineFont(color="FFFF0000"), NAMES[0][:4])
    save(folder, grid(changed(1, name=CellRichText(red, NAMES[0][4:]))))


@difficulty(tasks=expected_tasks(changed(1, remarks="一行目\n二行目")))
def line_break_in_a_cell(folder: Path) -> None:
    """A remark has two lines."""
    save(folder, grid(changed(1, remarks="一行目\n二行目")))


@difficulty(tasks=expected_tasks(changed(1, remarks="長" * 5000)))
def very_long_text(folder: Path) -> None:
    """A remark fills pages."""
    save(folder, grid(changed(1, remarks="長" * 5000)))
