"""What is kept as text comes back as it was: JSON, cells, replies, places."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.errors import InputError, InternalError
from rpa_scout.project.ledger.cell_text import cell_from, cell_value, replies_from, replies_text
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.location import FileLocation, ServerLocation, location_of
from rpa_scout.project.store.rows import key_text, row_from, row_text
from rpa_scout.project.store.schema import OverrideRow, TaskRow
from rpa_scout.questions import Question, Reply

CELLS = st.one_of(
    st.none(),
    st.text(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False),
    st.dates(date(1900, 1, 1)),
    st.datetimes(datetime(1900, 1, 1)),
    st.times(),
    st.integers(-(10**9), 10**9).map(lambda seconds: timedelta(seconds=seconds)),
)


@given(CELLS)
def test_cells_come_back_as_they_were(cell):
    kept = cell_from(from_text(to_text(cell_value(cell))))
    assert kept == cell
    assert type(kept) is type(cell)


@pytest.mark.parametrize("cell", [time(9, 30), date(2026, 4, 1), datetime(2026, 4, 1, 9)])
def test_moments_are_told_from_texts(cell):
    assert isinstance(cell_value(cell), dict)
    assert cell_from(cell.isoformat()) == cell.isoformat()


def test_replies_come_back_with_their_questions():
    question = Question(3, "税務課.xlsx", "業務一覧", 7, "timing", ("outlier", "x"), written="12")
    reply = Reply(question, 4.5, "税務課.xlsx", "確認のお願い", "D9")
    kept = replies_from(replies_text({(7, "timing"): reply}))
    assert kept == {(7, "timing"): reply}
    assert kept[7, "timing"].replaces


def test_the_same_value_is_the_same_text():
    assert to_text({"b": 1, "a": "税"}) == to_text({"a": "税", "b": 1}) == '{"a":"税","b":1}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, object(), {(1,): 2}])
def test_what_json_has_not_is_refused_as_a_defect(value):
    with pytest.raises(InternalError, match="defect"):
        to_text({"value": [value]})


def test_numbers_of_arrays_are_plain_numbers():
    row = [np.float64(1.5), np.float32(0.5), np.int64(3), np.bool_(1), np.array([1, 2])]
    assert to_text(row) == "[1.5,0.5,3,true,[1,2]]"


def test_halves_of_signs_are_spelled_out():
    text = to_text(["税\ud83d", "\x00"])
    assert text.encode().decode() == text
    assert from_text(text) == ["税\ud83d", "\x00"]


def test_rows_come_back_whole():
    text = row_text({"task_id": "a", "state": "live", "owner": None}, ("task_id",))
    assert text == '{"state":"live"}'
    row = row_from(TaskRow, key_text(("a",)), text)
    assert (row["task_id"], row["state"], row["owner"]) == ("a", "live", None)
    assert set(row) == set(TaskRow.__table__.columns.keys())
    assert row_from(OverrideRow, '["a","hours"]', "{}")["what"] == "hours"


def test_places():
    place = location_of("folder/業務")
    assert isinstance(place, FileLocation)
    assert place.path.name == "業務.rpascout"
    assert place.lock.name == "業務.rpascout.lock"
    assert place.backups.name == "業務.rpascout-backups"
    server = location_of("postgres://dx:secret@host:5433/rpa")
    assert isinstance(server, ServerLocation)
    assert server.driver_url == "postgresql+psycopg://dx:secret@host:5433/rpa"
    assert "secret" not in str(server)
    assert location_of(server) is server
    with pytest.raises(InputError) as caught:
        location_of("mysql://dx:secret@host/rpa")
    assert "secret" not in str(caught.value)
