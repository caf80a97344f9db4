"""Pairs of names made from the list of words by the rules of labelling, to learn from.

The labelled tasks hold few pairs that differ in the stage alone; the rules say plainly what those
are (docs/similarity.md). A pair is two names without any other text.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rpa_scout.similarity.words import OfficeWord, WordList

__all__ = ["RulePair", "rule_pairs"]

_JOINS = ("の", "　", "", "・")
_TAILS = ("", "", "", "", "事務", "（窓口分）", "（4月分）", "処理", "業務", "（郵送分）")


@dataclass(frozen=True)
class RulePair:
    """Two names and whether the rules call them the same work."""

    name: str
    compared: str
    same: bool
    is_near: bool = True  # Whether they have anything in common


class _Names:
    """Draws words and writes them in one of their spellings."""

    def __init__(self, words: WordList, seed: int) -> None:
        self.draws = random.Random(seed)
        kinds = ("document", "stage", "programme")
        by_kind = {kind: [word for word in words.words if word.kind == kind] for kind in kinds}
        telling = [word for word in by_kind["document"] if not word.is_generic]
        self.common = [word for word in telling if word.is_common]
        self.documents = [word for word in telling if not word.is_common]
        self.stages = [word for word in by_kind["stage"] if word.code and not word.is_common]
        self.common_stages = [word for word in by_kind["stage"] if word.is_common]
        self.programmes = by_kind["programme"]

    def written(self, *words: OfficeWord) -> str:
        """Write words one after another, each in one of its spellings."""
        parts = [self.draws.choice((word.word, *word.spellings)) for word in words]
        return self.draws.choice(_JOINS).join(parts) + self.draws.choice(_TAILS)

    def two(self, words: list[OfficeWord]) -> tuple[OfficeWord, OfficeWord]:
        """Draw two different words."""
        first, second = self.draws.sample(words, 2)
        return first, second


def rule_pairs(words: WordList, each: int, seed: int = 0) -> Iterator[RulePair]:
    """Yield so many pairs of each rule, and more of what has nothing in common."""
    names = _Names(words, seed)
    for rule, times in _RULES.items():
        for _ in range(times * each):
            yield rule(names)


def _same_but_spelt_otherwise(names: _Names) -> RulePair:
    document = names.draws.choice([*names.documents, *names.common])
    stage = names.draws.choice(names.stages)
    return RulePair(names.written(document, stage), names.written(document, stage), same=True)


def _same_with_programme(names: _Names) -> RulePair:
    programme, document = names.draws.choice(names.programmes), names.draws.choice(names.documents)
    parts = (programme, document, names.draws.choice(names.stages))
    return RulePair(names.written(*parts), names.written(*parts), same=True)


def _common_document_of_any_programme(names: _Names) -> RulePair:
    document, stage = names.draws.choice(names.common), names.draws.choice(names.stages)
    fees = [word for word in names.programmes if not word.has_own_fees]
    first, second = names.two(fees)
    return RulePair(
        names.written(first, document, stage), names.written(second, document, stage), same=True
    )


def _common_stage_of_any_document(names: _Names) -> RulePair:
    stage = names.draws.choice(names.common_stages)
    first, second = names.two(names.documents)
    return RulePair(names.written(first, stage), names.written(second, stage), same=True)


def _another_stage(names: _Names) -> RulePair:
    document = names.draws.choice([*names.documents, *names.common])
    stage = names.draws.choice(names.stages)
    later = names.draws.choice([word for word in names.stages if word.code != stage.code])
    return RulePair(names.written(document, stage), names.written(document, later), same=False)


def _another_document(names: _Names) -> RulePair:
    first, second = names.two([*names.documents, *names.common])
    stage = names.draws.choice(names.stages)
    return RulePair(names.written(first, stage), names.written(second, stage), same=False)


def _another_document_of_the_programme(names: _Names) -> RulePair:
    programme, stage = names.draws.choice(names.programmes), names.draws.choice(names.stages)
    first, second = names.two(names.documents)
    return RulePair(
        names.written(programme, first, stage), names.written(programme, second, stage), same=False
    )


def _another_programme(names: _Names) -> RulePair:
    document, stage = names.draws.choice(names.documents), names.draws.choice(names.stages)
    first = names.draws.choice([word for word in names.programmes if word.system])
    apart = [word for word in names.programmes if word.system not in ("", first.system)]
    second = names.draws.choice(apart)
    return RulePair(
        names.written(first, document, stage), names.written(second, document, stage), same=False
    )


def _nothing_in_common(names: _Names) -> RulePair:
    first, second = names.two([*names.documents, *names.common])
    stage, later = names.two(names.stages)
    return RulePair(
        names.written(first, stage), names.written(second, later), same=False, is_near=False
    )


_RULES: dict[Callable[[_Names], RulePair], int] = {
    _same_but_spelt_otherwise: 1,
    _same_with_programme: 1,
    _common_document_of_any_programme: 1,
    _common_stage_of_any_document: 1,
    _another_stage: 3,
    _another_document: 1,
    _another_document_of_the_programme: 1,
    _another_programme: 1,
    _nothing_in_common: 5,
}
