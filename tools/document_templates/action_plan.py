"""The template of the action plan: A3, tasks by quarter, totals by fiscal year."""

from __future__ import annotations

from pathlib import Path

from document_templates.excel_parts import (
    GOTHIC,
    HEADING,
    WHOLE,
    new_sheet,
    new_workbook,
    put,
    put_list,
)
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

_YEARS = 5
_BEFORE = (
    ("№", "番号", 4, "center", WHOLE), ("所属", "所属", 13, "left", None),
    ("業務名", "業務名", 30, "left", None), ("手段", "手段", 12, "left", None),
    ("作成", "作成区分", 6, "center", None), ("担当", "担当", 9, "left", None),
    ("作成\n時間", "作成時間", 7, "right", WHOLE), ("削減\n見込み", "削減時間", 8, "right", WHOLE),
)  # fmt: skip
_COLORS = {"準": "E7E6E6", "作": "F8CBAD", "試": "FFE699", "運": "C6E0B4", "検": "9DC3E6"}


def make_action_plan(path: Path) -> None:
    """Write the template."""
    workbook = new_workbook()
    _tasks(workbook)
    _years(workbook)
    workbook.save(path)


def _tasks(workbook):
    widths = [width for _title, _name, width, _align, _format in _BEFORE]
    widths += [3.2] * (4 * _YEARS) + [26]
    sheet = new_sheet(workbook, "行動計画", widths, paper="A3", landscape=True)
    last = get_column_letter(len(widths))
    put(
        sheet,
        f"A1:{last}1",
        name="件名",
        size=16,
        font=GOTHIC,
        bold=True,
        align="center",
        height=26,
    )
    put(sheet, "A2:B2", "期間", font=GOTHIC, align="right")
    put(sheet, "C2:D2", name="期間")
    put(sheet, f"I2:{get_column_letter(len(widths) - 1)}2", name="凡例", align="center")
    put(sheet, f"{last}2", name="日付", align="right")
    first = len(_BEFORE) + 1
    for column in range(1, first):
        letter = get_column_letter(column)
        put(sheet, f"{letter}3", box=True, fill=HEADING)
    for year in range(_YEARS):
        left = get_column_letter(first + 4 * year)
        right = get_column_letter(first + 4 * year + 3)
        put(sheet, f"{left}3:{right}3", name=f"年度{year + 1}", size=9, font=GOTHIC, align="center",
            box=True, fill=HEADING)  # fmt: skip
    put(sheet, f"{last}3", "ＰＤＣＡ", size=9, font=GOTHIC, align="center", box=True, fill=HEADING)
    columns = [(title, name, 1, align, style) for title, name, _width, align, style in _BEFORE]
    columns += [
        (str(quarter % 4 + 1), f"期{quarter + 1}", 1, "center", None)
        for quarter in range(4 * _YEARS)
    ]
    columns.append(("検証（Ｃ）・見直し（Ａ）", "検証", 1, "left", None))
    row = put_list(sheet, 4, columns, "行動計画", size=9)
    put(sheet, f"A{row}:{last}{row}", name="版", size=9, align="center")
    area = f"{get_column_letter(first)}5:{get_column_letter(first + 4 * _YEARS - 1)}1000"
    for sign, color in _COLORS.items():
        fill = PatternFill("solid", bgColor=color, fgColor=color)
        rule = CellIsRule(operator="equal", formula=[f'"{sign}"'], fill=fill)
        sheet.conditional_formatting.add(area, rule)
    sheet.print_title_rows = "3:4"
    sheet.freeze_panes = "D5"
    sheet.print_area = f"A1:{last}{row}"


def _years(workbook):
    sheet = new_sheet(
        workbook, "年度計", (13, 8, 19, 24, 18, 16, 10, 11, 10, 26, 10, 22),
        paper="A3", landscape=True,
    )  # fmt: skip
    title = "年度計（稼働業務数・削減時間は累計。括弧内は控えめ～多めの見込み）"
    put(sheet, "A1:L1", title, size=13,
        font=GOTHIC, bold=True, height=24)  # fmt: skip
    row = put_list(sheet, 2, (
        ("年度", "年度", 1, "left", None), ("新規作成\n業務数", "新規", 1, "right", WHOLE),
        ("稼働業務数", "稼働業務数", 1, "right", None),
        ("削減時間（時間／年）", "削減時間", 1, "right", None),
        ("削減時間の目標との差", "目標との差", 1, "right", None),
        ("業務数の目標との差", "業務数の差", 1, "right", None),
        ("作成時間", "作成時間", 1, "right", WHOLE), ("作成能力", "能力", 1, "right", None),
        ("維持管理", "維持管理", 1, "right", WHOLE), ("委託費／上限", "委託費", 1, "right", None),
        ("両目標の\n確率", "確率", 1, "center", None),
        ("検証（Ｃ）・見直し（Ａ）", "検証", 1, "left", None),
    ), "年度計", size=10)  # fmt: skip
    row += 1
    put(sheet, f"A{row}:L{row}", "計画の目標指標", size=13, font=GOTHIC, bold=True, height=24)
    row = put_list(sheet, row + 1, (
        ("指標", "指標", 3, "left", None), ("単位", "単位", 1, "center", None),
        ("策定時", "策定時", 1, "center", None), ("現状", "現状", 1, "center", None),
        ("目標年度の見込み", "見込み", 2, "center", None), ("目標値", "目標値", 2, "center", None),
        ("評価", "評価", 1, "center", None), ("検証・見直し", "", 1, "left", None),
    ), "指標", size=10)  # fmt: skip
    put(sheet, f"A{row}:L{row}", size=9, text=(
        "各年度の確率は、その年度の見込みで両方の目標に達している確率（試算）。作成時間・作成能力・維持管理は"
        "デジタル課の時間。業務は作成した年度の翌年度から削減時間に数える。"
    ))  # fmt: skip
    sheet.print_area = f"A1:L{row}"
