"""Cells, lists and pages of the templates for Excel."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.defined_name import DefinedName

GOTHIC, MINCHO = "BIZ UDゴシック", "BIZ UD明朝"
THIN = Side(style="thin", color="7F7F7F")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEADING = PatternFill("solid", fgColor="DDEBF7")
INPUT = PatternFill("solid", fgColor="FFF2CC")
WHOLE, SHARE, TENTH = "#,##0", "0%", "0.0"
PAPERS = {"A4": 9, "A3": 8}


def new_workbook():
    """Return a workbook whose usual font is that of its cells: Excel measures columns in it."""
    workbook = Workbook()
    font = Font(name=GOTHIC, size=11, family=3, charset=128)
    workbook._fonts = IndexedList([font])
    workbook._named_styles["Normal"].font = font
    return workbook


def new_sheet(workbook: Workbook, title, widths, *, paper="A4", landscape=False, wide=1, high=0):
    """Add a sheet with the widths of its columns and its print set-up."""
    is_first = not workbook.sheetnames or workbook.sheetnames == ["Sheet"]
    sheet = workbook.active if is_first else workbook.create_sheet()
    sheet.title = title
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = PAPERS[paper]
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = wide, high
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, 0.4)
    sheet.page_margins.top, sheet.page_margins.bottom = 0.45, 0.55
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "&P／&N"
    sheet.oddFooter.center.size = 9
    return sheet


def name_cells(sheet, name, cells):
    """Name a cell or a range of a sheet."""
    absolute = ":".join(_absolute(part) for part in cells.split(":"))
    defined = DefinedName(name, attr_text=f"{quote_sheetname(sheet.title)}!{absolute}")
    sheet.parent.defined_names[name] = defined


def _absolute(cell):
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"


def put(
    sheet, cells, text="", *, name=None, size=10, font=MINCHO, bold=False, align="left",
    valign="center", box=False, fill=None, number_format=None, wrap=True, color=None, height=None,
):  # fmt: skip
    """Write a text into a cell or a merged range, and name it."""
    first = cells.split(":")[0]
    if ":" in cells:
        sheet.merge_cells(cells)
    rows = sheet[cells] if ":" in cells else ((sheet[first],),)
    for row in rows:
        for cell in row:
            if box:
                cell.border = BOX
            if fill is not None:
                cell.fill = fill
    cell = sheet[first]
    cell.value = text or None
    cell.font = Font(name=font, size=size, bold=bold, color=color)
    cell.alignment = Alignment(horizontal=align, vertical=valign, wrap_text=wrap)
    if number_format:
        cell.number_format = number_format
    if name:
        name_cells(sheet, name, first)
    if height:
        sheet.row_dimensions[cell.row].height = height
    return cell


def put_list(sheet, row, columns, list_name, *, size=9, first_column=1, height=None):
    """Write the heading of a list and the row that repeats for its lines; return the row below.

    Each column is its heading, its name, the number of columns it spans, its alignment and the
    format of its numbers.
    """
    column = first_column
    for title, name, span, align, number_format in columns:
        left, right = get_column_letter(column), get_column_letter(column + span - 1)
        area = left if span == 1 else f"{left}{{row}}:{right}"
        heading = area.format(row=row) + str(row)
        below = area.format(row=row + 1) + str(row + 1)
        put(sheet, heading, title, size=size, font=GOTHIC, align="center", box=True, fill=HEADING)
        put(
            sheet, below, size=size, align=align, box=True, number_format=number_format,
            name=f"{list_name}.{name}" if name else None,
        )  # fmt: skip
        column += span
    if height:
        sheet.row_dimensions[row + 1].height = height
    last = get_column_letter(column - 1)
    first = get_column_letter(first_column)
    name_cells(sheet, list_name, f"{first}{row + 1}:{last}{row + 1}")
    return row + 2


def put_texts(sheet, row, list_name, last_column, *, size=10, number=False, mark="・"):
    """Write the row that repeats for every sentence of a list."""
    put(
        sheet, f"A{row}:B{row}", "" if number else mark, size=size, align="right", valign="top",
        wrap=False, name=f"{list_name}.番号" if number else None,
    )  # fmt: skip
    put(sheet, f"C{row}:{last_column}{row}", size=size, valign="top", name=f"{list_name}.文")
    name_cells(sheet, list_name, f"A{row}:{last_column}{row}")
    return row + 1
