"""The window's ranking shows what the workbook and JSON of the same project show."""

import numpy as np
import pytest
from tests.gui.conftest import decide

from rpa_scout.ranking.columns import column_named, columns_on
from rpa_scout.ranking.formats import value_text
from rpa_scout_gui.models.ranking_columns import ranking_columns
from rpa_scout_gui.models.ranking_rows import (
    ARRAYS,
    ROBUSTNESS_ARRAYS,
    decided_arrays,
    ranking_arrays,
)


@pytest.fixture
def shown(sample_session):
    """A decided and judged project, as the window's arrays."""
    task = sample_session.assessment.ranking["task_id"][0]
    decide(
        sample_session, [task], "adopted", "効果が大きい", planned_fiscal_year=2027, owner="担当B"
    )
    sample_session.change(lambda project: project.tasks.override(task, "hours", 7.0, "測った"))
    arrays = ranking_arrays(sample_session.assessment)
    return arrays | decided_arrays(
        arrays["task_id"].tolist(), sample_session.decisions, arrays["hours_per_year"].tolist()
    )


def test_the_columns_are_the_declared_ones(sample_session):
    columns = ranking_columns(sample_session.policy)
    declared_ids = [
        column.id for column in columns_on("window", decided=True, computed=ROBUSTNESS_ARRAYS)
    ]
    shown_ids = [column.id for column in columns]
    assert sorted(shown_ids) == sorted(declared_ids)
    first = ["rank", "name", "saved_hours_per_year_p50", "cumulative_hours_p50", "means", "state"]
    assert shown_ids[: len(first)] == first
    moved = set(shown_ids[:12])
    assert shown_ids[12:] == [name for name in declared_ids if name not in moved]
    for column in columns:
        declared = column_named(column.id)
        assert (column.heading, column.tooltip) == (declared.label, declared.help)
        assert column.is_number == declared.is_number
        assert column.width > 40


def test_every_cell_says_what_the_other_faces_say(sample_session, shown):
    report = sample_session.project.assessments.report(assessment=sample_session.assessment)
    for one in ranking_columns(sample_session.policy):
        declared = column_named(one.id)
        texts = [one.shown(value) for value in shown[one.id].tolist()]
        expected = [value_text(declared, value, report.labels) for value in report.rows[one.id]]
        assert texts == expected, one.id


def test_cells_have_the_parts_that_they_are_drawn_with(sample_session, shown):
    for one in ranking_columns(sample_session.policy):
        assert set(one.parts) <= set(shown)
    assert set(ARRAYS) <= set(shown)
    for name in ARRAYS:
        assert len(shown[name]) == len(shown["task_id"])
        if column_named(name).is_number:
            assert shown[name].dtype == np.float64


def test_the_findings_of_the_window_are_those_of_the_workbook(sample_session):
    report = sample_session.project.assessments.report(assessment=sample_session.assessment)
    assert list(report.surveyed.findings) == list(sample_session.project.inventory().findings)
    assert report.surveyed.findings.has_errors
