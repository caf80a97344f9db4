"""Every spelling of a field's choices, as declared, folded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.policy.survey_form import AnswerWords
from rpa_scout.text import fold

_ABOUT_THE_FIELD = re.compile("の?(?:有無|要否|可否|程度|必要性)$")


class ChoiceAnswer(NamedTuple):
    """What a text was taken for."""

    positions: frozenset[int]  # Positions of the choices; empty for "I do not know"
    is_clear: bool = True  # False where the words can mean something else too
    is_general: bool = False  # Whether it is a word such as 有, not one of the field's own
    is_partly: bool = False  # Whether it is a word such as 一部, which lessens another beside it


class Vocabulary:
    """What the words of a field's respondents stand for."""

    def __init__(self, field: FieldDefinition, words: AnswerWords) -> None:
        self.field = field
        self.count = len(field.choices)
        self.yes = self._positions(field.yes)
        self.no = self._positions(field.no)
        partly = self._positions(self.field.partly)
        self.partly = ChoiceAnswer(
            partly or self.yes, is_clear=bool(partly), is_general=True, is_partly=True
        )
        self.dated = self._dated()
        self.general = self._general(words)
        self.spelled = self._spelled()
        self.stems = _stems(field)
        self._contained = _any_of(text for text in self.spelled if text not in self.general)
        self.labels = frozenset(
            fold(label) for choice in field.choices for label in (choice.label, choice.label_en)
        )
        endings = (text for text in self.general if text and text[-1].isalpha())
        self.endings = tuple(sorted(endings, key=len, reverse=True))

    def _positions(self, codes: Iterable[str]) -> frozenset[int]:
        return frozenset(map(self.field.codes.index, codes))

    def _spelled(self) -> dict[str, ChoiceAnswer]:
        """Return the answers by the spellings that are the field's own."""
        spelled = {
            text: ChoiceAnswer(
                frozenset({position} if position >= 0 else ()), is_general=text in self.general
            )
            for text, position in self.field.code_of.items()
        }
        for phrase in self.field.phrases:
            answer = ChoiceAnswer(self._positions(phrase.codes))
            for word in phrase.words:
                spelled.setdefault(fold(word), answer)
        return spelled

    def _general(self, words: AnswerWords) -> dict[str, ChoiceAnswer]:
        """Return the answers by the words of all fields; those that are no answer here left out."""
        meanings = (
            (words.unknown, ChoiceAnswer(frozenset())),
            (words.yes, self.yes and ChoiceAnswer(self.yes, is_general=True)),
            (words.no, self.no and ChoiceAnswer(self.no, is_general=True)),
            (words.nothing, self.no and ChoiceAnswer(self.no, is_clear=False, is_general=True)),
            (words.partly, self.partly),
        )
        return {
            fold(word): answer
            for spellings, answer in meanings
            for word in spellings
            if isinstance(answer, ChoiceAnswer) and (answer.positions or spellings is words.unknown)
        }

    def _dated(self) -> ChoiceAnswer | None:
        """Return the answers that a year stands for: all that say when something will change.

        Which of them depends on the day of the answer, which nobody wrote down.
        """
        positions = frozenset(
            position
            for position, choice in enumerate(self.field.choices)
            if choice.change_within_years
        )
        return ChoiceAnswer(positions) if positions else None

    def whole(self, folded: str) -> ChoiceAnswer | None:
        """Return what a whole text stands for, as declared."""
        return self.spelled.get(folded) or self.general.get(folded)

    def contained(self, folded: str) -> list[re.Match[str]]:
        """Return the spellings that stand within a text, the longest first, none overlapping."""
        return list(self._contained.finditer(folded))


def _stems(field: FieldDefinition) -> tuple[str, ...]:
    """Return the names of a field, to which あり or なし is added: 判断, 手順書, マニュアル."""
    headings = {fold(heading) for heading in (field.label, *field.aliases)}
    shortened = {_ABOUT_THE_FIELD.sub("", heading) for heading in headings}
    return tuple(sorted(headings | shortened - {""}, key=len, reverse=True))


def _any_of(spellings: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for spellings that are not part of a longer number or Latin word.

    A single character means something else too often (用紙); it counts before の only.
    """
    parts = []
    for text in sorted(spellings, key=len, reverse=True):
        before = "(?<![0-9a-z])" if text[0].isascii() and text[0].isalnum() else "(?<![0-9])"
        after = "(?![0-9a-z])" if text[-1].isascii() and text[-1].isalnum() else ""
        spelling = re.escape(text) if len(text) > 1 else f"^{re.escape(text)}(?=の)"
        parts.append(f"{before}{spelling}{after}")
    return re.compile("|".join(parts) or r"(?!)")


@lru_cache(maxsize=256)
def vocabulary_of(field: FieldDefinition, words: AnswerWords) -> Vocabulary:
    """Return the vocabulary of a field, made once for each declaration."""
    return Vocabulary(field, words)
