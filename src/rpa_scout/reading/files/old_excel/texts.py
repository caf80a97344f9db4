"""Texts in the records of an .xls, with the fonts of their parts."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WIDE, _HAS_PHONETICS, _HAS_RUNS = 1, 4, 8


@dataclass(frozen=True, slots=True)
class RichText:
    """A text, and the font from each of some characters on."""

    text: str
    runs: tuple[tuple[int, int], ...] = ()

    def not_struck(self, struck_fonts: frozenset[int], *, in_struck_cell: bool) -> str:
        """Return the characters that are not struck out."""
        remaining, is_struck, begin = "", in_struck_cell, 0
        for start, font in self.runs:
            remaining += "" if is_struck else self.text[begin:start]
            is_struck, begin = font in struck_fonts, start
        return remaining + ("" if is_struck else self.text[begin:])


def short_text(content: bytes, *, wide_length: bool) -> str:
    """Read a text that has its length in front, and a byte that says how it is packed."""
    length = struct.unpack_from("<H" if wide_length else "<B", content, 0)[0]
    start = 2 if wide_length else 1
    return _unpacked(content[start + 1 :], length, content[start])


def _unpacked(content: bytes, length: int, flags: int) -> str:
    if flags & _WIDE:
        return content[: 2 * length].decode("utf-16-le", "replace")
    return content[:length].decode("latin-1")


def rich_label(content: bytes) -> RichText:
    """Read a label whose parts have fonts of their own."""
    length = struct.unpack_from("<H", content, 6)[0]
    position = 9 + length * (1 + (content[8] & _WIDE))
    count = struct.unpack_from("<H", content, position)[0]
    runs = (struct.unpack_from("<HH", content, position + 2 + 4 * run) for run in range(count))
    return RichText(short_text(content[6:], wide_length=True), tuple(runs))


def shared_texts(pieces: Sequence[bytes]) -> Iterator[RichText]:
    """Read the table of shared texts, which many records may hold together."""
    table = _Pieces(pieces)
    _, count = struct.unpack("<II", table.take(8))
    for _ in range(count):
        length, flags = struct.unpack("<HB", table.take(3))
        run_count = struct.unpack("<H", table.take(2))[0] if flags & _HAS_RUNS else 0
        phonetic_bytes = struct.unpack("<I", table.take(4))[0] if flags & _HAS_PHONETICS else 0
        text = table.characters(length, flags)
        runs = tuple(struct.unpack("<HH", table.take(4)) for _ in range(run_count))
        table.take(phonetic_bytes)
        yield RichText(text, runs)


class _Pieces:
    """Bytes of several records, read one after the other."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._position = 0

    def take(self, count: int) -> bytes:
        """Return the next bytes."""
        taken = b""
        while len(taken) < count:
            taken += self._from_piece(count - len(taken))
        return taken

    def _from_piece(self, at_most: int) -> bytes:
        if self._position >= len(self._pieces[self._piece]):
            self._piece, self._position = self._piece + 1, 0
        taken = self._pieces[self._piece][self._position : self._position + at_most]
        self._position += len(taken)
        return taken

    def characters(self, length: int, flags: int) -> str:
        """Return the next characters; in each further record their width is said anew."""
        text = ""
        while len(text) < length:
            if self._position >= len(self._pieces[self._piece]):
                self._piece, self._position = self._piece + 1, 1
                flags = self._pieces[self._piece][0]
            width = 1 + (flags & _WIDE)
            content = self._from_piece((length - len(text)) * width)
            piece = _unpacked(content, len(content) // width, flags)
            if not piece:
                raise ValueError(length)
            text += piece
        return text
