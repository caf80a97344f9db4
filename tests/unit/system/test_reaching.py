"""Paths that do not answer hold nobody up."""

import threading
from pathlib import Path

from rpa_scout.system.reaching import missing


def test_what_is_gone_is_told_from_what_is_there(tmp_path):
    assert missing([tmp_path, tmp_path / "none"]) == {tmp_path / "none"}


def test_a_drive_that_does_not_answer_counts_as_there(tmp_path):
    answer = threading.Event()

    def exists(path):
        return answer.wait(60) if path == Path("//server/share") else path.exists()

    try:
        gone = missing([Path("//server/share"), tmp_path / "none"], exists)
    finally:
        answer.set()
    assert gone == {tmp_path / "none"}


def test_a_drive_that_answers_with_an_error_counts_as_there():
    def refuse(_path):
        raise OSError(53, "The network path was not found")

    assert missing([Path("Z:/a.rpascout")], refuse) == set()
