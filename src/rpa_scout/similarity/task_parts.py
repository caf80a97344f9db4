"""Parts of task profiles that pairs are compared by, each computed once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rpa_scout.similarity.grams import unit_rows, weighed
from rpa_scout.similarity.profiles import TaskProfiles

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]

_BITS = 64


class TaskParts:
    """Documents, stages and programmes of tasks as rows; all computed when it is made.

    Several threads read them afterwards, so nothing is left to be computed later.
    """

    def __init__(self, tasks: TaskProfiles) -> None:
        self.tasks = tasks
        self._words = tasks.words
        self.documents = self._telling_documents(tasks.name_words)
        self.documents_described = self._telling_documents(tasks.text_words)
        # Their work is the same in all programmes, such as the reminder of any tax.
        self.common_documents = unit_rows(weighed(self.documents, self._is_common))
        self.programmes = packed(tasks.name_words, self._words.positions("programme"))
        self.aspects = packed(tasks.name_words, self._words.positions("aspect"))
        self.systems = packed(tasks.systems, np.arange(len(self._words.systems)))
        self.stages = unit_rows(tasks.stages.copy())
        self.main_stage = self._main_stage()
        self.common_stage = self._common_stage()
        self.stage_kinds = tasks.stage_kinds

    @cached_property
    def _is_common(self) -> Flags:
        return np.array([word.is_common for word in self._words.words], dtype=bool)

    def _telling_documents(self, rows: csr_array) -> csr_array:
        """Return the documents but for those that say little, such as 申請書."""
        words = self._words.words
        telling = [word.kind == "document" and not word.is_generic for word in words]
        return unit_rows(weighed(rows, np.array(telling, dtype=bool)))

    def _common_stage(self) -> Floats:
        """Return how much of a task is a stage that is the same for all documents: 封入."""
        stages = weighed(self.tasks.stages, self._is_common)
        return np.asarray(stages.max(axis=1).todense(), dtype=np.float32).ravel()

    def _main_stage(self) -> Positions:
        """Return the word that each task's main stage is, -1 where it has none."""
        stages = self.tasks.stages
        main = np.full(len(self.tasks), -1, dtype=np.int64)
        row = np.repeat(np.arange(len(main)), np.diff(stages.indptr))
        order = np.argsort(stages.data, kind="stable")
        main[row[order]] = stages.indices[order]
        return main


def packed(matrix: csr_array, columns: Positions) -> Bits:
    """Return which of some columns each row has, as bits: many pairs are compared at once."""
    number = np.full(matrix.shape[1], -1, dtype=np.int64)
    number[columns] = np.arange(len(columns))
    bit = number[matrix.indices]
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))[bit >= 0]
    bit = bit[bit >= 0]
    bits = np.zeros((matrix.shape[0], len(columns) // _BITS + 1), dtype=np.uint64)
    np.bitwise_or.at(bits, (row, bit // _BITS), np.uint64(1) << (bit % _BITS).astype(np.uint64))
    return bits


def has_entries(matrix: csr_array) -> Flags:
    """Return which rows have entries."""
    return np.asarray(np.diff(matrix.indptr) > 0)
