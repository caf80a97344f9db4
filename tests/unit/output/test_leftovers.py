"""What killed runs leave is removed at the next start."""

import json
import socket
import subprocess
import sys
import textwrap

import pytest

from rpa_scout.log import log_path
from rpa_scout.output import hidden_folder, remove_leftovers

SLEEPER = textwrap.dedent(
    """
    import sys, time
    from rpa_scout.output import written_aside
    with written_aside(sys.argv[1]) as aside:
        aside.write_text("half")
        print("ready", flush=True)
        time.sleep(60)
    """
)


@pytest.fixture(autouse=True)
def _records_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("RPA_SCOUT_LOG_DIR", str(tmp_path / "log"))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def writer(folder):
    """A process in the middle of writing."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLEEPER, folder / "a.json"], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def records():
    return list((log_path().parent / "unfinished").glob("*"))


def test_leftovers_of_a_killed_run_are_removed(folder, writer):
    assert len(list(folder.iterdir())) == 1
    writer.kill()
    writer.wait()
    remove_leftovers()
    assert not list(folder.iterdir())
    assert not records()


@pytest.mark.usefixtures("writer")
def test_the_file_of_a_run_at_work_is_kept(folder):
    remove_leftovers()
    assert len(list(folder.iterdir())) == 1
    assert len(records()) == 1


@pytest.mark.usefixtures("writer")
def test_a_reused_number_of_a_process_protects_nothing(folder):
    (record,) = records()
    record.write_text(record.read_text().replace('"started": "', '"started": "1'))
    remove_leftovers()
    assert not list(folder.iterdir())


@pytest.mark.parametrize("name", ["important", ".rpa-scout-", ".rpa-scout-0123456789ab.old"])
def test_only_our_own_folders_are_removed(folder, name):
    (folder / name).mkdir()
    record = log_path().parent / "unfinished" / "a.json"
    record.parent.mkdir(parents=True)
    record.write_text(
        json.dumps({"folder": str(folder / name), "host": socket.gethostname(), "pid": 1 << 30})
    )
    remove_leftovers()
    assert (folder / name).is_dir()


@pytest.mark.parametrize("content", ["", "{}", "[1]", "null", '{"folder": 3}', '{"folder": "\\0"}'])
def test_a_record_that_says_nothing_is_removed(content):
    record = log_path().parent / "unfinished" / "a.json"
    record.parent.mkdir(parents=True)
    record.write_text(content)
    remove_leftovers()
    assert not records()


def test_a_profile_that_cannot_be_written_hinders_nobody(tmp_path, folder, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RPA_SCOUT_LOG_DIR", str(tmp_path / "file" / "log"))
    with hidden_folder(folder) as hidden:
        assert hidden.is_dir()
    assert not list(folder.iterdir())
    remove_leftovers()
