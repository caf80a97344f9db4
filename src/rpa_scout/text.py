"""Sentences in the user's language, and one folding for all comparisons of names.

English sentences are the keys; ``locale/ja`` holds the complete Japanese catalogue. Japanese is
the default. A sentence is translated when it is shown, never when it is stored.
"""

from __future__ import annotations

import gettext
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from rpa_scout.errors import RpaScoutError, UnknownNameError

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "N_",
    "Language",
    "_",
    "fold",
    "fold_all",
    "language",
    "listed",
    "one_after_another",
    "replaced",
    "sentence_of",
    "set_language",
    "signs_of",
    "translated",
]

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")
DEFAULT_LANGUAGE: Language = "ja"
DOMAIN = "rpa_scout"

_current: list[Language] = [DEFAULT_LANGUAGE]


@cache
def _catalogue(code: Language) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    folder = Path(__file__).with_name("locale") / code / "LC_MESSAGES"
    # Not gettext.translation, which imports `locale` and tries names that we do not have.
    with (folder / f"{DOMAIN}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def language() -> Language:
    """Return the language in which sentences are shown now."""
    return _current[0]


def set_language(code: str) -> None:
    """Show sentences in another language from now on.

    Parameters
    ----------
    code : {"ja", "en"}
        Language.

    Raises
    ------
    UnknownNameError
        There is no catalogue for `code`.
    """
    for language_code in LANGUAGES:
        if language_code == code:
            _current[0] = language_code
            return
    raise UnknownNameError(
        N_("There is no language “{name}”; choose one of: {known}."),
        name=code,
        known=", ".join(LANGUAGES),
    )


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogue without translating it yet."""
    return sentence


def _(sentence: str) -> str:
    """Translate a sentence into the present language."""
    return _catalogue(language()).gettext(sentence)


def translated(sentence: str, code: Language) -> str:
    """Translate a sentence into a given language."""
    return _catalogue(code).gettext(sentence)


def listed(parts: Iterable[str]) -> str:
    """Join short texts with the commas of the present language."""
    return _(", ").join(parts)


def one_after_another(sentences: Iterable[str]) -> str:
    """Join whole sentences; Japanese has no space between them."""
    return ("" if language() == "ja" else " ").join(sentences)


def sentence_of(error: RpaScoutError) -> str:
    """Return the sentence of an exception in the present language."""
    return error.message(_)


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Fold a name so that spellings which mean the same compare equal.

    Full and half width, upper and lower case, all white space and line breaks, and the many kinds
    of dashes, dots and wave signs are treated alike. Radicals count as the ideographs they look
    like, and characters that nobody sees do not count.

    >>> fold("ＲＰＡ・AI-OCR 導入済") == fold("rpa･ai－ocr導入済")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    table, has_alike = _alike()
    if has_alike.search(folded):
        folded = folded.translate(table)
    # Small letters may come apart from their marks, and a hidden character may have stood between.
    folded = unicodedata.normalize("NFKC", folded)
    return "".join(folded.split())


def fold_all(names: Sequence[str]) -> list[str]:
    """Fold many names at once, several times as fast as one by one.

    >>> fold_all(["ＲＰＡ　導入", "(株)", "㈱"])
    ['rpa導入', '(株)', '(株)']
    """
    joined = _BETWEEN.join(names)
    if not names or joined.count(_BETWEEN) >= len(names):
        return [fold(name) for name in names]
    normal = {sign: unicodedata.normalize("NFKC", sign) for sign in signs_of(joined)}
    joined = replaced(
        joined, {sign: replacement for sign, replacement in normal.items() if sign != replacement}
    )
    joined = unicodedata.normalize("NFKC", joined).casefold()  # puts marks and letters together
    signs, (table, _has_alike) = signs_of(joined), _alike()
    alike = {sign: table[ord(sign)] for sign in signs if ord(sign) in table}
    spaces = dict.fromkeys((sign for sign in signs if sign.isspace()), "")
    joined = replaced(joined, alike | spaces)
    return unicodedata.normalize("NFKC", joined).split(_BETWEEN)


def signs_of(text: str) -> list[str]:
    """Return the distinct characters of a long text."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    occurs = np.zeros(sys.maxunicode + 1, dtype=bool)
    occurs[codes] = True
    return list(map(chr, np.flatnonzero(occurs).tolist()))


def replaced(text: str, signs: Mapping[str, str]) -> str:
    """Replace single characters of a long text."""
    if len(signs) > _FEW_SIGNS:
        return text.translate({ord(sign): replacement for sign, replacement in signs.items()})
    for sign, replacement in signs.items():
        text = text.replace(sign, replacement)
    return text


_BETWEEN = "\0"
_FEW_SIGNS = 100
"""Up to so many characters, one pass for each is faster than one over all with a table."""

_SECOND_PLANE = 0x10000


@cache
def _alike() -> tuple[dict[int, str], re.Pattern[str]]:
    """Return what characters count as, and a pattern that finds them; most starts need neither."""
    from rpa_scout.characters import HIDDEN, IDEOGRAPH_OF_RADICAL, USUAL_FORM

    table = str.maketrans(
        {
            **dict.fromkeys("‐‑‒–—―−－ｰ", "-"),
            "〜": "~",
            "～": "~",
            "･": "・",
            **IDEOGRAPH_OF_RADICAL,
            **USUAL_FORM,
            **dict.fromkeys(HIDDEN - {_BETWEEN}, ""),
        }
    )
    # The characters beyond the first plane as one span: listed one by one they make the search
    # slow.
    first_plane = "".join(re.escape(chr(code)) for code in table if code < _SECOND_PLANE)
    pattern = re.compile(
        f"[{first_plane}\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    )
    return table, pattern
