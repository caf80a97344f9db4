"""The template of the letter that goes with the survey forms, for Word: one page A4."""

from __future__ import annotations

from pathlib import Path

import docx
from document_templates.word_parts import GOTHIC, set_page, write
from docx.shared import Cm, Pt

_BEHIND_LABEL = Cm(3.2)
_LINES = (
    ("１　目　　的", "{{ 目的 }}"),
    ("２　根　　拠", "{{ 根拠 }}"),
    ("３　対　　象", "{{ 対象 }}"),
    ("４　提出期限", "{{ 提出期限 }}"),
    (
        "５　提出方法",
        "別添の調査票に記入し、上書き保存の上、{{ 差出人 }}へ提出してください。",
    ),
    ("６　所要時間", "{{ 所要時間 }}"),
    ("７　そ の 他", "{{ 該当なし }}"),
    ("８　問合せ先", "{{ 問合せ先 }}"),
)


def make_cover_letter(path: Path) -> None:
    """Write the template."""
    document = docx.Document()
    set_page(document.sections[0], 21.0, 29.7, 2.5)
    document.styles["Normal"].font.size = Pt(10.5)
    write(document.paragraphs[0] if document.paragraphs else document.add_paragraph(),
          "{{ 文書番号 }}", align="right")  # fmt: skip
    write(document.add_paragraph(), "{{ 日付 }}", align="right", after=12)
    write(document.add_paragraph(), "{{ 宛先 }}　様", after=12)
    write(document.add_paragraph(), "{{ 差出人 }}", align="right", after=18)
    write(
        document.add_paragraph(), "{{ 件名 }}", size=14, font=GOTHIC, bold=True, align="center",
        after=18,
    )  # fmt: skip
    write(
        document.add_paragraph(),
        "　このことについて、下記のとおり調査を行いますので、御協力をお願いします。",
        after=12,
    )
    write(document.add_paragraph(), "記", align="center", after=12)
    for label, text in _LINES:
        paragraph = document.add_paragraph()
        write(paragraph, f"{label}\t{text}", after=6)
        # Further lines begin below the text, not below the label.
        paragraph.paragraph_format.left_indent = _BEHIND_LABEL
        paragraph.paragraph_format.first_line_indent = -_BEHIND_LABEL
        paragraph.paragraph_format.tab_stops.add_tab_stop(_BEHIND_LABEL)
    write(document.add_paragraph(), "以上", align="right")
    document.core_properties.author = ""
    document.save(path)
