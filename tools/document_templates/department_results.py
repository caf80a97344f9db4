"""The template of the results sent to departments: a letter A4, and a sheet for objections."""

from __future__ import annotations

from pathlib import Path

from document_templates.excel_parts import (
    GOTHIC,
    INPUT,
    WHOLE,
    name_cells,
    new_sheet,
    new_workbook,
    put,
    put_list,
)

_BODY = (
    (
        "　日頃から、業務の見直しに御協力いただきありがとうございます。"
        "先に提出いただいた調査票を基に、"
        "RPA・AIを活用する業務を選定しましたので、結果を通知します。"
    ),
    (
        "　記入内容に誤りがある場合や、その後に事情が変わった場合は、「申出」シートの黄色の欄に"
        "記入してください。結果についての意見は、下の表の「意見」の欄に記入してください。"
    ),
)


def make_department_results(path: Path) -> None:
    """Write the template."""
    workbook = new_workbook()
    _letter(workbook)
    _objections(workbook)
    workbook.save(path)


def _letter(workbook):
    sheet = new_sheet(workbook, "通知", (12, 22, 9, 9, 6, 31, 27, 10), landscape=True)
    put(sheet, "G1:H1", name="文書番号", align="right")
    put(sheet, "G2:H2", name="日付", align="right")
    put(sheet, "A3:C3", name="所属", align="left", size=11, font=GOTHIC)
    put(sheet, "A4:C4", "　所属長・DX推進員　様")
    put(sheet, "G4:H4", "デジタル課長", align="right")
    put(sheet, "A5:H5", name="件名", size=14, font=GOTHIC, bold=True, align="center", height=26)
    for row, text in enumerate(_BODY, start=6):
        put(sheet, f"A{row}:H{row}", text, valign="top", size=10.5)
    put(sheet, "A8:B8", "申出の期限", font=GOTHIC, align="center", box=True)
    put(sheet, "C8:E8", name="申出期限", box=True, align="center")
    put(sheet, "F8", "問合せ先", font=GOTHIC, align="center", box=True)
    put(sheet, "G8:H8", name="問合せ先", box=True)
    put(sheet, "A9", height=6)
    row = put_list(sheet, 10, (
        ("業務番号", "業務番号", 1, "left", None), ("業務名", "業務名", 1, "left", None),
        ("結果", "結果", 1, "center", None), ("実施年度", "実施年度", 1, "center", None),
        ("適合度", "適合度", 1, "center", "0"), ("理由", "理由", 1, "left", None),
        ("今後お願いしたいこと", "お願い", 1, "left", None), ("意見", "意見", 1, "left", None),
    ), "結果", size=9)  # fmt: skip
    sheet["H11"].fill = INPUT
    put(sheet, f"A{row}:H{row}", name="版", size=9)
    sheet.print_title_rows = "10:10"
    sheet.print_area = f"A1:H{row}"


def _objections(workbook):
    sheet = new_sheet(workbook, "申出", (16, 19, 26, 20, 16, 13, 16, 1), landscape=True)
    put(sheet, "A1:G1", "記入内容の確認と申出", size=13, font=GOTHIC, bold=True, height=22)
    text = (
        "現在の記入内容です。誤りがある場合や事情が変わった場合だけ、黄色の欄に正しい内容、区分、理由を"
        "記入し、上書き保存の上、デジタル課へ返送してください。数値はおおよそで構いません。"
    )
    put(sheet, "A2:G2", text, valign="top")
    put(sheet, "A3:B3", "評価番号", size=9, align="right")
    put(sheet, "C3", name="評価番号", size=9, number_format=WHOLE, align="left")
    put_list(sheet, 4, (
        ("業務番号", "業務番号", 1, "left", None), ("業務名", "業務名", 1, "left", None),
        ("項目", "項目", 1, "left", None), ("記入内容", "記入内容", 1, "left", None),
        ("正しい内容", "正しい内容", 1, "left", None), ("区分", "区分", 1, "left", None),
        ("理由・補足", "理由", 1, "left", None),
    ), "申出", size=9)  # fmt: skip
    for column in "EFG":
        sheet[f"{column}5"].fill = INPUT
    # The ids of the fields stand beside the list, for reading it back.
    put(sheet, "H5", size=9, color="FFFFFF", wrap=False)
    name_cells(sheet, "申出.項目番号", "H5")
    name_cells(sheet, "申出", "A5:H5")
    sheet.column_dimensions["H"].hidden = True
    sheet.print_title_rows = "4:4"
    sheet.print_area = "A1:G5"
    sheet.freeze_panes = "C5"
    sheet.auto_filter.ref = "A4:G5"
