"""The template of the report to the council, for Excel."""

from __future__ import annotations

from pathlib import Path

from document_templates.excel_parts import (
    GOTHIC,
    SHARE,
    TENTH,
    WHOLE,
    name_cells,
    new_sheet,
    new_workbook,
    put,
    put_list,
    put_texts,
)

_LAST = "AD"
_WIDTHS = (2.95,) * 30


def make_council_workbook(path: Path) -> None:
    """Write the template."""
    workbook = new_workbook()
    _first_page(workbook)
    _second_page(workbook)
    _candidates(workbook)
    _automated(workbook)
    workbook.save(path)


def _heading(sheet, row, text):
    put(sheet, f"A{row}:{_LAST}{row}", text, size=11, font=GOTHIC, bold=True, height=17)
    return row + 1


def _note(sheet, row, text, size=9.2):
    put(sheet, f"A{row}:{_LAST}{row}", text, size=size)
    return row + 1


def _first_page(workbook):
    sheet = new_sheet(workbook, "1枚目", _WIDTHS, high=1)
    put(sheet, f"W1:{_LAST}1", "資料１", font=GOTHIC, align="right")
    put(sheet, f"P2:{_LAST}2", name="文書番号", align="right")
    put(sheet, f"P3:{_LAST}3", name="日付", align="right")
    put(sheet, f"P4:{_LAST}4", "デジタル課", align="right")
    put(sheet, "A5:Z5", name="件名", size=14, font=GOTHIC, bold=True, align="center", height=26)
    put(sheet, f"AA5:{_LAST}5", name="区分", size=12, font=GOTHIC, bold=True, align="right")
    row = _heading(sheet, 6, "１　要旨")
    row = put_texts(sheet, row, "要旨", _LAST)
    row = _heading(sheet, row, "２　計画の目標指標と達成の見込み")
    row = put_list(sheet, row, (
        ("指標", "指標", 8, "left", None), ("単位", "単位", 3, "center", None),
        ("策定時", "策定時", 4, "center", None), ("現状", "現状", 4, "center", None),
        ("目標年度の見込み", "見込み", 5, "center", None), ("目標値", "目標値", 4, "center", None),
        ("評価", "評価", 2, "center", None),
    ), "指標")  # fmt: skip
    row = _note(sheet, row, (
        "見込みは採択案を採択した場合（括弧内は控えめ～多めの見込み）。評価：目標を達成する確率（試算）が"
        "８割以上は◎、５割以上は○、５割未満は△。（記入）の欄は手入力による。"
    ))  # fmt: skip
    for number, (first, last) in enumerate((("A", "O"), ("P", _LAST)), start=1):
        area = f"{first}{row}:{last}{row + 14}"
        put(sheet, f"{first}{row}")
        name_cells(sheet, f"図{number}", area)
    row = _note(sheet, row + 15, (
        "図の棒は中央の見込み、ひげは控えめ～多めの見込み（R6は令和6年度）。採択案は稼働する年度（未定のものは目標年度）から計上した。"
    ))  # fmt: skip
    row = _heading(sheet, row, "３　協議事項")
    row = put_texts(sheet, row, "協議事項", _LAST, number=True)
    put(sheet, f"A{row}:{_LAST}{row}", name="版", size=9.2, align="center")
    sheet.print_area = f"A1:{_LAST}{row}"


_OF_DEPARTMENTS = (
    ("所属", "所属", "left", None),
    ("業務数", "業務数", "right", WHOLE),
    ("候補数", "候補数", "right", WHOLE),
    ("採択案", "採択案", "right", WHOLE),
    ("削減見込み", "削減見込み", "right", None),
)


def _second_page(workbook):
    sheet = new_sheet(workbook, "2枚目", _WIDTHS)
    row = _heading(sheet, 1, "４　採択案（上位10業務。時間は年間）")
    row = put_list(sheet, row, (
        ("順位", "順位", 2, "center", WHOLE), ("所属", "所属", 3, "left", None),
        ("業務名", "業務名", 6, "left", None), ("手段", "手段", 3, "left", None),
        ("導入前", "導入前", 2, "right", WHOLE), ("導入後", "導入後", 2, "right", WHOLE),
        ("削減時間\n（控えめ～多め）", "削減時間と幅", 4, "right", None),
        ("削減率", "削減率", 2, "right", SHARE), ("作成", "作成区分", 2, "center", None),
        ("主な理由", "主な理由", 4, "left", None),
    ), "採択案", size=8)  # fmt: skip
    row = _heading(sheet, row, "５　所属別の集計")
    row = put_list(sheet, row, [
        (title, f"{side}_{name}", span, align, number_format)
        for side, spans in (("左", (4, 2, 2, 2, 5)), ("右", (4, 2, 2, 2, 5)))
        for (title, name, align, number_format), span in zip(_OF_DEPARTMENTS, spans, strict=True)
    ], "所属別の2列", size=8)  # fmt: skip
    put(sheet, f"A{row}:E{row}", "未提出の所属：", size=9.2)
    put(sheet, f"F{row}:{_LAST}{row}", name="未提出の所属", size=9.2)
    row = _heading(sheet, row + 1, "６　留意事項")
    row = put_texts(sheet, row, "留意事項", _LAST, size=9)
    row = _heading(sheet, row, "７　選定の手続")
    row = _note(sheet, row, (
        "推進計画２－７の判断基準８項目により適合度（100点満点）を計算し、適合度の順に選定した。"
        "重みは本市が定めたもので、推進計画には定めがない。"
    ), 9)  # fmt: skip
    row = put_list(sheet, row, (
        ("", "左_番号", 1, "center", WHOLE), ("判断基準", "左_判断基準", 12, "left", None),
        ("重み", "左_重みの割合", 2, "right", SHARE),
        ("", "右_番号", 1, "center", WHOLE), ("判断基準", "右_判断基準", 12, "left", None),
        ("重み", "右_重みの割合", 2, "right", SHARE),
    ), "判断基準の2列", size=8)  # fmt: skip
    row = _heading(sheet, row, "８　有識者の意見（産・学・町会）")
    for name in ("産業界", "学術機関", "町会"):
        put(sheet, f"A{row}:D{row}", name, size=9, align="center", box=True, height=18)
        put(sheet, f"E{row}:{_LAST}{row}", box=True)
        row += 1
    row -= 1
    sheet.print_area = f"A1:{_LAST}{row}"


def _candidates(workbook):
    sheet = new_sheet(
        workbook, "別表1 全候補", (6, 16, 16, 44, 8, 16, 9, 9, 10, 15, 8, 15, 13),
        paper="A3", landscape=True,
    )  # fmt: skip
    title = "別表１　全候補の一覧（時間は年間。候補でない業務、自動化済みの業務を含まない）"
    put(sheet, "A1:M1", title,
        size=12, font=GOTHIC, bold=True, height=22)  # fmt: skip
    put_list(sheet, 2, (
        ("順位", "順位", 1, "center", WHOLE), ("業務番号", "業務番号", 1, "left", None),
        ("所属", "所属", 1, "left", None), ("業務名", "業務名", 1, "left", None),
        ("適合度", "適合度", 1, "right", TENTH), ("手段", "手段", 1, "left", None),
        ("導入前", "導入前", 1, "right", WHOLE), ("導入後", "導入後", 1, "right", WHOLE),
        ("削減時間", "削減時間", 1, "right", WHOLE),
        ("控えめ～多め", "削減時間の幅", 1, "right", None),
        ("削減率", "削減率", 1, "right", SHARE), ("決定", "決定", 1, "center", None),
        ("実施年度", "実施年度", 1, "center", None),
    ), "候補", size=10)  # fmt: skip
    sheet.print_title_rows = "1:2"
    sheet.freeze_panes = "E3"


def _automated(workbook):
    sheet = new_sheet(workbook, "別表2 自動化済み", (17, 18, 46, 17, 12, 13), landscape=True)
    put(
        sheet,
        "A1:F1",
        "別表２　自動化済み・稼働中の業務",
        size=12,
        font=GOTHIC,
        bold=True,
        height=22,
    )
    put_list(sheet, 2, (
        ("業務番号", "業務番号", 1, "left", None), ("所属", "所属", 1, "left", None),
        ("業務名", "業務名", 1, "left", None), ("手段", "手段", 1, "left", None),
        ("現在の時間", "導入前", 1, "right", WHOLE), ("状態", "決定", 1, "center", None),
    ), "自動化済み", size=10)  # fmt: skip
    sheet.print_title_rows = "1:2"
    sheet.freeze_panes = "A3"
