"""Whatever stands in the cells: tasks or findings come of it, and no change is silent."""

import datetime as dt

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.fuzz.nasty import NASTY
from tests.fuzz.seeds import CELLS, CORE
from tests.unit.checking.silence import assert_changes_are_told

from rpa_scout.checking.check import check_reading
from rpa_scout.policy import load_fields
from rpa_scout.progress import Silent
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell, PercentCell
from rpa_scout.reading.layout.headings import Headings
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.reading.tables import Reading
from rpa_scout.text import LANGUAGES

FIELDS = load_fields()
TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(
        "0123456789０１２３一二十百千万.,，．%％分時間秒日月週年回件人約〜～-ー半毎隔に×()（）",
        max_size=10,
    ),
    st.sampled_from([str(item) for item in NASTY]),
)
NUMBERS = st.one_of(st.floats(), st.integers(-10, 10**7).map(float))
MOMENTS = st.one_of(
    st.datetimes(), st.dates(), st.times(), st.timedeltas(dt.timedelta(0), dt.timedelta(days=99))
)
CELLS_OF_ANY_KIND = st.one_of(
    st.just(""),
    TEXTS,
    NUMBERS,
    st.booleans(),
    MOMENTS,
    st.builds(ErrorCell, st.sampled_from(["#REF!", "#N/A", ""])),
    st.builds(FormulaCell, st.sampled_from(["=", "=A1*2"])),
    st.builds(PercentCell, NUMBERS),
)
LINES = st.lists(
    st.lists(CELLS_OF_ANY_KIND, min_size=len(CORE), max_size=len(CORE)), min_size=1, max_size=4
)


def table_of(lines):
    columns = {field_id: position for position, field_id in enumerate(CORE)}
    return RawTable(
        "調査票.xlsx",
        FIELDS.form.tasks_sheet,
        Headings(0, columns, {}, {}),
        tuple(zip(*lines, strict=True)),
        list(range(2, len(lines) + 2)),
    )


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(LINES)
@example([[0.0, *[""] * 11], [""] * 12])  # A department that is a number, told once
@example(
    [["税務課", "（（（", *[""] * 10]]
)  # A name of signs alone: an answer that there is no task
def test_any_cells(lines):
    inventory = check_reading(Reading((table_of(lines),), (), 1), FIELDS, Silent())
    answers = [one for one in inventory.findings if one.code == "department_without_tasks"]
    assert len(inventory.tasks) + len(inventory.left_out) + len(answers) == len(lines)
    for finding in inventory.findings:
        assert all(
            finding.message(FIELDS, code) and finding.hint(FIELDS, code) for code in LANGUAGES
        )
    assert_changes_are_told(inventory)


def test_sound_cells_pass():
    lines = [["" if value is None else value for value in line] for line in CELLS[1:]]
    numbers = [
        [float(value) if isinstance(value, int | float) else value for value in x] for x in lines
    ]
    inventory = check_reading(Reading((table_of(numbers),), (), 1), FIELDS, Silent())
    assert [len(inventory.tasks), len(inventory.findings)] == [len(lines), 0]
