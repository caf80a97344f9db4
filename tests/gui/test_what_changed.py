"""What changed: before surveys are taken over, between assessments, and between policies."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from tests.gui.conftest import SAMPLES, shown

from rpa_scout.comparison.policies import compare_policies
from rpa_scout.policy.changed import next_version, with_scorecard, with_weights
from rpa_scout_gui.dialogs.import_preview import ImportPreview
from rpa_scout_gui.dialogs.versions import assessment_versions, policy_versions


@pytest.fixture
def read_again(filled, qtbot):
    """The page of surveys after one sample was read again, an answer of which was different."""
    task = next(iter(filled.session.records))
    project = filled.session.project
    inventory = project.inventory()
    tasks = inventory.tasks.copy()
    tasks.loc[task, "runs_per_year"] = 7.0
    filled.session.change(lambda project: project.surveys.import_(replace(inventory, tasks=tasks)))
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    page = shown(filled, "surveys", qtbot)
    page.read([SAMPLES])
    qtbot.waitUntil(lambda: page.findChild(ImportPreview) is not None, timeout=60_000)
    return filled, page, page.findChild(ImportPreview), task


def rows_of(table):
    model = table.model()
    return [
        [model.index(row, at).data() for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.mark.parametrize("is_taken", [True, False])
def test_surveys_are_taken_over_only_after_their_changes_were_shown(read_again, is_taken, qtbot):
    program, _page, preview, task = read_again
    imports = len(program.session.project.surveys.imports())
    name = program.session.records[task].name
    assert [row[2] for row in rows_of(preview.table) if row[4] == "7"] == [name]
    buttons = preview.findChild(QDialogButtonBox)
    role = QDialogButtonBox.ButtonRole
    wanted = role.AcceptRole if is_taken else role.RejectRole
    (button,) = [one for one in buttons.buttons() if buttons.buttonRole(one) == wanted]
    button.click()
    qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
    assert len(program.session.project.surveys.imports()) == imports + is_taken


def test_two_policies_and_two_assessments_are_compared(filled, qtbot):
    session = filled.session
    session.project.assessments.assess()
    card = session.policy.scorecard[0]
    shares = {"volume": card.criterion[0].weight + 40.0, card.criterion[0].id: 1.0}
    version = next_version(session.policy.version)
    changed = with_scorecard(session.policy, with_weights(card, shares), version)
    expected = compare_policies(session.policy, changed)
    assert session.change(lambda project: project.policies.put_in_force(changed, "件数を重く見る"))
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    session.project.assessments.assess()
    policies = policy_versions(session, filled.jobs, filled.window)
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    assert rows_of(policies.table) == [[one.key, one.old, one.new] for one in expected]
    policies.old.setCurrentIndex(1)
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=60_000)
    assert rows_of(policies.table) == []
    policies.close()
    assessments = assessment_versions(session, filled.jobs, filled.window)
    qtbot.waitUntil(lambda: filled.jobs.is_idle, timeout=120_000)
    compared = session.project.assessments.compare(1, 2)
    assert [row[1] for row in rows_of(assessments.table)] == [
        compared.of(task).name for task in compared.changed
    ]
    assert all("順位" in row[2] for row in rows_of(assessments.table))
    assessments.close()
