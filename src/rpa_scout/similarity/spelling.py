"""Spellings made equal: without の and without the kana that may be written or not (送り仮名)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rpa_scout.text import fold_all

_KANJI = "[\u4e00-\u9fff々〆]"
_KANA = "もり|わせ|[いきしちにみりぎじびけえめれてせげわ]"
_BETWEEN = re.compile(f"(?<={_KANJI})(?:{_KANA})(?={_KANJI})")
_AT_END = re.compile(
    f"(?<={_KANJI})(?:{_KANA.replace('に', '').replace('て', '').replace('わ]', ']')})"
    "(?=[^\u3041-\u309f]|$|[をにへとがはでや、])",
    re.MULTILINE,
)
"""申し込み, 申込み and 申込: the kana of a compound are optional."""


def plain_spellings(texts: Sequence[str]) -> list[str]:
    """Fold texts and make spellings equal; for comparison only."""
    folded = "\n".join(fold_all(texts)).replace("の", "")
    return _AT_END.sub("", _BETWEEN.sub("", folded)).split("\n") if texts else []
