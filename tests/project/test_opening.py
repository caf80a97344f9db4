"""Making and opening: whole or not at all, locked, looked over, backed up, never overwritten."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import psycopg
import pytest
from tests.project.conftest import NUMBERS
from tests.project.postgres import empty_database
from tests.project.surveys import TAX

from rpa_scout.errors import (
    InputError,
    NewerProjectError,
    OutputError,
    ProjectDamagedError,
    ProjectError,
    ProjectLockedError,
    StorageError,
)
from rpa_scout.project.project import Project
from rpa_scout.project.store.location import location_of
from rpa_scout.project.store.safety import backups, lock, lock_file


def test_a_project_is_made_once(place, policy):
    with Project.create(place, policy, "担当A") as project:
        assert [one.kind for one in project.history.entries()] == ["create"]
        assert project.policy() == policy
    with pytest.raises(ProjectError):
        Project.create(place, policy, "担当B")
    with Project.open(place, "担当B") as project:
        assert [one.author for one in project.history.entries()] == ["担当A"]


def test_what_was_done_is_there_when_it_is_opened_again(place, policy):
    with Project.create(place, policy, "担当A") as project:
        project.surveys.import_(TAX)
        project.tasks.decide(["税務課-6"], "adopted", "効果が大きい")
    with Project.open(place, "担当B") as project:
        assert project.tasks.get("税務課-6").reason == "効果が大きい"
        assert project.verify().is_whole


def test_a_project_that_is_not_there_is_not_made_by_opening(tmp_path):
    with pytest.raises(ProjectError):
        Project.open(tmp_path / "ない.rpascout", "担当A")
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_a_project_is_not_opened(server):
    with pytest.raises(ProjectError):
        Project.open(f"{server}/postgres", "担当A")


def test_a_database_user_without_rights_is_told_so(server, policy):
    with empty_database(server, f"test{next(NUMBERS)}") as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP ROLE IF EXISTS guest")
            connection.execute("CREATE ROLE guest LOGIN")
        with pytest.raises(StorageError, match="right"):
            Project.create(url.replace("dx@", "guest@"), policy, "担当A")


def test_tables_of_another_program_are_no_project(server):
    with empty_database(server, f"test{next(NUMBERS)}") as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE alembic_version (version_num text)")
            connection.execute("INSERT INTO alembic_version VALUES ('abc')")
        with pytest.raises(ProjectError):
            Project.open(url, "担当A")


def test_a_server_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(ProjectError) as caught:
        Project.open("postgresql://dx:secret@127.0.0.1:1/rpa", "担当A")
    assert "127.0.0.1" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_another_kind_of_database_is_refused():
    with pytest.raises(InputError):
        location_of("mysql://localhost/rpa")


def test_a_folder_that_is_missing_is_named(tmp_path, policy):
    with pytest.raises(OutputError, match="ない"):
        Project.create(tmp_path / "ない" / "a.rpascout", policy, "担当A")


def test_making_it_fails_without_leaving_anything(file, policy, monkeypatch):
    def fail(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("rpa_scout.project.project.set_policy", fail)
    with pytest.raises(KeyboardInterrupt):
        Project.create(file, policy, "担当A")
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["業務 削減#1?.rpascout", "100%.rpascout", "a'b;c.rpascout"])
def test_names_with_signs_that_mean_something_elsewhere(tmp_path, policy, name):
    with Project.create(tmp_path / name, policy, "担当A") as project:
        project.surveys.import_(TAX)
    assert (tmp_path / name).is_file()
    with Project.open(tmp_path / name, "担当A", read_only=True) as project:
        assert len(project.tasks.all()) == 3


def foreign_text(path):
    path.write_text("LibreOffice,担当B,PC-17;", encoding="utf-8")


def other_json(path):
    path.write_text('{"name": 5, "host": [], "pid": "x"}', encoding="utf-8")


def deep_json(path):
    path.write_text("[" * 3_000, encoding="utf-8")


def very_long(path):
    path.write_bytes(b"0" * 10_000_000)


def folder(path):
    path.mkdir()


def pipe(path):
    os.mkfifo(path)


def endless(path):
    path.symlink_to("/dev/zero")


def dangling(path):
    path.symlink_to(path.with_name("nowhere"))


NO_LOCKS = [foreign_text, other_json, deep_json, very_long, folder]
if os.name == "posix":
    NO_LOCKS += [pipe, endless, dangling]


class TestLock:
    def test_one_writer_at_a_time_with_the_name_shown(self, file, policy):
        with Project.create(file, policy, "担当A") as first:
            with pytest.raises(ProjectLockedError, match="担当A"):
                Project.open(file, "担当B")
            first.surveys.import_(TAX)
        with Project.open(file, "担当B") as second:
            assert second.holder.name == "担当B"
        assert not location_of(file).lock.exists()

    def test_the_lock_of_a_killed_process_is_taken_over_at_once(self, file, policy):
        Project.create(file, policy, "担当A").close()
        code = (
            "import sys, os, signal; from rpa_scout.project.project import Project;"
            "project = Project.open(sys.argv[1], '担当B'); print('open', flush=True);"
            "os.kill(os.getpid(), signal.SIGKILL)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, file], capture_output=True, timeout=60, check=False
        )
        assert done.stdout == b"open\n"
        assert location_of(file).lock.exists()
        with Project.open(file, "担当C", read_only=True) as reader:
            assert reader.holder is None
        with Project.open(file, "担当C") as project:
            assert project.holder.name == "担当C"

    def test_the_lock_of_another_computer_is_taken_over_when_it_is_old(self, file, policy):
        Project.create(file, policy, "担当A").close()
        path = location_of(file).lock
        holder = {
            "name": "担当B",
            "host": "another-computer",
            "pid": 1,
            "started": "",
            "since": "2026-11-23T00:00:00+00:00",
            "token": "0",
        }
        path.write_text(json.dumps(holder), encoding="utf-8")
        with pytest.raises(ProjectLockedError, match="another-computer"):
            Project.open(file, "担当A")
        old = time.time() - lock.STALE_AFTER_SECONDS - 60
        os.utime(path, (old, old))
        with Project.open(file, "担当A") as project:
            assert project.holder.name == "担当A"

    def test_a_process_of_the_same_number_is_not_the_holder(self, file, policy):
        Project.create(file, policy, "担当A").close()
        path = location_of(file).lock
        own = lock_file.Holder.of_this_process("担当B")
        if not own.started:
            pytest.skip("this system does not tell when a process was started")
        text = {**{name: getattr(own, name) for name in own.__slots__}, "started": "1"}
        path.write_text(json.dumps(text), encoding="utf-8")
        with Project.open(file, "担当A"):
            pass

    def held_by(self, file, **changed):
        """Write the lock of this process, with some parts of another one."""
        own = lock_file.Holder.of_this_process("担当B")
        text = {name: getattr(own, name) for name in own.__slots__} | changed
        location_of(file).lock.write_text(json.dumps(text), encoding="utf-8")

    @pytest.mark.parametrize("pid", [0, -1, -99, 2**40])
    def test_a_number_that_is_no_process_holds_nothing(self, file, policy, pid):
        Project.create(file, policy, "担当A").close()
        self.held_by(file, pid=pid)
        Project.open(file, "担当A").close()

    def test_a_number_used_again_holds_it_for_a_short_time_only(self, file, policy):
        """Without a start time nobody knows whether it is still the same process."""
        Project.create(file, policy, "担当A").close()
        self.held_by(file, started="")
        with pytest.raises(ProjectLockedError):
            Project.open(file, "担当A")
        old = time.time() - lock.STALE_AFTER_SECONDS - 60
        os.utime(location_of(file).lock, (old, old))
        Project.open(file, "担当A").close()

    def test_two_computers_of_one_name_are_two(self, file, policy):
        Project.create(file, policy, "担当A").close()
        self.held_by(file, machine="another one", pid=2**22 + 7)
        with pytest.raises(ProjectLockedError, match="担当B"):
            Project.open(file, "担当A")
        self.held_by(file, pid=2**22 + 7)
        Project.open(file, "担当A").close()

    def test_the_lock_of_an_earlier_version_is_understood(self, file, policy):
        Project.create(file, policy, "担当A").close()
        self.held_by(file)
        path = location_of(file).lock
        text = json.loads(path.read_text(encoding="utf-8"))
        del text["machine"]
        path.write_text(json.dumps(text), encoding="utf-8")
        with pytest.raises(ProjectLockedError, match="担当B"):
            Project.open(file, "担当A")

    @pytest.mark.parametrize("how", NO_LOCKS, ids=[one.__name__ for one in NO_LOCKS])
    def test_what_is_no_lock_gives_a_sentence_and_a_way_out(self, file, policy, how):
        with Project.create(file, policy, "担当A") as project:
            project.surveys.import_(TAX)
        path = location_of(file).lock
        how(path)
        with pytest.raises(ProjectLockedError) as caught:
            Project.open(file, "担当A")
        assert f"remove {path}" in str(caught.value)
        assert os.path.lexists(path)
        with Project.open(file, "担当A", read_only=True) as reader:
            assert len(reader.tasks.all()) == 3
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        Project.open(file, "担当A").close()
        assert [one.name for one in file.parent.iterdir() if one.name.startswith(".")] == []

    def test_what_a_killed_process_left_is_removed(self, file, policy):
        Project.create(file, policy, "担当A").close()
        ended = lock_file.Holder.of_this_process("担当B")
        text = json.dumps({name: getattr(ended, name) for name in ended.__slots__} | {"pid": 0})
        path = location_of(file).lock
        for left in (f".{path.name}-{ended.token}", f"{path.name}.taking", path.name):
            path.with_name(left).write_text(text, encoding="utf-8")
        path.with_name(f".{path.name}.clock").touch()
        Project.open(file, "担当A").close()
        assert sorted(one.name for one in file.parent.iterdir()) == [
            file.name,
            location_of(file).backups.name,
        ]

    def test_who_lost_the_lock_writes_no_more(self, file, policy):
        with Project.create(file, policy, "担当A") as sleeper:
            sleeper.surveys.import_(TAX)
            location_of(file).lock.unlink()
            with Project.open(file, "担当B") as other:
                other.tasks.decide(["税務課-7"], "adopted")
                with pytest.raises(ProjectError):
                    sleeper.tasks.decide(["税務課-6"], "adopted")
                assert other.tasks.get("税務課-6").state == "candidate"
                assert other.verify().is_whole
            # Closing does not take away a lock that is somebody else's.
        assert not location_of(file).lock.exists()

    def test_of_many_who_take_over_one_does(self, file, policy):
        Project.create(file, policy, "担当A").close()
        path = location_of(file).lock
        path.write_text("half a lo", encoding="utf-8")
        old = time.time() - lock.STALE_AFTER_SECONDS - 60
        os.utime(path, (old, old))
        code = (
            "import sys, time; from rpa_scout.project.store.safety.lock import WriterLock;"
            "from rpa_scout.errors import ProjectLockedError; from pathlib import Path\n"
            "try: WriterLock(Path(sys.argv[1]), 'x'); print('mine'); time.sleep(3)\n"
            "except ProjectLockedError: print('locked')\n"
        )
        running = [
            subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE, text=True)
            for _ in range(6)
        ]
        told = sorted(one.communicate(timeout=60)[0].strip() for one in running)
        assert told == ["locked"] * 5 + ["mine"]


def backups_with(file, changes, monkeypatch):
    """Change a project so often, each time on another day."""
    monkeypatch.setattr(backups, "_day", id)  # every moment is a day of its own
    for number in range(changes):
        with Project.open(file, "担当A") as project:
            project.tasks.note(str(number))
    monkeypatch.undo()


def unpacked(backup, folder):
    target = folder / f"{backup.sequence}.rpascout"
    backups.unpack(backup, target)
    return target


class TestBackups:
    def test_one_is_made_a_day_and_one_before_an_import(self, file, policy, tmp_path):
        Project.create(file, policy, "担当A").close()
        place = location_of(file)
        assert len(backups.backups_of(place)) == 1
        for number in range(3):
            with Project.open(file, "担当A") as project:
                project.tasks.note(str(number))
        assert len(backups.backups_of(place)) == 1
        with Project.open(file, "担当A") as project:
            project.surveys.import_(TAX)
        newest, first = backups.backups_of(place)
        with Project.open(unpacked(newest, tmp_path), "担当A", read_only=True) as kept:
            assert len(kept.tasks.notes()) == 3
            assert kept.tasks.all() == []
        assert (first.entry, newest.entry) == (1, 4)

    def test_a_new_day_brings_one_if_something_changed(self, file, policy, monkeypatch):
        Project.create(file, policy, "担当A").close()
        place = location_of(file)
        monkeypatch.setattr(backups, "_day", id)  # every moment is a day of its own
        Project.open(file, "担当A").close()
        assert len(backups.backups_of(place)) == 1
        with Project.open(file, "担当A") as project:
            project.tasks.note("1")
        Project.open(file, "担当A").close()
        assert len(backups.backups_of(place)) == 2

    def test_ten_are_kept(self, file, policy, monkeypatch):
        Project.create(file, policy, "担当A").close()
        backups_with(file, backups.BACKUP_COUNT + 3, monkeypatch)
        kept = backups.backups_of(location_of(file))
        assert len(kept) == backups.BACKUP_COUNT
        assert kept[0].entry == backups.BACKUP_COUNT + 3

    def test_a_clock_that_jumped_hides_none(self, file, policy, monkeypatch):
        Project.create(file, policy, "担当A").close()
        (first,) = backups.backups_of(location_of(file))
        moment = first.made_at.strftime("%Y")
        first.path.rename(first.path.with_name(first.path.name.replace(moment, "2099")))
        backups_with(file, 2, monkeypatch)
        newest, *_, oldest = backups.backups_of(location_of(file))
        assert (newest.entry, oldest.entry) == (2, 1)
        assert oldest.made_at.year == 2099

    @pytest.mark.parametrize("name", ["[業務].rpascout", "業務[1-9]*?.rpascout"])
    def test_names_that_look_like_patterns(self, tmp_path, policy, name):
        Project.create(tmp_path / name, policy, "担当A").close()
        assert len(backups.backups_of(location_of(tmp_path / name))) == 1

    def test_one_of_an_earlier_version_counts_too(self, file, policy):
        Project.create(file, policy, "担当A").close()
        place = location_of(file)
        (first,) = backups.backups_of(place)
        old = place.backups / f"{file.stem}-20260101T000000000Z-{first.mark}.rpascout"
        backups.unpack(first, old)
        assert [one.path for one in backups.backups_of(place)] == [first.path, old]
        first.path.unlink()
        assert backups.newest_good_backup(place).path == old

    def test_a_backup_is_restored_to_a_new_file(self, file, policy, tmp_path):
        with Project.create(file, policy, "担当A") as project:
            project.surveys.import_(TAX)
            project.surveys.import_(TAX)
        newest, first = backups.backups_of(location_of(file))
        restored = backups.restore_backup(newest, tmp_path / "戻した")
        with Project.open(restored, "担当A") as project:
            assert len(project.tasks.all()) == 3
            assert project.verify().is_whole
        with pytest.raises(InputError):
            backups.restore_backup(newest, restored)
        _damage(first.path, "pages")
        with pytest.raises(ProjectError, match=first.path.name):
            backups.restore_backup(first, tmp_path / "別.rpascout")
        assert not (tmp_path / "別.rpascout").exists()

    def test_what_was_damaged_meanwhile_is_not_backed_up(self, file, policy):
        with Project.create(file, policy, "担当A") as project:
            project.surveys.import_(TAX)
            with closing(sqlite3.connect(file)) as connection:
                connection.execute("UPDATE tasks SET owner = '別の人'")
                connection.commit()
            kept = backups.backups_of(location_of(file))
            with pytest.raises(ProjectDamagedError, match="tasks"):
                project.surveys.import_(TAX)
            assert backups.backups_of(location_of(file)) == kept
            assert len(project.surveys.imports()) == 1

    def test_reading_backs_up_nothing(self, file, policy):
        with Project.create(file, policy, "担当A") as project:
            project.surveys.import_(TAX)
        Project.open(file, "担当B", read_only=True).close()
        assert len(backups.backups_of(location_of(file))) == 1

    def test_a_copy_is_made_on_request_and_replaces_nothing(self, file, policy):
        with Project.create(file, policy, "担当A") as project:
            project.surveys.import_(TAX)
            target = file.with_name("控え.rpascout")
            assert project.backup(target) == target
            with pytest.raises(InputError):
                project.backup(target)
        with Project.open(target, "担当A") as copy:
            assert len(copy.tasks.all()) == 3
            assert copy.verify().is_whole


def _damage(file, how):
    content = bytearray(file.read_bytes())
    if how == "header":
        content[:16] = b"0" * 16
    elif how == "pages":
        for start in range(64, len(content), 4096):
            content[start : start + 64] = os.urandom(64)
    elif how == "truncated":
        del content[len(content) // 2 :]
    elif how == "empty":
        content.clear()
    file.write_bytes(content)
    return bytes(content)


class TestDamage:
    @pytest.mark.parametrize("how", ["header", "pages", "truncated", "empty"])
    @pytest.mark.parametrize("read_only", [False, True])
    def test_a_damaged_file_is_refused_left_and_the_backup_named(
        self, file, policy, tmp_path, how, read_only
    ):
        with Project.create(file, policy, "担当A") as project:
            project.surveys.import_(TAX)
            project.surveys.import_(TAX)
        content = _damage(file, how)
        kept = backups.backups_of(location_of(file))[0]
        with pytest.raises(ProjectDamagedError) as caught:
            Project.open(file, "担当A", read_only=read_only)
        assert str(kept.path) in str(caught.value)
        assert file.read_bytes() == content
        assert not location_of(file).lock.exists()
        with Project.open(backups.restore_backup(kept, tmp_path / "戻した"), "担当A") as restored:
            assert len(restored.tasks.all()) == 3

    def test_a_damaged_backup_is_passed_over(self, file, policy, monkeypatch):
        Project.create(file, policy, "担当A").close()
        backups_with(file, 3, monkeypatch)
        newest, older, *_rest = backups.backups_of(location_of(file))
        _damage(newest.path, "pages")
        _damage(file, "pages")
        with pytest.raises(ProjectDamagedError, match=older.path.name):
            Project.open(file, "担当A")

    def test_another_kind_of_file_is_refused(self, tmp_path):
        other = tmp_path / "a.rpascout"
        other.write_text("これはプロジェクトではありません。" * 100, encoding="utf-8")
        with pytest.raises(ProjectDamagedError):
            Project.open(other, "担当A")
        with closing(sqlite3.connect(tmp_path / "b.rpascout")) as connection:
            connection.execute("CREATE TABLE t (x)")
        with pytest.raises(ProjectDamagedError):
            Project.open(tmp_path / "b.rpascout", "担当A")


def test_a_file_of_a_newer_version_is_refused_politely_and_left(place, policy):
    with Project.create(place, policy, "担当A") as project:
        project.surveys.import_(TAX)
        with project.session.storage.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
            connection.exec_driver_sql("UPDATE project SET program_version = '9.8.7'")
    for read_only in (False, True):
        with pytest.raises(NewerProjectError, match=r"9\.8\.7"):
            Project.open(place, "担当A", read_only=read_only)


def test_a_database_is_backed_up_with_its_own_tools(place, policy, tmp_path):
    with Project.create(place, policy, "担当A") as project:
        if str(place).startswith("postgresql"):
            with pytest.raises(InputError, match="pg_dump"):
                project.backup(tmp_path / "控え.rpascout")
        else:
            assert project.backup(tmp_path / "控え.rpascout").is_file()
