"""The features of a pair of tasks: what they have in common, and what contradicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rpa_scout.similarity.grams import in_threads
from rpa_scout.similarity.profiles import ANSWERS, STAGE_KINDS, TaskProfiles
from rpa_scout.similarity.task_parts import TaskParts, has_entries

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Columns = Iterator[Floats | Flags]
Positions = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]

PAIR_FEATURES = (
    "name", "name_high", "object", "object_high", "text", "text_high", "described",
    "document", "document_described", "document_differs", "document_unknown", "common_document",
    "stage", "main_stage", "stage_kind", "stage_differs", "stage_unknown", "common_stage",
    "matching_differs", "intake_differs", "notice_differs",
    "programme", "programme_differs", "programme_differs_system_open", "aspect_differs",
    "system", "system_differs", "system_stated", "stated_system_differs", "office_differs",
    "pattern", "pattern_differs", "input_form", "input_form_differs",
    "judgement", "judgement_differs",
    "document_and_stage", "document_and_system", "document_stage_system",
    "common_document_and_stage", "object_and_stage", "object_stage_system", "common_stage_object",
    "document_not_stage", "nothing_in_common",
)  # fmt: skip
"""The features in the order of the columns; each is symmetric in the two tasks."""

_HIGH_NAME, _HIGH_OBJECT, _HIGH_TEXT = 0.6, 0.6, 0.4
_IN_COMMON = 0.4
"""Tasks that share a stage or a programme and nothing else lie below it: 入力, 通知, 国保."""

_CHUNK = 1 << 15
_TELLING_KINDS = ("matching", "intake", "notice")
"""起票 and 審査 of the same document are two tasks: stages of these kinds set tasks apart."""


class PairFeatures:
    """Features of pairs among tasks."""

    def __init__(self, tasks: TaskProfiles) -> None:
        self._parts = TaskParts(tasks)

    def matrix(self, first: Positions, second: Positions) -> Floats:
        """Return the features of pairs, shape (pairs, features)."""
        chunks = self._by_chunk(lambda pairs: pairs.features(), first, second)
        return np.concatenate([np.empty((0, len(PAIR_FEATURES)), np.float32), *chunks])

    def weighted(
        self, first: Positions, second: Positions, coefficients: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """Return the features times coefficients, shape (pairs,), without holding all features."""
        chunks = self._by_chunk(lambda pairs: pairs.features() @ coefficients, first, second)
        return np.concatenate([np.empty(0), *chunks])

    def _by_chunk(
        self,
        function: Callable[[_Pairs], npt.NDArray[np.floating]],
        first: Positions,
        second: Positions,
    ) -> list[npt.NDArray[np.floating]]:
        def chunk(start: int) -> npt.NDArray[np.floating]:
            pairs = slice(start, start + _CHUNK)
            return function(_Pairs(self._parts, first[pairs], second[pairs]))

        return in_threads(chunk, range(0, len(first), _CHUNK))


class _Pairs:
    """Some pairs, with intermediate results that several features use."""

    def __init__(self, parts: TaskParts, first: Positions, second: Positions) -> None:
        self._parts = parts
        self._first, self._second = first, second

    def features(self) -> Floats:
        """Return the features, shape (pairs, features)."""
        columns = [
            *self._of_texts(),
            *self._of_documents(),
            *self._of_stages(),
            *self._of_programmes(),
            *self._of_systems(),
            *self._of_answers(),
            *self._together(),
        ]
        return np.column_stack([column.astype(np.float32, copy=False) for column in columns])

    def _of_texts(self) -> Columns:
        yield from (self._name, _above(self._name, _HIGH_NAME))
        yield from (self._object, _above(self._object, _HIGH_OBJECT))
        yield from (self._text, _above(self._text, _HIGH_TEXT), self._described)

    def _of_documents(self) -> Columns:
        described = np.zeros(len(self._first), dtype=np.float32)
        rows = self._parts.documents_described
        described[self._described] = self._dots(rows, self._described)
        both = self._both(has_entries(self._parts.documents))
        yield from (self._document, described)
        yield from (both & (self._document == 0.0), ~both, self._common_document)

    def _of_stages(self) -> Columns:
        staged = self._both(has_entries(self._parts.stages))
        main = self._parts.main_stage
        yield from (self._stage, staged & (main[self._first] == main[self._second]))
        yield from (self._kind, staged & (self._kind == 0.0), ~staged, self._common_stage)
        for code in _TELLING_KINDS:
            share = self._parts.stage_kinds[:, STAGE_KINDS.index(code)]
            yield np.abs(share[self._first] - share[self._second]) * staged

    def _of_programmes(self) -> Columns:
        programme, differs = self._shared(self._parts.programmes)
        system_open = ~self._systems[0] & (self._common_document == 0.0)
        yield from (programme, differs, differs & system_open)
        yield self._shared(self._parts.aspects)[1]

    def _of_systems(self) -> Columns:
        system, differs = self._systems
        stated = self._both(self._parts.tasks.systems_stated)
        yield from (system, differs, system & stated, differs & stated, self._office_differs)

    def _of_answers(self) -> Columns:
        answers = self._parts.tasks.answers
        for column in range(len(ANSWERS)):
            answer, compared = answers[self._first, column], answers[self._second, column]
            answered = (answer >= 0) & (compared >= 0)
            yield from (answered & (answer == compared), answered & (answer != compared))

    def _together(self) -> Columns:
        """Yield the products of the strongest features: document, stage and system together."""
        agreed = np.maximum(self._stage, self._kind)
        consistent = ~(self._systems[1] | self._office_differs)
        yield from (self._document * agreed, self._document * self._systems[0])
        yield from (
            self._document * agreed * consistent,
            self._common_document * agreed * consistent,
        )
        yield from (self._object * agreed, self._object * agreed * consistent)
        yield self._object * self._common_stage
        contradicts = self._both(has_entries(self._parts.stages)) & (self._kind == 0.0)
        yield np.maximum(self._document, self._object) * contradicts
        shared = (self._document, self._object, self._text, self._common_stage)
        yield _IN_COMMON - np.minimum(np.maximum.reduce(shared), _IN_COMMON)

    @cached_property
    def _described(self) -> Flags:
        return self._both(self._parts.tasks.described)

    @cached_property
    def _name(self) -> Floats:
        return self._dots(self._parts.tasks.name_grams)

    @cached_property
    def _object(self) -> Floats:
        return self._dots(self._parts.tasks.object_grams)

    @cached_property
    def _text(self) -> Floats:
        text = np.zeros(len(self._first), dtype=np.float32)
        text[self._described] = self._dots(self._parts.tasks.text_grams, self._described)
        return text

    @cached_property
    def _document(self) -> Floats:
        return self._dots(self._parts.documents)

    @cached_property
    def _common_document(self) -> Floats:
        common = np.zeros(len(self._first), dtype=np.float32)
        alike = self._document > 0.0
        common[alike] = self._dots(self._parts.common_documents, alike)
        return common

    @cached_property
    def _stage(self) -> Floats:
        return self._dots(self._parts.stages)

    @cached_property
    def _kind(self) -> Floats:
        kinds = self._parts.stage_kinds
        return np.asarray(np.einsum("ij,ij->i", kinds[self._first], kinds[self._second]))

    @cached_property
    def _common_stage(self) -> Floats:
        common = self._parts.common_stage
        return np.asarray(np.minimum(common[self._first], common[self._second]))

    @cached_property
    def _systems(self) -> tuple[Flags, Flags]:
        return self._shared(self._parts.systems)

    @cached_property
    def _office_differs(self) -> Flags:
        """Whether only one of two tasks that state systems has more than office tools."""
        office, stated = self._parts.tasks.only_office, self._parts.tasks.systems_stated
        first, second = self._first, self._second
        return np.asarray((office[first] & stated[second]) | (office[second] & stated[first]))

    def _both(self, flags: Flags) -> Flags:
        return np.asarray(flags[self._first] & flags[self._second])

    def _dots(self, matrix: csr_array, chosen: Flags | None = None) -> Floats:
        """Return the products of the rows of pairs, of all or of the chosen ones."""
        first, second = self._first, self._second
        if chosen is not None:
            first, second = first[chosen], second[chosen]
        return np.asarray((matrix[first] * matrix[second]).sum(axis=1), dtype=np.float32).ravel()

    def _shared(self, bits: Bits) -> tuple[Flags, Flags]:
        """Return which pairs share a bit, and which have bits on both sides but share none."""
        first, second = bits[self._first], bits[self._second]
        shared = (first & second).any(axis=1)
        both = first.any(axis=1) & second.any(axis=1)
        return np.asarray(shared), np.asarray(both & ~shared)


def _above(values: Floats, knot: float) -> Floats:
    return np.asarray(np.maximum(values - knot, 0.0), dtype=np.float32)
