"""The template of the card of a task: one page A4."""

from __future__ import annotations

from pathlib import Path

from document_templates.excel_parts import (
    GOTHIC,
    HEADING,
    SHARE,
    TENTH,
    WHOLE,
    name_cells,
    new_sheet,
    new_workbook,
    put,
    put_list,
)

_LAST = "AD"
_SEALS = ("起案", "係長", "課長", "CIO補佐官")
_SIZE = 8.5


def make_task_card(path: Path) -> None:
    """Write the template."""
    workbook = new_workbook()
    sheet = new_sheet(workbook, "業務カード", (2.95,) * 30, high=1)
    sheet.oddFooter.center.text = ""
    sheet.page_margins.top = sheet.page_margins.bottom = 0.3
    row = _head(sheet)
    row = _overview(sheet, row)
    row = _volume(sheet, row)
    row = _score(sheet, row)
    row = _means(sheet, row)
    row = _effect(sheet, row)
    row = _cases(sheet, row)
    row = _decision(sheet, row)
    put(sheet, f"A{row}:{_LAST}{row}", name="版", size=_SIZE, align="center")
    sheet.print_area = f"A1:{_LAST}{row}"
    workbook.save(path)


def _head(sheet):
    put(sheet, "A1:H1", "業務カード", size=14, font=GOTHIC, bold=True, height=20)
    put(sheet, "I1:R1", name="文書番号", size=_SIZE, align="right")
    put(sheet, "I2:R2", name="日付", size=_SIZE, align="right")
    put(sheet, "A2:H2", name="業務番号", size=10, font=GOTHIC)
    for number, title in enumerate(_SEALS):
        left = _column(18 + 3 * number)
        right = _column(20 + 3 * number)
        put(sheet, f"{left}1:{right}1", title, size=_SIZE, align="center", box=True)
        put(sheet, f"{left}2:{right}3", box=True)
    put(sheet, "A3:R3", name="業務名", size=12, font=GOTHIC, bold=True, height=20)
    sheet.row_dimensions[2].height = 17
    for label, first, last in (("所属", "A", "J"), ("係", "K", "T"), ("担当", "U", "AD")):
        _field(sheet, 4, label, label, first=first, last=last, wide=3)
    return 5


def _column(number):
    return chr(ord("A") + number) if number < 26 else "A" + chr(ord("A") + number - 26)


def _heading(sheet, row, text):
    put(sheet, f"A{row}:{_LAST}{row}", text, size=9.5, font=GOTHIC, bold=True, height=13.5)
    return row + 1


def _label(sheet, cells, text):
    put(sheet, cells, text, size=_SIZE, font=GOTHIC, align="center", box=True, fill=HEADING)


def _field(sheet, row, label, name, *, last=_LAST, first="A", wide=4):
    start = ord(first) - ord("A")
    end, value = _column(start + wide - 1), _column(start + wide)
    _label(sheet, f"{first}{row}:{end}{row}", label)
    put(sheet, f"{value}{row}:{last}{row}", name=name, size=_SIZE, box=True)


def _overview(sheet, row):
    row = _heading(sheet, row, "１　業務の概要")
    _field(sheet, row, "内容・手順", "業務の内容")
    for names in (
        ("使用システム", "ネットワーク", "個人情報"), ("繁忙月", "手順書", "予定された変更"),
    ):  # fmt: skip
        row += 1
        for name, first, last in zip(names, "AKU", ("J", "T", "AD"), strict=True):
            _field(sheet, row, name, name, first=first, last=last)
    return row + 1


def _volume(sheet, row):
    row = _heading(sheet, row, "２　業務量")
    put(sheet, f"A{row}:T{row}", name="業務量の式", size=_SIZE, box=True)
    put(sheet, f"U{row}:{_LAST}{row}", name="申告との差", size=_SIZE, box=True)
    return row + 1


def _score(sheet, row):
    row = _heading(sheet, row, "３　評価（判断基準８項目）")
    _label(sheet, f"A{row}:C{row}", "適合度")
    put(
        sheet,
        f"D{row}:F{row}",
        name="適合度",
        size=11,
        font=GOTHIC,
        bold=True,
        align="center",
        box=True,
    )
    _label(sheet, f"G{row}:I{row}", "範囲")
    put(sheet, f"J{row}:N{row}", name="適合度の幅", size=_SIZE, align="center", box=True)
    _label(sheet, f"O{row}:Q{row}", "順位")
    put(sheet, f"R{row}:U{row}", name="順位", size=_SIZE, align="center", box=True)
    _label(sheet, f"V{row}:Y{row}", "満点との差大")
    put(sheet, f"Z{row}:{_LAST}{row}", name="満点との差", size=_SIZE, align="center", box=True)
    start = row + 1
    row = put_list(sheet, start, (
        ("", "番号", 1, "center", WHOLE), ("判断基準", "判断基準", 12, "left", None),
        ("回答", "回答", 7, "left", None), ("点", "点", 2, "right", "0.00"),
        ("加点", "加点", 2, "right", TENTH), ("満点", "満点", 2, "right", TENTH),
    ), "判断基準", size=_SIZE)  # fmt: skip
    # From the heading to the last line of the list, beside it.
    name_cells(sheet, "図.判断基準", f"AA{start}:{_LAST}{row - 1}")
    return row


def _means(sheet, row):
    row = _heading(sheet, row, "４　手段とシナリオ作成")
    _field(sheet, row, "手段", "手段", last="I", wide=3)
    _label(sheet, f"J{row}:L{row}", "作成区分")
    put(sheet, f"M{row}:N{row}", name="作成区分", size=_SIZE, align="center", box=True)
    _label(sheet, f"O{row}:Q{row}", "難易度")
    put(sheet, f"R{row}", name="難易度", size=_SIZE, align="center", box=True)
    put(sheet, f"S{row}:{_LAST}{row}", name="難易度の定義", size=_SIZE, box=True)
    _field(sheet, row + 1, "満たした条件", "手段の条件")
    _field(sheet, row + 2, "要確認の条件", "要確認の条件")
    _field(sheet, row + 3, "作成時間", "作成時間の式")
    return row + 4


def _effect(sheet, row):
    row = _heading(
        sheet, row, "５　効果の見込み（年間。図は現在の時間から削減時間（中央の見込み）までの内訳）"
    )
    start = row
    row = put_list(sheet, row, (
        ("見込み", "見込み", 4, "left", None), ("導入前", "導入前", 3, "right", WHOLE),
        ("導入後", "導入後", 3, "right", WHOLE), ("削減時間", "削減時間", 3, "right", WHOLE),
        ("削減率", "削減率", 2, "right", SHARE),
    ), "効果", size=_SIZE)  # fmt: skip
    box = {"size": _SIZE, "valign": "top", "box": True}
    put(sheet, f"A{row}:O{row}", name="悪化の説明", height=26, **box)
    put(sheet, f"A{row + 1}:O{row + 1}", name="内訳", height=26, **box)
    put(sheet, f"A{row + 2}:O{row + 2}", name="効果が出る件数", **box)
    put(sheet, f"A{row + 3}:O{row + 3}", name="平均の注", size=_SIZE, height=14)
    name_cells(sheet, "図.内訳", f"P{start}:{_LAST}{row + 3}")
    return row + 4


def _cases(sheet, row):
    row = _heading(sheet, row, "６　典型業務と似た公表事例")
    put(sheet, f"A{row}:{_LAST}{row}", name="典型業務", size=_SIZE, box=True)
    return put_list(sheet, row + 1, (
        ("団体", "団体", 5, "left", None), ("業務", "業務", 11, "left", None),
        ("削減率", "削減率", 3, "center", None), ("段階", "段階", 3, "center", None),
        ("出典", "出典", 8, "left", None),
    ), "事例", size=_SIZE)  # fmt: skip


def _decision(sheet, row):
    row = _heading(sheet, row, "７　決定と経過")
    _field(sheet, row, "決定", "決定", last="J")
    _field(sheet, row, "実施年度", "実施年度", first="K", last="T")
    row += 1
    _field(sheet, row, "決定の理由", "決定の理由")
    _field(sheet, row + 1, "職員の判断", "職員の判断")
    row = put_list(sheet, row + 2, (
        ("履歴番号", "番号", 3, "center", WHOLE), ("日付", "日付", 5, "left", None),
        ("内容", "内容", 18, "left", None), ("操作者", "操作者", 4, "left", None),
    ), "経過", size=_SIZE)  # fmt: skip
    row = _heading(sheet, row, "８　実績")
    return put_list(sheet, row, (
        ("年度", "年度", 6, "left", None), ("導入前", "導入前", 5, "right", WHOLE),
        ("削減時間（実績）", "実績", 7, "right", WHOLE),
        ("把握方法", "把握方法", 5, "center", None),
        ("見込みとの差", "見込みとの差", 7, "right", WHOLE),
    ), "実績", size=8.5)  # fmt: skip
