"""Looking at the tags of a piece of XML all at once, without parsing it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Tags"]

_LESS, _GREATER, _SLASH, _BANG, _QUERY = b"<>/!?"


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a piece of XML.

    Attributes
    ----------
    signs : ndarray of uint8
        The piece.
    starts : ndarray of int
        Where tags begin.
    kinds : ndarray of uint8
        The sign behind each ``<``: the first of an element's name, ``/``, ``!`` or ``?``.
    """

    signs: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.intp]
    kinds: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, piece: bytes) -> Tags:
        """Find the tags of a piece; a ``<`` at its very end is passed over."""
        signs = np.frombuffer(piece, np.uint8)
        starts = np.flatnonzero(signs[:-1] == _LESS)
        return cls(signs, starts, signs[starts + 1])

    @property
    def has_declarations(self) -> bool:
        """Whether there is a comment, a section or a declaration."""
        return bool((self.kinds == _BANG).any())

    def begin_with(self, sign: bytes) -> npt.NDArray[np.intp]:
        """Return where elements begin whose name begins with a sign."""
        return np.asarray(self.starts[self.kinds == sign[0]])

    def depths(self) -> tuple[int, int]:
        """Return the greatest depth within the piece and the depth at its end.

        Both are relative to its beginning.
        """
        steps = np.ones(len(self.kinds), np.int32)
        steps[self.kinds == _SLASH] = -1
        steps[(self.kinds == _BANG) | (self.kinds == _QUERY)] = 0
        ends = np.flatnonzero(self.signs[1:] == _GREATER)
        empty = ends[self.signs[ends] == _SLASH]
        depths = np.cumsum(steps) - np.searchsorted(empty, self.starts)
        if not len(depths):
            return 0, -len(empty)
        return int(depths.max()), int(steps.sum()) - len(empty)

    def all_go_on(self, places: npt.NDArray[np.intp], text: bytes) -> bool:
        """Tell whether at all of the places the same text stands."""
        if len(places) and places[-1] + len(text) > len(self.signs):
            return False
        return all(
            bool((self.signs[places + offset] == sign).all()) for offset, sign in enumerate(text)
        )
