"""A damaged project and its backup: what would be missing, and the restored file."""

import sqlite3
from contextlib import closing

import pytest
from tests.project.surveys import TAX

from rpa_scout.errors import ProjectDamagedError, ProjectError, ProjectLockedError
from rpa_scout.project.project import Project
from rpa_scout.project.store.location import location_of
from rpa_scout.project.store.safety import rescue as rescuing
from rpa_scout.project.store.safety.rescue import rescue_of, restore_in_place
from rpa_scout.text import set_language


def worked_on(file, policy, notes):
    """A project with a backup of before its second import, and changes after it."""
    with Project.create(file, policy, "担当A") as project:
        project.surveys.import_(TAX)
        project.surveys.import_(TAX)
        for number in range(notes):
            project.tasks.note(f"打合せ{number}")


def damage(file, how):
    """Damage a file, and return its content."""
    if how == "tampered":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("UPDATE tasks SET owner = '別の人'")
            connection.commit()
    elif how == "empty":
        file.write_bytes(b"")
    else:
        content = file.read_bytes()
        file.write_bytes(b"\0" * 100 + content[100:])
    return file.read_bytes()


@pytest.mark.parametrize(("how", "missing"), [("tampered", 4), ("header", None), ("empty", None)])
def test_the_backup_takes_the_place_and_the_damaged_file_stays(file, policy, how, missing):
    worked_on(file, policy, notes=3)
    content = damage(file, how)
    journal = file.with_name(f"{file.name}-journal")
    with pytest.raises(ProjectDamagedError):
        Project.open(file, "担当A")
    rescue = rescue_of(location_of(file))
    # Entries: create, two imports, three notes; the backup was made before the second import.
    assert rescue.missing == missing
    journal.write_bytes(b"of the damaged file")
    damaged = restore_in_place(rescue, "担当A")
    assert damaged.parent == file.parent
    assert damaged.read_bytes() == content
    assert damaged.with_name(f"{damaged.name}-journal").is_file()
    assert not journal.exists()
    with Project.open(file, "担当A") as project:
        assert project.verify().is_whole
        assert len(project.history.entries()) == rescue.backup.entry
        project.tasks.note("続き")


def test_the_sentence_names_the_time_and_what_would_be_missing(file, policy):
    worked_on(file, policy, notes=0)
    damage(file, "tampered")
    rescue = rescue_of(location_of(file))
    set_language("ja")
    assert "変更1件" in rescue.sentence
    assert f"{rescue.backup.made_at.astimezone():%H:%M}" in rescue.sentence


def test_a_project_that_somebody_changes_is_not_restored(file, policy):
    worked_on(file, policy, notes=0)
    with Project.open(file, "担当B"):
        rescue = rescue_of(location_of(file))
        content = file.read_bytes()
        with pytest.raises(ProjectLockedError):
            restore_in_place(rescue, "担当A")
    assert file.read_bytes() == content


def test_the_damaged_file_keeps_its_name_if_restoring_fails(file, policy, monkeypatch):
    worked_on(file, policy, notes=0)
    content = damage(file, "tampered")
    rescue = rescue_of(location_of(file))

    def refuse(_backup, _target):
        raise ProjectError("disk full")

    monkeypatch.setattr(rescuing, "restore_backup", refuse)
    with pytest.raises(ProjectError):
        restore_in_place(rescue, "担当A")
    assert file.read_bytes() == content
    assert not location_of(file).lock.exists()


def test_without_a_good_backup_there_is_no_rescue(file, policy):
    worked_on(file, policy, notes=0)
    for kept in location_of(file).backups.glob("*.gz"):
        kept.write_bytes(b"damaged")
    assert rescue_of(location_of(file)) is None
