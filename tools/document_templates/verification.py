"""The template of the verification of a fiscal year: single automations, and departments."""

from __future__ import annotations

from pathlib import Path

from document_templates.excel_parts import (
    GOTHIC,
    INPUT,
    WHOLE,
    new_sheet,
    new_workbook,
    put,
    put_list,
)


def make_verification(path: Path) -> None:
    """Write the template."""
    workbook = new_workbook()
    _automations(workbook)
    _departments(workbook)
    workbook.save(path)


def _automations(workbook):
    sheet = new_sheet(
        workbook, "効果検証", (5, 13, 28, 15, 9, 9, 13, 9, 9, 9, 14, 10, 9, 26),
        paper="A3", landscape=True,
    )  # fmt: skip
    put(sheet, "A1:N1", name="件名", size=14, font=GOTHIC, bold=True, align="center", height=26)
    put(sheet, "A2:J2", name="要旨", size=10.5)
    put(sheet, "K2:N2", name="日付", align="right")
    put(sheet, "A3:N3", name="検証結果", size=10.5)
    row = put_list(sheet, 4, (
        ("№", "番号", 1, "center", WHOLE), ("所属", "所属", 1, "left", None),
        ("業務名", "業務名", 1, "left", None), ("自動化", "自動化", 1, "left", None),
        ("導入前\n（時間）", "導入前", 1, "right", WHOLE),
        ("見込み\n（時間）", "見込み", 1, "right", WHOLE),
        ("控えめ～多め", "見込みの幅", 1, "center", None),
        ("実績\n（時間）", "実績", 1, "right", WHOLE), ("差", "差", 1, "right", WHOLE),
        ("差の理由\n要記入", "差の印", 1, "center", None),
        ("差の理由\n（選択）", "差の理由", 1, "left", None),
        ("把握方法", "把握方法", 1, "center", None), ("判断\n（選択）", "判断", 1, "center", None),
        ("証拠（ログのファイル名など）", "証拠", 1, "left", None),
    ), "検証", size=9)  # fmt: skip
    for column in "KMN":
        sheet[f"{column}5"].fill = INPUT
    put(sheet, f"A{row}:N{row}", size=9, text=(
        "見込みは、自動化した割合に応じた年間の削減時間（中央の見込み。"
        "実績のある業務は、実績による補正前の値）。"
        "実績が見込みから2割以上離れたものは、"
        "差の理由を選択する。判断は、継続・改修・廃止から選択する。"
    ))  # fmt: skip
    put(sheet, f"A{row + 1}:N{row + 1}", name="版", size=9, align="center")
    sheet.print_title_rows = "4:4"
    sheet.freeze_panes = "D5"
    sheet.print_area = f"A1:N{row + 1}"


def _departments(workbook):
    sheet = new_sheet(workbook, "所属別", (18, 10, 12, 13, 14, 14, 12, 14, 12), landscape=True)
    # The sum of middle estimates is not the middle estimate of the sum, which the targets show.
    title = "所属別の集計（見込み・実績は両方が分かるものの合計。見込みは中央の見込みを足した値）"
    put(sheet, "A1:I1", title, size=13, font=GOTHIC, bold=True, height=24)
    put_list(sheet, 2, (
        ("所属", "所属", 1, "left", None), ("自動化\nの件数", "件数", 1, "right", WHOLE),
        ("実績を把握\nした件数", "把握件数", 1, "right", WHOLE),
        ("導入前\n（時間）", "導入前", 1, "right", WHOLE),
        ("見込み\n（時間）", "見込み", 1, "right", WHOLE),
        ("実績\n（時間）", "実績", 1, "right", WHOLE), ("差", "差", 1, "right", WHOLE),
        ("実績の計\n（全件）", "実績計", 1, "right", WHOLE),
        ("実績／見込み", "比", 1, "right", None),
    ), "所属別", size=10)  # fmt: skip
    sheet.print_title_rows = "1:2"
