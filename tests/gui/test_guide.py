"""The guide along the work, the next step on each page, and help for the page at hand."""

import pytest
from tests.gui.conftest import decide, settle, shown

from rpa_scout.glossary.terms import load_terms, term_of
from rpa_scout.project.goals.stages import STAGES
from rpa_scout.ranking.columns import RANKING_COLUMNS
from rpa_scout.text import _, set_language
from rpa_scout_gui.dialogs.help import GlossaryDialog, PageHelpDialog
from rpa_scout_gui.pages import PAGES
from rpa_scout_gui.widgets.guide_bar import PAGE_OF_STAGE
from rpa_scout_gui.widgets.next_step import NextStep


def test_the_guide_shows_the_stages_of_the_engine_and_leads_to_them(filled, qtbot):
    guide = filled.window.bars.guide
    settle(filled, qtbot)
    stages = filled.session.project.stages(filled.session.target())
    assert guide.stages == stages
    for stage in stages:
        button = guide.buttons[stage.id]
        assert stage.label in button.text()
        assert stage.progress in button.text()
        assert button.isEnabled() == (stage.state != "waiting")
        if button.isEnabled():
            button.click()
            assert filled.window.page.page_id == PAGE_OF_STAGE[stage.id]


def test_every_decision_moves_the_guide(filled, qtbot):
    guide = filled.window.bars.guide
    settle(filled, qtbot)
    (task, *_others) = filled.session.assessment.ranking["task_id"]
    assert decide(filled.session, [task], "adopted", "試行")
    settle(filled, qtbot)
    plan = next(stage for stage in guide.stages if stage.id == "plan")
    assert (plan.state, plan.done, plan.total) == ("open", 0, 1)
    assert "0/1" in guide.buttons["plan"].text()
    filled.session.undo()
    settle(filled, qtbot)
    assert not guide.buttons["plan"].isEnabled()


def test_the_guide_waits_for_the_results(filled, qtbot, monkeypatch):
    """Stages that were read before the results came must not assess while the window waits."""
    guide, session = filled.window.bars.guide, filled.session
    settle(filled, qtbot)
    basis, results = session.project.stage_basis(), session.assessment
    monkeypatch.setattr(session, "assessment", None)
    monkeypatch.setattr(session, "target", lambda: pytest.fail("assessed"))
    before = guide.stages
    guide._show_stages(basis)
    assert guide.stages == before
    monkeypatch.undo()
    session._set_assessment(results)
    settle(filled, qtbot)
    assert guide.stages == session.project.stages(session.target())


@pytest.mark.parametrize("page_id", ["findings", "ranking", "history"])
def test_every_page_names_what_is_next(filled, qtbot, page_id):
    guide = filled.window.bars.guide
    shown(filled, page_id, qtbot)
    assert guide.next.isVisible()
    assert guide.to_do.text()
    following = guide.following
    guide.next.click()
    assert filled.window.page.page_id == PAGE_OF_STAGE[following.id]


@pytest.mark.parametrize("page_id", [page.id for page in PAGES])
def test_an_empty_page_says_what_to_do_first(program, tmp_path, qtbot, page_id):
    assert program.session.create(tmp_path / "新規.rpascout")
    page, notice = shown(program, page_id, qtbot), program.window.bars.no_surveys
    if page_id in ("surveys", "history"):
        assert not notice.isVisible()
        assert page.isVisible()
        return
    assert (
        notice.sentence.text()
        == "調査票をまだ取り込んでいません。所属から返った調査票を取り込んでください。"
    )
    shown_steps = [one for one in program.window.findChildren(NextStep) if one.isVisible()]
    assert shown_steps == [notice]
    notice.button.click()
    assert program.window.page.page_id == "surveys"
    assert not notice.isVisible()


def test_a_page_with_tasks_has_no_such_notice(filled, qtbot):
    for page in PAGES:
        shown(filled, page.id, qtbot)
        assert not filled.window.bars.no_surveys.isVisible()


def test_a_new_project_is_led_to_the_surveys(program, tmp_path, qtbot):
    assert program.session.create(tmp_path / "新規.rpascout")
    settle(program, qtbot)
    guide = program.window.bars.guide
    assert [stage.state for stage in guide.stages] == ["open"] + ["waiting"] * (len(STAGES) - 1)
    assert guide.stages[0].to_do == guide.to_do.text()


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.id)
@pytest.mark.parametrize("code", ["ja", "en"])
def test_f1_explains_the_page_at_hand(filled, qtbot, page, code):
    set_language(code)
    try:
        shown(filled, page.id, qtbot)
        filled.window.actions_["help.page"].trigger()
        (dialog,) = filled.window.findChildren(PageHelpDialog)
        text = dialog.browser.toPlainText()
        assert page.steps
        for step in page.steps:
            assert _(step) in text
        dialog.close()
    finally:
        set_language("ja")


def test_the_help_of_the_ranking_explains_its_terms(filled, qtbot):
    page = shown(filled, "ranking", qtbot)
    filled.window.actions_["help.page"].trigger()
    (dialog,) = filled.window.findChildren(PageHelpDialog)
    text = dialog.browser.toPlainText()
    for name in ("score", "saved_hours_per_year_p50", "break_even_items_per_run"):
        assert term_of(name).meaning_ja in text
        position = [column.id for column in page.table.columns].index(name)
        tooltip = page.model.headerData(position, _horizontal(), _tooltip())
        assert term_of(name).meaning_ja in tooltip
    dialog.close()


def test_the_glossary_is_searched(filled):
    filled.window.actions_["help.glossary"].trigger()
    (dialog,) = filled.window.findChildren(GlossaryDialog)
    assert "効果が出る件数の目安" in dialog.browser.toPlainText()
    dialog.search.setText("ｐ５０")
    text = dialog.browser.toPlainText()
    assert "中央の見込み" in text
    assert "効果が出る件数の目安" not in text
    dialog.close()


def test_every_term_is_explained_in_both_languages_and_no_name_twice():
    terms = [term for group in load_terms() for term in group.terms]
    names = [name for term in terms for name in term.names]
    assert len(set(names)) == len(names)
    for term in terms:
        assert term.meaning_ja.endswith("。")
        assert term.meaning_en
    assert {column.id for column in RANKING_COLUMNS} & set(names)


def _horizontal():
    from PySide6.QtCore import Qt

    return Qt.Orientation.Horizontal


def _tooltip():
    from PySide6.QtCore import Qt

    return Qt.ItemDataRole.ToolTipRole
