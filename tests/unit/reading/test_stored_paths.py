"""Which of the paths that a project stores are opened without asking."""

from pathlib import Path

import pytest

from rpa_scout.output import note_input
from rpa_scout.reading import stored_paths
from rpa_scout.reading.stored_paths import opens_unasked


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "city" / "surveys").mkdir(parents=True)
    (tmp_path / "city" / "surveys" / "a.xlsx").write_bytes(b"")
    (tmp_path / "b.xlsx").write_bytes(b"")
    return tmp_path / "city"


def test_what_lies_in_the_folder_is_opened(folder):
    assert opens_unasked(folder / "surveys" / "a.xlsx", folder)
    assert opens_unasked(folder / "surveys" / "no longer.xlsx", folder)


@pytest.mark.parametrize(
    "path",
    ["../b.xlsx", "surveys/../../b.xlsx", "../city-2/a.xlsx", "..", "."],
)
def test_what_lies_outside_is_not(folder, path):
    assert not opens_unasked(folder / path, folder)


@pytest.mark.parametrize(
    "path",
    [
        *("//server/share/a.xlsx", r"\\server\share\a.xlsx", r"\\?\UNC\server\share\a.xlsx"),
        *(r"\/server/share/a.xlsx", r"\\server@SSL\DavWWWRoot\a.xlsx", r"\\.\pipe\a"),
    ],
)
def test_a_network_path_is_not_even_looked_at(folder, monkeypatch, path):
    def refuse(*_words):
        raise AssertionError

    monkeypatch.setattr(stored_paths.os.path, "realpath", refuse)
    assert not opens_unasked(Path(path), folder)
    assert not opens_unasked(Path(path))


def test_a_link_that_leads_out_is_not_followed(folder):
    (folder / "link.xlsx").symlink_to(folder.parent / "b.xlsx")
    (folder / "linked").symlink_to(folder.parent)
    assert not opens_unasked(folder / "link.xlsx", folder)
    assert not opens_unasked(folder / "linked" / "b.xlsx", folder)


def test_what_was_read_in_this_run_is_opened(folder):
    note_input(folder.parent / "b.xlsx")
    assert opens_unasked(folder.parent / "b.xlsx")
    assert opens_unasked(folder.parent / "b.xlsx", folder)


def test_without_a_folder_nothing_is_opened(folder):
    assert not opens_unasked(folder / "surveys" / "a.xlsx")
