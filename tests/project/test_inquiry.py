"""The inquiry in a project: forms sent, questions asked and answered, corrections by telephone."""

import datetime as dt

import pytest
from tests.unit.reading.surveys import CORE, plain, read_grid, table

import rpa_scout as rs
from rpa_scout.errors import InputError, NotAllowedError
from rpa_scout.findings import Finding
from rpa_scout.forms.returning.pages import question_pages
from rpa_scout.project.inquiry.reminders import reminder_text, write_reminders
from rpa_scout.questions import HOURS_UNKNOWN, correctable_fields
from rpa_scout.reading.layout.departments import Department

BEFORE, AFTER = dt.date(2026, 10, 30), dt.date(2026, 10, 31)
WRONG = {"minutes_per_item": "物による"}


@pytest.fixture
def project(tmp_path):
    with rs.Project.create(tmp_path / "市.rpascout", rs.load_policy(), "担当A") as opened:
        opened.departments.replace([Department("税務課", contact="内線11"), Department("会計課")])
        opened.inquiry.set_head(deadline="令和8年10月30日", sender="デジタル課", contact="内線2345")
        yield opened


def surveyed(folder, *rows):
    folder.mkdir(exist_ok=True)
    return read_grid(folder, table(list(rows)))


def states(project, today=BEFORE):
    return {row.department: (row.state, row.reminder) for row in project.inquiry.standings(today)}


def asked(project, inventory):
    pages = question_pages(inventory, {}, project.inquiry.head())
    questions = [(question, page.departments) for page in pages for question in page.questions]
    project.inquiry.ask(questions)
    return questions


def test_the_head_is_given_once(project):
    project.inquiry.set_head(subject="照会（照会）")
    head = project.inquiry.head()
    assert (head.subject, head.sender, head.deadline) == (
        "照会（照会）",
        "デジタル課",
        "2026-10-30",
    )
    entries = len(project.history.entries())
    project.inquiry.set_head(sender="デジタル課")
    assert len(project.history.entries()) == entries


@pytest.mark.parametrize("written", ["10月30日", "2026-13-01", "そのうち"])
def test_what_is_no_date_is_refused(project, written):
    with pytest.raises(InputError, match=written):
        project.inquiry.set_head(deadline=written)


def test_every_state_from_not_sent_to_clean(project, tmp_path):
    assert states(project) == {"税務課": ("not_sent", ""), "会計課": ("not_sent", "")}
    project.inquiry.send_forms(["税務課"])
    assert states(project)["税務課"] == ("sent", "")
    assert states(project, AFTER)["税務課"] == ("sent", "form")
    inventory = surveyed(tmp_path / "1", plain(**WRONG))
    project.surveys.import_(inventory)
    asked(project, inventory)
    assert states(project)["税務課"] == ("to_clarify", "")
    assert states(project, AFTER)["税務課"] == ("to_clarify", "questions")
    (question,) = project.inquiry.questions()
    assert (question.task, question.field, question.written) == (
        "納付書の転記", "minutes_per_item", "物による",
    )  # fmt: skip
    assert question.is_open
    project.surveys.import_(surveyed(tmp_path / "2", plain()))
    (question,) = project.inquiry.questions()
    assert (question.answered_by, question.answer) == ("survey", "1.5")
    assert states(project, AFTER)["税務課"] == ("answered", "")
    assert project.verify().is_whole


def test_a_question_stays_open_while_its_finding_stays(project, tmp_path):
    inventory = surveyed(tmp_path / "1", plain(**WRONG))
    project.surveys.import_(inventory)
    asked(project, inventory)
    again = plain(minutes_per_item="いろいろ", remarks="直した")
    project.surveys.import_(surveyed(tmp_path / "2", again))
    assert [question.is_open for question in project.inquiry.questions()] == [True]
    asked(project, inventory)
    assert [question.times_asked for question in project.inquiry.questions()] == [2]


def test_undo_takes_back_what_was_asked(project, tmp_path):
    inventory = surveyed(tmp_path / "1", plain(**WRONG))
    project.surveys.import_(inventory)
    asked(project, inventory)
    project.history.undo()
    assert project.inquiry.questions() == []
    assert project.verify().is_whole


def test_a_department_without_tasks_is_imported(project, tmp_path):
    (tmp_path / "1").mkdir()
    inventory = read_grid(tmp_path / "1", [*table([]), ["会計課", "該当なし"]])
    assert len(inventory.sources) == 0
    project.surveys.import_(inventory)
    assert states(project)["会計課"] == ("none", "")


@pytest.mark.parametrize("field", ["minutes_per_item", "judgement"])
def test_a_finding_is_corrected_on_the_field_that_it_names(project, tmp_path, field):
    inventory = surveyed(tmp_path / "1", plain(**WRONG, judgement="勘"))
    project.surveys.import_(inventory)
    asked(project, inventory)
    found = [finding for finding in project.inventory().findings if finding.field == field]
    value = {"minutes_per_item": 3.0, "judgement": "none"}[field]
    project.answers.correct_finding(found[0], value, "電話で確認")
    assert project.inventory().tasks[field].astype(object).tolist() == [value]
    assert not [finding for finding in project.inventory().findings if finding.field == field]
    (correction,) = project.answers.corrections()
    assert (correction.field, correction.author, correction.reason) == (
        field, "担当A", "電話で確認",
    )  # fmt: skip
    answered = {question.field: question.answered_by for question in project.inquiry.questions()}
    others = {name: how for name, how in answered.items() if name != field}
    assert answered[field] == "correction"
    assert set(others.values()) == {None}


def test_an_error_is_corrected_too_and_the_row_becomes_a_task(project, tmp_path):
    inventory = surveyed(tmp_path / "1", plain(), plain(name=None, items_per_run=7))
    project.surveys.import_(inventory)
    asked(project, inventory)
    (error,) = project.inventory().findings.of("error")
    with pytest.raises(InputError, match=r"reason|理由"):
        project.answers.correct_finding(error, "窓口の集計", "")
    project.answers.correct_finding(error, "窓口の集計", "電話で確認")
    tasks = project.inventory().tasks
    assert dict(zip(tasks["name"], tasks["items_per_run"], strict=True)) == {
        "納付書の転記": 200.0, "窓口の集計": 7.0,
    }  # fmt: skip
    assert len(project.inventory().left_out) == 0
    assert not project.inventory().findings.of("error")
    assert [question.answered_by for question in project.inquiry.questions()] == ["correction"]
    assert project.verify().is_whole
    project.history.undo()
    assert len(project.inventory().left_out) == 1


def test_a_finding_that_names_no_answer_is_refused(project):
    with pytest.raises(NotAllowedError):
        project.answers.correct_finding(Finding("file_damaged", file="a.xlsx"), 1.0, "電話")


def test_last_answers_come_back_unchanged(project, tmp_path):
    project.surveys.import_(surveyed(tmp_path / "1", plain(minutes_per_item="10〜15分")))
    (row,) = project.inquiry.last_answers()["税務課"]
    assert row["minutes_per_item"] == "10～15"
    assert row["judgement"] == "判断なし（手順どおり）"
    assert "department" not in row


def test_reminders_name_what_is_due(project, tmp_path):
    project.inquiry.send_forms(["会計課"])
    inventory = surveyed(tmp_path / "1", plain(**WRONG))
    project.surveys.import_(inventory)
    asked(project, inventory)
    standings = project.inquiry.standings(AFTER)
    text = reminder_text(standings, project.inquiry.questions(), project.inquiry.head(), AFTER)
    assert "宛先：会計課" in text
    assert "宛先：税務課（内線11）" in text
    assert "・納付書の転記：1件あたりの時間（分／件）" in text
    assert "令和8年10月30日（金）" in text
    path = write_reminders(tmp_path / "催促.txt", text, replace=False)
    assert path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == text
    early = reminder_text(project.inquiry.standings(BEFORE), [], project.inquiry.head(), BEFORE)
    assert "宛先" not in early


@pytest.mark.parametrize("field", ["hours_per_year_reported", "runs_per_year", "minutes_per_item"])
def test_fields_that_disagree_are_settled_by_a_correction_of_any_of_them(project, tmp_path, field):
    row = plain(runs_per_year=12, items_per_run=10, minutes_per_item=6, hours_per_year_reported=90)
    columns = (*CORE, "hours_per_year_reported")
    (tmp_path / "1").mkdir()
    inventory = read_grid(tmp_path / "1", table([row], columns))
    project.surveys.import_(inventory)
    asked(project, inventory)
    (finding,) = [f for f in project.inventory().findings if f.code == "hours_disagree"]
    assert field in correctable_fields(finding)
    project.answers.correct_finding(finding, 12.0, "電話で確認", field)
    assert project.inventory().tasks[field].tolist() == [12.0]
    assert not [f for f in project.inventory().findings if f.row_id]
    assert {question.answered_by for question in project.inquiry.questions()} == {"correction"}
    with pytest.raises(NotAllowedError):
        project.answers.correct_finding(finding, "none", "電話で確認", "manual")


@pytest.mark.parametrize(
    ("corrected", "is_open"),
    [
        ({"minutes_per_item": 6.0}, True),
        ({"minutes_per_item": 6.0, "runs_per_year": 12.0}, False),
        ({"hours_per_year_reported": 20.0}, False),
    ],
)
def test_hours_stay_unknown_until_all_parts_or_the_hours_are_known(
    project, tmp_path, corrected, is_open
):
    row = plain(runs_per_year=None, items_per_run=10, minutes_per_item=None)
    project.surveys.import_(surveyed(tmp_path / "1", row))
    (finding,) = [f for f in project.inventory().findings if f.code == HOURS_UNKNOWN]
    for field, value in corrected.items():
        project.answers.correct_finding(finding, value, "電話で確認", field)
    codes = {found.code for found in project.inventory().findings}
    assert (HOURS_UNKNOWN in codes) is is_open
