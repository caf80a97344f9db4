"""Characters that a person does not see or cannot tell from others, and the width of a text."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Joiners and marks of direction, the byte order mark, soft hyphens, variation selectors, fillers,
# and control characters other than white space: none of them is seen in a cell.
_HIDDEN_RANGES: Final = (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x034F, 0x034F),
    (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE00FF), (0xE0100, 0xE01EF), (0xE01F0, 0xE0FFF),
)  # fmt: skip


HIDDEN: Final = frozenset(
    chr(code) for first, last in _HIDDEN_RANGES for code in range(first, last + 1)
)
"""Characters that take no room and show nothing."""

# CJK Radicals Supplement: PDF files and some input methods give a radical where the ideograph is
# meant. NFKC leaves most of them as they are; these are Unicode's Equivalent_Unified_Ideograph.
_RADICALS: Final = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪"
    "⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒"
    "⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲"
)
_IDEOGRAPHS: Final = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔"
    "目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸"
    "长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀"
)

IDEOGRAPH_OF_RADICAL: Final = dict(zip(_RADICALS, _IDEOGRAPHS, strict=True))
"""The ideograph that a radical looks like, where NFKC does not already give it."""

USUAL_FORM: Final = dict(
    zip(
        "髙﨑稅敎戶內淸靑黃德黑晚橫祕巢尙郞鄕硏",
        "高崎税教戸内清青黄徳黒晩横秘巣尚郎郷研",
        strict=True,
    )
)
"""Usual forms of ideographs for which Unicode has a second code, met in names and text from PDF."""

_CLASS: Final = "".join(f"{chr(first)}-{chr(last)}" for first, last in _HIDDEN_RANGES)
_FORMS: Final = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))  # variation selectors
_HIDDEN_WITHOUT_FORM: Final = re.compile(
    "[" + "".join(f"{chr(a)}-{chr(z)}" for a, z in _HIDDEN_RANGES if (a, z) not in _FORMS) + "]"
)
_RADICAL: Final = re.compile("[\u2e80-\u2fdf]")
_ANY_TO_DISPLAY: Final = re.compile(f"{_HIDDEN_WITHOUT_FORM.pattern[:-1]}\u2e80-\u2fdf]")
_ANY_HIDDEN: Final = re.compile(f"[{_CLASS}]")
# White space that looks like a plain space, or like nothing.
_NOT_SEEN: Final = re.compile(rf"[{_CLASS}\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]")


def without_hidden(text: str) -> str:
    """Take away the characters that nobody sees.

    >>> without_hidden("\u200b5\ufeff")
    '5'
    """
    return text if text.isascii() and text.isprintable() else _ANY_HIDDEN.sub("", text)


def displayed(text: str) -> str:
    """Return a text with what is seen of it, radicals as the ideographs they look like.

    Variation selectors stay: they choose the form of an ideograph in names.

    >>> displayed("\u2ed1寿\u200b介護課")
    '長寿介護課'
    """
    if text.isascii() and text.isprintable():
        return text
    if not _ANY_TO_DISPLAY.search(text):
        return text
    text = _HIDDEN_WITHOUT_FORM.sub("", text)
    return _RADICAL.sub(lambda radical: _ideograph(radical[0]), text)


def _ideograph(radical: str) -> str:
    return IDEOGRAPH_OF_RADICAL.get(radical) or unicodedata.normalize("NFKC", radical)


def visible(text: str) -> str:
    """Name the characters that nobody sees, for a message.

    >>> visible("5\u200b件")
    '5〈U+200B〉件'
    """
    if text.isascii() and text.isprintable():
        return text
    return _NOT_SEEN.sub(lambda hidden: f"〈U+{ord(hidden[0]):04X}〉", text)


def half_widths(text: str) -> int:
    """Return the width of a text in half-width characters; a full-width one has two.

    >>> half_widths("税務課A"), half_widths("𠮷田")
    (7, 4)
    """
    try:
        # In CP932 a half-width character takes one byte and a full-width one two: the fastest way.
        return len(text.encode("cp932"))
    except UnicodeEncodeError:
        return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
