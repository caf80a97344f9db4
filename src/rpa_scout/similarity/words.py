"""The office's words: systems, documents, programmes, stages of work, and their spellings."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rpa_scout.errors import FileError
from rpa_scout.similarity.spans import Spans, SpellingTable
from rpa_scout.similarity.spelling import plain_spellings
from rpa_scout.text import N_

WORDS_FILE = Path(__file__).with_name("data") / "words.csv"
"""The list that is shipped: one row a word; ``also`` holds other spellings, separated by 、."""

KINDS = ("system", "stage", "channel", "programme", "document", "aspect", "filler", "cue")

_PRECEDENCE = ("document", "programme", "stage", "channel", "aspect", "filler", "system")
"""In a name, 介護保険 is the programme; in the list of systems it is a system."""

_SOUGHT = {
    "texts": _PRECEDENCE,
    "systems": ("system",),
    "stages": ("stage",),
    "channels": ("channel",),
    "cues": ("cue",),
}
"""Kinds of words that are searched together."""

_COLUMNS = ("kind", "word", "also", "system", "reach", "code")


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """One word of the list: its kind, its spellings, the usual system, and a survey code."""

    kind: str
    word: str
    spellings: tuple[str, ...]
    system: str = ""
    reach: str = ""
    code: str = ""

    @property
    def is_generic(self) -> bool:
        """Whether the word alone says little, such as 申請書."""
        return self.reach == "generic"

    @property
    def has_own_fees(self) -> bool:
        """Whether its fees are kept in a system of its own, such as those for water."""
        return self.reach == "fees"

    @property
    def is_common(self) -> bool:
        """Whether the work is the same in all programmes, such as a reminder of any tax."""
        return self.reach == "common"


@dataclass(frozen=True)
class WordList:
    """All words; a word is known by its position."""

    words: tuple[OfficeWord, ...]

    def spans(self, texts: Sequence[str]) -> Spans:
        """Find the words in folded texts: from the left, the longest first."""
        return self._tables["texts"].spans(texts)

    def system_spans(self, texts: Sequence[str]) -> Spans:
        """Find the systems in folded answers to which systems are used."""
        return self._tables["systems"].spans(texts)

    def stage_spans(self, texts: Sequence[str], covering: Spans) -> Spans:
        """Find the stages of work; in a longer word, such as 意見書の作成, only at its end."""
        return self._tables["stages"].spans(texts).ending_free(covering)

    def coded_spans(self, texts: Sequence[str]) -> Spans:
        """Find what tells a code of an answer: channels and cues, also inside longer words."""
        # Two tables, because the words that one table finds never overlap.
        return self._tables["channels"].spans(texts).joined(self._tables["cues"].spans(texts))

    @cached_property
    def _tables(self) -> dict[str, SpellingTable]:
        return {name: SpellingTable(self._spellings(kinds)) for name, kinds in _SOUGHT.items()}

    def _spellings(self, kinds: Sequence[str]) -> dict[str, int]:
        """Return the word of each spelling: of the first kind, and of that the last word."""
        word_of: dict[str, int] = {}
        for kind in kinds:
            of_kind: dict[str, int] = {}
            for position in self.positions(kind).tolist():
                word = self.words[position]
                of_kind |= dict.fromkeys(plain_spellings((word.word, *word.spellings)), position)
            word_of = of_kind | word_of
        return word_of

    @cached_property
    def kind(self) -> npt.NDArray[np.int64]:
        """Position of each word's kind in :data:`KINDS`."""
        return np.array([KINDS.index(word.kind) for word in self.words], dtype=np.int64)

    @cached_property
    def canonical(self) -> tuple[str, ...]:
        """Each word as it is written when all spellings are made equal."""
        plain = plain_spellings([word.word for word in self.words])
        return tuple(
            "" if word.kind == "filler" else text
            for word, text in zip(self.words, plain, strict=True)
        )

    @cached_property
    def systems(self) -> tuple[str, ...]:
        """The distinct systems that words stand for or imply."""
        return tuple(sorted({word.system for word in self.words if word.system}))

    @cached_property
    def system_of_word(self) -> npt.NDArray[np.int64]:
        """Position of each word's usual system in `systems`, or -1."""
        position = {name: number for number, name in enumerate(self.systems)}
        return np.array([position.get(word.system, -1) for word in self.words], dtype=np.int64)

    def positions(self, kind: str) -> npt.NDArray[np.int64]:
        """Return the positions of the words of a kind."""
        return np.flatnonzero(self.kind == KINDS.index(kind))

    def extended(self, words: Iterable[OfficeWord]) -> WordList:
        """Return the list with an office's words behind it; of equal spellings, theirs win."""
        return WordList((*self.words, *words))


def read_words(path: Path) -> tuple[OfficeWord, ...]:
    """Read a list of words: a CSV file with the columns of the shipped one."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FileError(N_("“{path}” cannot be read: {error}"), path=path, error=error) from error
    return tuple(_word(path, number, row) for number, row in enumerate(rows, 2))


def _word(path: Path, number: int, row: dict[str, str | None]) -> OfficeWord:
    cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    if cells["kind"] not in KINDS or not cells["word"]:
        raise FileError(
            N_("“{path}”, line {row}: give a word, and one of these kinds: {kinds}."),
            path=path,
            row=number,
            kinds=", ".join(KINDS),
        )
    spellings = tuple(part for part in cells["also"].split("、") if part)
    return OfficeWord(
        cells["kind"], cells["word"], spellings, cells["system"], cells["reach"], cells["code"]
    )


@lru_cache(maxsize=1)
def shipped_words() -> WordList:
    """Return the shipped list."""
    return WordList(read_words(WORDS_FILE))
