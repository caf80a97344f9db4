"""Several create the same project at once: one succeeds, the others get one clear sentence."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.frozen import POLICY_FILE, VARIABLE

from rpa_scout.errors import ProjectError
from rpa_scout.project.project import Project
from rpa_scout.project.store import creating
from rpa_scout.project.store.location import FileLocation

CREATE = """
import sys
from rpa_scout.errors import ProjectError
from rpa_scout.policy.policies import load_policy
from rpa_scout.project.store import migrating  # what takes long is imported before the start
from rpa_scout.project.store import creating
from rpa_scout.project.project import Project

policy = load_policy()
print("ready", flush=True)
sys.stdin.readline()
try:
    Project.create(sys.argv[1], policy, sys.argv[2]).close()
except ProjectError as error:
    print("refused", error)
else:
    print("made")
"""
AT_ONCE = 4
COMMANDS_AT_ONCE = 2  # what four do at once is tried with the library, whose start is cheaper


def created_at_once(place):
    """Return what each of four processes says."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", CREATE, str(place), f"担当{number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={"PYTHONIOENCODING": "utf-8", "PATH": "", VARIABLE: str(POLICY_FILE)},
        )
        for number in range(AT_ONCE)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=120) for process in processes]


def test_of_four_who_create_one_succeeds(place, policy):
    said = created_at_once(place)
    assert [complaint for _out, complaint in said] == [""] * AT_ONCE
    outcomes = sorted(out.strip() for out, _complaint in said)
    assert [one.partition(" ")[0] for one in outcomes] == ["made", "refused", "refused", "refused"]
    for one in outcomes[1:]:
        assert "There is a project already" in one
        assert len(one.splitlines()) == 1
    with Project.open(place, "担当A") as project:
        assert [entry.kind for entry in project.history.entries()] == ["create"]
        assert project.verify().is_whole
        assert project.policy() == policy
    if isinstance(place, Path):
        names = {one.name for one in place.parent.iterdir()}
        assert names <= {place.name, f"{place.name}-backups"}


def test_the_command_says_so_in_one_line(place, tmp_path):
    words = [sys.executable, "-m", "rpa_scout", "project", "new", str(place), "--author", "担当A"]
    running = [
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
        for _ in range(COMMANDS_AT_ONCE)
    ]
    ended = [(*process.communicate(timeout=120), process.returncode) for process in running]
    assert sorted(code for _out, _complaint, code in ended) == [0, 2]
    for _out, complaint, code in ended:
        assert b"Traceback" not in complaint
        assert len(complaint.decode().splitlines()) == (1 if code else 0)


def test_where_links_are_missing_nobody_replaces_a_project(file, policy, monkeypatch):
    def no_links(*_paths):
        raise OSError("no links here")

    monkeypatch.setattr(creating.os, "link", no_links)
    Project.create(file, policy, "担当A").close()
    before = file.read_bytes()
    aside = file.with_name("aside")
    aside.write_bytes(b"made at the same time")
    with pytest.raises(ProjectError, match="already"):
        creating._move(aside, FileLocation(file))
    assert file.read_bytes() == before
