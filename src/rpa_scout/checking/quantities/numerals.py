"""Texts with numbers in one spelling: half width, plain digits, one kind of dash, no spaces."""

from __future__ import annotations

import re
import unicodedata

from rpa_scout.characters import without_hidden

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
# A space that does not break the line groups thousands; a plain one may part two numbers.
_NO_BREAK_THOUSANDS = re.compile(
    "(?<![0-9.,])[0-9]{1,3}(?:[\u00a0\u2007\u2009\u202f][0-9]{3})+(?![0-9])"
)
_WORDS = {
    "四半期": "Q",
    "半年": "H",
    "半期": "H",
    "半日": "0.5人日",
    "半時間": "0.5時間",
}
_MONTHS_COUNTED = re.compile(r"[ヶケヵカ箇ヵか](?=月)")

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS = {"億": 8, "万": 4, "千": 3, "百": 2, "十": 1}
_KANJI = "".join((*_DIGITS, *_UNITS))
_WITH_KANJI = re.compile(rf"[0-9.]*[{_KANJI}][0-9.{_KANJI}]*")
_MYRIADS = re.compile(r"(?:([^億万]*)億)?(?:([^億万]*)万)?([^億万]*)")
_ONE = rf"([0-9]+(?:\.[0-9]+)?|[{''.join(_DIGITS)}])?"
_BELOW_MYRIAD = re.compile(rf"(?:{_ONE}(千))?(?:{_ONE}(百))?(?:{_ONE}(十))?{_ONE}")
_PLAIN = r"([0-9]+(?:\.[0-9]+)?)"
_SHARED_MYRIAD = re.compile(rf"(?<![0-9.]){_PLAIN}(~|-|から){_PLAIN}([{''.join(_UNITS)}])")
_TWO_OR_THREE = frozenset(f"{low}{low + 1}" for low in range(1, 9))
"""「二三件」 are two or three, not twenty-three."""


def plain_spelling(text: str) -> str | None:
    """Bring a text with numbers into one spelling.

    >>> plain_spelling("約　１，２００ 件"), plain_spelling("二万五千〜三万"), plain_spelling("①20")
    ('約1200件', '25000~30000', None)
    """
    if any(_hides_a_digit(sign) for sign in text):
        return None
    text = _NO_BREAK_THOUSANDS.sub(_without_spaces, without_hidden(text)).lstrip("'’")
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE).strip()
    if _DIGITS_APART.search(plain):
        return None
    plain = _LONG_VOWEL_AS_DASH.sub("-", "".join(plain.split()))
    plain = _THOUSANDS.sub(lambda numeral_match: numeral_match[1].replace(",", ""), plain)
    plain = _MONTHS_COUNTED.sub("か", plain)
    for word, short in _WORDS.items():
        plain = plain.replace(word, short)
    plain = _SHARED_MYRIAD.sub(_with_both_myriads, plain)
    return _WITH_KANJI.sub(lambda numeral_match: _in_digits(numeral_match[0]), plain)


def _without_spaces(numeral_match: re.Match[str]) -> str:
    return "".join(numeral_match[0].split())


def _hides_a_digit(sign: str) -> bool:
    """Tell ①, ², ½ and the like: folded to plain digits they would run into their neighbours."""
    if unicodedata.category(sign) not in ("No", "So"):
        return False
    return any(character.isdigit() for character in unicodedata.normalize("NFKC", sign))


def _with_both_myriads(numeral_match: re.Match[str]) -> str:
    """Write 「1~2万」 as 「1万~2万」; 「500~2千」 is what it says."""
    low, between, high, unit = numeral_match.groups()
    return f"{low}{unit if float(low) < float(high) else ''}{between}{high}{unit}"


def _in_digits(numeral: str) -> str:
    """Write a numeral with kanji in it in digits; as it is where it is none (「1万2」)."""
    if all(sign in _DIGITS for sign in numeral):
        digits = "".join(str(_DIGITS[sign]) for sign in numeral)
        return numeral if digits in _TWO_OR_THREE else digits
    myriads_match = _MYRIADS.fullmatch(numeral)
    if not myriads_match:
        return numeral
    total, unit_before = 0.0, 0
    for section, power in zip(myriads_match.groups(), (8, 4, 0), strict=True):
        if section is None or (not section and not power):
            continue
        value = _below_myriad(section, 0 if power else unit_before) if section else 1.0
        if value is None:
            return numeral
        total += value * 10.0**power
        unit_before = power
    return f"{total:.15g}"


def _below_myriad(text: str, unit_before: int) -> float | None:
    """Read 「千二百」 or 「2.5」; None where a last number does not fill its place (「1千5」)."""
    digits_match = _BELOW_MYRIAD.fullmatch(text)
    if not digits_match:
        return None
    total = 0.0
    *steps, last = digits_match.groups()
    for number, unit in zip(steps[::2], steps[1::2], strict=True):
        if unit:
            total += _value(number) * 10.0 ** _UNITS[unit]
            unit_before = _UNITS[unit]
    if last is None:
        return total
    fills = not unit_before or last in _DIGITS or len(last) == unit_before
    return total + _value(last) if fills else None


def _value(number: str | None) -> float:
    if number is None:
        return 1.0
    return float(_DIGITS[number]) if number in _DIGITS else float(number)
