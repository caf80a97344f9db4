"""Names that are nearly equal, found without comparing each with each.

Two names that are nearly equal share some of their rarest pairs of neighbouring characters. So
names are put into blocks by those pairs, and only names that meet in the blocks are compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from rpa_scout.arrays import Positions
from rpa_scout.text import replaced, signs_of

RAREST_PAIRS = 5
"""A name belongs to the blocks of its rarest character pairs, at most this many."""

BLOCKS_TOGETHER = 2
"""Two names are compared if they share this many blocks, or one if a name has only one."""

LARGEST_BLOCK = 64
"""A pair in more names than this is too common to tell names apart: 申請, 入力."""

_SHORTEST_BARE = 4  # Shorter names are compared with their digits and marks
_DECORATION = re.compile(r"[^\w\n]|[\d_]")


def bare_names(folded: Sequence[str]) -> list[str]:
    """Return folded names without digits, brackets and marks, which do not make another task.

    >>> bare_names(["納付書(2)の転記", "様式1"])
    ['納付書の転記', '様式1']
    """
    if not folded:
        return []
    # One substitution over all names: one per name takes many times as long.
    joined = "\n".join(folded)
    decoration = {sign: "" for sign in signs_of(joined) if _DECORATION.match(sign)}
    bare = replaced(joined, decoration).split("\n")
    return [
        short if len(short) >= _SHORTEST_BARE else name
        for name, short in zip(folded, bare, strict=True)
    ]


def likeness(first: str, second: str) -> float:
    """Return how alike two names are, 0 to 1: twice the characters in common over all of them."""
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def alike_names(names: Sequence[str], least: float) -> Positions:
    """Assign every name to the first one that it is nearly equal to."""
    leader = list(range(len(names)))
    matcher, compared = SequenceMatcher(autojunk=False), -1
    # In the order of the later names, so that a name is compared before others are assigned to it.
    for later, earlier in _candidates(names, least):
        if leader[later] != later or leader[earlier] != earlier:
            continue
        if compared != later:
            # SequenceMatcher indexes its second text; do it once per name.
            matcher.set_seq2(names[later])
            compared = later
        matcher.set_seq1(names[earlier])
        if matcher.quick_ratio() >= least and matcher.ratio() >= least:
            leader[later] = earlier
    return np.array(leader, dtype=np.int64)


def _candidates(names: Sequence[str], least: float) -> list[tuple[int, int]]:
    """Return the pairs that may be nearly equal, the later name first, in order."""
    name, pair = _character_pairs(names)
    lengths = np.array([len(text) for text in names], dtype=np.int64)
    later, earlier = _in_one_block(name, pair, len(names))
    both = lengths[later] + lengths[earlier]
    # Characters in common are at most those of the shorter name.
    near = 2 * np.minimum(lengths[later], lengths[earlier]) >= least * both
    later, earlier, both = later[near], earlier[near], both[near]
    # Each of the characters not in common parts at most two runs of common ones.
    needed = both * (1.5 * least - 1.0) - 1.0
    near = _pairs_in_common(name, pair, later, earlier) >= needed
    return list(zip(later[near].tolist(), earlier[near].tolist(), strict=True))


def _character_pairs(names: Sequence[str]) -> tuple[Positions, Positions]:
    """Return the incidence of neighbouring characters: name and pair, each once, in order."""
    letters = np.frombuffer("".join(names).encode("utf-32-le"), dtype="<u4").astype(np.int64)
    owner = np.repeat(np.arange(len(names)), [len(text) for text in names])
    within = owner[1:] == owner[:-1]
    _, pair = np.unique((letters[:-1] << 21 | letters[1:])[within], return_inverse=True)
    size = int(pair.max(initial=0)) + 1
    both = np.unique(owner[1:][within] * size + pair)
    return both // size, both % size


def _in_one_block(name: Positions, pair: Positions, count: int) -> tuple[Positions, Positions]:
    """Return the pairs of names that share one of their rarest character pairs."""
    times = np.bincount(pair, minlength=1)[pair]
    shared = (times > 1) & (times <= LARGEST_BLOCK)
    name, pair, times = name[shared], pair[shared], times[shared]
    rarest = np.lexsort((pair, times, name))
    order = np.arange(len(rarest)) - np.searchsorted(name, name)  # within its name, rarest first
    rarest = rarest[order < RAREST_PAIRS]
    blocks = np.bincount(name[rarest], minlength=count)
    rarest = rarest[np.lexsort((name[rarest], pair[rarest]))]
    pairs = []
    # Sorted by pair, the names of a block are neighbours: compare those `apart` places apart.
    for apart in range(1, LARGEST_BLOCK):
        same = pair[rarest[apart:]] == pair[rarest[:-apart]]
        if not same.any():
            break
        pairs.append(name[rarest[apart:]][same] * count + name[rarest[:-apart]][same])
    if not pairs:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    both, times_together = np.unique(np.concatenate(pairs), return_counts=True)
    later, earlier = both // count, both % count
    enough = np.minimum(np.minimum(blocks[later], blocks[earlier]), BLOCKS_TOGETHER)
    together = times_together >= enough
    return later[together], earlier[together]


def _pairs_in_common(
    name: Positions, pair: Positions, later: Positions, earlier: Positions
) -> Positions:
    """Count the character pairs that two names have in common."""
    size = int(pair.max(initial=0)) + 1
    incidence = name * size + pair  # in order, as np.unique gave them
    starts = np.searchsorted(name, later)
    lengths = np.searchsorted(name, later, side="right") - starts
    of = np.repeat(np.arange(len(later)), lengths)
    within = np.arange(len(of)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    wanted = earlier[of] * size + pair[np.repeat(starts, lengths) + within]
    nearest = np.minimum(np.searchsorted(incidence, wanted), max(len(incidence) - 1, 0))
    hits = incidence[nearest] == wanted if len(incidence) else np.zeros(len(of), dtype=bool)
    return np.bincount(of[hits], minlength=len(later))
