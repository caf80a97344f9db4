"""One form for one value: what columns take, and what they refuse."""

from enum import IntEnum, StrEnum

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.errors import InternalError
from rpa_scout.project.ledger.digest_rules import facts_digest
from rpa_scout.project.store.canonical import (
    canonical_cells,
    canonical_key,
    canonical_text,
    canonical_values,
)
from rpa_scout.project.store.schema import ActualRow, AssessmentActualRow, TaskRow


class State(StrEnum):
    LIVE = "live"


class Year(IntEnum):
    NEXT = 2027


def actual(**values):
    row = {
        "assessment_number": 1,
        "place": 1,
        "task_id": "税務課-6",
        "fiscal_year": 2025,
        "saved_hours_per_year": 1.5,
    }
    return row | values


@pytest.mark.parametrize(
    ("values", "plain"),
    [
        ({"saved_hours_per_year": np.float64(2.5)}, 2.5),
        ({"saved_hours_per_year": np.float32(0.5)}, 0.5),
        ({"saved_hours_per_year": 3}, 3.0),
        ({"saved_hours_per_year": np.int64(3)}, 3.0),
        ({"saved_hours_per_year": -0.0}, 0.0),
        ({"fiscal_year": np.int64(2026)}, 2026),
        ({"fiscal_year": Year.NEXT}, 2027),
        ({"task_id": State.LIVE}, "live"),
        ({"task_id": np.str_("a")}, "a"),
        ({"task_id": "a\x00b\r\nc\ud83d"}, "ab\nc?"),
    ],
)
def test_values_become_plain(values, plain):
    ((name, _value),) = values.items()
    kept = canonical_values(AssessmentActualRow, values)[name]
    assert repr(kept) == repr(plain)
    ((*cells,),) = canonical_cells(AssessmentActualRow, [actual(**values)])
    assert repr(cells) == repr(list(actual(**{name: plain}).values()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("saved_hours_per_year", float("nan")),
        ("saved_hours_per_year", np.inf),
        ("saved_hours_per_year", "1.5"),
        ("saved_hours_per_year", None),
        ("saved_hours_per_year", pd.NA),
        ("saved_hours_per_year", True),
        ("fiscal_year", 2025.5),
        ("fiscal_year", 2**70),
        ("fiscal_year", pd.NaT),
        ("task_id", ("a",)),
        ("task_id", b"a"),
        ("task_id", np.array(["a"])),
        ("task_id", pd.Timestamp("2026-04-01")),
    ],
)
def test_what_no_column_takes_is_refused_and_named(name, value):
    with pytest.raises(InternalError, match=f"assessment_actuals.{name}"):
        canonical_cells(AssessmentActualRow, [actual(), actual(**{name: value})])


def test_only_what_may_be_empty_may():
    assert canonical_values(TaskRow, {"owner": None}) == {"owner": None}
    with pytest.raises(InternalError, match=r"tasks\.state"):
        canonical_values(TaskRow, {"state": None})


@given(st.text())
def test_a_text_is_canonical_once_and_for_all(text):
    kept = canonical_text(text)
    assert canonical_text(kept) == kept
    assert kept.encode().decode() == kept
    assert not set("\x00\r") & set(kept)


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(2000, 2100))
def test_the_digest_is_that_of_the_value_and_not_of_its_type(hours, year):
    plain = actual(saved_hours_per_year=hours, fiscal_year=year)
    typed = actual(saved_hours_per_year=np.float64(hours), fiscal_year=np.int64(year))
    digests = set()
    for row in (plain, typed):
        cells = canonical_cells(AssessmentActualRow, [row])
        digests.add(facts_digest([dict(zip(row, one, strict=True)) for one in cells]))
    assert len(digests) == 1


def test_a_key_is_canonical_too():
    assert canonical_key(ActualRow, (np.str_("a\x00"), np.int64(2026))) == ("a", 2026)
