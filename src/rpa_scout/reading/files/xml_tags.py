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
    piece : bytes
        The piece.
    signs : ndarray of uint8
        Its signs.
    starts : ndarray of int
        Where tags begin.
    kinds : ndarray of uint8
        The sign behind each ``<``: the first of an element's name, ``/``, ``!`` or ``?``.
    """

    piece: bytes
    signs: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.intp]
    kinds: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, piece: bytes) -> Tags:
        """Find the tags of a piece; a ``<`` at its very end is passed over."""
        signs = np.frombuffer(piece, np.uint8)
        starts = np.flatnonzero(signs[:-1] == _LESS)
        return cls(piece, signs, starts, signs[starts + 1])

    @property
    def has_declarations(self) -> bool:
        """Whether there is a comment, a section or a declaration."""
        return bool((self.kinds == _BANG).any())

    def elements(self, name: bytes) -> npt.NDArray[np.intp]:
        """Return where elements of a name begin."""
        places = self.starts[self.kinds == name[0]]
        places = places[: np.searchsorted(places, len(self.signs) - len(name) - 1)]
        for offset, sign in enumerate(name[1:], 2):
            places = places[self.signs[places + offset] == sign]
        return np.asarray(places[_ENDS_NAME[self.signs[places + len(name) + 1]]])

    def depths(self) -> tuple[int, int]:
        """Return the greatest depth within the piece and the depth at its end.

        Both are relative to its beginning.
        """
        if not len(self.starts):
            return 0, 0
        steps = _STEPS[self.kinds]
        ends = np.flatnonzero(self.signs == _GREATER)
        if len(ends) == len(self.starts):
            # No ``>`` stands in a text: each ends the tag that began before it.
            depths = np.cumsum(steps - (self.signs[ends - 1] == _SLASH), dtype=np.int32)
            return int(depths.max()), int(depths[-1])
        empty = ends[self.signs[ends - 1] == _SLASH]
        depths = np.cumsum(steps, dtype=np.int32) - np.searchsorted(empty, self.starts)
        return int(depths.max()), int(steps.sum(dtype=np.int32)) - len(empty)

    def holds(self, text: bytes) -> bool:
        """Tell whether three signs stand anywhere, in a third of the time of a search."""
        first, second, third = text
        found = self.signs[:-2] == first
        found &= self.signs[1:-1] == second
        found &= self.signs[2:] == third
        return bool(found.any())

    def words(self, places: npt.NDArray[np.intp]) -> npt.NDArray[np.uint64]:
        """Return the eight signs from each place on as one number, the first sign lowest."""
        count = max(0, len(self.piece) - 7)
        everywhere = np.ndarray((count,), np.dtype("<u8"), self.piece, strides=(1,))
        return everywhere[places].astype(np.uint64, copy=False)


_STEPS = np.ones(256, np.int8)
_STEPS[[_SLASH, _BANG, _QUERY]] = -1, 0, 0
_ENDS_NAME = np.zeros(256, np.bool_)
_ENDS_NAME[list(b" \t\r\n>/")] = True
