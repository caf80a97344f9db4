"""Titles between the rows of a list: 「■人事係」 is the section of the tasks below it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.reading.layout.department_names import department_in

_MARKED = re.compile(
    r"[■□◆◇●○◎▼▽▲△★☆▶►§]\s*(?P<name>\S.{0,39})"
    r"|[【〔［\[《＜<](?P<inside>[^】〕］\]》＞>]{1,40})[】〕］\]》＞>]"
)
_SECTION = re.compile(r".{1,20}(?:係|班|グループ|チーム|担当|ライン)")
_NUMBERING = re.compile(r"^(?:第?[(（]?[0-9０-９]{1,2}[)）.．、:：\s]|[①-⑳])\s*")
_BEHIND_NAME = re.compile(
    r"\s*(?:[■□◆◇●○▼▽▲△★☆]|[(（][^()（）]*[)）]|の?(?:業務|事務)(?:一覧)?|の?分|[0-9０-９]+\s*件)\s*$"
)
_LABEL = re.compile(r"^(?:係名?|担当係?|グループ|所属|課名?)\s*[:：]\s*")
_ROWS_ABOVE = 4


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """A row with a title alone; its name is the section or the department of what follows."""

    row: int
    text: str
    name: str
    field: str  # "section", "department", or "" for any other title


def is_marked_title(text: str) -> bool:
    """Tell whether a text is marked as a title: 「■人事係」, 【人事係】."""
    return _MARKED.fullmatch(text.strip()) is not None


def is_title(text: str) -> bool:
    """Tell whether a text that stands alone in its row is a title."""
    return is_marked_title(text) or _SECTION.fullmatch(_name_in(text.strip())) is not None


def section_title(row: int, text: str) -> SectionTitle:
    """Return what a title names."""
    title = text.strip()
    marked = _MARKED.fullmatch(title)
    name = _name_in((marked["name"] or marked["inside"]) if marked else title)
    if _SECTION.fullmatch(name):
        return SectionTitle(row, text, name, "section")
    return SectionTitle(row, text, name, "department" if department_in(name) == name else "")


def _name_in(title: str) -> str:
    """Return a title without its number, its label, and remarks behind the name."""
    plain = unicodedata.normalize("NFKC", _NUMBERING.sub("", title, count=1)).strip()
    name = _LABEL.sub("", plain).strip()
    shorter = _BEHIND_NAME.sub("", name)
    while _SECTION.fullmatch(name) is None and shorter and shorter != name:
        name, shorter = shorter, _BEHIND_NAME.sub("", shorter)
    return name


def title_above(rows: Sequence[Sequence[Cell]], top: int) -> SectionTitle | None:
    """Return the title right above headings, blank rows between them passed over."""
    for row in range(top - 1, max(-1, top - 1 - _ROWS_ABOVE), -1):
        cells = [cell for cell in rows[row] if not is_blank(cell)]
        if not cells:
            continue
        text = cells[0]
        if len(cells) == 1 and isinstance(text, str) and is_title(text):
            return section_title(row, text)
        return None
    return None


def titled_rows(
    titles: Iterable[SectionTitle], tasks: Sequence[int]
) -> Mapping[str, dict[int, str]]:
    """Return for section and department which of the tasks' rows stand below which title."""
    names: dict[str, dict[int, str]] = {"section": {}, "department": {}}
    for title in sorted(titles, key=lambda title: title.row):
        if title.field:
            below = {row: title.name for row in tasks if row > title.row}
            names[title.field] |= below
            if title.field == "department":
                # The sections of another department are other ones.
                names["section"] = {
                    row: name for row, name in names["section"].items() if row not in below
                }
    return names
