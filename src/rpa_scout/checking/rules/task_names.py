"""How alike two names of tasks are, as a person at a city hall would judge it.

Letters alone are a poor guide. 「住民票郵送請求の処理」 and 「住民票の写しの郵送請求処理」
differ in five letters and are one task; 「転入届の入力」 and 「転出届の入力」 differ in one and
are two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rpa_scout.checking.rules.similar_names import bare_names, likeness
from rpa_scout.text import fold

_PARTICLES: Final = re.compile(
    "(?:及び|並びに|または|若しくは|について|に係る|に関する|等)|(?<![ぁ-ん])[ぁ-ん]{1,2}(?![ぁ-ん])"
)
"""Particles and endings: short runs of hiragana. Longer runs are words, as in ふるさと納税."""

_ACTIONS: Final = re.compile(
    "申請|申込|請求|受付|受理|処理|入力|交付|再交付|作成|発送|送付|通知|登録|確認|審査|集計|照合|転記|更新|"
    "管理|業務|事務|作業|対応|手続|届出|発行|関係|データ|一覧|書類|仕分|印刷|封入|点検"
)
"""Words that half of all tasks share; they say what is done, not to what."""

_CONTRASTS: Final[tuple[tuple[str, ...], ...]] = (
    ("個人", "法人"),
    ("転入", "転出", "転居"),
    ("出生", "死亡", "婚姻", "離婚"),
    ("取得", "喪失"),
    ("加入", "脱退"),
    ("新規", "継続", "更新", "変更", "廃止"),
    ("開始", "中止", "休止", "廃止"),
    ("収入", "支出"),
    ("歳入", "歳出"),
    ("普通徴収", "特別徴収"),
    ("国民健康保険", "国保", "後期高齢者医療", "介護保険"),
    ("特別児童扶養手当", "児童扶養手当", "児童手当"),
    ("固定資産税", "軽自動車税", "市民税", "住民税", "償却資産"),
    ("上水道", "下水道"),
    ("小学校", "中学校"),
    ("父", "母"),
    ("督促", "催告"),
    ("証明", "通知"),
    ("補助金", "負担金", "使用料", "手数料"),
)
"""Names with different members of one line are names of different tasks."""

_SHORTEST_CORE: Final = 4
_FEWEST_DISTINCT: Final = 2  # letters beside the words for actions
_CONTAINED_FROM: Final = 0.8
_CONTAINED_LEAST: Final = 0.86
_CONTRAST_COUNTS: Final = 0.5
_MOST_UNEQUAL: Final = 0.99


@dataclass(frozen=True, slots=True)
class TaskName:
    """A name prepared for comparison."""

    bare: str  # Without digits, brackets and marks
    core: str  # Without particles and endings too
    pairs: frozenset[str]  # Neighbouring characters of the core
    contrasts: tuple[frozenset[str], ...]  # Which words of each line of contrasts it has


def task_names(names: Sequence[str]) -> list[TaskName]:
    """Prepare names for :func:`name_likeness`."""
    return [_prepared(bare) for bare in bare_names([fold(name) for name in names])]


def _prepared(bare: str) -> TaskName:
    stripped = _PARTICLES.sub("", bare)
    core = stripped if len(stripped) >= _SHORTEST_CORE else bare
    pairs = frozenset(map("".join, pairwise(core)))
    return TaskName(bare, core, pairs, tuple(_members(bare, line) for line in _CONTRASTS))


def _members(bare: str, line: Sequence[str]) -> frozenset[str]:
    """Return the words of a line in a name; the longest first, so that none counts within it."""
    members = set()
    for word in sorted(line, key=len, reverse=True):
        if word in bare:
            members.add(word)
            bare = bare.replace(word, " ")
    return frozenset(members)


def name_likeness(first: TaskName, second: TaskName) -> float:
    """Return how alike two names are, 0 to 1.

    >>> from itertools import starmap
    >>> pairs = [
    ...     ("住民票郵送請求の処理", "住民票の写しの郵送請求処理"),
    ...     ("納税証明の交付", "納税通知の発送"),
    ...     ("転入届の入力", "転出届の入力"),
    ... ]
    >>> [round(name_likeness(*task_names(pair)), 2) for pair in pairs]
    [0.97, 0.21, 0.42]
    """
    if first.bare == second.bare:
        return 1.0
    alike = max(_by_containment(first, second), likeness(first.core, second.core))
    if first.bare != first.core or second.bare != second.core:
        alike = max(alike, likeness(first.bare, second.bare))
    # What only particles tell apart is not yet the same name.
    alike = min(alike, _MOST_UNEQUAL)
    return alike * (_CONTRAST_COUNTS if _contrast(first, second) else 1.0)


def _by_containment(first: TaskName, second: TaskName) -> float:
    """Say how much of the shorter name is in the longer; 0 where it says no more than an action."""
    short, long = sorted((first, second), key=lambda name: len(name.core))
    distinct = _ACTIONS.sub("", short.core)
    if len(short.core) < _SHORTEST_CORE or len(distinct) < _FEWEST_DISTINCT or not short.pairs:
        return 0.0
    contained = len(short.pairs & long.pairs) / len(short.pairs)
    if contained < _CONTAINED_FROM:
        return 0.0
    return _CONTAINED_LEAST + (1.0 - _CONTAINED_LEAST) * contained * len(short.core) / len(
        long.core
    )


def _contrast(first: TaskName, second: TaskName) -> bool:
    return any(
        ours and theirs and ours.isdisjoint(theirs)
        for ours, theirs in zip(first.contrasts, second.contrasts, strict=True)
    )
