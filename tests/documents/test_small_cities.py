"""Documents of a city without a candidate, and of departments with unusual names."""

import datetime as dt

import pandas as pd
import pytest

from rpa_scout.documents.basis import document_basis
from rpa_scout.documents.card.card import card_history, task_cards
from rpa_scout.documents.council.report import council_report
from rpa_scout.documents.council.summary import points_to_decide, summary
from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.results.notice import department_notices
from rpa_scout.documents.yearly.verification import verification
from rpa_scout.inventory import Inventory
from rpa_scout.project.project import Project

ISSUE = Issue(dt.date(2026, 10, 5))
TASKS = pd.DataFrame(
    {
        "department": ["支所 A/B?", "支所 A?B/"],
        "name": ["相談", "長い名前" * 60],
        "judgement": ["judgement", "judgement"],
    },
    index=["支所 A/B?-6", "支所 A?B/-6"],
)


@pytest.fixture
def project(tmp_path, policy):
    with Project.create(tmp_path / "小.rpascout", policy, "担当A") as made:
        made.surveys.import_(Inventory.from_frame(TASKS))
        yield made


def test_a_city_without_candidates_promises_nothing(project):
    basis = document_basis(project)
    assert len(basis.proposal.rows) == 0
    text = "".join([*summary(basis), *points_to_decide(basis)])
    assert "新たに採択できる候補はない" in text
    assert "達成が見込まれる" not in text
    assert "1%未満" in text
    assert "新たな業務は採択しない案" in text
    assert "0業務を採択" not in text
    assert "採択案は全て" not in text
    for suffix in (".docx", ".xlsx"):
        assert council_report(basis, suffix, ISSUE)
    assert verification(basis, 2026, ISSUE)


def test_departments_with_nearly_the_same_name_get_files_of_their_own(project):
    notices = [*department_notices(document_basis(project), ISSUE)]
    assert len({notice.file for notice in notices}) == 2
    assert not any(sign in notice.file for notice in notices for sign in '/?:*"<>|')


def test_ids_that_are_no_names_of_sheets_get_cards(project):
    basis = document_basis(project)
    ids = [str(task_id) for task_id in TASKS.index]
    assert task_cards(basis, ids, card_history(project, ids), ISSUE)
