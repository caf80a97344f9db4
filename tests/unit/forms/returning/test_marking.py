"""Colouring cells of any sheet: what was there stays, and every mark is where it belongs."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.forms.returning.marking import Mark, color_cells, column_number
from rpa_scout.forms.returning.markup import MAIN, parse, serialize
from rpa_scout.forms.returning.styling import StyleSheet
from rpa_scout.forms.returning.unkeepable import UnkeepableError

STYLES = 4
COLUMNS = "ABCDEFGH"
COLORS = ("#FF0000", "#00FF00")
SHEET = "{" + MAIN + "}"


def style_sheet():
    formats = "".join(f'<xf fontId="0" borderId="{number}"/>' for number in range(STYLES))
    return parse(
        (
            f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="2"><fill/>'
            f'<fill/></fills><borders count="1"><border/></borders><cellXfs count="{STYLES}">'
            f"{formats}</cellXfs></styleSheet>"
        ).encode()
    )


styles = st.integers(0, STYLES - 1)
cells = st.dictionaries(st.sampled_from(COLUMNS), styles, max_size=len(COLUMNS))
rows = st.lists(st.tuples(cells, st.none() | styles), min_size=1, max_size=5)
columns = st.none() | styles
marked = st.dictionaries(
    st.tuples(st.sampled_from(COLUMNS), st.integers(0, 4)), st.sampled_from(COLORS), max_size=8
)


def sheet(drawn_rows, column_style, prefix):
    colon = f"{prefix}:" if prefix else ""
    lines = [f'<{colon}worksheet xmlns{f":{prefix}" if prefix else ""}="{MAIN}">']
    if column_style is not None:
        lines.append(
            f'<{colon}cols><{colon}col min="2" max="5" style="{column_style}"/></{colon}cols>'
        )
    lines.append(f"<{colon}sheetData>")
    for number, (answers, row_style) in enumerate(drawn_rows, 1):
        look = "" if row_style is None else f' s="{row_style}" customFormat="1"'
        lines.append(f'<{colon}row r="{number}"{look}>')
        for column in sorted(answers):
            text = f"<{colon}v>{number}</{colon}v>"
            lines.append(f'<{colon}c r="{column}{number}" s="{answers[column]}">{text}</{colon}c>')
        lines.append(f"<!-- {number} --></{colon}row>")
    lines.append(f"</{colon}sheetData></{colon}worksheet>")
    return "\n".join(lines).encode()


def look_of(drawn_rows, column_style, column, row):
    """Return the style that Excel shows in a cell."""
    answers, row_style = drawn_rows[row]
    if column in answers:
        return answers[column]
    if row_style is not None:
        return row_style
    return column_style or 0 if column in "BCDE" else 0


@given(rows, columns, marked, st.sampled_from(["", "x"]))
def test_cells_are_coloured_and_nothing_else(drawn_rows, column_style, drawn_marks, prefix):
    wanted = {cell: color for cell, color in drawn_marks.items() if cell[1] < len(drawn_rows)}
    marks = [Mark(f"{column}{row + 1}", color, "") for (column, row), color in wanted.items()]
    before, style_root = sheet(drawn_rows, column_style, prefix), style_sheet()
    root = parse(before)
    color_cells(root, marks, StyleSheet(style_root))

    after = ET.fromstring(serialize(root))
    formats = ET.fromstring(serialize(style_root)).find(f"{SHEET}cellXfs").findall(f"{SHEET}xf")
    fills = ET.fromstring(serialize(style_root)).find(f"{SHEET}fills").findall(f"{SHEET}fill")
    for position, row in enumerate(after.iter(f"{SHEET}row")):
        present = {cell.get("r"): cell for cell in row}
        order = [column_number(address) for address in present]
        assert order == sorted(order)
        expected = {f"{column}{position + 1}" for column in drawn_rows[position][0]}
        expected |= {mark.cell for mark in marks if mark.row == position + 1}
        assert set(present) == expected
        for (column, marked_row), color in wanted.items():
            if marked_row == position:
                cell = present.pop(f"{column}{position + 1}")
                look = formats[int(cell.get("s"))]
                # The border's number tells which style the new one was made from.
                assert int(look.get("borderId")) == look_of(
                    drawn_rows, column_style, column, position
                )
                fill = fills[int(look.get("fillId"))]
                assert (
                    fill.find(f"{SHEET}patternFill/{SHEET}fgColor").get("rgb") == f"FF{color[1:]}"
                )
                texts = [] if column not in drawn_rows[position][0] else [str(position + 1)]
                assert [text.text for text in cell] == texts
        for address, cell in present.items():
            assert cell.get("s") == str(drawn_rows[position][0][address[0]])
    for part, number in (("cellXfs", len(formats)), ("fills", len(fills))):
        assert ET.fromstring(serialize(style_root)).find(SHEET + part).get("count") == str(number)
    assert len(fills) == 2 + len(set(wanted.values()))
    assert serialize(root).count(b"<!-- ") == len(drawn_rows)


def test_one_style_serves_all_cells_of_a_look():
    root, style_root = parse(sheet([({"A": 1, "B": 1, "C": 2}, None)], None, "")), style_sheet()
    marks = [Mark(cell, COLORS[0], "") for cell in ("A1", "B1", "C1")]
    color_cells(root, marks, StyleSheet(style_root))
    assert len(style_root.find(f"{SHEET}cellXfs")) == STYLES + 2


@pytest.mark.parametrize(
    ("rows_xml", "reason"),
    [
        ('<row r="2"/>', "rows"),
        ("", "rows"),
        ('<row r="1"><c><v>1</v></c></row>', "addresses"),
        ('<row r="1"><c r="A1" s="9"/></row>', "styles"),
    ],
)
def test_sheets_that_cannot_be_coloured(rows_xml, reason):
    root = parse(
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows_xml}</sheetData></worksheet>'.encode()
    )
    with pytest.raises(UnkeepableError) as caught:
        color_cells(root, [Mark("A1", COLORS[0], "")], StyleSheet(style_sheet()))
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("address", "column"), [("A1", 0), ("Z9", 25), ("AA1", 26), ("AZ2", 51), ("XFD1", 16_383)]
)
def test_columns_count_from_0(address, column):
    assert column_number(address) == column
