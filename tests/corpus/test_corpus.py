"""Every difficulty of the corpus: the values are those written, the findings those expected."""

import collections
import math

import pandas as pd
import pytest
from tests.corpus.corpus import CORPUS
from tests.corpus.difficulty import Told, composed

NAMES = sorted(CORPUS)


def known_answers(tasks):
    return {
        row["name"]: {field: value for field, value in row.items() if not pd.isna(value)}
        for row in tasks.to_dict("records")
    }


def same(one, other):
    both_numbers = isinstance(one, float) and isinstance(other, float)
    return math.isclose(one, other, rel_tol=1e-12) if both_numbers else one == other


def differences(found, expected):
    """Return (task, field, found, expected) wherever two sets of answers differ."""
    return [
        (task, field, answers.get(field), wanted.get(field))
        for task in sorted({*found, *expected})
        for answers, wanted in [(found.get(task, {}), expected.get(task, {}))]
        for field in sorted({*answers, *wanted})
        if not same(answers.get(field), wanted.get(field))
    ]


def told(findings):
    return sorted(
        Told(
            finding.code,
            finding.cell,
            finding.field,
            composed(finding.sheet),
            composed(finding.file),
        )
        for finding in findings
    )


@pytest.mark.parametrize("name", NAMES)
def test_values_are_those_written(name, read_difficulty):
    _, inventory = read_difficulty(name)
    assert differences(known_answers(inventory.tasks), CORPUS[name].tasks) == []
    assert sorted(inventory.left_out["name"].fillna("")) == sorted(CORPUS[name].left_out)


@pytest.mark.parametrize("name", NAMES)
def test_findings_are_those_expected_and_nothing_else(name, read_difficulty):
    _, inventory = read_difficulty(name)
    assert told(inventory.findings) == sorted(CORPUS[name].findings)


def test_no_task_is_expected_twice():
    for difficulty in CORPUS.values():
        counted = collections.Counter([*difficulty.tasks, *difficulty.left_out])
        assert len(counted) >= len(difficulty.tasks)


def test_the_corpus_is_as_large_as_promised_and_says_what_is_hard():
    assert len(CORPUS) >= 60
    assert all(difficulty.about for difficulty in CORPUS.values())
