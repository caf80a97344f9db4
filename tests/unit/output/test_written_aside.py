"""Files appear whole or not at all."""

import os
import stat
from pathlib import Path

import pytest
from tests.systems import needs_posix

from rpa_scout.errors import OutputError
from rpa_scout.log import log_path
from rpa_scout.output import write_file, written_aside


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_file_appears_at_the_end(tmp_path):
    target = tmp_path / "a.json"
    with written_aside(target) as aside:
        aside.write_text("new")
        assert not target.exists()
        assert aside.name == target.name
        assert aside.parent.name.startswith(".rpa-scout-")
    assert names(tmp_path) == ["a.json"]
    assert target.read_text() == "new"


def test_old_file_stays_until_the_new_one_is_whole(tmp_path):
    target = tmp_path / "a.json"
    target.write_text("old")
    with written_aside(target, replace=True) as aside:
        aside.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, SystemExit])
def test_nothing_half_written_is_left(tmp_path, error):
    target = tmp_path / "a.json"
    target.write_text("old")

    def broken_off():
        with written_aside(target, replace=True) as aside:
            aside.write_text("ne")
            raise error

    with pytest.raises(error):
        broken_off()
    assert names(tmp_path) == ["a.json"]
    assert target.read_text() == "old"
    assert not list((log_path().parent / "unfinished").iterdir())


def test_missing_folder_is_named(tmp_path):
    target = tmp_path / "none" / "a.json"
    with pytest.raises(OutputError, match="there is no folder") as caught:
        write_file(target, b"new")
    assert caught.value.values == {"path": target, "folder": target.parent}


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (28, "disk is full"),
        (13, "open in another program"),
        (30, "drive is read-only"),
        (5, "or the disk full"),
    ],
)
def test_the_cause_is_named(tmp_path, monkeypatch, number, sentence):
    def refuse(_path, _target):
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=sentence):
        write_file(tmp_path / "a", b"new")
    assert not names(tmp_path)


def test_the_content_is_on_the_disk_before_the_name(tmp_path, monkeypatch):
    steps = []
    move, flush = Path.replace, os.fsync

    def moved(path, target):
        steps.append("move")
        return move(path, target)

    def flushed(handle):
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        flush(handle)

    monkeypatch.setattr(Path, "replace", moved)
    monkeypatch.setattr(os, "fsync", flushed)
    write_file(tmp_path / "a", b"new")
    assert steps[:2] == ["file", "move"]
    assert steps[2:] == (["folder"] if os.name == "posix" else [])


@needs_posix
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o640])
def test_the_permissions_of_the_file_before_are_kept(tmp_path, mode):
    target = tmp_path / "a.json"
    target.write_text("old")
    target.chmod(mode)
    write_file(target, b"new", replace=True)
    assert stat.S_IMODE(target.stat().st_mode) == mode


@needs_posix
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    write_file(tmp_path / "written", b"")
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_link_is_followed(tmp_path):
    (tmp_path / "shared").mkdir()
    there = tmp_path / "shared" / "ranking.json"
    there.write_text("old")
    link = tmp_path / "ranking.json"
    link.symlink_to(there)
    assert write_file(link, b"new", replace=True) == link
    assert link.is_symlink()
    assert there.read_text() == "new"
    assert names(tmp_path / "shared") == ["ranking.json"]


def test_a_link_to_no_file_yet_is_followed(tmp_path):
    (tmp_path / "shared").mkdir()
    link = tmp_path / "ranking.json"
    link.symlink_to(tmp_path / "shared" / "new.json")
    write_file(link, b"new")
    assert (tmp_path / "shared" / "new.json").read_bytes() == b"new"
    assert link.is_symlink()


def test_links_in_a_circle_are_no_file(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OutputError):
        write_file(tmp_path / "a", b"new", replace=True)


def test_a_file_that_somebody_makes_meanwhile_is_kept(tmp_path):
    target = tmp_path / "a.json"

    def written():
        with written_aside(target) as aside:
            aside.write_text("new")
            target.write_text("somebody's")

    with pytest.raises(OutputError, match="at this moment"):
        written()
    assert target.read_text() == "somebody's"
    assert names(tmp_path) == ["a.json"]
