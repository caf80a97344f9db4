"""Damaged files: none stops the program, takes long, or wears out memory."""

import os

import pytest
from tests.fuzz.mutations import case_file
from tests.fuzz.seeds import seeds
from tests.fuzz.watching import run_cases

CASES = 3_000 if os.environ.get("RPA_SCOUT_FUZZ") == "all" else 800
"""More than 500 of every type are made of all."""

PEAK_BYTES = 700 << 20
"""What reading small files may take in all, the program itself included."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "seeds").mkdir()
    for name, content in seeds().items():
        (folder / "seeds" / name).write_bytes(content)
    return folder


def test_a_case_is_the_same_file_each_time(monkeypatch):
    # Archives tell when their parts were written, to two seconds.
    monkeypatch.setattr("time.time", lambda: 1_700_000_000.0)
    sound = seeds()
    for case in range(40):
        assert case_file(case, sound) == case_file(case, sound)


def test_damaged_files_give_tasks_or_findings_and_nothing_else(folder):
    outcome = run_cases(folder, [str(case) for case in range(CASES)])
    assert outcome.cases == CASES
    shown = "\n".join(outcome.problems[:5])
    assert not outcome.problems, f"{len(outcome.problems)} of {CASES} cases\n{shown}"
    assert outcome.peak_bytes < PEAK_BYTES
    # The cases are not all refused at the door: many are read, and many things are said of them.
    codes = {code for listed in outcome.codes.values() for code in listed}
    assert codes >= {"file_damaged", "not_a_number", "unknown_choice", "column_unknown"}
