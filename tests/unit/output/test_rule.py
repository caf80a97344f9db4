"""What an output may replace: never a project, an input, a folder or a device."""

import io
import os
import sqlite3
import zipfile
from contextlib import closing

import pytest
from tests.systems import needs_posix
from xlsxwriter import Workbook

from rpa_scout.errors import NotReplacedError, OutputError
from rpa_scout.output import (
    PROJECT_COPY,
    RESULT_PROPERTY,
    note_input,
    replacing,
    write_file,
)
from rpa_scout.provenance import creation_time


def workbook(kind, text="1"):
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": creation_time()})
        book.set_custom_property(RESULT_PROPERTY, kind, "text")
        book.add_worksheet().write_string(0, 0, text)
    return content.getvalue()


def json_of(kind, text="1"):
    return f'{{\n  "schema": "rpa-scout/{kind}/1",\n  "text": {text}\n}}\n'.encode()


def html_of(kind, text="1"):
    return f'<!doctype html><meta name="rpa-scout result" content="{kind}">{text}'.encode()


def export_of(kind, text="1"):
    return f'{{"format":"rpa-scout project","result":"{kind}"}}\n{text}\n'.encode()


WRITERS = (workbook, json_of, html_of, export_of)


@pytest.mark.parametrize("writer", WRITERS)
def test_an_earlier_result_of_the_same_kind_is_replaced(tmp_path, writer):
    target = tmp_path / "result"
    target.write_bytes(writer("ranking"))
    write_file(target, writer("ranking", "2"), kind="ranking")
    assert target.read_bytes() == writer("ranking", "2")


@pytest.mark.parametrize("writer", WRITERS)
def test_a_result_of_another_kind_is_not_replaced(tmp_path, writer):
    target = tmp_path / "result"
    target.write_bytes(writer("inventory"))
    with pytest.raises(NotReplacedError, match="may hold answers"):
        write_file(target, writer("ranking"), kind="ranking")
    assert target.read_bytes() == writer("inventory")
    write_file(target, writer("ranking"), kind="ranking", replace=True)


def test_a_result_that_somebody_has_saved_since_is_not_replaced(tmp_path):
    target = tmp_path / "ranking.xlsx"
    with zipfile.ZipFile(io.BytesIO(workbook("ranking"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    start, modified, end = parts["docProps/core.xml"].partition(b"<dcterms:modified")
    parts["docProps/core.xml"] = (
        start
        + modified
        + end.replace(b"T", b"T0", 1).replace(
            end[end.index(b">") + 1 : end.index(b"</")], b"2031-05-01T08:00:00Z"
        )
    )
    with zipfile.ZipFile(target, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    with pytest.raises(NotReplacedError):
        write_file(target, workbook("ranking", "2"), kind="ranking")


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04", b'{"schema": 1}', b'{"format"'])
def test_a_file_that_is_no_result_is_not_replaced(tmp_path, content):
    target = tmp_path / "a.xlsx"
    target.write_bytes(content)
    with pytest.raises(NotReplacedError):
        write_file(target, workbook("ranking"), kind="ranking")
    assert target.read_bytes() == content


def test_the_same_content_again_does_no_harm(tmp_path):
    write_file(tmp_path / "a", b"same")
    write_file(tmp_path / "a", b"same")


def test_what_was_read_is_never_replaced(tmp_path):
    survey = tmp_path / "survey.xlsx"
    survey.write_bytes(b"not even a workbook")
    note_input(survey)
    second_name, link = tmp_path / "second.xlsx", tmp_path / "link.xlsx"
    os.link(survey, second_name)
    link.symlink_to(survey)
    for path in (survey, second_name, link, tmp_path / "." / "survey.xlsx"):
        with pytest.raises(OutputError, match="was read"):
            write_file(path, b"new", replace=True)
    assert survey.read_bytes() == b"not even a workbook"


def test_an_own_result_that_was_read_is_never_replaced(tmp_path):
    target = tmp_path / "inventory.xlsx"
    target.write_bytes(workbook("inventory"))
    note_input(target)
    with pytest.raises(OutputError, match="was read"):
        write_file(target, workbook("inventory", "2"), kind="inventory", replace=True)


def test_the_number_of_a_deleted_input_protects_no_other_file(tmp_path):
    survey = tmp_path / "survey.xlsx"
    survey.write_bytes(b"1")
    note_input(survey)
    renamed = tmp_path / "renamed.xlsx"
    survey.rename(renamed)  # another file has the number now, under a name that was not read
    write_file(renamed, b"new", replace=True)


@pytest.mark.parametrize("name", ["p.rpascout", "p.RPASCOUT", "p.xlsx"])
@pytest.mark.parametrize("kind", ["ranking", PROJECT_COPY])
def test_a_project_is_never_replaced(tmp_path, name, kind):
    project = tmp_path / name
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("create table task (id)")
    before = project.read_bytes()
    with pytest.raises(OutputError):
        write_file(project, b"new", kind=kind, replace=True)
    assert project.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [
        *("p.rpascout", "p.rpascout.lock", "p.rpascout-journal", "p.rpascout-wal"),
        "p.rpascout-backups/p-1.json",
    ],
)
def test_names_of_a_project_stay_free(tmp_path, name):
    (tmp_path / "p.rpascout-backups").mkdir()
    with pytest.raises(OutputError, match="belongs to one"):
        write_file(tmp_path / name, b"new", replace=True)
    assert not (tmp_path / name).exists()


def test_a_copy_of_a_project_replaces_no_file(tmp_path):
    target = tmp_path / "copy.rpascout"
    target.write_bytes(b"anything")
    with pytest.raises(OutputError, match="exists already"):
        write_file(target, b"new", kind=PROJECT_COPY, replace=True)
    write_file(tmp_path / "new.rpascout", b"new", kind=PROJECT_COPY)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(OutputError, match="is a folder"):
        write_file(tmp_path, b"new", replace=True)


@needs_posix
def test_a_device_is_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for device in ("/dev/null", "/dev/full", pipe):
        with pytest.raises(OutputError, match="is a device"):
            write_file(device, b"new", replace=True)
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["a\0b", "a" * 300])
def test_what_cannot_be_a_name_is_said(tmp_path, name):
    with pytest.raises(OutputError):
        write_file(tmp_path / name, b"new")


def test_a_protected_file_is_kept(tmp_path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(OutputError, match="protected"):
        write_file(target, b"new", replace=True)


def test_the_user_is_asked(tmp_path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with replacing(ask=lambda _path: False), pytest.raises(NotReplacedError):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    with replacing(ask=lambda path: path == target):
        write_file(target, b"new")
    assert target.read_bytes() == b"new"


def test_consent_does_not_outlive_its_command(tmp_path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with replacing(always=True):
        write_file(target, b"new")
    with pytest.raises(NotReplacedError):
        write_file(target, b"newer")
