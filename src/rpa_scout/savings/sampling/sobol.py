"""Scrambled Sobol' points: they represent a distribution better than as many random numbers.

scipy.stats.qmc has the same points, but importing it takes more than a second; a command must
start faster. Direction numbers: Joe and Kuo 2008, "Constructing Sobol sequences with better
two-dimensional projections", SIAM J. Sci. Comput. 30 (the set new-joe-kuo-6).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Floats

Words = npt.NDArray[np.uint32]

_BITS = 32

# A primitive polynomial over GF(2), as the number whose bits are its coefficients, and the first
# direction numbers that go with it. The first dimension has none (van der Corput).
_DIRECTIONS: tuple[tuple[int, tuple[int, ...]], ...] = (
    (3, (1,)),
    (7, (1, 3)),
    (11, (1, 3, 1)),
    (13, (1, 1, 1)),
    (19, (1, 1, 3, 3)),
    (25, (1, 3, 5, 13)),
    (37, (1, 1, 5, 5, 17)),
    (41, (1, 1, 5, 5, 5)),
    (47, (1, 1, 7, 11, 19)),
    (55, (1, 1, 5, 1, 1)),
    (59, (1, 1, 1, 3, 11)),
    (61, (1, 3, 5, 5, 31)),
    (67, (1, 3, 3, 9, 7, 49)),
    (91, (1, 1, 1, 15, 21, 21)),
    (97, (1, 3, 1, 13, 27, 49)),
    (103, (1, 1, 1, 15, 7, 5)),
    (109, (1, 3, 1, 15, 13, 25)),
    (115, (1, 1, 5, 5, 19, 61)),
    (131, (1, 3, 7, 11, 23, 15, 103)),
    (137, (1, 3, 7, 13, 13, 15, 69)),
    (143, (1, 1, 3, 13, 7, 35, 63)),
    (145, (1, 3, 5, 9, 1, 25, 53)),
    (157, (1, 3, 1, 13, 9, 35, 107)),
)

DIMENSIONS = len(_DIRECTIONS) + 1
"""Greatest number of quantities that can be drawn together."""


def sobol_points(dimensions: int, count: int, shifts: Words) -> Floats:
    """Return Sobol' points, moved by a random digital shift in every dimension.

    The shift keeps the points as even as they are and makes each of them uniform. They are the
    middles of their cells, never 0 or 1.
    """
    index = np.arange(count, dtype=np.uint32)
    points = np.zeros((dimensions, count), dtype=np.uint32)
    for dimension in range(dimensions):
        for bit, direction in enumerate(_direction_numbers(dimension, int(count).bit_length())):
            points[dimension] ^= ((index >> np.uint32(bit)) & np.uint32(1)) * np.uint32(direction)
    points ^= shifts[:, None]
    return np.asarray((points + 0.5) / 2.0**_BITS)


def _direction_numbers(dimension: int, count: int) -> list[int]:
    """Return the word that each bit of a point's number adds, by the recurrence of Sobol'."""
    numbers = [1] * count
    if dimension:
        polynomial, first = _DIRECTIONS[dimension - 1]
        degree = len(first)
        numbers = list(first[:count])
        for position in range(degree, count):
            number = numbers[position - degree] ^ (numbers[position - degree] << degree)
            for step in range(1, degree):
                if polynomial >> (degree - step) & 1:
                    number ^= numbers[position - step] << step
            numbers.append(number)
    return [number << (_BITS - 1 - position) for position, number in enumerate(numbers)]
