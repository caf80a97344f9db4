"""Headings that are nearly those of the survey: proposed where there is only one they can mean.

Numbering, stars, brackets and the many ways to write 「あたり」 are passed over. Beyond that two
headings are near only where they count the same things: 「年間実施件数」 is not 「年間実施回数」,
however much they look alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rpa_scout.policy.fields import FieldSet
from rpa_scout.text import fold

_ENOUGH, _CLEARLY = 0.8, 0.1
"""So much alike two headings have to be, and so much more than any of another field."""

_SHORTEST = 4
_CIRCLED = re.compile("^[①-⑳❶-❿㋐-㋾\\s]+")
_NUMBERING = re.compile(
    r"^\s*(?:(?:no|q|問|設問|項目|質問)\.?\s*\d{1,2}[\s.:)、\-]*"
    r"|\(?\d{1,2}\s*[.:)、\-]\s*|\(?[ア-コa-h]\s*[.)、]\s*)",
)
_BRACKETS = re.compile(r"[(\[<【〔｛{「『《〈][^)\]>】〕｝}」』》〉]*[)\]>】〕｝}」』》〉]?")
_DECORATION = re.compile(r"[*※★☆◎○●◇◆□■▼▽△▲→↓]+|必須|任意|(?:平均|おおよそ|おおむね|概ね)の?|の")
_SPELLINGS = (
    (re.compile("当たり|当り|あたリ|に付き|につき"), "あたり"),
    (re.compile("一(?=[回件年月])"), "1"),
    (re.compile("差し?戻し?"), "差戻し"),
    (re.compile("雛形|ひな形|ひながた|雛型"), "ひな型"),
    (re.compile("[・/、,。:;|~\\-]+"), ""),
)
_COUNTED = re.compile("[回件枚人分秒時年月週日円割率%数]")
_UNIT = re.compile(
    r"(?:約|単位:?)?((?:分|時間|秒|日|人日|回|件|枚|人|円|%|割|h|hr|min|minutes|hours)"
    r"(?:[/／]?(?:年|月|週|日|回|件|人))?)"
)
_PERIOD = r"(?:1[かカヵヶケ])?(?P<period>[月週年])(?:間|あたり|平均)*"
_AMOUNT = (
    r"(?:作業|業務|処理|所要|取扱い?|受付|申請|従事|総|合計|延べ?|平均)*"
    r"(?:(?P<hours>時間数?|工数)|件数?|枚数|量)"
)
_MEASURES = (re.compile(_PERIOD + _AMOUNT), re.compile(_AMOUNT + _PERIOD))
_UNIT_WORDS = {"h": "時間", "hr": "時間", "hours": "時間", "min": "分", "minutes": "分"}


@dataclass(frozen=True, slots=True)
class Near:
    """What a heading probably means."""

    field: str
    unit: str = ""


class NearHeadings:
    """Finds the field that a heading nearly names."""

    def __init__(self, fields: FieldSet) -> None:
        self._units = {field.id: fold(field.unit) for field in fields if field.kind == "number"}
        self._names: dict[str, set[str]] = defaultdict(set)
        for field in fields:
            for name in (field.label, field.label_en, *field.aliases):
                self._names[plain_heading(name)].add(field.id)
        self._names.pop("", None)
        self._measures = {
            _period_and_amount(name): measure.id
            for measure in fields.measure
            for name in (measure.label, *measure.aliases)
        }

    def of(self, heading: str) -> Near | None:
        """Return what a heading probably means."""
        plain = plain_heading(heading)
        field = self._same(plain) or self._alike(plain)
        return None if field is None else Near(field, self.other_unit(heading, field))

    def measure(self, heading: str) -> str:
        """Return the measure that a heading names, as 「作業時間／月」 does, or ``""``."""
        return self._measures.get(_period_and_amount(heading), "")

    def _same(self, plain: str) -> str | None:
        owners = self._names.get(plain, set())
        return next(iter(owners)) if len(owners) == 1 else None

    def _alike(self, plain: str) -> str | None:
        if len(plain) < _SHORTEST:
            return None
        counted = sorted(_COUNTED.findall(plain))
        best: dict[str, float] = defaultdict(float)
        matcher = SequenceMatcher(b=plain, autojunk=False)
        for name, owners in self._names.items():
            if len(name) < _SHORTEST or sorted(_COUNTED.findall(name)) != counted:
                continue
            matcher.set_seq1(name)
            if matcher.real_quick_ratio() >= _ENOUGH:
                ratio = matcher.ratio()
                for owner in owners:
                    best[owner] = max(best[owner], ratio)
        ranked = sorted(best, key=lambda owner: -best[owner])
        if not ranked or best[ranked[0]] < _ENOUGH:
            return None
        if len(ranked) > 1 and best[ranked[0]] - best[ranked[1]] < _CLEARLY:
            return None
        return ranked[0]

    def other_unit(self, heading: str, field: str) -> str:
        """Return the unit in brackets that a field has not, or ``""``."""
        unit = self._units.get(field)
        if unit is None:
            return ""
        accepted = {unit, *unit.partition("/")[:1]}
        for inside in re.findall(r"[(（\[【]([^)）\]】]*)[)）\]】]", heading):
            named = _UNIT.fullmatch(fold(inside))
            if named is not None and _UNIT_WORDS.get(named[1], named[1]) not in accepted:
                return str(inside).strip()
        return ""


def _period_and_amount(heading: str) -> str:
    """Return what is counted in which period, however it is said."""
    plain = plain_heading(heading)
    for pattern in _MEASURES:
        named = pattern.fullmatch(plain)
        if named is not None:
            return f"{'時間' if named['hours'] else '件'}／{named['period']}"
    return plain


@lru_cache(maxsize=4096)
def plain_heading(heading: str) -> str:
    """Return a heading without numbering, stars and brackets, in usual spelling."""
    text: str = _CIRCLED.sub("", heading).partition("※")[0] or heading
    text = unicodedata.normalize("NFKC", text).casefold().strip()
    text = _NUMBERING.sub("", text)
    bare = _BRACKETS.sub("", text)
    text = fold(bare or text)
    text = _DECORATION.sub("", text)
    for pattern, usual in _SPELLINGS:
        text = pattern.sub(usual, text)
    return text
