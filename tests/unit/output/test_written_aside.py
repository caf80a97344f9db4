"""Files appear whole or not at all."""

from pathlib import Path

import pytest

from rpa_scout.errors import OutputError
from rpa_scout.output import written_aside


def test_file_appears_at_the_end(tmp_path):
    target = tmp_path / "a.json"
    with written_aside(target) as aside:
        aside.write_text("new")
        assert not target.exists()
        assert aside.parent == tmp_path
        assert aside.suffix == ".json"
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]
    assert target.read_text() == "new"


def test_old_file_stays_until_the_new_one_is_whole(tmp_path):
    target = tmp_path / "a.json"
    target.write_text("old")
    with written_aside(target) as aside:
        aside.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, SystemExit])
def test_nothing_half_written_is_left(tmp_path, error):
    target = tmp_path / "a.json"
    target.write_text("old")

    def broken_off():
        with written_aside(target) as aside:
            aside.write_text("ne")
            raise error

    with pytest.raises(error):
        broken_off()
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]
    assert target.read_text() == "old"


def test_missing_folder_is_named(tmp_path):
    target = tmp_path / "none" / "a.json"
    with (
        pytest.raises(OutputError, match="there is no folder") as caught,
        written_aside(target) as aside,
    ):
        aside.write_text("new")
    assert caught.value.values == {"path": target, "folder": target.parent}


def test_folder_in_the_place_of_the_file(tmp_path):
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OutputError), written_aside(tmp_path / "a.json") as aside:
        aside.write_text("new")
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def test_full_disk_is_an_output_error(tmp_path, monkeypatch):
    def refuse(_path, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="disk full"), written_aside(tmp_path / "a") as aside:
        aside.write_text("new")
    assert list(tmp_path.iterdir()) == []
