"""Texts with numbers in one spelling: half width, plain digits, one kind of dash, no spaces."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["plain_spelling"]

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("〜～∼〰", "~"),
        **dict.fromkeys("✕✖⨯*", "×"),
    }
)
_LONG_VOWEL_AS_DASH = re.compile(r"(?<=[0-9])ー(?=[0-9])")
_DIGITS_APART = re.compile(r"[0-9.]\s+[0-9.]")
_THOUSANDS = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:,[0-9]{3})+)(?![0-9,])")
_WORDS = {
    "四半期": "Q",
    "半年": "H",
    "半期": "H",
    "半日": "0.5人日",
    "半時間": "0.5時間",
}
_MONTHS_COUNTED = re.compile(r"[ヶケヵカ箇ヵか](?=月)")

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_TENS = {"十": 1, "百": 2, "千": 3}
_MYRIADS = {"万": 4, "億": 8}
_KANJI = "".join((*_DIGITS, *_TENS, *_MYRIADS))
_WITH_KANJI = re.compile(rf"[0-9.]*[{_KANJI}][0-9.{_KANJI}]*")
_STEP = re.compile(rf"([0-9.]+|[{''.join(_DIGITS)}])?([{''.join((*_TENS, *_MYRIADS))}])?")


def plain_spelling(text: str) -> str | None:
    """Bring a text with numbers into one spelling.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str or None
        The text in half width without spaces, kanji numerals and thousands separators as plain
        digits; None where that could change a number (①, ², 「1 2」).

    Examples
    --------
    >>> plain_spelling("約　１，２００ 件"), plain_spelling("二万五千〜三万"), plain_spelling("①20")
    ('約1200件', '25000~30000', None)
    """
    if any(_hides_a_digit(sign) for sign in text):
        return None
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE).strip()
    if _DIGITS_APART.search(plain):
        return None
    plain = _LONG_VOWEL_AS_DASH.sub("-", "".join(plain.split()))
    plain = _THOUSANDS.sub(lambda found: found[1].replace(",", ""), plain)
    plain = _MONTHS_COUNTED.sub("か", plain)
    for word, short in _WORDS.items():
        plain = plain.replace(word, short)
    return _WITH_KANJI.sub(lambda found: _in_digits(found[0]), plain)


def _hides_a_digit(sign: str) -> bool:
    """Tell ①, ², ½ and the like: folded to plain digits they would run into their neighbours."""
    if unicodedata.category(sign) not in ("No", "So"):
        return False
    return any(one.isdigit() for one in unicodedata.normalize("NFKC", sign))


def _in_digits(numeral: str) -> str:
    """Write a numeral with kanji in it in digits; as it is where it is none (「1万2」)."""
    if all(sign in _DIGITS for sign in numeral):
        return "".join(str(_DIGITS[sign]) for sign in numeral)
    total, myriad, place = 0.0, 0.0, 9
    for found in _STEP.finditer(numeral):
        digits, unit = found.groups()
        if not digits and not unit:
            continue
        number = _value(digits)
        if number is None or (not unit and digits not in _DIGITS and len(digits) != place):
            return numeral
        if unit in _MYRIADS:
            total += (myriad + (number if digits or not myriad else 0.0)) * 10.0 ** _MYRIADS[unit]
            myriad, place = 0.0, _MYRIADS[unit]
        else:
            place = _TENS.get(unit, 0)
            myriad += number * 10.0**place
    return f"{total + myriad:.15g}"


def _value(digits: str | None) -> float | None:
    if not digits:
        return 1.0
    if digits in _DIGITS:
        return float(_DIGITS[digits])
    try:
        return float(digits)
    except ValueError:
        return None
