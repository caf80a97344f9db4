"""Every sheet of every workbook that is handed on: size of type on paper, breaks, headings."""

from itertools import pairwise

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from tests.documents.conftest import SAMPLES

from rpa_scout import cli
from rpa_scout.project.ledger.export_cover import SHEETS

LEAST_TYPE = 8.0  # points on paper
PAPERS = {"8": (297, 420), "9": (210, 297)}  # millimetres: A3 and A4
POINTS_PER_CHARACTER = 5.25  # digits of the narrowest of the fonts in use
PADDING = 3.75  # points of a column besides its characters
ROUNDED = 0.97  # programs round each column to whole pixels
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
COMMANDS = {
    "report.xlsx": ("project", "report", "P", "--out"),
    "cards.xlsx": ("project", "card", "P", "税務課-12", "税務課-5", "--out"),
    "ranking.xlsx": ("project", "rank", "P", "--out"),
    "changes.xlsx": ("project", "rank", "P", "--robustness", "--what-would-change", "--out"),
    "inventory.xlsx": ("check", str(SAMPLES), "--inventory"),
    "audit.xlsx": ("project", "audit", "P", "--out"),
    "plan.xlsx": ("project", "plan", "P", "--in-house-hours", "600", "--seconds", "2", "--out"),
    "verification.xlsx": ("project", "verification", "P", "--year", "R8", "--out"),
    "target.xlsx": ("project", "target", "P", "--out"),
    "history.xlsx": ("project", "history", "P", "--out"),
    "export.xlsx": ("project", "export", "P"),
    "actuals.xlsx": ("actuals", "form", "--year", "R8", "--project", "P"),
    "results": ("project", "results", "P", "--department", "こども子育て課", "--to"),
    "forms": ("form", "--project", "P", "--department", "税務課", "--out"),
    "weights": ("weights", "form", "--official", "担当A", "--out"),
}


@pytest.fixture(scope="module", params=COMMANDS)
def workbook(request, city_file, tmp_path_factory):
    """The workbook that a command writes."""
    out = tmp_path_factory.mktemp("every") / request.param
    words = [str(city_file) if word == "P" else word for word in COMMANDS[request.param]]
    has_errors = COMMANDS[request.param][0] == "check"  # the samples hold some
    assert cli.main([*words, str(out)]) == has_errors
    (path,) = [out] if out.is_file() else out.glob("*.xlsx")
    return openpyxl.load_workbook(path)


def printed_columns(sheet):
    """Return first row, last row, and the columns that are printed."""
    area = sheet.print_area.split("!")[-1].replace("$", "") if sheet.print_area else ""
    left, top, right, bottom = range_boundaries(area or sheet.dimensions)
    return top, bottom, range(left, right + 1)


def width(sheet, column):
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.min <= column <= dimension.max:
            if dimension.hidden:
                return 0.0
            return dimension.width * POINTS_PER_CHARACTER
    return sheet.sheet_format.defaultColWidth or 8.43 * POINTS_PER_CHARACTER


def scale(sheet):
    """Return the factor by which a sheet is printed: as set, or as it takes to fit the page."""
    pages = sheet.page_setup
    if not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage):
        return (pages.scale or 100) / 100
    sides = PAPERS[str(pages.paperSize)]
    paper = sides[1] if pages.orientation == "landscape" else sides[0]
    margins = sheet.page_margins.left + sheet.page_margins.right
    needed = sum(width(sheet, column) for column in printed_columns(sheet)[2])
    return min(1.0, (paper / 25.4 - margins) * 72 / needed)


def test_no_type_is_smaller_than_eight_points(workbook):
    small = {}
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            continue
        top, bottom, columns = printed_columns(sheet)
        sizes = {
            cell.font.sz: cell.coordinate
            for row in sheet.iter_rows(top, min(bottom, top + 60), columns[0], columns[-1])
            for cell in row
            if cell.value not in (None, "") and width(sheet, cell.column) > 0
        }
        printed = min(sizes) * scale(sheet)
        if printed < LEAST_TYPE * ROUNDED:
            small[sheet.title] = (printed, sizes[min(sizes)])
    assert small == {}


def test_every_page_has_its_number_and_long_lists_repeat_their_headings(workbook):
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            is_one_page = sheet.page_setup.fitToHeight == 1
            assert is_one_page or "&P" in (sheet.oddFooter.center.text or ""), sheet.title
            if sheet.auto_filter.ref:
                assert sheet.print_title_rows, sheet.title


def points_of(text):
    """Return about how wide a text of 10 points is."""
    return 5 * len(text.encode("cp932", "replace"))


def test_the_unit_below_a_heading_stays_on_one_line(workbook):
    broken = {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in workbook.worksheets
        for cell in (cell for row in sheet.iter_rows(1, 12) for cell in row)
        if isinstance(cell.value, str) and "\n（" in cell.value and cell.font.b
        if points_of(cell.value.rsplit("\n")[-1]) > width(sheet, cell.column) + PADDING
    }
    assert broken == set()


def test_no_text_is_cut_by_the_cell_beside_it(workbook):
    cut = {}
    for sheet in workbook.worksheets:
        # The tables of an export are read by the program, not by people.
        if sheet.sheet_state != "visible" or sheet.title in SHEETS:
            continue
        top, bottom, columns = printed_columns(sheet)
        for row in sheet.iter_rows(top, bottom, columns[0], columns[-1]):
            for cell, beside in pairwise(row):
                is_text = cell.data_type == "s" and not cell.alignment.wrap_text
                if is_text and beside.value not in (None, ""):
                    needed = points_of(cell.value) * cell.font.sz / 10 - PADDING
                    if needed > width(sheet, cell.column) > 0:
                        cut.setdefault(sheet.title, (cell.coordinate, cell.value))
    assert cut == {}


def test_no_band_of_headings_is_cut_by_the_edge_of_a_page(workbook):
    for sheet in workbook.worksheets:
        for before in (each.id for each in sheet.col_breaks.brk):
            cut = [
                str(area)
                for area in sheet.merged_cells.ranges
                if area.min_col <= before < area.max_col
            ]
            assert cut == [], f"{sheet.title}: {get_column_letter(before)}"


@pytest.mark.parametrize("workbook", ["ranking.xlsx"], indirect=True)
def test_the_screen_sheet_of_the_ranking_prints_one_page_wide(workbook):
    sheet = workbook["順位"]
    last = printed_columns(sheet)[2][-1]
    assert all(each.id >= last for each in sheet.col_breaks.brk)
    assert sheet.max_column > last
    assert "印刷用" in sheet.oddHeader.left.text


@pytest.mark.parametrize("workbook", ["results"], indirect=True)
def test_a_page_of_objections_ends_with_a_task(workbook):
    sheet = workbook["申出"]
    ids = {row: sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)}
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert breaks
    assert all(ids[before] != ids[before + 1] for before in breaks)
    assert all(sheet.cell(before + 1, 2).value for before in breaks)


@pytest.mark.parametrize("workbook", ["results"], indirect=True)
def test_a_task_of_the_objections_fits_on_a_page(workbook):
    sheet = workbook["申出"]
    margins = sheet.page_margins.top + sheet.page_margins.bottom
    page = (PAPERS["9"][0] / 25.4 - margins) * 72 / scale(sheet)
    starts = [1, *(each.id + 1 for each in sheet.row_breaks.brk), sheet.max_row + 1]
    for start, end in pairwise(starts):
        repeated = 0 if start == 1 else sheet.row_dimensions[4].height or 15.0
        heights = [sheet.row_dimensions[row].height or 15.0 for row in range(start, end)]
        assert repeated + sum(heights) <= page, f"rows {start} to {end - 1}"
