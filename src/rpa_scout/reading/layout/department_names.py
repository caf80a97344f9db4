"""Recognising the name of a department: in a cell above the list, in a sheet's or file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.reading.files.sources import SURVEY_SUFFIXES
from rpa_scout.text import fold

_ENDINGS = "(?:課|室|局|支所|所|センター|事務局)"
_NAME = re.compile(rf"[一-龠々ヶァ-ヴーぁ-んA-Za-z0-9・]{{1,20}}{_ENDINGS}")
_NO_DEPARTMENT = re.compile(rf".*(?:役所|役場|場所|箇所|住所|各課|全課|担当課)$|.*{_ENDINGS}・.*")
_SEPARATORS = re.compile(r"[\s_\-‐－–—~～〜,，、.．（）()\[\]【】「」『』/／+＋&＆@＠#＃]+")
_WORDS = re.compile(
    r"業務(?:量|内容|棚卸し?)?(?:調査|一覧)?(?:票|表|シート)?|調査(?:票|表)?|一覧(?:表)?|回答(?:票|用)?"
    r"|提出(?:用|版)?|様式(?:第?[0-9]+号?)?|記入(?:済み?|後)?|確認(?:済み?|後)?|修正(?:版|後)?"
    r"|最終(?:版)?|確定(?:版)?|(?:令和|平成)(?:[0-9]+|元)年(?:度)?|[RrHh][0-9]{1,2}(?:年度?)?"
    r"|20[0-9]{2}年?度?|[0-9]{4,8}|RPA|rpa|DX|版|分$|コピー|Copy|copy|Sheet[0-9]*"
)
_LABEL_WORDS = frozenset(
    map(
        fold,
        (
            *("担当者", "担当者名", "記入者", "記入者名", "回答者", "作成者", "氏名", "職名"),
            *("職・氏名", "内線", "内線番号", "電話", "電話番号", "連絡先", "メール", "提出日"),
            *("作成日", "記入日", "回答日", "提出先", "提出期限", "締切", "年度", "日付", "部"),
            *("部名", "役職", "備考"),
        ),
    )
)
_SPLIT = re.compile(r"\s*[:：|｜／/＝=]\s*|\s+")


def department_above(rows: Sequence[Sequence[Cell]], names: Mapping[str, str]) -> str:
    """Find 「所属：税務課」 or 「所属｜税務課」 in the lines above the headings.

    A label without a name beside it gives ``""``. `names` has the field ids by folded heading.
    """
    for row in rows:
        cells = [str(cell).strip() for cell in row if not is_blank(cell)]
        for position, cell in enumerate(cells):
            label, rest = _label(cell, names)
            if label != "department":
                continue
            if rest:
                return rest
            following = cells[position + 1] if position + 1 < len(cells) else ""
            if following and not _is_label(following, names):
                return following
    return ""


def names_department(row: Sequence[Cell], names: Mapping[str, str]) -> bool:
    """Tell whether a line has a label for the department, as in 「所属：」, even without a name."""
    return any(
        isinstance(cell, str) and _label(cell.strip(), names)[0] == "department" for cell in row
    )


def department_in(name: str) -> str:
    """Propose the only department that a name of a file or sheet speaks of, or ``""``.

    >>> department_in("業務調査票_税務課.xlsx"), department_in("R8業務調査票（道路課）修正版")
    ('税務課', '道路課')
    >>> department_in("業務一覧"), department_in("白山市役所")
    ('', '')
    """
    path = PurePath(name)
    known = path.suffix.lower() in SURVEY_SUFFIXES
    stem = unicodedata.normalize("NFKC", path.stem if known else name)
    found = []
    for token in _SEPARATORS.split(stem):
        bare = _WORDS.sub("", token)
        for one in (token, bare):
            if _NAME.fullmatch(one) and not _NO_DEPARTMENT.match(one) and not _WORDS.search(one):
                found.append(one)
                break
    return found[0] if len(set(found)) == 1 else ""


def _label(cell: str, names: Mapping[str, str]) -> tuple[str, str]:
    """Return which field a cell above the list names, and what it says of it."""
    bare = re.sub(r"^[【\[（(「]\s*([^】\])）」]+)\s*[】\])）」]", r"\1：", cell)
    parts = _SPLIT.split(bare, maxsplit=1)
    field = names.get(fold(bare)) or names.get(fold(parts[0]))
    return field or "", (parts[1].strip() if len(parts) > 1 else "")


def _is_label(cell: str, names: Mapping[str, str]) -> bool:
    plain = cell.rstrip(":： ")
    return (
        plain != cell
        or fold(plain) in names
        or fold(plain) in _LABEL_WORDS
        or fold(_SPLIT.split(cell, maxsplit=1)[0]) in _LABEL_WORDS
    )
