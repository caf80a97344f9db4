"""The window: its pages, actions, drops, languages, and what it remembers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QMessageBox,
    QToolButton,
)
from tests.gui.conftest import SAMPLES, assessed, decide, nameless, shown

from rpa_scout.project.project import Project
from rpa_scout.text import _
from rpa_scout_gui.app import Program, make_application
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.pages import PAGES
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.widgets.reason_line import ReasonLine


def first(session, count):
    ranking = session.assessment.ranking
    return ranking.loc[ranking["candidate"], "task_id"].head(count).tolist()


def test_start_shows_no_rail_and_nothing_of_a_project(program):
    window = program.window
    assert window.page is window.start
    assert not window.bars.rail.isVisible()
    assert not window.bars.target_bar.isVisible()


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.id)
def test_every_page_shows_its_project(filled, page, qtbot):
    widget = shown(filled, page.id, qtbot)
    assert widget.page_id == page.id
    assert filled.window.page_title == _(page.title)
    assert not filled.window.grab().isNull()


def test_page_buttons_are_announced_as_buttons_of_which_one_is_current(filled, qtbot):
    for page in PAGES[:3]:
        shown(filled, page.id, qtbot)
        buttons = filled.window.bars.rail.findChildren(QToolButton)
        heard = [QAccessible.queryAccessibleInterface(button) for button in buttons]
        assert {part.role() for part in heard} == {QAccessible.Role.Button}
        current = [
            part.text(QAccessible.Text.Name)
            for part in heard
            if part.text(QAccessible.Text.Description).startswith("現在のページ。")
        ]
        assert current == [_(page.title).replace("&", "")]
        coloured = {button.grab().toImage().pixelColor(1, 10).name() for button in buttons}
        assert len(coloured) == 2


@pytest.mark.parametrize("page_id", ["surveys", "findings", "history"])
def test_models_behave(filled, page_id, qtbot, qtmodeltester):
    model = shown(filled, page_id, qtbot).model
    assert model.rowCount()
    qtmodeltester.check(model)


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.id)
def test_controls_have_accessible_names(filled, page, qtbot):
    widget = shown(filled, page.id, qtbot)
    assert nameless(widget) == []
    reasons = [one for one in widget.findChildren(QLineEdit) if one.accessibleName() == "理由"]
    assert [one for one in reasons if not isinstance(one, ReasonLine)] == []


def test_every_action_is_named_explained_and_has_keys_of_its_own(program):
    specs = list(program.window.actions_)
    assert len({one.id for one in specs}) == len(specs)
    keys = [one.shortcut for one in specs]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    for one in specs:
        action = program.window.actions_[one.id]
        assert action.text()
        assert action.toolTip()
        assert action.shortcut().toString() == one.shortcut


def test_mnemonics_of_a_menu_differ(program):
    for menu in program.window.menuBar().actions():
        marks = [
            text[text.index("&") + 1].casefold()
            for text in (one.text() for one in menu.menu().actions())
            if "&" in text
        ]
        assert len(set(marks)) == len(marks), menu.text()


def test_every_action_does_something_or_is_not_offered(filled, qtbot, tmp_path, monkeypatch):
    """With files chosen, no action raises; those that are not possible are not enabled."""
    monkeypatch.setattr(FileQuestions, "save", lambda _self, _t, name, _s: tmp_path / f"x-{name}")
    monkeypatch.setattr(FileQuestions, "existing", lambda _self, _t, _k: None)
    # Holding estimates against published results takes long; tests/gui/test_reliability.py does.
    long = {"help.reliability"}
    # Each size builds the window anew; tests/gui/test_sizes.py does.
    sizes = {"view.larger", "view.smaller", "view.normal", "view.meeting"}
    leave = (
        long
        | sizes
        | {
            "file.quit",
            "file.close",
            "file.samples",
            "file.print",
            "view.language",
            "file.new",
        }
    )
    written = set()
    for page in PAGES:
        shown(filled, page.id, qtbot)
        for spec in list(filled.window.actions_):
            ask = spec.id in ("tasks.hold", "tasks.decline")
            if spec.id in leave | written or spec.id.startswith("go.") or ask:
                continue
            # Documents do not depend on the page, and take seconds to write.
            written |= {spec.id} if spec.id.startswith("documents.") else set()
            filled.window.actions_[spec.id].trigger()
            for box in filled.window.findChildren(QDialog):
                box.close()
            qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    assert {"x-候補順位.xlsx", "x-ranking.xlsx"} & {one.name for one in tmp_path.iterdir()}
    assert list(tmp_path.glob("x-*.pdf"))


def test_a_sheet_on_the_chosen_task_is_written_where_it_is_seen_to_be_chosen(
    filled, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(FileQuestions, "save", lambda _self, _t, name, _s: tmp_path / name)
    page = shown(filled, "ranking", qtbot)
    sheet, adopt = (filled.window.actions_[one] for one in ("file.task_pdf", "tasks.adopt"))
    (task,) = first(filled.session, 1)
    page.table.select_keys([task])
    assert sheet.isEnabled()
    assert adopt.isEnabled()
    for other in PAGES:
        shown(filled, other.id, qtbot)
        assert sheet.isEnabled() == adopt.isEnabled() == (other.id == "ranking")
    shown(filled, "ranking", qtbot)
    sheet.trigger()
    written = tmp_path / f"{task}.pdf"
    assert written.read_bytes().startswith(b"%PDF")
    told = filled.window.statusBar().currentMessage()
    assert str(written) in told


def test_bar_moves_at_once_with_a_decision_and_back(filled):
    bar = filled.window.bars.target_bar
    before = bar.gauges["hours"].reading.p50
    assert before == filled.session.policy.targets.hours.baseline
    assert decide(filled.session, first(filled.session, 5), "adopted", planned_fiscal_year=2027)
    assert (
        bar.gauges["hours"].reading.p10
        < bar.gauges["hours"].reading.p50
        < bar.gauges["hours"].reading.p90
    )
    assert bar.gauges["hours"].reading.p50 > before
    assert bar.gauges["tasks"].reading.p50 > filled.session.policy.targets.tasks.baseline
    filled.window.actions_["edit.undo"].trigger()
    assert bar.gauges["hours"].reading.p50 == before


def test_dropped_files_are_read_and_taken_over(program, tmp_path, qtbot):
    assert program.session.create(tmp_path / "業務.rpascout")
    page = shown(program, "surveys", qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in sorted(SAMPLES.glob("*税務課*"))])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with assessed(program.session, qtbot):
        page.drop.dropEvent(event)
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    assert {one.department for one in program.session.records.values()} == {"税務課"}
    assert page.model.array("department").tolist() == ["税務課"]


def test_what_is_no_survey_is_said_so(program, tmp_path, qtbot):
    assert program.session.create(tmp_path / "業務.rpascout")
    page = shown(program, "surveys", qtbot)
    nothing = tmp_path / "空.xlsx"
    nothing.write_bytes(b"")
    page.read([nothing])
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    assert "空.xlsx" in page.status.text()
    assert program.session.records == {}


def test_forms_are_written_for_ticked_departments(program, tmp_path, qtbot):
    assert program.session.create(tmp_path / "業務.rpascout")
    page = shown(program, "surveys", qtbot)
    listed = tmp_path / "所属.csv"
    listed.write_text("所属,職員数\n税務課,20\n会計課,5\n", encoding="utf-8")
    assert page.read_departments(listed)
    qtbot.waitUntil(lambda: program.jobs.is_idle)
    assert page.model.array("state").tolist() == ["not_sent", "not_sent"]
    page.forms.new_department.setText("市民課")
    page.forms.new_department.returnPressed.emit()
    assert page.forms.ticked() == ["市民課"]
    page.write_forms(page.forms.ticked(), tmp_path / "forms")
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    assert len(list((tmp_path / "forms").glob("*市民課*.xlsx"))) == 1
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    states = dict(zip(page.model.array("department"), page.model.array("state"), strict=True))
    assert states == {"税務課": "not_sent", "会計課": "not_sent", "市民課": "sent"}


def answer_to_replacing(monkeypatch, answer):
    """Answer the question whether files are replaced; return what was asked."""
    asked = []
    button = getattr(QMessageBox.StandardButton, answer)
    monkeypatch.setattr(QMessageBox, "question", lambda *words: asked.append(words[2]) or button)
    return asked


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_forms_that_hold_answers_are_replaced_only_if_the_user_agrees(
    program, tmp_path, qtbot, monkeypatch, answer
):
    assert program.session.create(tmp_path / "業務.rpascout")
    asked = answer_to_replacing(monkeypatch, answer)
    page = shown(program, "surveys", qtbot)
    folder = tmp_path / "forms"
    folder.mkdir()
    filled_in = folder / "業務調査票_税務課.xlsx"
    filled_in.write_bytes(b"answers")
    page.write_forms(["税務課", "市民課"], folder)
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    assert len(asked) == 1
    assert filled_in.name in asked[0]
    assert (filled_in.read_bytes() == b"answers") == (answer == "No")
    assert (folder / "業務調査票_市民課.xlsx").stat().st_size > 1_000
    page.write_forms(["市民課"], folder)  # the same again needs no answer
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    assert len(asked) == 1


def test_history_tells_and_leads_to_the_task(filled, qtbot):
    assert decide(filled.session, first(filled.session, 1), "adopted")
    page = shown(filled, "history", qtbot)
    assert page.model.array("kind").tolist() == ["decide", "import", "create"]
    name = filled.session.records[first(filled.session, 1)[0]].name
    assert page.model.array("done")[0].startswith("採択した：")
    assert f"「{name}」（未決定 → 採択" in page.model.array("done")[0]
    page.table.selectRow(1)
    assert page.values.model().rowCount() == len(filled.session.records)
    page.table.selectRow(0)
    shown_values = [page.values.model().index(0, at).data() for at in range(5)]
    assert shown_values[1:] == [name, "決定", "未決定", "採択"]
    with qtbot.waitSignal(page.task_chosen) as told:
        page.jump.click()
    assert told.args == first(filled.session, 1)
    assert filled.window.page.page_id == "ranking"


def test_language_changes_everything_and_back(filled, qtbot):
    shown(filled, "surveys", qtbot)
    before = filled.window.windowTitle(), filled.window.actions_["file.new"].text()
    filled.window.actions_["view.language"].trigger()
    assert filled.window.actions_["file.new"].text() == "&New project…"
    assert filled.window.page_title == "Surveys"
    assert filled.window.isVisible()
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    filled.window.actions_["view.language"].trigger()
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    assert (filled.window.windowTitle(), filled.window.actions_["file.new"].text()) == before


def test_a_language_change_ends_the_jobs_of_the_old_window_alone(filled, qtbot, monkeypatch):
    errors = []
    monkeypatch.setattr("sys.excepthook", lambda *error: errors.append(error))
    page, window = shown(filled, "plan", qtbot), filled.window
    page.limits.plan.click()
    filled.session.reassess()
    with assessed(filled.session, qtbot):
        filled.window.actions_["view.language"].trigger()
    # The plan that was asked for is finished first.
    qtbot.waitUntil(lambda: filled.window is not window, timeout=60_000)
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    renewed = shown(filled, "plan", qtbot)
    assert renewed is not page
    assert renewed.limits.plan.isEnabled()
    filled.window.actions_["view.language"].trigger()
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    assert errors == []


def test_colours_change_and_are_remembered(program):
    light = program.window.palette().window().color()
    program.window.actions_["view.dark"].trigger()
    assert program.window.palette().window().color().lightness() < light.lightness()
    assert Settings().dark
    program.window.actions_["view.dark"].trigger()
    assert not Settings().dark


def test_read_only_names_the_holder_and_offers_no_change(program, tmp_path, policy, qtbot):
    file = tmp_path / "業務削減.rpascout"
    with Project.create(file, policy, "担当B"):
        assert program.window.open(file)
        assert program.window.bars.banner.isVisible()
        assert "担当B" in program.window.bars.banner.text
        page = shown(program, "surveys", qtbot)
        assert not page.drop.isEnabled()
        for name in ("tasks.adopt", "edit.undo", "tasks.keep"):
            assert not program.window.actions_[name].isEnabled()
        program.session.close()
    assert not program.window.bars.banner.isVisible()


def test_problems_say_what_happened_what_is_saved_and_more(program, tmp_path):
    assert not program.window.open(tmp_path / "ない.rpascout")
    (box,) = program.window.findChildren(QMessageBox)
    assert "ない.rpascout" in box.text()
    assert box.informativeText()
    assert "ProjectError" in box.detailedText()
    box.close()


def test_recent_projects_and_the_page_are_remembered(filled, qtbot):
    shown(filled, "history", qtbot)
    path = Path(str(filled.session.project.location))
    assert Settings().recent == [path]
    filled.window.actions_["file.close"].trigger()
    window = filled.window
    assert window.page is window.start
    assert path.stem in window.start.recent.item(0).text()
    window.start.recent.itemActivated.emit(window.start.recent.item(0))
    assert window.page.page_id == "history"
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)


def test_window_s_size_is_remembered(program):
    program.window.resize(1000, 570)
    program.window.close()
    again = Program(make_application(), Settings())
    assert again.window.height() == 570  # the offscreen display is narrow
    again.close()
    again.window.deleteLater()
    again.deleteLater()


def test_a_project_opens_after_the_first_paint(qapp, qtbot, tmp_path, policy):
    path = tmp_path / "業務削減.rpascout"
    Project.create(path, policy, "担当A").close()
    program = Program(make_application(), Settings())
    program.start(path)
    assert program.session.project is None
    assert not program.window.grab().isNull()
    qtbot.waitUntil(lambda: program.session.project is not None)
    assert program.window.bars.rail.isVisible()
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    qapp.setStyleSheet("")


def test_samples_are_one_click_away(program, tmp_path, monkeypatch, qtbot):
    place = tmp_path / "見本.rpascout"
    monkeypatch.setattr("rpa_scout_gui.samples.samples_project", lambda: place)
    with assessed(program.session, qtbot):
        program.window.actions_["file.samples"].trigger()
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    assert place.is_file()
    assert len(program.session.records) > 150
    assert program.window.page.page_id == "ranking"
