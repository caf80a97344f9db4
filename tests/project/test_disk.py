"""Disk full, folder read only, share or server gone in mid-write: a sentence, and nothing lost."""

import os
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from tests.project.conftest import NUMBERS
from tests.project.postgres import empty_database
from tests.project.surveys import TAX, survey
from tests.systems import needs_posix

from rpa_scout.errors import FileError, OutputError, StorageError
from rpa_scout.project.project import Project
from rpa_scout.project.store.location import location_of
from rpa_scout.project.store.schema import TaskRow
from rpa_scout.text import sentence_of

MANY = survey({"税務課": [f"業務{number}" for number in range(400)]})


@contextmanager
def largest_file(size):
    """Let no file of this process grow beyond a size, as on a disk that is full."""
    resource = pytest.importorskip("resource", reason="this system limits no file sizes")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 6 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can be mounted by root only")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def fill(folder):
    """Leave no room on the disk; return the file that takes it."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"0" * 4096) == 4096:
            pass
    return ballast


def assert_last_state(path, entries):
    """The project is whole, with so many entries, and takes changes again."""
    with Project.open(path, "担当B") as project:
        found = project.verify()
        assert (found.is_whole, found.entries) == (True, entries)
        project.tasks.note("続けて使える")


def test_a_full_disk_ends_in_a_sentence_and_the_last_state(small_disk, policy):
    path = small_disk / "a.rpascout"
    with Project.create(path, policy, "担当A") as project:
        project.surveys.import_(TAX)
        ballast = fill(small_disk)
        with pytest.raises(FileError) as caught:
            project.surveys.import_(MANY)
        assert "full" in str(caught.value)
        assert str(path) in sentence_of(caught.value)
        assert len(project.tasks.all()) == 3
        ballast.unlink()
        assert project.surveys.import_(TAX).unchanged == ("税務課-6", "税務課-7", "税務課-8")
    assert_last_state(path, 3)


def test_a_full_disk_at_opening_leaves_the_project_and_its_backups(small_disk, policy):
    path = small_disk / "a.rpascout"
    with Project.create(path, policy, "担当A") as project:
        project.surveys.import_(MANY)
    before = path.read_bytes()
    kept = sorted(location_of(path).backups.iterdir())
    ballast = fill(small_disk)
    with pytest.raises(FileError):
        Project.open(path, "担当A")
    assert path.read_bytes() == before
    assert sorted(location_of(path).backups.iterdir()) == kept
    with Project.open(path, "担当A", read_only=True) as project:
        assert len(project.tasks.all()) == 400
    ballast.unlink()
    assert_last_state(path, 2)


def test_a_full_disk_makes_no_half_project(small_disk, policy):
    ballast = fill(small_disk)
    with pytest.raises(FileError):
        Project.create(small_disk / "a.rpascout", policy, "担当A")
    ballast.unlink()
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize("room", [0, 4096, 16384, 65536])
def test_a_file_that_cannot_grow_keeps_the_last_state(file, policy, room):
    with Project.create(file, policy, "担当A") as project:
        project.surveys.import_(TAX)
        with largest_file(file.stat().st_size + room), pytest.raises(StorageError):
            project.surveys.import_(MANY)
        assert len(project.tasks.all()) == 3
        project.tasks.decide(["税務課-6"], "adopted")
    assert_last_state(file, 3)


def test_an_export_and_a_copy_are_whole_or_not_there(file, policy, tmp_path):
    with Project.create(file, policy, "担当A") as project:
        project.surveys.import_(MANY)
        for write in (project.export, project.backup):
            with largest_file(8192), pytest.raises(OutputError):
                write(tmp_path / "控え.jsonl")
    assert not list(tmp_path.glob("*控え*")) + list(tmp_path.glob(".*"))


@contextmanager
def not_root(folder):
    """Be somebody else where root runs the tests, for root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    import pwd

    nobody = pwd.getpwnam("nobody").pw_uid
    for one in (folder, *folder.rglob("*")):
        os.chown(one, nobody, -1)
    os.seteuid(nobody)
    try:
        yield
    finally:
        os.seteuid(0)


@needs_posix
def test_a_folder_that_turns_read_only_is_told_and_nothing_lost(policy):
    with TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder = Path(name)
        path = folder / "a.rpascout"
        with Project.create(path, policy, "担当A") as project:
            project.surveys.import_(TAX)
        with not_root(folder), Project.open(path, "担当A") as project:
            folder.chmod(0o555)
            with pytest.raises(StorageError) as caught:
                project.tasks.decide(["税務課-6"], "adopted")
            assert str(path) in str(caught.value)
            assert project.tasks.get("税務課-6").state == "candidate"
            with pytest.raises(OutputError):
                project.export(folder / "a.jsonl")
            folder.chmod(0o755)
            project.tasks.decide(["税務課-6"], "adopted")
        with not_root(folder):
            folder.chmod(0o555)
            with pytest.raises(FileError) as caught:
                Project.open(path, "担当A")
            assert str(folder) in str(caught.value)
            with Project.open(path, "担当A", read_only=True) as project:
                assert project.tasks.get("税務課-6").state == "adopted"
            folder.chmod(0o755)
        assert_last_state(path, 3)


@needs_posix
def test_a_share_that_goes_away_is_told_and_nothing_lost(file, policy):
    share, away = file.parent / "share", file.parent / "away"
    share.mkdir()
    path = share / "a.rpascout"
    with Project.create(path, policy, "担当A") as project:
        project.surveys.import_(TAX)
        share.rename(away)
        with pytest.raises(StorageError):
            project.tasks.decide(["税務課-6"], "adopted")
        away.rename(share)
        assert project.tasks.get("税務課-6").state == "candidate"
        project.tasks.decide(["税務課-6"], "adopted")
    assert_last_state(path, 3)


def test_a_server_that_goes_away_in_mid_write_is_told_and_nothing_lost(server, policy):

    def cut_off():
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    def change_while_cut_off(project):
        with project.session.changing("decide") as change:
            cut_off()
            change.rows(TaskRow)

    with (
        empty_database(server, f"test{next(NUMBERS)}") as url,
        Project.create(url, policy, "担当A") as project,
    ):
        project.surveys.import_(TAX)
        with pytest.raises(StorageError):
            change_while_cut_off(project)
        cut_off()
        project.tasks.decide(["税務課-6"], "adopted")
        assert [one.kind for one in project.history.entries()] == ["create", "import", "decide"]
        assert project.verify().is_whole
