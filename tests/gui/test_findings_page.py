"""点検: findings are corrected on a named field, asked about, and brought to none."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QComboBox, QMessageBox
from tests.gui.conftest import asks_first, assessed, changed, shown
from tests.unit.reading.surveys import CORE, plain, read_grid, table

from rpa_scout.pipeline import pages_to_ask
from rpa_scout.project.inquiry.asked import asked_by_row
from rpa_scout.questions import correctable_fields
from rpa_scout.text import fold


@pytest.fixture
def problems(program):
    """What the window would show as errors."""
    seen = []
    program.session.problem.disconnect(program.window.show_error)
    program.session.problem.connect(seen.append)
    return seen


def surveyed(program, tmp_path, qtbot, *rows, columns=(*CORE, "hours_per_year_reported")):
    """Import one survey of the given rows, and show its findings."""
    session = program.session
    assert session.create(tmp_path / "点検.rpascout")
    (tmp_path / "調査").mkdir()
    with assessed(session, qtbot):
        assert session.change(
            lambda project: project.surveys.import_(
                read_grid(tmp_path / "調査", table(rows, columns))
            )
        )
    return shown(program, "findings", qtbot)


def choose(page, code, qtbot):
    """Select the first finding of a code."""
    row = next(at for at, one in enumerate(page._rows.findings) if one.code == code)
    page.table.select_keys([row])
    qtbot.waitUntil(lambda: page._jobs.is_idle, timeout=60_000)
    return page._rows.findings[row]


def settle(page, qtbot):
    qtbot.waitUntil(lambda: page._jobs.is_idle, timeout=60_000)


def test_findings_show_the_cell_and_can_be_corrected_and_accepted(filled, qtbot):
    page = shown(filled, "findings", qtbot)
    page.with_notes.setChecked(True)
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    findings = page._rows.findings
    count = len(findings)
    place = next(row for row, one in enumerate(findings) if one.code == "read_as")
    finding = findings[place]
    page.table.select_keys([place])
    qtbot.waitUntil(lambda: page.detail.grid.rowCount() > 0, timeout=10_000)
    marked = [
        page.detail.grid.item(row, column).text()
        for row in range(page.detail.grid.rowCount())
        for column in range(page.detail.grid.columnCount())
        if page.detail.grid.item(row, column).text().startswith("▶")
    ]
    assert len(marked) == 1
    assert fold(finding.quoted) in fold(marked[0])
    for button in (page.detail.correct, page.detail.accept):
        asks_first(button, page.detail.reason, filled.session.project)
    page.detail.reason.setText("所属に確認済み")
    page.detail.editor.text.setText("123")
    with assessed(filled.session, qtbot):
        page.detail.correct.click()
    assert filled.session.project.answers.corrections()[0].value == 123.0
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    place = next(row for row, one in enumerate(page._rows.findings) if one.severity == "warning")
    page.table.select_keys([place])
    page.detail.reason.setText("季節の業務")
    assert page.detail.accept_it()
    qtbot.waitUntil(lambda: len(page._rows.findings) < count, timeout=60_000)


def test_groups_show_only_their_findings(filled, qtbot):
    page = shown(filled, "findings", qtbot)
    everything = page.model.rowCount()
    branch = page.tree.topLevelItem(1)
    page.tree.setCurrentItem(branch)
    assert 0 < page.model.rowCount() < everything
    departments = page.model.array("department")[page.model.shown]
    assert set(departments) == {branch.text(0)}
    assert page.model.rowCount() == int(branch.text(1))


WRONG_HOURS = {
    "runs_per_year": 12, "items_per_run": 10, "minutes_per_item": 6, "hours_per_year_reported": 90,
}  # fmt: skip


def test_where_several_answers_may_be_wrong_the_clerk_chooses_which(
    program, tmp_path, qtbot, problems
):
    page = surveyed(program, tmp_path, qtbot, plain(**WRONG_HOURS))
    finding = choose(page, "hours_disagree", qtbot)
    detail, project = page.detail, program.session.project
    offered = [detail.field.itemData(at) for at in range(detail.field.count())]
    assert offered == list(correctable_fields(finding))
    assert len(offered) > 1
    assert detail.field.isEnabled()
    detail.field.setCurrentIndex(offered.index("minutes_per_item"))
    assert detail.editor.text.text() == "6"
    detail.editor.text.setText("物による")
    detail.reason.setText("電話で確認")
    assert not detail.correct_it()
    assert len(problems) == 1
    assert not project.answers.corrections()
    detail.editor.text.setText("４５")  # as an input method leaves it
    detail.correct.click()
    settle(page, qtbot)
    (correction,) = project.answers.corrections()
    assert (correction.field, correction.value) == ("minutes_per_item", 45.0)
    assert (correction.author, correction.reason) == (program.session.author, "電話で確認")
    assert page._rows.open_count == 0
    assert len(problems) == 1


def test_an_error_is_corrected_and_its_row_becomes_a_task(program, tmp_path, qtbot):
    rows = (plain(), plain(name=None, items_per_run=7))
    page = surveyed(program, tmp_path, qtbot, *rows)
    choose(page, "required_missing", qtbot)
    before = len(program.session.records)
    page.detail.editor.text.setText("窓口の集計")
    page.detail.reason.setText("電話で確認")
    page.detail.correct.click()
    settle(page, qtbot)
    assert len(program.session.records) == before + 1
    assert "窓口の集計" in {record.name for record in program.session.records.values()}
    assert page._rows.open_count == 0


def test_choices_are_offered_as_in_the_survey_and_none_is_suggested(program, tmp_path, qtbot):
    page = surveyed(program, tmp_path, qtbot, plain(judgement="ベテランの勘"))
    finding = choose(page, "unknown_choice", qtbot)
    editor = page.detail.editor
    assert isinstance(editor.choice, QComboBox)
    assert editor.choice.isVisible()
    assert editor.choice.currentData() is None
    codes = program.session.policy.survey[finding.field].codes
    assert [editor.choice.itemData(at) for at in range(editor.choice.count())] == [*codes, None]


def test_all_findings_are_brought_to_none_and_the_next_step_is_named(program, tmp_path, qtbot):
    rows = (
        plain(judgement="勘"),
        plain(name=None),
        plain(name="窓口", minutes_per_item="物による"),
    )
    page = surveyed(program, tmp_path, qtbot, *rows)
    number = page._rows.open_count
    assert number >= len(rows)
    assert f"残り{number}" in page.progress.text()
    assert not page.finished.isVisible()
    while page._rows.findings:
        page.table.select_keys([0])
        page.detail.reason.setText("所属に確認済み")
        assert page.detail.accept.isEnabled()
        with changed(program.session, "inquiry", qtbot):
            page.detail.accept.click()
        settle(page, qtbot)
        number -= 1
        assert f"残り{number}" in page.progress.text()
    assert number == 0
    assert page.finished.isVisible()
    page.finished.button.click()
    assert program.window.page.page_id == "ranking"


def test_questions_are_previewed_asked_answered_and_reminded(filled, tmp_path, qtbot, monkeypatch):
    session = filled.session
    page = shown(filled, "findings", qtbot)
    assert set(page.model.array("state")) == {"not_asked"}
    dialog = page.show_inquiry()
    settle(page, qtbot)
    pages = pages_to_ask(session.project.inventory(), session.policy)
    expected = sum(len(one.questions) for one in pages)
    assert dialog.departments.array("to_ask").sum() == expected
    seen = 0
    for name in dialog.departments.array("department"):
        dialog.department_table.select_keys([name])
        seen += dialog.questions.rowCount()
    assert seen == expected
    dialog.deadline.setText("２０２６年１０月３０日")
    dialog.contact.setText("内線11")
    dialog.write_questions(tmp_path / "返却")
    settle(page, qtbot)
    assert len(list((tmp_path / "返却").iterdir())) == len(pages)
    asked = session.project.inquiry.questions()
    assert len(asked) == expected
    assert {one.deadline for one in asked} == {"2026-10-30"}
    assert dialog.departments.array("open_questions").sum() == expected
    pairs = zip(page._rows.findings, page.model.array("state"), strict=True)
    assert len({state for finding, state in pairs if finding.row_id}) == 1
    assert {"asked", "overdue"} & set(page.model.array("state"))
    about = asked_by_row(session.project.inventory(), asked)
    finding = next(
        one for one in page._rows.findings if one.field and (one.row_id, one.field) in about
    )
    assert session.change(lambda project: project.answers.accept(finding, "電話で確認"))
    settle(page, qtbot)
    settle(page, qtbot)
    for module in ("rpa_scout.project.parts.inquiry", "rpa_scout_gui.dialogs.inquiry"):
        monkeypatch.setattr(f"{module}.today", lambda: dt.date(2027, 1, 5))
    dialog.refresh()
    settle(page, qtbot)
    assert dialog.remind.isEnabled()
    dialog.write_reminders(tmp_path / "催促.txt")
    text = (tmp_path / "催促.txt").read_text("utf-8-sig")
    assert text.count("御中") == sum(bool(one) for one in dialog.departments.array("reminder"))
    assert "内線11" in text
    dialog.close()


def test_a_wrong_deadline_is_refused_and_nothing_is_asked(program, tmp_path, qtbot, problems):
    page = surveyed(program, tmp_path, qtbot, plain(judgement="勘"))
    dialog = page.show_inquiry()
    settle(page, qtbot)
    dialog.deadline.setText("そのうち")
    dialog.write_questions(tmp_path / "返却")
    settle(page, qtbot)
    assert len(problems) == 1
    assert dialog.isVisible()
    assert not program.session.project.inquiry.questions()
    assert not (tmp_path / "返却").exists()
    dialog.close()


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_questions_with_replies_are_replaced_only_if_the_user_agrees(
    filled, tmp_path, qtbot, monkeypatch, answer
):
    asked = []
    button = getattr(QMessageBox.StandardButton, answer)
    monkeypatch.setattr(QMessageBox, "question", lambda *words: asked.append(words[2]) or button)
    dialog = shown(filled, "findings", qtbot).show_inquiry()
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=120_000)
    dialog.write_questions(tmp_path)
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=120_000)
    replied, *_others = sorted(tmp_path.glob("*.xlsx"))
    replied.write_bytes(b"replies")
    dialog.write_questions(tmp_path)
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=120_000)
    assert [replied.name in question for question in asked] == [True]
    assert (replied.read_bytes() == b"replies") == (answer == "No")
    times = {one.times_asked for one in filled.session.project.inquiry.questions()}
    assert times == ({2} if answer == "Yes" else {1, 2})  # what was kept is not asked again
    dialog.close()


def left_open(program, tmp_path, qtbot):
    """Show the finding on a choice that two answers were given to, beside three similar tasks."""
    alike = [
        plain(department=department, name=name, pattern="システムへの入力・転記")
        for department, name in (
            ("会計課", "旅費の精算"),
            ("市民課", "出張旅費の精算"),
            ("学校教育課", "旅費精算"),
        )
    ]
    open_row = plain(department="税務課", name="旅費の精算入力", pattern="入力または照合")
    page = surveyed(program, tmp_path, qtbot, open_row, *alike)
    finding = choose(page, "choice_left_open", qtbot)
    settle(page, qtbot)
    return page, finding


def test_an_open_question_shows_what_similar_tasks_answer_and_a_person_takes_it_over(
    program, tmp_path, qtbot
):
    page, finding = left_open(program, tmp_path, qtbot)
    proposal, project = page.detail.proposal, program.session.project
    proposed = project.groups.similar_work().proposed(finding.row_id)
    (answer,) = [answer for answer in proposed if answer.field == "pattern"]
    assert proposal.isVisible()
    chance = f"{answer.probability:.0%}".replace("100%", "99%超")
    assert f"似た業務では システムへの入力・転記 {chance}" in proposal.sentence.text()
    for near in answer.nearest:
        assert f"{near.task.department}「{near.task.name}」" in proposal.basis.text()
    assert {near.task.department for near in answer.nearest} == {"会計課", "市民課", "学校教育課"}
    asks_first(proposal.take_over, page.detail.reason, project)
    entries = len(project.history.entries())
    page.detail.reason.setText("所属に電話で確認")
    with assessed(program.session, qtbot):
        proposal.take_over.click()
    settle(page, qtbot)
    assert project.inventory().tasks.loc[finding.row_id, "pattern"] == answer.code == "entry"
    (correction,) = project.answers.corrections()
    assert (correction.field, correction.value) == ("pattern", "entry")
    history = project.history.entries()
    assert len(history) == entries + 1
    newest = max(history, key=lambda entry: entry.number)
    assert (newest.author, newest.reason) == (program.session.author, "所属に電話で確認")
    assert "choice_left_open" not in {finding.code for finding in page._rows.findings}


def test_nothing_is_proposed_for_an_answered_question_or_a_number(program, tmp_path, qtbot):
    rows = (plain(items_per_run="約40～50"), plain(name="旅費の精算", items_per_run="多数"))
    page = surveyed(program, tmp_path, qtbot, *rows)
    assert page._rows.findings
    for row in range(len(page._rows.findings)):
        page.table.select_keys([row])
        settle(page, qtbot)
        assert not page.detail.proposal.isVisible()
