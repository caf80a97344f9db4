"""The template of the report to the council, for Word: two pages A4 and a list A3."""

from __future__ import annotations

from pathlib import Path

import docx
from document_templates.word_parts import (
    GOTHIC,
    fill,
    heading,
    keep_row_whole,
    lay_out,
    loop,
    page_number,
    repeat_heading,
    set_page,
    table,
    write,
)
from docx.enum.section import WD_SECTION
from docx.shared import Cm, Pt

_HOURS = "{{ 行.削減時間と幅 }}"


def make_council_report(path: Path) -> None:
    """Write the template."""
    document = docx.Document()
    set_page(document.sections[0], 21.0, 29.7, 1.5)
    document.styles["Normal"].font.size = Pt(10.5)
    _footer(document.sections[0])
    _head(document)
    _first_page(document)
    _second_page(document)
    _list_of_candidates(document)
    document.core_properties.author = ""
    document.save(path)


def _footer(section):
    paragraph = section.footer.paragraphs[0]
    write(paragraph, "{{ 版 }}　　", size=8, align="center")
    page_number(paragraph)


def _head(document):
    top = document.paragraphs[0] if document.paragraphs else document.add_paragraph()
    write(top, "資料１", font=GOTHIC, align="right")
    write(document.add_paragraph(), "{{ 文書番号 }}", align="right")
    write(document.add_paragraph(), "{{ 日付 }}", align="right")
    write(document.add_paragraph(), "デジタル課", align="right", after=2)
    write(
        document.add_paragraph(), "{{ 件名 }}（{{ 区分 }}）",
        size=14, font=GOTHIC, bold=True, align="center", after=4,
    )  # fmt: skip


def _first_page(document):
    heading(document, "１　要旨")
    loop(document, "要旨", "・{{ 文 }}")
    heading(document, "２　計画の目標指標と達成の見込み")
    write(
        document.add_paragraph(),
        "表１　目標指標（見込みは採択案を採択した場合。括弧内は控えめ～多めの見込み）",
        size=9,
        font=GOTHIC,
    )
    _indicators(document)
    write(
        document.add_paragraph(),
        "評価：目標を達成する確率（試算）が８割以上は◎、５割以上は○、５割未満は△。（記入）の欄は手入力による。",
        size=8, after=4,
    )  # fmt: skip
    charts = document.add_table(rows=1, cols=2)
    charts.autofit = False
    for number in range(2):
        cell = charts.cell(0, number)
        cell.width = Cm(9.0)
        write(cell.paragraphs[0], f"{{{{ 図{number + 1} }}}}", align="center")
        cell.paragraphs[0].paragraph_format.line_spacing = None
    write(
        document.add_paragraph(),
        "図の棒は中央の見込み、ひげは控えめ～多めの見込み（R6は令和6年度）。"
        "採択案は稼働する年度（未定のものは{{ 目標年度 }}）から計上した。",
        size=8, after=2,
    )  # fmt: skip
    heading(document, "３　協議事項")
    loop(document, "協議事項", "（{{ loop.index }}）{{ 文 }}", indent=0.9)


def _indicators(document):
    columns = (
        ("指標", "{{ 行.指標 }}", 3.9, "left"),
        ("単位", "{{ 行.単位 }}", 1.6, "center"),
        ("策定時", "{{ 行.策定時 }}", 2.5, "center"),
        ("現状", "{{ 行.現状 }}", 2.5, "center"),
        ("目標年度の見込み", "{{ 行.見込み }}", 3.6, "center"),
        ("目標値", "{{ 行.目標値 }}", 2.6, "center"),
        ("評価", "{{ 行.評価 }}", 1.1, "center"),
    )
    table(document, columns, "指標", size=9)


def _second_page(document):
    title = heading(document, "４　採択案")
    title.paragraph_format.page_break_before = True
    write(
        document.add_paragraph(),
        "表２　採択案の上位{{ 表2の数 }}業務（全{{ 採択案の数 }}業務。"
        "時間は年間、削減時間の括弧内は控えめ～多めの見込み）",
        size=9, font=GOTHIC,
    )  # fmt: skip
    columns = (
        ("順位", "{{ 行.順位 }}", 0.8, "center"),
        ("所属", "{{ 行.所属 }}", 1.7, "left"),
        ("業務名", "{{ 行.業務名 }}", 3.9, "left"),
        ("手段", "{{ 行.手段 }}", 1.9, "left"),
        ("導入前", "{{ 行.導入前 }}", 1.1, "right"),
        ("導入後", "{{ 行.導入後 }}", 1.1, "right"),
        ("削減時間", _HOURS, 2.6, "right"),
        ("削減率", "{{ 行.削減率 }}", 1.1, "right"),
        ("作成", "{{ 行.作成区分 }}", 0.9, "center"),
        ("主な理由", "{{ 行.主な理由 }}", 2.9, "left"),
    )
    table(document, columns, "採択案", size=8)
    heading(document, "５　所属別の集計")
    _pairs_of_departments(document)
    write(document.add_paragraph(), "未提出の所属：{{ 未提出の所属 }}", size=9)
    heading(document, "６　留意事項")
    loop(document, "留意事項", "・{{ 文 }}", size=9)
    heading(document, "７　選定の手続")
    write(
        document.add_paragraph(),
        "推進計画２－７の判断基準８項目により適合度（100点満点）を計算し、適合度の順に選定した。重みは本市が定めたもので、推進計画には定めがない。",
        size=9,
    )  # fmt: skip
    _pairs_of_criteria(document)
    heading(document, "８　有識者の意見（産・学・町会）")
    grid = document.add_table(rows=3, cols=2)
    lay_out(grid, [2.4, 15.6])
    for row, name in zip(grid.rows, ("産業界", "学術機関", "町会"), strict=True):
        fill(row.cells[0], name, size=9, align="center", shade=True)
        row.height = Cm(0.6)


def _pairs(document, headings, texts, widths, aligns, rows_of):
    grid = document.add_table(rows=4, cols=len(headings))
    lay_out(grid, widths)
    for number, (title, text, align) in enumerate(zip(headings, texts, aligns, strict=True)):
        fill(grid.cell(0, number), title, size=8, font=GOTHIC, align="center", shade=True)
        fill(grid.cell(1, number), f"{{%tr for 組 in {rows_of} %}}" if not number else "", size=8)
        fill(grid.cell(2, number), text, size=8, align=align)
        fill(grid.cell(3, number), "{%tr endfor %}" if not number else "", size=8)
    repeat_heading(grid)
    for row in grid.rows:
        keep_row_whole(row)


def _pairs_of_departments(document):
    names = ("所属", "業務数", "候補数", "採択案", "削減見込み")
    widths = (2.5, 1.1, 1.1, 1.1, 3.2)
    texts = [f"{{{{ 組.{side}_{name} }}}}" for side in ("左", "右") for name in names]
    aligns = ("left", "right", "right", "right", "right") * 2
    _pairs(document, names * 2, texts, widths * 2, aligns, "所属別の2列")


def _pairs_of_criteria(document):
    names, headings = ("番号", "判断基準", "重みの割合"), ("", "判断基準", "重み")
    texts = [f"{{{{ 組.{side}_{name} }}}}" for side in ("左", "右") for name in names]
    _pairs(
        document, headings * 2, texts, (0.7, 7.1, 1.2) * 2,
        ("center", "left", "right") * 2, "判断基準の2列",
    )  # fmt: skip


def _list_of_candidates(document):
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section, 42.0, 29.7, 1.5, landscape=True)
    write(
        document.add_paragraph(),
        "別表１　全候補の一覧（時間は年間。候補でない業務、自動化済みの業務を含まない）",
        size=12,
        font=GOTHIC,
        bold=True,
        after=3,
    )
    table(document, _LIST, "候補", size=9)
    title = write(
        document.add_paragraph(),
        "別表２　自動化済み・稼働中の業務",
        size=12,
        font=GOTHIC,
        bold=True,
        after=3,
    )
    title.paragraph_format.space_before = Pt(10)
    title.paragraph_format.keep_with_next = True
    table(document, _AUTOMATED, "自動化済み", size=9)


_LIST = (
    ("順位", "{{ 行.順位 }}", 1.3, "center"),
    ("業務番号", "{{ 行.業務番号 }}", 3.4, "left"),
    ("所属", "{{ 行.所属 }}", 4.0, "left"),
    ("業務名", "{{ 行.業務名 }}", 10.9, "left"),
    ("適合度", "{{ 行.適合度 }}", 1.6, "right"),
    ("手段", "{{ 行.手段 }}", 3.6, "left"),
    ("導入前", "{{ 行.導入前 }}", 1.8, "right"),
    ("導入後", "{{ 行.導入後 }}", 1.8, "right"),
    ("削減時間（控えめ～多め）", _HOURS, 4.4, "right"),
    ("削減率", "{{ 行.削減率 }}", 1.5, "right"),
    ("決定", "{{ 行.決定 }}", 2.6, "center"),
    ("実施年度", "{{ 行.実施年度 }}", 2.1, "center"),
)
_AUTOMATED = (
    ("業務番号", "{{ 行.業務番号 }}", 3.4, "left"),
    ("所属", "{{ 行.所属 }}", 4.0, "left"),
    ("業務名", "{{ 行.業務名 }}", 12.9, "left"),
    ("手段", "{{ 行.手段 }}", 4.0, "left"),
    ("現在の時間", "{{ 行.導入前 }}", 2.6, "right"),
    ("状態", "{{ 行.決定 }}", 3.0, "center"),
)
