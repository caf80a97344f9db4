"""The window shows the hours that the ranking has, in its table, texts, bars and lines."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import HealthCheck, given, settings
from tests.property.test_one_hours_figure import ANSWERS, assessed

from rpa_scout.assessment.break_even_lines import break_even_lines
from rpa_scout_gui.models.ranking_rows import ranking_arrays
from rpa_scout_gui.widgets.charts.break_even_chart import BreakEvenChart
from rpa_scout_gui.widgets.charts.waterfall_chart import WaterfallChart
from rpa_scout_gui.widgets.panels.task_texts import means_html, saved_html


def tenths(number):
    return f"{round(number, 1) + 0.0:,.1f}"


def whole(number):
    return f"{round(number) + 0:,.0f}"


@pytest.mark.usefixtures("qapp")
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ANSWERS)
def test_every_face_of_the_window_agrees(rows):
    assessment = assessed(rows)
    arrays = ranking_arrays(assessment)
    chart, even_chart = WaterfallChart(), BreakEvenChart()
    for place, row in enumerate(assessment.ranking.to_dict("records")):
        p50 = row["saved_hours_per_year_p50"]
        for name in arrays.keys() & row.keys():
            if isinstance(row[name], float) and math.isfinite(row[name]):
                assert arrays[name][place] == row[name]
        explanation = assessment.explain(row["task_id"])
        hours = explanation.hours
        means = means_html(explanation)
        shown = re.findall(r"年(-?[\d,]+)時間の削減", means)
        chosen = any(part.chosen for part in explanation.means)
        assert shown == ([whole(p50)] if chosen and not math.isnan(p50) else [])
        chart.show_waterfall(hours.waterfall)
        if hours.waterfall is None:
            assert saved_html(hours) == ""
            continue
        assert f"年{tenths(p50)}時間" in saved_html(hours)
        assert hours.worse_sentence in saved_html(hours)
        first, last = chart._bars[0], chart._bars[-1]
        assert (first.start, first.end) == (0.0, row["hours_per_year"])
        assert first.text == f"{row['hours_per_year']:,.1f}"
        assert (last.end, last.text) == (p50, tenths(p50))
        # Each bar starts where the one before it ends, and the last step ends at what is saved.
        for before, after in zip(chart._bars[:-2], chart._bars[1:-1], strict=True):
            assert before.end == after.start
        assert chart._bars[-2].end == pytest.approx(p50, rel=1e-9, abs=1e-9 * first.end)
        lines = break_even_lines(assessment, row["task_id"])
        even_chart.show_lines(lines)
        if lines is not None:
            assert lines.break_even_items_per_run == row["break_even_items_per_run"]
    chart.deleteLater()
    even_chart.deleteLater()
