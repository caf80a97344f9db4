"""Paragraphs and tables of the templates for Word."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

MINCHO, GOTHIC = "BIZ UD明朝", "BIZ UDゴシック"
BODY, SMALL = 10.5, 8.5
HEADING_FILL = "DDEBF7"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def set_font(run, name, size, *, bold=False):
    """Set the font of a run for Latin and Japanese letters."""
    run.font.name, run.font.size, run.font.bold = name, Pt(size), bold
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)


def write(paragraph: Paragraph, text, *, size=BODY, font=MINCHO, bold=False, align="left", after=0):
    """Write a text into a paragraph, without room above it."""
    paragraph.alignment = ALIGN[align]
    spacing = paragraph.paragraph_format
    spacing.space_before, spacing.space_after = Pt(0), Pt(after)
    spacing.line_spacing = Pt(size * 1.4)
    # Without this, Word aligns lines to a grid and small type gets the height of large type.
    properties = paragraph._p.get_or_add_pPr()
    grid = OxmlElement("w:snapToGrid")
    grid.set(qn("w:val"), "0")
    properties.insert_element_before(grid, "w:spacing", "w:ind", "w:jc", "w:rPr")
    set_font(paragraph.add_run(text), font, size, bold=bold)
    return paragraph


def heading(document: Document, text, before=6):
    """Add the heading of a part."""
    paragraph = write(document.add_paragraph(), text, font=GOTHIC, bold=True, after=2)
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def loop(document: Document, name, text, *, size=BODY, indent=0.4):
    """Add a paragraph that repeats for every text of a list."""
    write(document.add_paragraph(), f"{{%p for 文 in {name} %}}", size=size)
    paragraph = write(document.add_paragraph(), text, size=size)
    paragraph.paragraph_format.left_indent = Cm(indent)
    paragraph.paragraph_format.first_line_indent = Cm(-indent)
    write(document.add_paragraph(), "{%p endfor %}", size=size)


def table(document: Document, columns: Sequence[tuple], rows_of, *, size=SMALL, name="行"):
    """Add a table: heading row, and a row that repeats for every line of a list.

    Each column is its heading, its text, its width in centimetres and its alignment.
    """
    grid = document.add_table(rows=4, cols=len(columns))
    lay_out(grid, [width for _heading, _text, width, _align in columns])
    for number, (title, text, _width, align) in enumerate(columns):
        fill(grid.cell(0, number), title, size=size, font=GOTHIC, align="center", shade=True)
        fill(
            grid.cell(1, number),
            f"{{%tr for {name} in {rows_of} %}}" if not number else "",
            size=size,
        )
        fill(grid.cell(2, number), text, size=size, align=align)
        fill(grid.cell(3, number), "{%tr endfor %}" if not number else "", size=size)
    repeat_heading(grid)
    for row in grid.rows:
        keep_row_whole(row)
    return grid


def lay_out(grid: Table, widths_cm):
    """Give a table borders, fixed widths and narrow margins of cells."""
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    grid.style = "Table Grid"
    for column, width in zip(grid.columns, widths_cm, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 15), ("left", 50), ("bottom", 15), ("right", 50)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(width))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    grid._tbl.tblPr.append(margins)


def fill(cell: _Cell, text, *, size=SMALL, font=MINCHO, align="left", shade=False, bold=False):
    """Write a text into a cell."""
    write(cell.paragraphs[0], text, size=size, font=font, align=align, bold=bold)
    if shade:
        properties = cell._tc.get_or_add_tcPr()
        shading = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEADING_FILL)):
            shading.set(qn(f"w:{name}"), value)
        properties.append(shading)


def repeat_heading(grid: Table):
    """Repeat the first row of a table on every page."""
    properties = grid.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)


def keep_row_whole(row):
    """Keep a row of a table on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_page(section, width_cm, height_cm, margin_cm, *, landscape=False):
    """Set paper and margins of a section."""
    section.page_width, section.page_height = Cm(width_cm), Cm(height_cm)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Cm(margin_cm))
    section.header_distance = section.footer_distance = Cm(0.8)


def page_number(paragraph: Paragraph, size=8):
    """Add the field with the number of the page."""
    run = paragraph.add_run()
    set_font(run, MINCHO, size)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)
