"""Where the questions go: names, and files that are never overwritten."""

from pathlib import Path

import pytest
from tests.unit.forms.returning.rounds import POLICY, answered, damaged, returned

from rpa_scout.errors import OutputError
from rpa_scout.forms.returning.pages import QuestionPage
from rpa_scout.forms.returning.saving import write_question_pages
from rpa_scout.pipeline import read_surveys, write_questions
from rpa_scout.policy import load_fields
from rpa_scout.questions import Question


@pytest.fixture
def survey(tmp_path):
    return damaged(tmp_path / "in", 5, {"minutes_per_item": "物による"})


def page(file: str) -> QuestionPage:
    question = Question(1, file, "", 2, "minutes_per_item", ("not_a_number",))
    return QuestionPage(file, None, ("会計課",), (question,))


def test_files_of_the_same_name_keep_apart(tmp_path):
    pages = [
        page("甲/調査票.csv"),
        page("乙/調査票.csv"),
        page("../調査票.csv"),
        page("調査票.csv"),
    ]
    written = list(write_question_pages(pages, tmp_path, load_fields()))
    assert [workbook.path.name for workbook in written] == [
        "確認のお願い_調査票.xlsx",
        "乙_確認のお願い_調査票.xlsx",
        "確認のお願い_調査票 (2).xlsx",
        "確認のお願い_調査票 (3).xlsx",
    ]
    assert {workbook.path.parent for workbook in written} == {tmp_path}


def test_the_folder_is_made(survey, tmp_path):
    assert returned(survey, tmp_path / "new" / "deep").exists()


def test_what_was_read_is_never_overwritten(survey):
    before = survey.read_bytes()
    with pytest.raises(OutputError, match="was read"):
        write_questions(read_surveys(survey), POLICY, survey.parent, replace=True)
    assert survey.read_bytes() == before


def test_a_page_with_replies_is_kept_unless_told_otherwise(survey, tmp_path):
    back = answered(returned(survey, tmp_path / "back"), {1: 3})
    replied = back.read_bytes()
    with pytest.raises(OutputError, match="may hold answers"):
        returned(survey, tmp_path / "back")
    assert back.read_bytes() == replied
    (again,) = write_questions(read_surveys(survey), POLICY, back.parent, replace=True)
    assert again.path.read_bytes() != replied


def test_writing_the_same_again_is_no_conflict(survey, tmp_path):
    back = returned(survey, tmp_path / "back")
    assert returned(survey, tmp_path / "back") == back


def test_a_file_that_is_no_folder_is_said(survey, tmp_path):
    (tmp_path / "back").write_text("")
    with pytest.raises(OutputError, match="cannot be made"):
        write_questions(read_surveys(survey), POLICY, tmp_path / "back")


def test_progress_is_told_of_each_workbook(survey, tmp_path):
    class Watch:
        def __init__(self) -> None:
            self.details: list[str] = []

        def start(self, stage: str, total: int) -> None:
            self.stage = stage, total

        def advance(self, done: int = 1, detail: str = "") -> None:
            self.details += [detail] * done

    watch = Watch()
    write_questions(read_surveys(survey), POLICY, tmp_path / "back", watch)
    assert watch.stage == ("Writing the questions", 1)
    assert watch.details[-1] == Path(survey).name
