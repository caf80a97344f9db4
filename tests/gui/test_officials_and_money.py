"""Officials' weights on the page of weights, and yen where the city has entered its prices."""

import openpyxl
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox
from tests.frozen import policy_text
from tests.gui.conftest import assessed

import rpa_scout as rs
from rpa_scout.assessment.money import yen_sentence
from rpa_scout.planning.texts import plan_money_sentences
from rpa_scout.rank_robustness.officials.form import (
    FIRST_ROW,
    NAME_CELL,
    POINTS_COLUMN,
)
from rpa_scout.rank_robustness.officials.texts import agreement_sentences, contested_heading
from rpa_scout.rank_robustness.officials.weights import OfficialWeights, group_ranking
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.ranking_analyses import RankingAnalyses
from rpa_scout_gui.views.plan_page import PlanPage
from rpa_scout_gui.views.weights_page import WeightsPage
from rpa_scout_gui.widgets.panels.task_detail import TaskDetail

MONEY = """
[money]
staff_yen_per_hour = { regular = { low = 3000, mode = 3500, high = 4200 } }
source = { ja = "試験", en = "test" }
"""


def answered(policy, **largest):
    """Return the weights of officials to each of whom one criterion matters most."""
    ids = policy.scorecard[0].ids
    return [
        OfficialWeights(
            name, "2026-10-01", "points", {each: 0.3 if each == most else 0.1 for each in ids}
        )
        for name, most in largest.items()
    ]


@pytest.fixture
def page(sample_session, jobs, qtbot):
    owner = QObject()
    page = WeightsPage(sample_session, jobs, Actions(sample_session, owner))
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    yield page
    owner.deleteLater()


def test_before_any_official_has_answered(page):
    assert page.officials.ranking is None
    assert "まだありません" in page.officials.sentence.text()
    assert page.officials.use_group.isHidden()
    assert page.officials.read.isEnabled()


def test_the_officials_of_the_project_are_compared(
    page, sample_session, jobs, qtbot, qtmodeltester
):
    officials = answered(sample_session.policy, 甲="volume", 乙="routine", 丙="volume")
    assert sample_session.change(lambda project: project.planning.keep_official_weights(officials))
    qtbot.waitUntil(lambda: jobs.is_idle and page.officials.ranking is not None, timeout=60_000)
    expected = group_ranking(
        sample_session.assessment, sample_session.project.planning.official_weights("rpa")
    )
    panel = page.officials
    assert panel.ranking == expected
    assert panel.sentence.text().splitlines() == agreement_sentences(expected)
    assert panel.disagreed.text() == contested_heading(expected)
    names = [column.heading for column in panel.task_model.columns][2:]
    assert names == [official.name for official in expected.officials]
    for number, ranks in enumerate(expected.ranks.values()):
        assert panel.task_model.array(f"official {number}").tolist() == [*ranks]
    qtmodeltester.check(panel.task_model)
    qtmodeltester.check(panel.weights.model())
    assert expected.contested
    panel.disagreed.click()
    shown = [panel.task_model.key_at(row) for row in range(panel.task_model.rowCount())]
    assert set(shown) == {task.task_id for task in expected.contested}
    panel.use_group.click()
    group = {name: 100.0 * share for name, share in expected.weights.items()}
    card = page.sliders.scorecard()
    assert dict(zip(card.ids, card.weights, strict=True)) == pytest.approx(group)
    assert page.reranking.rank_before is not None
    sample_session.undo()
    qtbot.waitUntil(lambda: jobs.is_idle and page.officials.ranking is None, timeout=60_000)


def test_a_form_is_written_filled_in_and_taken_in(page, sample_session, jobs, qtbot, tmp_path):
    with qtbot.waitSignal(page.written, timeout=60_000) as written:
        page.write_form(tmp_path, "甲")
    (path,) = written.args
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet[NAME_CELL].value == "甲"
    for number, points in enumerate((30, 10, 10, 10, 10, 10, 10, 10)):
        sheet[f"{POINTS_COLUMN}{FIRST_ROW + number}"] = points
    book.save(path)
    page.read_forms([path])
    qtbot.waitUntil(lambda: jobs.is_idle and page.officials.ranking is not None, timeout=60_000)
    (official,) = sample_session.project.planning.official_weights("rpa")
    assert (official.name, official.weights[sample_session.policy.scorecard[0].ids[0]]) == (
        "甲",
        pytest.approx(0.3),
    )


def test_a_form_with_errors_is_not_kept(page, sample_session, jobs, qtbot, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: shown.append(words[2]))
    with qtbot.waitSignal(page.written, timeout=60_000) as written:
        page.write_form(tmp_path, "乙")
    page.read_forms(written.args)
    qtbot.waitUntil(lambda: jobs.is_idle and bool(shown), timeout=60_000)
    assert written.args[0].name in shown[0]
    assert sample_session.project.planning.official_weights("rpa") == []


@pytest.fixture
def priced(session, sample_inventory, tmp_path, qtbot):
    path = tmp_path / "金額.toml"
    path.write_text(policy_text() + MONEY, encoding="utf-8")
    assert session.create(tmp_path / "市.rpascout", policy=rs.load_policy(path))
    with assessed(session, qtbot):
        assert session.change(lambda project: project.surveys.import_(sample_inventory))
    return session


def test_the_hours_of_a_task_and_of_the_plan_are_yen_too(priced, jobs, qtbot):
    assessment, money = priced.assessment, priced.policy.money
    detail = TaskDetail(priced, jobs, RankingAnalyses(priced, jobs))
    qtbot.addWidget(detail)
    best = assessment.order[assessment.is_candidate[assessment.order]][0]
    task = assessment.inventory.tasks.index[best]
    detail.show_task(task)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    sentence = assessment.explain(task).hours.in_yen
    assert sentence == yen_sentence(assessment.savings.of(best), money)
    assert f"{round(float(assessment.savings.p50[best])) * 3_500:,}円" in sentence
    assert sentence in detail._saved.text()
    owner = QObject()
    page = PlanPage(priced, jobs, Actions(priced, owner))
    qtbot.addWidget(page)
    page.limits.plan.click()
    qtbot.waitUntil(lambda: jobs.is_idle and page.plan is not None, timeout=90_000)
    assert "委託" in page.figures.sentences.text().splitlines()[-1]
    page.limits.boxes["vendor_yen_per_hour"].setValue(9_000)
    plan = page.plan
    page.limits.plan.click()
    qtbot.waitUntil(lambda: jobs.is_idle and page.plan is not plan, timeout=90_000)
    lines = plan_money_sentences(page.plan)
    assert page.figures.sentences.text().splitlines()[-2:] == lines
    owner.deleteLater()


def test_without_prices_nothing_is_in_yen(sample_session):
    assessment = sample_session.assessment
    task = assessment.inventory.tasks.index[assessment.order[0]]
    assert assessment.explain(task).hours.in_yen == ""
