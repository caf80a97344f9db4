"""A flipped bit is noticed when the project is opened for changes, or changes no answer.

A seeded part runs here; ``RPA_SCOUT_FLIPS=1500`` runs them all.
"""

import os
import random
from contextlib import closing, suppress

import pytest
from sqlalchemy import text
from tests.project.surveys import TAX, TWO

from rpa_scout.cli import main
from rpa_scout.errors import ProjectDamagedError, ProjectError
from rpa_scout.project.project import Project
from rpa_scout.project.store.location import location_of
from rpa_scout.project.store.safety.sealing import is_sealed

FLIPS = int(os.environ.get("RPA_SCOUT_FLIPS", "120"))


@pytest.fixture
def worked_on(file, policy, tmp_path):
    """A project with something in every kind of table, and its export."""
    with Project.create(file, policy, "担当A") as project:
        project.surveys.import_(TAX)
        project.surveys.import_(TWO)
        project.assessments.assess()
        project.tasks.decide(["税務課-6"], "adopted", "効果が大きい", planned_fiscal_year=2027)
        project.tasks.override("税務課-7", "hours", 80, "台帳の記録による")
        project.answers.correct("税務課-7", "items_per_run", 9.0, "聞き取り")
        project.answers.confirm("税務課-6", "items_per_run", "聞き取り")
        project.tasks.note("打合せ済み", "税務課-6")
        project.assessments.assess()
        project.history.undo()
        export = project.export(tmp_path / "all.jsonl").read_bytes()
    return file, export


def flipped(content, chance):
    """Return the content with one bit flipped in a page that holds something."""
    while True:
        position = chance.randrange(len(content))
        page = position // 4096 * 4096
        if any(content[page : page + 4096]):
            break
    changed = bytearray(content)
    changed[position] ^= 1 << chance.randrange(8)
    return bytes(changed)


def test_every_flipped_bit_is_noticed_or_changes_no_answer(worked_on, tmp_path):
    file, export = worked_on
    content = file.read_bytes()
    assert is_sealed(location_of(file))
    chance = random.Random(2026)
    noticed = 0
    for number in range(FLIPS):
        copy = tmp_path / str(number) / file.name
        copy.parent.mkdir()
        copy.write_bytes(flipped(content, chance))
        try:
            with Project.open(copy, "担当B") as project:
                answer = project.export(tmp_path / "copy.jsonl").read_bytes()
        except ProjectError:
            noticed += 1
        else:
            assert answer == export, number
    assert noticed > FLIPS / 5


def test_a_flip_in_a_sealed_file_is_noticed(worked_on):
    file, _export = worked_on
    content = file.read_bytes()
    file.write_bytes(content.replace("打合せ済み".encode(), "打合せ済む".encode()))
    with pytest.raises(ProjectDamagedError):
        Project.open(file, "担当B")


CHANGES = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END",
    "a view": "CREATE VIEW v AS SELECT * FROM notes",
    "a table": "CREATE TABLE foreign_table (x)",
    "an index": "CREATE INDEX i ON notes (text)",
    "a column": "ALTER TABLE notes ADD COLUMN x",
    "the project": "UPDATE project SET uid = 'x'",
    "when it was made": "UPDATE project SET created_at = '2020-01-01'",
    "a state": "UPDATE tasks SET owner = '別の人'",
    "the task of a change": "UPDATE history_changes SET task_id = NULL",
    "text that is none": "UPDATE notes SET text = CAST(x'ff' AS TEXT)",
    "a history that is no text": "UPDATE history SET reason = CAST(x'ff' AS TEXT) WHERE number = 3",
    "a key that is no text": "UPDATE history_changes SET row_key = CAST(x'ff' AS TEXT)",
    "a content": "UPDATE line_contents SET content = x'00'",
    "a column of an assessment": "UPDATE assessment_columns SET content = x'00' WHERE position = 4",
    "a content that is another's": "UPDATE survey_lines SET content_id = 2",
    "a content that is none": "UPDATE survey_lines SET content_id = 99",
    "findings": "UPDATE survey_imports SET findings = 'x'",
    "a key that is bytes": "UPDATE history_changes SET row_key = CAST(row_key AS BLOB)",
    "a reason that is bytes": "UPDATE history SET reason = CAST(reason AS BLOB) WHERE number = 3",
    "a state that is bytes": "UPDATE tasks SET state = CAST(state AS BLOB)",
    "a fact that is bytes": "UPDATE survey_lines SET read_id = CAST(read_id AS BLOB) WHERE id = 1",
    "JSON that is none": "UPDATE history SET facts = '[' WHERE number = 2",
}


@pytest.mark.parametrize("statement", CHANGES.values(), ids=list(CHANGES))
def test_what_was_changed_from_outside_is_noticed_at_opening(worked_on, statement, capsys):
    file, _export = worked_on
    with Project.open(file, "担当A", read_only=True) as project:
        engine = project.session.storage.engine
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
            connection.execute(text(statement))
            connection.commit()
    with pytest.raises(ProjectDamagedError):
        Project.open(file, "担当B")
    assert main(["project", "verify", str(file), "--author", "担当B"]) == 1
    assert capsys.readouterr().out.strip()


def test_the_digest_of_the_head_is_kept_outside(file, policy):
    with Project.create(file, policy, "担当A") as project:
        project.surveys.import_(TAX)
        kept = project.verify().head
        project.tasks.note("あとから")
        assert project.verify(kept).is_whole
        assert project.verify(f"2:{kept}").is_whole
        assert not project.verify(f"3:{kept}").is_whole
        project_without = project.verify(project.verify().head)
        assert project_without.is_whole
    other = file.with_name("別.rpascout")
    with Project.create(other, policy, "担当A") as project:
        assert not project.verify(kept).is_whole


def test_an_unsealed_file_is_verified_and_sealed(worked_on):
    file, _export = worked_on
    place = location_of(file)
    (place.backups / "verified.json").unlink()
    with closing(Project.open(file, "担当B")):
        pass
    assert is_sealed(place)


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until a test moves it."""
    moment = [0.0]
    monkeypatch.setattr("rpa_scout.project.store.storage.time.monotonic", lambda: moment[0])
    return moment


def test_a_long_session_leaves_a_sealed_file(worked_on, clock):
    file, _export = worked_on
    with Project.open(file, "担当B") as project:
        for hour in range(1, 4):
            clock[0] = hour * 3600.0
            project.tasks.note(f"{hour}時間目")
            clock[0] += 60
            project.seal()
        clock[0] += 3600
    assert is_sealed(location_of(file))


def test_what_flipped_in_a_long_pause_is_not_sealed(worked_on, clock):
    file, _export = worked_on
    place = location_of(file)
    with Project.open(file, "担当B") as project:
        clock[0] = 3600.0
        project.session.storage.engine.dispose()
        file.write_bytes(flipped(file.read_bytes(), random.Random(7)))
        with suppress(ProjectError):
            project.tasks.note("気づかずに")
        project.seal()
    assert not is_sealed(place)


def test_changes_that_nobody_sealed_for_long_are_verified_at_the_next_opening(worked_on, clock):
    file, _export = worked_on
    with Project.open(file, "担当B") as project:
        project.tasks.note("すぐ")
        clock[0] = 3600.0
    assert not is_sealed(location_of(file))
    with Project.open(file, "担当B"):
        assert is_sealed(location_of(file))
