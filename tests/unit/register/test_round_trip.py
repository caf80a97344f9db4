"""Whatever is known goes out with the form and comes back the same."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rpa_scout.register.fields import load_register_fields
from rpa_scout.register.form import write_register_form
from rpa_scout.register.read import read_register
from rpa_scout.register.records import Actual, Automation, Register, automation_id
from rpa_scout.text import LANGUAGES, set_language

FIELDS = load_register_fields()
YEAR = 2026
NAMES = st.sampled_from(
    ["給報の入力", "消込（eL-QR）", "=1+1の集計", "現況届\n入力", "100", "3月の処理"]
)
HOURS = st.none() | st.floats(0, 5_000).map(lambda hours: round(hours, 2))


def codes(field):
    return st.none() | st.sampled_from(FIELDS[field].codes)


@st.composite
def registers(draw):
    """Draw a register whose automations were all measured in `YEAR`."""
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(["税務課", "会計課"]), NAMES, st.sampled_from(["", "一号"])),
            min_size=1,
            max_size=5,
            unique=True,
        )
    )
    automations, actuals = [], []
    for department, task, name in keys:
        ended = draw(st.none() | st.just(YEAR))
        key = automation_id(department, task, name)
        automations.append(
            Automation(
                automation_id=key,
                department=department,
                task_name=task,
                name=name,
                means=draw(codes("means")),
                running_since=draw(st.none() | st.integers(2000, 2020)),
                hours_per_year_before=draw(HOURS),
                share=draw(st.sampled_from([0.0, 0.25, 33.3 / 100.0, 1.0])),
                still_running=ended is None,
                ended_in=ended,
                end_reason=draw(codes("end_reason")) if ended else None,
                task_id=draw(st.sampled_from(["", "税務課-7"])),
                remarks=draw(st.sampled_from(["", "毎月10日まで"])),
            )
        )
        actuals.append(
            Actual(
                automation_id=key,
                fiscal_year=YEAR,
                saved_hours_per_year=draw(st.floats(-50, 3_000).map(lambda one: round(one, 2))),
                runs_per_year=draw(st.none() | st.integers(0, 300).map(float)),
                items_per_year=draw(st.none() | st.integers(0, 9_999).map(float)),
                exceptions_per_year=draw(st.none() | st.integers(0, 99).map(float)),
                measured_by=draw(codes("measured_by")),
            )
        )
    return Register(tuple(automations), tuple(actuals))


@settings(max_examples=20)
@given(registers(), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_what_is_known_comes_back(known, written, reading):
    """The form may be in another language than the machine that reads it."""
    with tempfile.TemporaryDirectory() as folder:
        set_language(written)
        path = write_register_form(Path(folder) / "form.xlsx", YEAR, known)
        set_language(reading)
        read = read_register(path)
    assert not read.findings.has_errors
    assert {one.automation_id: one for one in read.automations} == known.by_id
    assert read.measured == known.measured
