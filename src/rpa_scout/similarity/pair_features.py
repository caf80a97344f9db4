"""What two tasks have in common and what contradicts, as the features of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rpa_scout.similarity.grams import unit_rows, weighed
from rpa_scout.similarity.profiles import ANSWERS, TaskProfiles

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["PAIR_FEATURES", "PairFeatures"]

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]

PAIR_FEATURES = (
    "name", "name_high", "object", "object_high", "text", "text_high", "described",
    "document", "document_described", "document_differs", "document_unknown", "common_document",
    "stage", "main_stage", "stage_kind", "stage_differs", "stage_unknown", "common_stage",
    "matching_differs", "intake_differs", "notice_differs",
    "programme", "programme_differs", "programme_differs_system_open",
    "system", "system_differs", "system_stated", "stated_system_differs", "office_differs",
    "pattern", "pattern_differs", "input_form", "input_form_differs", "judgement",
    "judgement_differs", "aspect_differs",
    "document_and_stage", "document_and_system", "document_stage_system",
    "common_document_and_stage", "object_and_stage", "object_stage_system", "common_stage_object",
)  # fmt: skip
"""The features in the order of the columns; each is symmetric in the two tasks."""

_HIGH_NAME, _HIGH_OBJECT, _HIGH_TEXT = 0.6, 0.6, 0.4
_CHUNK = 1 << 16
_TELLING_KINDS = ("matching", "intake", "notice")
"""起票 and 審査 of the same document are two tasks: stages of these kinds set tasks apart."""


class PairFeatures:
    """Features of pairs among tasks."""

    def __init__(self, tasks: TaskProfiles) -> None:
        self._tasks = tasks
        self._words = tasks.words

    def matrix(self, first: Positions, second: Positions) -> Floats:
        """Return the features of pairs, shape (pairs, features)."""
        chunks = [
            np.column_stack([*self._columns(first[at : at + _CHUNK], second[at : at + _CHUNK])])
            for at in range(0, len(first), _CHUNK)
        ]
        return np.concatenate([np.empty((0, len(PAIR_FEATURES)), np.float32), *chunks])

    def _columns(self, first: Positions, second: Positions) -> Iterator[Floats | Flags]:
        tasks = self._tasks
        name = _row_dots(tasks.name_grams, first, second)
        objects = _row_dots(tasks.object_grams, first, second)
        text = _row_dots(tasks.text_grams, first, second)
        yield from (name, _above(name, _HIGH_NAME), objects, _above(objects, _HIGH_OBJECT))
        yield from (text, _above(text, _HIGH_TEXT), tasks.described[first] & tasks.described[second])
        document = _row_dots(self._documents, first, second)
        has_document = _filled(self._documents)
        both = has_document[first] & has_document[second]
        common = _row_dots(self._common_documents, first, second)
        yield from (document, _row_dots(self._documents_described, first, second))
        yield from (both & (document == 0.0), ~both, common)
        stage = _row_dots(self._stages, first, second)
        staged = _filled(self._stages)
        both_staged = staged[first] & staged[second]
        main = both_staged & (self._main_stage[first] == self._main_stage[second])
        kind = np.einsum("ij,ij->i", self._stage_kinds[first], self._stage_kinds[second])
        common_stage = np.minimum(self._common_stage[first], self._common_stage[second])
        yield from (stage, main, kind, both_staged & (kind == 0.0), ~both_staged, common_stage)
        for code in _TELLING_KINDS:
            share = self._stage_kinds[:, self._stage_codes.index(code)]
            yield np.abs(share[first] - share[second]) * both_staged
        programme, programme_differs = _shared(self._programmes, first, second)
        system, system_differs = _shared(tasks.systems, first, second)
        yield from (programme, programme_differs, programme_differs & ~system & (common == 0.0))
        stated = tasks.systems_stated[first] & tasks.systems_stated[second]
        office = (tasks.only_office[first] & tasks.systems_stated[second]) | (
            tasks.only_office[second] & tasks.systems_stated[first]
        )
        yield from (system, system_differs, system & stated, system_differs & stated, office)
        for column in range(len(ANSWERS)):
            answer, compared = tasks.answers[first, column], tasks.answers[second, column]
            answered = (answer >= 0) & (compared >= 0)
            yield from (answered & (answer == compared), answered & (answer != compared))
        yield _shared(self._aspects, first, second)[1]
        agreed = np.maximum(stage, kind)
        consistent = ~(system_differs | office)
        yield from (document * agreed, document * system, document * agreed * consistent)
        yield common * agreed * consistent
        yield from (objects * agreed, objects * agreed * consistent, objects * common_stage)

    @cached_property
    def _is_common(self) -> Flags:
        return np.array([word.is_common for word in self._words.words], dtype=bool)

    @cached_property
    def _documents(self) -> csr_array:
        return unit_rows(self._weighed_documents(self._tasks.name_words))

    @cached_property
    def _documents_described(self) -> csr_array:
        return unit_rows(self._weighed_documents(self._tasks.text_words))

    def _weighed_documents(self, rows: csr_array) -> csr_array:
        weights = np.zeros(len(self._words.words), dtype=np.float32)
        weights[self._words.positions("document")] = 1.0
        generic = [position for position, word in enumerate(self._words.words) if word.is_generic]
        weights[generic] = 0.0
        return weighed(rows, weights)

    @cached_property
    def _common_documents(self) -> csr_array:
        """Documents whose work is the same in all programmes, such as a reminder of any tax."""
        return unit_rows(weighed(self._documents, self._is_common & self._of_kind("document")))

    @cached_property
    def _common_stage(self) -> Floats:
        """How much of a task is a stage that is the same for all documents: 封入."""
        stages = weighed(self._tasks.stages, self._is_common)
        return np.asarray(stages.max(axis=1).todense(), dtype=np.float32).ravel()

    @cached_property
    def _programmes(self) -> csr_array:
        return weighed(self._tasks.name_words, self._of_kind("programme"))

    @cached_property
    def _aspects(self) -> csr_array:
        return weighed(self._tasks.name_words, self._of_kind("aspect"))

    def _of_kind(self, kind: str) -> Flags:
        return np.isin(np.arange(len(self._words.words)), self._words.positions(kind))

    @cached_property
    def _stages(self) -> csr_array:
        return unit_rows(self._tasks.stages.copy())

    @cached_property
    def _main_stage(self) -> Positions:
        stages = self._tasks.stages
        main = np.full(len(self._tasks), -1, dtype=np.int64)
        row = np.repeat(np.arange(len(main)), np.diff(stages.indptr))
        order = np.argsort(stages.data, kind="stable")
        main[row[order]] = stages.indices[order]
        return main

    @cached_property
    def _stage_codes(self) -> list[str]:
        return sorted({word.code for word in self._words.words if word.kind == "stage"} - {""})

    @cached_property
    def _stage_kinds(self) -> Floats:
        """Share of each kind of work in a task's stages, rows of unit length."""
        codes = self._stage_codes
        kinds = np.zeros((len(self._tasks), len(codes)), dtype=np.float32)
        stages = self._tasks.stages
        row = np.repeat(np.arange(len(kinds)), np.diff(stages.indptr))
        code = [self._words.words[position].code for position in stages.indices.tolist()]
        at = np.array([codes.index(one) if one else -1 for one in code], dtype=np.int64)
        np.maximum.at(kinds, (row[at >= 0], at[at >= 0]), stages.data[at >= 0])
        length = np.linalg.norm(kinds, axis=1, keepdims=True)
        return np.asarray(kinds / np.where(length > 0.0, length, 1.0))


def _row_dots(matrix: csr_array, first: Positions, second: Positions) -> Floats:
    return np.asarray((matrix[first] * matrix[second]).sum(axis=1), dtype=np.float32).ravel()


def _above(values: Floats, knot: float) -> Floats:
    return np.asarray(np.maximum(values - knot, 0.0), dtype=np.float32)


def _filled(matrix: csr_array) -> Flags:
    return np.asarray(np.diff(matrix.indptr) > 0)


def _shared(matrix: csr_array, first: Positions, second: Positions) -> tuple[Flags, Flags]:
    """Return whether two rows have something in common, and whether both have but nothing so."""
    filled = _filled(matrix)
    shared = _row_dots(matrix, first, second) > 0.0
    return shared, filled[first] & filled[second] & ~shared
