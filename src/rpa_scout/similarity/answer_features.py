"""Features that predict an answer of a task: words, n-grams, systems and its other answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rpa_scout.similarity.profiles import ANSWERS, TaskProfiles
from rpa_scout.similarity.words import WordList

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_CODES = 8
"""No field has more choices."""

_PARTS = ("name", "description", "manner", "stage")


def answer_features(tasks: TaskProfiles, field: str) -> csr_array:
    """Return a sparse matrix, shape (tasks, features); the field itself is not used.

    Words are counted one by one and by the code that they indicate, so that a word that is in no
    labelled task still counts as one of its code. The n-grams stand last.
    """
    from scipy.sparse import hstack

    codes = _code_of_word(tasks.words)
    answers = [_answered(tasks, name) for name in ANSWERS if name != field]
    words = [tasks.name_words, tasks.described_words, tasks.coded_words, tasks.stages]
    by_code = [rows @ codes for rows in words]
    rows: csr_array = hstack(
        [*words, *by_code, tasks.systems, *answers, tasks.text_grams], format="csr"
    )
    return rows


def feature_names(words: WordList, field: str) -> list[str]:
    """Name the features but for the n-grams, in the order of the columns."""
    labels = [f"{word.kind}:{word.word}" for word in words.words]
    codes = [f"{kind}={code}" for kind, code in _code_labels(words)]
    return [
        *(f"{part}/{label}" for part in _PARTS for label in labels),
        *(f"{part}/{label}" for part in _PARTS for label in codes),
        *(f"system/{name}" for name in words.systems),
        *(f"{name}={code}" for name in ANSWERS if name != field for code in range(_CODES)),
    ]


def _code_labels(words: WordList) -> list[tuple[str, str]]:
    return sorted({(word.kind, word.code) for word in words.words if word.code})


def _code_of_word(words: WordList) -> csr_array:
    """Return which code each word points to, by kind of word, shape (words, kinds and codes)."""
    from scipy.sparse import csr_array

    labels = {label: number for number, label in enumerate(_code_labels(words))}
    coded = [(number, word) for number, word in enumerate(words.words) if word.code]
    column = [labels[word.kind, word.code] for _, word in coded]
    row = [number for number, _ in coded]
    shape = (len(words.words), len(labels))
    return csr_array((np.ones(len(row), np.float32), (row, column)), shape=shape)


def _answered(tasks: TaskProfiles, field: str) -> csr_array:
    from scipy.sparse import csr_array

    codes = tasks.answers[:, ANSWERS.index(field)].astype(np.int64)
    row = np.flatnonzero(codes >= 0)
    shape = (len(tasks), _CODES)
    return csr_array((np.ones(len(row), np.float32), (row, codes[row])), shape=shape)
