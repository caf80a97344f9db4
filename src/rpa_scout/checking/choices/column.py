"""A column of choices, each distinct cell understood once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from rpa_scout.checking.choices.reading import read_choice
from rpa_scout.checking.choices.vocabulary import Vocabulary, vocabulary_of
from rpa_scout.checking.columns import Column, Remark, code_without_value, written_text
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.choices import BETWEEN_LABELS, UNKNOWN_LABELS
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.policy.survey_form import AnswerWords
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell
from rpa_scout.text import N_, fold


class _Choice(NamedTuple):
    position: int
    code: str = ""  # Code of the finding
    # What the finding shows beside the cell: what was ``taken``, or the ``choices`` that there are.
    shown: Mapping[str, str] = MappingProxyType({})
    alternatives: tuple[str, ...] = ()


def choice_column(cells: Sequence[object], field: FieldDefinition, words: AnswerWords) -> Column:
    """Read a column of choices."""
    exact = field.position_of
    distinct = set(cells)  # cells repeat
    if distinct <= exact.keys():
        return Column(np.fromiter(map(exact.__getitem__, cells), np.int8, len(cells)))
    vocabulary = vocabulary_of(field, words)
    read = {cell: _choice(cell, vocabulary) for cell in distinct}
    positions = {cell: choice.position for cell, choice in read.items()}
    column = Column(np.fromiter(map(positions.__getitem__, cells), np.int8, len(cells)))
    noticed = {cell for cell, choice in read.items() if choice.code}
    for row, cell in enumerate(cells):
        if cell not in noticed:
            continue
        choice = read[cell]
        values = {"written": written_text(cell), **choice.shown}
        column.remarks.append(Remark(row, choice.code, values))
        if choice.alternatives:
            column.alternatives[row] = choice.alternatives
    return column


def _choice(cell: object, vocabulary: Vocabulary) -> _Choice:
    if isinstance(cell, ErrorCell | FormulaCell):
        return _Choice(-1, code_without_value(cell))
    text = written_text(cell).strip()
    exact = vocabulary.field.position_of.get(text)
    return _Choice(exact) if exact is not None else _worded(text, vocabulary)


@lru_cache(maxsize=1 << 14)
def _worded(text: str, vocabulary: Vocabulary) -> _Choice:
    if not fold(text):  # signs that nobody sees
        return _Choice(-1)
    answer = read_choice(text, vocabulary)
    if answer is None:
        return _Choice(
            -1, "unknown_choice", {"choices": _labels(range(vocabulary.count), vocabulary)}
        )
    positions = sorted(answer.positions)
    if not positions:
        return _Choice(-1, "choice_read_as", {"taken": UNKNOWN_LABELS[0]})
    labels = _labels(positions, vocabulary)
    if len(positions) > 1:
        codes = tuple(vocabulary.field.codes[position] for position in positions)
        return _Choice(-1, "choice_left_open", {"choices": labels}, codes)
    code = "choice_read_as" if answer.is_clear else "choice_doubtful"
    return _Choice(positions[0], code, {"taken": labels})


def _labels(positions: Iterable[int], vocabulary: Vocabulary) -> str:
    return BETWEEN_LABELS.join(vocabulary.field.choices[position].label for position in positions)


RULES = (
    FindingRule(
        "unknown_choice",
        "warning",
        N_("“{written}” is none of the answers to “{field}”; it counts as unknown."),
        N_("Choose one of: {choices}. Leave it blank if it is not known."),
    ),
    FindingRule(
        "choice_read_as",
        "info",
        N_("“{written}” for “{field}” was taken for the answer “{taken}”."),
        N_("Nothing to do if that is what was meant."),
    ),
    FindingRule(
        "choice_doubtful",
        "warning",
        N_("“{written}” for “{field}” can mean something else too; “{taken}” was taken."),
        N_("Choose the answer that is meant from the list."),
    ),
    FindingRule(
        "choice_left_open",
        "warning",
        N_("“{written}” for “{field}” leaves open which of these counts: {choices}."),
        N_("Choose the one that most of the work is; until then the score's range spans them."),
    ),
)
