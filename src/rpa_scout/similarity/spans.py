"""Where words stand in many texts: all texts at once, the longest word first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Bools

Positions = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio (Fibonacci hashing): neighbouring code points get distant hashes."""

_SEPARATOR = "\n"


@dataclass(frozen=True)
class JoinedTexts:
    """Texts one after another, as code points, with a line break behind each."""

    codes: npt.NDArray[np.uint32]
    starts: Positions
    lengths: Positions

    @classmethod
    def of(cls, texts: Sequence[str]) -> JoinedTexts:
        """Join texts that hold no line breaks."""
        joined = _SEPARATOR.join(texts) + _SEPARATOR
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        starts = np.concatenate([[0], np.cumsum(lengths + 1)])[:-1].astype(np.int64)
        return cls(codes, starts, lengths)

    @property
    def owner(self) -> Positions:
        """The text that each code point belongs to."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths + 1)

    @property
    def room(self) -> Positions:
        """How many code points of the same text stand from each one on."""
        ends = np.repeat(self.starts + self.lengths, self.lengths + 1)
        return np.asarray(ends - np.arange(len(self.codes)))


def window_hashes(codes: npt.NDArray[np.uint32], size: int) -> Hashes:
    """Return a hash of every `size` neighbouring code points."""
    count = max(len(codes) - size + 1, 0)
    # Only hashes are compared: of 64 bits, two texts practically never share one.
    hashes = np.full(count, size, dtype=np.uint64)
    for offset in range(size):
        hashes = (hashes ^ codes[offset : offset + count]) * _MULTIPLIER
        hashes ^= hashes >> np.uint64(29)
    return hashes


@dataclass(frozen=True)
class Spans:
    """Words in texts: which text, where it starts there, how long it is, and which word."""

    text: Positions
    start: Positions
    length: Positions
    word: Positions

    def of_words(self, words: Positions) -> Spans:
        """Return only the spans of some words."""
        return self._chosen(np.isin(self.word, words))

    def without_words(self, words: Positions) -> Spans:
        """Return the spans of all other words."""
        return self._chosen(~np.isin(self.word, words))

    def joined(self, more: Spans) -> Spans:
        """Return these spans and more, unsorted."""
        return Spans(
            np.concatenate([self.text, more.text]),
            np.concatenate([self.start, more.start]),
            np.concatenate([self.length, more.length]),
            np.concatenate([self.word, more.word]),
        )

    def _chosen(self, chosen: Bools) -> Spans:
        return Spans(self.text[chosen], self.start[chosen], self.length[chosen], self.word[chosen])

    def ending_free(self, covering: Spans) -> Spans:
        """Return the spans that lie in no covering span, or end where it ends."""
        # Text and position as one number, so that one sorted search serves all texts.
        width = 1 << 24
        covered = covering.text * width + covering.start
        at = np.searchsorted(covered, self.text * width + self.start, side="right") - 1
        if not len(covered):
            return self
        end = covering.start[at] + covering.length[at]
        inside = (at >= 0) & (covering.text[at] == self.text) & (self.start < end)
        return self._chosen(~inside | (self.start + self.length >= end))


class SpellingTable:
    """Spellings by length, as sorted hashes."""

    def __init__(self, word_of: Mapping[str, int]) -> None:
        by_length: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for spelling, word in word_of.items():
            if spelling:
                codes = JoinedTexts.of([spelling]).codes[:-1]  # without the line break
                hashed = window_hashes(codes, len(spelling))
                by_length[len(spelling)].append((int(hashed[0]), word))
        self._by_length = {
            length: (
                np.array([hashed for hashed, _ in sorted(pairs)], dtype=np.uint64),
                np.array([word for _, word in sorted(pairs)], dtype=np.int64),
            )
            for length, pairs in by_length.items()
        }

    def spans(self, texts: Sequence[str]) -> Spans:
        """Find the spellings in folded texts: from the left, the longest first."""
        joined = JoinedTexts.of(texts)
        length, word = self._longest(joined)
        at = np.flatnonzero(length)
        at = at[_without_overlap(at, length[at])]
        owner = joined.owner[at]
        return Spans(owner, at - joined.starts[owner], length[at], word[at])

    def _longest(self, joined: JoinedTexts) -> tuple[Positions, Positions]:
        """Return length and word of the longest spelling that starts at each code point."""
        length = np.zeros(len(joined.codes), dtype=np.int64)
        word = np.full(len(joined.codes), -1, dtype=np.int64)
        room = joined.room
        for size in sorted(self._by_length):
            hashed, words = self._by_length[size]
            windows = window_hashes(joined.codes, size)
            at = np.minimum(np.searchsorted(hashed, windows), len(hashed) - 1)
            hits = np.flatnonzero((hashed[at] == windows) & (room[: len(windows)] >= size))
            length[hits], word[hits] = size, words[at[hits]]
        return length, word


def _without_overlap(at: Positions, length: Positions) -> Positions:
    """Return which spans remain when each begins behind the end of the one before."""
    chosen, free = [], 0
    for number, (start, size) in enumerate(zip(at.tolist(), length.tolist(), strict=True)):
        if start >= free:
            chosen.append(number)
            free = start + size
    return np.array(chosen, dtype=np.int64)
