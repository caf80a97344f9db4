"""The template of the letter that goes with the survey forms, for Word: one page A4.

The names in braces are the same in both languages: they name what the program fills in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import docx
from document_templates.word_parts import GOTHIC, set_page, write
from docx.shared import Cm, Length, Pt


@dataclass(frozen=True)
class _Letter:
    """The wording of the letter in one language."""

    address: str
    opening: str
    heading: str
    lines: tuple[tuple[str, str], ...]
    closing: str
    behind_label: Length


_JAPANESE = _Letter(
    address="{{ 宛先 }}　様",
    opening="　このことについて、下記のとおり調査を行いますので、御協力をお願いします。",
    heading="記",
    lines=(
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
    ),
    closing="以上",
    behind_label=Cm(3.2),
)
_ENGLISH = _Letter(
    address="To: {{ 宛先 }}",
    opening="We are carrying out the survey below, and ask for your cooperation.",
    heading="Details",
    lines=(
        ("1  Purpose", "{{ 目的 }}"),
        ("2  Basis", "{{ 根拠 }}"),
        ("3  Which tasks", "{{ 対象 }}"),
        ("4  Deadline", "{{ 提出期限 }}"),
        (
            "5  How to return",
            "Fill in the form enclosed, save it, and return it to {{ 差出人 }}.",
        ),
        ("6  Time needed", "{{ 所要時間 }}"),
        ("7  No such task", "{{ 該当なし }}"),
        ("8  Contact", "{{ 問合せ先 }}"),
    ),
    closing="",
    behind_label=Cm(3.8),
)


def make_cover_letter(path: Path) -> None:
    """Write the Japanese template."""
    _make(_JAPANESE, path)


def make_english_cover_letter(path: Path) -> None:
    """Write the English template."""
    _make(_ENGLISH, path)


def _make(letter: _Letter, path: Path) -> None:
    document = docx.Document()
    set_page(document.sections[0], 21.0, 29.7, 2.5)
    document.styles["Normal"].font.size = Pt(10.5)
    write(document.paragraphs[0] if document.paragraphs else document.add_paragraph(),
          "{{ 文書番号 }}", align="right")  # fmt: skip
    write(document.add_paragraph(), "{{ 日付 }}", align="right", after=12)
    write(document.add_paragraph(), letter.address, after=12)
    write(document.add_paragraph(), "{{ 差出人 }}", align="right", after=18)
    write(
        document.add_paragraph(), "{{ 件名 }}", size=14, font=GOTHIC, bold=True, align="center",
        after=18,
    )  # fmt: skip
    write(document.add_paragraph(), letter.opening, after=12)
    write(document.add_paragraph(), letter.heading, align="center", after=12)
    for label, text in letter.lines:
        paragraph = document.add_paragraph()
        write(paragraph, f"{label}\t{text}", after=6)
        # Further lines begin below the text, not below the label.
        paragraph.paragraph_format.left_indent = letter.behind_label
        paragraph.paragraph_format.first_line_indent = -letter.behind_label
        paragraph.paragraph_format.tab_stops.add_tab_stop(letter.behind_label)
    if letter.closing:
        write(document.add_paragraph(), letter.closing, align="right")
    document.core_properties.author = ""
    document.save(path)
