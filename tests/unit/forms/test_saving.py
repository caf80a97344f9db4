"""Forms appear whole or not at all, and never over somebody's answers."""

from pathlib import Path

import pytest

from rpa_scout.errors import NotReplacedError, OutputError
from rpa_scout.forms import form_file_name, write_form, write_forms
from rpa_scout.forms.saving import form_file_names, save
from rpa_scout.output import replacing


@pytest.mark.parametrize(
    ("department", "name"),
    [
        ("税務課", "業務調査票_税務課.xlsx"),
        ("支所/A:B", "業務調査票_支所／A：B.xlsx"),
        ('a\\b*c?d"e<f>g|h', "業務調査票_a＼b＊c？d”e＜f＞g｜h.xlsx"),
        (" 課\t室\n", "業務調査票_課 室.xlsx"),
        ("..", "業務調査票_...xlsx"),
        ("", "業務調査票.xlsx"),
    ],
)
def test_file_names_are_fit_for_windows(department, name):
    assert form_file_name(department) == name


@pytest.mark.parametrize("sign", ["長", "𠮷", "é"])
def test_file_names_stay_short_enough(sign):
    assert len(form_file_name(sign * 300).encode()) <= 255


def test_form_is_written_and_nothing_else(tmp_path, fields, policy, content):
    path = tmp_path / "form.xlsx"
    assert write_form(path, "税務課", fields, policy) == path
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder_is_an_output_error(tmp_path, fields, policy):
    with pytest.raises(OutputError, match="there is no folder"):
        write_form(tmp_path / "none" / "form.xlsx", "税務課", fields, policy)
    assert list(tmp_path.iterdir()) == []


def test_failing_move_leaves_nothing_behind(tmp_path, monkeypatch):
    def refuse(aside, target):
        raise PermissionError(13, "refused", str(aside), None, str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="read-only"):
        save(tmp_path / "form.xlsx", b"content", replace=True)
    assert list(tmp_path.iterdir()) == []


def test_half_written_file_leaves_nothing_behind(tmp_path, monkeypatch):
    write = Path.write_bytes

    def break_off(self, content):
        write(self, content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", break_off)
    with pytest.raises(OutputError):
        save(tmp_path / "form.xlsx", b"content", replace=True)
    assert list(tmp_path.iterdir()) == []


def test_folder_in_the_place_of_the_file_is_an_output_error(tmp_path):
    (tmp_path / "form.xlsx").mkdir()
    with pytest.raises(OutputError):
        save(tmp_path / "form.xlsx", b"content", replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["form.xlsx"]


def test_a_form_that_may_hold_answers_is_kept(tmp_path, fields, policy):
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"filled in")
    with pytest.raises(OutputError, match="may hold answers"):
        write_form(path, "税務課", fields, policy)
    assert path.read_bytes() == b"filled in"
    write_form(path, "税務課", fields, policy, replace=True)
    write_form(path, "税務課", fields, policy)  # the same again does no harm


def test_one_form_for_each_department_in_a_new_folder(tmp_path, fields, policy):
    folder = tmp_path / "new" / "forms"
    written = write_forms(folder, ["税務課", "市民課", "税務課"], fields, policy)
    assert [path.name for path in written] == ["業務調査票_税務課.xlsx", "業務調査票_市民課.xlsx"]
    assert sorted(folder.iterdir()) == sorted(written)


def test_a_form_that_somebody_keeps_does_not_stop_the_others(tmp_path, fields, policy):
    kept = tmp_path / "業務調査票_税務課.xlsx"
    kept.write_bytes(b"answers")
    asked = []
    with replacing(ask=asked.append):
        written = write_forms(tmp_path, ["税務課", "市民課"], fields, policy)
    assert [path.name for path in written] == ["業務調査票_市民課.xlsx"]
    assert asked == [kept]
    assert kept.read_bytes() == b"answers"


def test_where_nobody_is_asked_a_different_form_is_an_error(tmp_path, fields, policy):
    (tmp_path / "業務調査票_税務課.xlsx").write_bytes(b"answers")
    with pytest.raises(NotReplacedError):
        write_forms(tmp_path, ["税務課", "市民課"], fields, policy)


def test_folder_that_cannot_be_made_is_an_output_error(tmp_path, fields, policy):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be made"):
        write_forms(tmp_path / "file" / "forms", ["税務課"], fields, policy)


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["ICT課", "ＩＣＴ課", "ict課", "ICT\u200b課", "ICT課\ufff0", "IC T課"], 1),
        (["㈱窓口", "(株)窓口", "（株）窓口"], 1),
        (["か\u3099い課", "がい課", "か\u200b\u3099い課"], 1),
        (["長" * 60 + "一課", "長" * 60 + "二課", "長" * 60], 3),
        (["税務課", "市民課", "支所 A/B", "支所 A＼B"], 4),
        (["甲 (2)", "甲"], 2),
    ],
)
def test_departments_that_look_alike_get_one_form_and_others_their_own(
    tmp_path, fields, policy, names, files
):
    written = write_forms(tmp_path, names, fields, policy)
    assert len(written) == files
    assert len({path.name.casefold() for path in written}) == files
    assert len(list(tmp_path.iterdir())) == files


def test_the_name_of_a_file_shows_what_is_seen_of_the_department():
    assert list(form_file_names(["税務\u200b課"])) == ["業務調査票_税務課.xlsx"]
