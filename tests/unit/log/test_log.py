"""The log tells what the program did, and nothing of what surveys say."""

import logging
import sys

import pytest

from rpa_scout import cli
from rpa_scout.log import log_defect, log_path, start_log

CONFIDENTIAL = "生活保護の決定"


@pytest.fixture
def log_file(tmp_path, monkeypatch):
    monkeypatch.setenv("RPA_SCOUT_LOG_DIR", str(tmp_path / "log"))
    yield tmp_path / "log" / "rpa-scout.log"
    for handler in [*logging.getLogger("rpa_scout").handlers]:
        logging.getLogger("rpa_scout").removeHandler(handler)
        handler.close()


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"所属,業務名,年間の実施回数\n税務課,{CONFIDENTIAL},12\n", encoding="utf-8")
    return path


def test_commands_are_logged_without_what_they_read(log_file, survey, capsys):
    assert cli.main(["check", str(survey), "--password", "ひみつ"]) == 0
    written = log_file.read_text(encoding="utf-8")
    assert "command check ended with 0" in written
    assert CONFIDENTIAL not in written
    assert "ひみつ" not in written
    assert CONFIDENTIAL not in capsys.readouterr().err


def test_verbose_shows_it_on_the_screen_too(log_file, survey, capsys):
    assert cli.main(["check", "--verbose", str(survey)]) == 0
    assert "command check" in capsys.readouterr().err
    assert log_file.exists()


def test_a_defect_gives_a_sentence_with_the_path_and_no_traceback(
    log_file, survey, capsys, monkeypatch
):
    def fail(_words):
        raise KeyError(CONFIDENTIAL)

    monkeypatch.setattr(cli, "_code_of", fail)
    assert cli.main(["check", str(survey)]) == cli.EXIT_DEFECT
    complaint = capsys.readouterr().err
    assert str(log_file) in complaint
    assert "Traceback" not in complaint
    written = log_file.read_text(encoding="utf-8")
    assert "defect: KeyError" in written
    assert "in fail" in written
    assert CONFIDENTIAL not in written


@pytest.mark.usefixtures("log_file")
def test_with_verbose_a_defect_is_raised(survey, monkeypatch):
    def fail(_words):
        raise KeyError(CONFIDENTIAL)

    monkeypatch.setattr(cli, "_code_of", fail)
    with pytest.raises(KeyError):
        cli.main(["check", str(survey), "--verbose"])


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path, survey, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("RPA_SCOUT_LOG_DIR", str(blocked / "log"))
    assert cli.main(["check", str(survey)]) == 0


def test_the_file_is_rotated(log_file):
    start_log()
    for _ in range(3):
        logging.getLogger("rpa_scout.test").info("x" * 600_000)
    files = sorted(path.name for path in log_file.parent.iterdir())
    assert files == ["rpa-scout.log", "rpa-scout.log.1", "rpa-scout.log.2"]


@pytest.mark.parametrize(
    ("platform", "variable"), [("win32", "APPDATA"), ("linux", "XDG_CONFIG_HOME")]
)
def test_it_lies_beside_the_settings(tmp_path, monkeypatch, platform, variable):
    monkeypatch.delenv("RPA_SCOUT_LOG_DIR")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert log_path() == tmp_path / "rpa-scout" / "rpa-scout.log"


def test_a_cause_is_named_by_its_kind(log_file):
    start_log()
    defect = ValueError(CONFIDENTIAL)
    defect.__cause__ = OSError(CONFIDENTIAL)
    assert log_defect(defect) == log_file
    written = log_file.read_text(encoding="utf-8")
    assert "defect: ValueError (after OSError)" in written
    assert CONFIDENTIAL not in written
