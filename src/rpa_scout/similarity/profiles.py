"""What a task's texts and answers say: documents, stages, programmes and systems, as rows."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Bools, Floats
from rpa_scout.policy.fields import shipped_fields
from rpa_scout.similarity.grams import GramWeights, unit_rows
from rpa_scout.similarity.labelled import LABELLED_FILES, labelled_tasks
from rpa_scout.similarity.spans import Spans
from rpa_scout.similarity.spelling import plain_spellings
from rpa_scout.similarity.words import WordList, shipped_words

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ANSWERS = ("pattern", "input_form", "judgement")

STAGE_KINDS = (
    "aggregation", "collection", "document", "entry", "intake", "matching", "notice", "other",
)  # fmt: skip
"""What stages of work do, as codes of the field ``pattern``."""

_NOT_OBJECT = ("stage", "channel", "aspect", "filler")
_DESCRIPTION_SHARE = 0.5
_EARLIER_STAGE_SHARE = 0.5
"""納付を確認して発行する: the last stage is what the task is about."""


@dataclass(frozen=True)
class TaskTexts:
    """The texts of tasks, folded, and the words in them."""

    names: list[str]
    descriptions: list[str]
    system_lists: list[str]
    departments: list[str]
    words: WordList

    @classmethod
    def of(cls, tasks: pd.DataFrame, words: WordList) -> TaskTexts:
        """Fold the texts of a frame of tasks."""
        return cls(
            names=_plain(tasks, "name"),
            descriptions=_plain(tasks, "description"),
            system_lists=_plain(tasks, "systems"),
            departments=_plain(tasks, "department"),
            words=words,
        )

    def canonical(self, texts: Sequence[str], spans: Spans, *, objects: bool = False) -> list[str]:
        """Write texts with all spellings made equal; of `objects`, without stages and manner."""
        written = list(self.words.canonical)
        if objects:
            for kind in _NOT_OBJECT:
                for position in self.words.positions(kind).tolist():
                    written[position] = ""
        pieces: list[list[tuple[int, int, str]]] = [[] for _ in texts]
        columns = (spans.text, spans.start, spans.length, spans.word)
        for text, start, length, word in zip(*(column.tolist() for column in columns), strict=True):
            pieces[text].append((start, start + length, written[word]))
        return [_replaced(text, parts) for text, parts in zip(texts, pieces, strict=True)]


def _plain(tasks: pd.DataFrame, column: str) -> list[str]:
    if column not in tasks:
        return [""] * len(tasks)
    return plain_spellings(
        [text if isinstance(text, str) else "" for text in tasks[column].tolist()]
    )


def _replaced(text: str, parts: Sequence[tuple[int, int, str]]) -> str:
    pieces, behind = [], 0
    for start, end, word in parts:
        pieces += [text[behind:start], word]
        behind = end
    return "".join([*pieces, text[behind:]]).translate(_PLAIN)


_PLAIN = str.maketrans(
    "", "", "のをにへとはがでや・、。()「」,.-/ 　０１２３４５６７８９0123456789"
)
"""Particles, marks and figures do not make another kind of work."""


@dataclass(frozen=True)
class TaskProfiles:
    """Rows of tasks: n-grams, and words by kind; the answers as positions, -1 where unknown."""

    name_grams: csr_array
    object_grams: csr_array
    text_grams: csr_array
    described: Bools
    name_words: csr_array
    text_words: csr_array
    described_words: csr_array
    coded_words: csr_array
    stages: csr_array
    systems: csr_array
    systems_stated: Bools
    only_office: Bools
    answers: npt.NDArray[np.int8]
    words: WordList

    same_texts: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.described)

    @cached_property
    def stage_kinds(self) -> npt.NDArray[np.float32]:
        """Share of each of :data:`STAGE_KINDS` in a task's stages, rows of unit length or 0."""
        words = self.words.words
        kind = [STAGE_KINDS.index(word.code) if word.code in STAGE_KINDS else -1 for word in words]
        row = np.repeat(np.arange(len(self)), np.diff(self.stages.indptr))
        of_word = np.array(kind, dtype=np.int64)[self.stages.indices]
        coded = of_word >= 0
        kinds = np.zeros((len(self), len(STAGE_KINDS)), dtype=np.float32)
        np.maximum.at(kinds, (row[coded], of_word[coded]), self.stages.data[coded])
        length = np.linalg.norm(kinds, axis=1, keepdims=True)
        return np.asarray(kinds / np.where(length > 0.0, length, 1.0))

    def equal(self, first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> Bools:
        """Return whether pairs say the same: equal texts, and no answers that differ."""
        answers, compared = self.answers[first], self.answers[second]
        differs = (answers >= 0) & (compared >= 0) & (answers != compared)
        return np.asarray(
            (self.same_texts[first] == self.same_texts[second]) & ~differs.any(axis=1)
        )


def profiles(tasks: pd.DataFrame, words: WordList | None = None) -> TaskProfiles:
    """Describe tasks by what their texts and answers say."""
    words = words or shipped_words()
    texts = TaskTexts.of(tasks, words)
    in_names, in_descriptions = words.spans(texts.names), words.spans(texts.descriptions)
    names = texts.canonical(texts.names, in_names)
    descriptions = texts.canonical(texts.descriptions, in_descriptions)
    objects = texts.canonical(texts.names, in_names, objects=True)
    weights = _shipped_weights() if words is shipped_words() else _weights(words)
    name_grams, more_grams = weights.rows(names), weights.rows(descriptions)
    name_words = _word_rows(in_names, len(tasks), words)
    described_words = _word_rows(in_descriptions, len(tasks), words)
    systems, stated, only_office = _systems(texts, in_names, in_descriptions)
    return TaskProfiles(
        name_grams=name_grams,
        object_grams=weights.rows(objects),
        text_grams=unit_rows((name_grams + more_grams).tocsr()),
        described=np.array([bool(text) for text in texts.descriptions], dtype=bool),
        name_words=name_words,
        text_words=(name_words + _DESCRIPTION_SHARE * described_words).tocsr(),
        described_words=described_words,
        coded_words=_coded_words(texts),
        stages=_stages(texts, in_names, in_descriptions),
        systems=systems,
        systems_stated=stated,
        only_office=only_office,
        answers=_answers(tasks),
        words=words,
        same_texts=_numbered(zip(texts.names, texts.descriptions, texts.system_lists, strict=True)),
    )


def _numbered(texts: Iterable[Hashable]) -> npt.NDArray[np.int64]:
    """Give equal texts the same number."""
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(text, len(number)) for text in texts], dtype=np.int64)


def _answers(tasks: pd.DataFrame) -> npt.NDArray[np.int8]:
    return np.column_stack([_codes(tasks, field) for field in ANSWERS])


def _codes(tasks: pd.DataFrame, field: str) -> npt.NDArray[np.int8]:
    """Return positions among the shipped choices, which were learned; -1 for any other answer."""
    if field not in tasks:
        return np.full(len(tasks), -1, np.int8)
    codes = pd.Index(shipped_fields()[field].codes)
    return codes.get_indexer(pd.Index(tasks[field].astype(object))).astype(np.int8)


def _word_rows(spans: Spans, count: int, words: WordList) -> csr_array:
    """Return which words each text has, shape (texts, words)."""
    return _rows(spans.text, spans.word, np.ones(len(spans.text)), (count, len(words.words)))


def _coded_words(texts: TaskTexts) -> csr_array:
    """Return the channels and cues of names and descriptions, shape (texts, words)."""
    spans = texts.words.coded_spans(texts.names).joined(texts.words.coded_spans(texts.descriptions))
    return _word_rows(spans, len(texts.names), texts.words)


def _rows(
    row: npt.NDArray[np.int64],
    column: npt.NDArray[np.int64],
    values: Floats,
    shape: tuple[int, int],
) -> csr_array:
    """Return a sparse matrix with the largest value of each cell."""
    from scipy.sparse import csr_array

    order = np.lexsort((-values, column, row))
    key = row[order] * shape[1] + column[order]
    first = np.concatenate([[True], key[1:] != key[:-1]]) if len(key) else np.empty(0, bool)
    chosen = order[first]
    start = np.searchsorted(row[chosen], np.arange(shape[0] + 1))
    return csr_array((values[chosen].astype(np.float32), column[chosen], start), shape=shape)


def _stages(texts: TaskTexts, in_names: Spans, in_descriptions: Spans) -> csr_array:
    """Return the stages of work; the last of a name counts most, those described less."""
    words = texts.words
    stage = words.positions("stage")
    named = words.stage_spans(texts.names, in_names.without_words(stage))
    described = words.stage_spans(texts.descriptions, in_descriptions.without_words(stage))
    shares = [_last_first(named), _DESCRIPTION_SHARE * _last_first(described)]
    return _rows(
        np.concatenate([named.text, described.text]),
        np.concatenate([named.word, described.word]),
        np.concatenate(shares),
        (len(texts.names), len(words.words)),
    )


def _last_first(spans: Spans) -> Floats:
    last = np.concatenate([spans.text[1:] != spans.text[:-1], [True]])[: len(spans.text)]
    return np.where(last, 1.0, _EARLIER_STAGE_SHARE)


def _systems(
    texts: TaskTexts, in_names: Spans, in_descriptions: Spans
) -> tuple[csr_array, Bools, Bools]:
    """Return the systems of each task, whether it states them, and whether only office tools."""
    words, count = texts.words, len(texts.names)
    stated = texts.words.system_spans(texts.system_lists)
    office = np.array([word.reach == "office" for word in words.words], dtype=bool)
    of_work = stated.without_words(np.flatnonzero(office))
    settled = np.bincount(of_work.text, minlength=count) > 0
    is_stated = settled.copy()
    row, system = [of_work.text], [words.system_of_word[of_work.word]]
    for spans in _implying(texts, in_names, in_descriptions, np.flatnonzero(office)):
        implied = words.system_of_word[spans.word]
        usable = (implied >= 0) & ~settled[spans.text]
        row.append(spans.text[usable])
        system.append(implied[usable])
        settled |= np.bincount(spans.text[usable], minlength=count) > 0
    rows, columns = np.concatenate(row), np.concatenate(system)
    only_office = (np.bincount(stated.text, minlength=count) > 0) & ~is_stated
    matrix = _rows(rows, columns, np.ones(len(rows)), (count, len(words.systems)))
    return matrix, is_stated, only_office


def _implying(
    texts: TaskTexts, in_names: Spans, in_descriptions: Spans, office: npt.NDArray[np.int64]
) -> list[Spans]:
    """Return the words that imply a system, the surest first."""
    words = texts.words
    documents, programmes = words.positions("document"), words.positions("programme")
    systems = np.setdiff1d(words.positions("system"), office)
    fees = np.array([number for number, word in enumerate(words.words) if word.has_own_fees])
    departments = words.spans(texts.departments)
    return [
        in_names.of_words(systems),
        in_descriptions.of_words(systems),
        in_names.of_words(fees),
        in_names.of_words(documents),
        in_names.of_words(programmes),
        in_descriptions.of_words(documents),
        departments.of_words(programmes),
    ]


@lru_cache(maxsize=1)
def _shipped_weights() -> GramWeights:
    return _weights(shipped_words())


def _weights(words: WordList) -> GramWeights:
    """Weigh n-grams by the shipped texts."""
    canonical: list[str] = []
    for file in LABELLED_FILES:
        texts = TaskTexts.of(labelled_tasks(file)[0], words)
        canonical += texts.canonical(texts.names, words.spans(texts.names))
    return GramWeights(canonical)
