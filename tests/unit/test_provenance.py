"""When and of what a result was made: true, and the same again where the moment is set."""

import datetime as dt
import getpass
import io
import re
import zipfile

import pandas as pd
import pytest

from rpa_scout.assessment.assess import assess
from rpa_scout.errors import OutputError
from rpa_scout.forms import form_content, write_form
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys
from rpa_scout.project.project import Project
from rpa_scout.provenance import creation_time, file_digest, os_user, provenance_of
from rpa_scout.register.form import register_form_content
from rpa_scout.reporting.inventory_workbook import write_inventory
from rpa_scout.reporting.ranking_json import check_json, ranking_json
from rpa_scout.reporting.ranking_workbook import ranking_content
from rpa_scout.version import __version__

VOLATILE_PARTS = {"docProps/core.xml", "xl/sharedStrings.xml"}
"""Parts of a result's workbook that hold the moment: its properties, and the sheet 出典."""
VOLATILE_KEYS = {"created_at"}
"""Keys of a result's JSON that differ from run to run."""


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def created(content):
    text = parts(content)["docProps/core.xml"].decode()
    return dt.datetime.fromisoformat(re.search(r"created [^>]*>([^<]*)<", text)[1])


@pytest.fixture
def assessment(policy):
    return assess(Inventory.from_frame(pd.DataFrame({"name": ["入力"]})), policy)


@pytest.fixture
def _clock(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH")


def test_the_moment_that_is_set_counts(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert creation_time() == dt.datetime(2001, 9, 9, 1, 46, 40, tzinfo=dt.UTC)


@pytest.mark.parametrize("wrong", ["", "soon", "9" * 12, "9" * 30])
def test_a_moment_that_is_none_does_not_count(wrong, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
    assert abs(creation_time() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


@pytest.mark.usefixtures("_clock")
def test_every_workbook_carries_the_present_moment(assessment, fields, policy, tmp_path):
    inventory = write_inventory(assessment.inventory, tmp_path / "i.xlsx", policy)
    contents = [
        ranking_content(assessment),
        inventory.read_bytes(),
        form_content("税務課", fields, policy),
        register_form_content(2025),
    ]
    with Project.create(tmp_path / "a.rpascout", policy, "担当A") as project:
        contents.append(project.export(tmp_path / "p.xlsx").read_bytes())
    for content in contents:
        assert abs(created(content) - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=2)


@pytest.mark.usefixtures("_clock")
def test_questions_carry_the_present_moment(tmp_path, policy):
    from rpa_scout.pipeline import write_questions

    path = tmp_path / "税務課.csv"
    path.write_text(
        "所属,業務名,年間の実施回数（回／年）\n税務課,入力,たくさん\n", encoding="utf-8"
    )
    (written,) = write_questions(read_surveys(path), policy, tmp_path / "out")
    assert not written.is_copy
    moment = created(written.path.read_bytes())
    assert abs(moment - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=2)


def test_two_moments_differ_in_the_volatile_parts_alone(assessment, monkeypatch):
    first, first_json = ranking_content(assessment), ranking_json(assessment)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    second, second_json = parts(ranking_content(assessment)), ranking_json(assessment)
    differing = {name for name, part in parts(first).items() if second[name] != part}
    assert differing == VOLATILE_PARTS
    assert {key for key in first_json if first_json[key] != second_json[key]} == VOLATILE_KEYS


def test_a_form_that_was_only_made_later_may_be_written_again(
    fields, policy, tmp_path, monkeypatch
):
    path = write_form(tmp_path / "f.xlsx", "税務課", fields, policy)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    write_form(path, "税務課", fields, policy)
    assert created(path.read_bytes()).year == 2030
    with pytest.raises(OutputError):
        write_form(path, "市民課", fields, policy)
    path.write_bytes(b"no workbook")
    with pytest.raises(OutputError):
        write_form(path, "税務課", fields, policy)


def test_the_author_is_the_login_where_nobody_is_named(policy, monkeypatch):
    assert provenance_of((), policy).author == os_user() == getpass.getuser()
    assert provenance_of((), policy, "担当A").author == "担当A"

    def nobody():
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    made = provenance_of((), policy)
    assert (made.author, made.program_version) == ("", __version__)


def test_an_unknown_author_is_none(assessment, monkeypatch):
    monkeypatch.setattr("rpa_scout.provenance.os_user", lambda: "")
    assert ranking_json(assessment)["author"] is None
    assert b"<dc:creator></dc:creator>" in parts(ranking_content(assessment))["docProps/core.xml"]


def test_the_digest_is_that_of_the_file_as_it_was_read(tmp_path, policy):
    path = tmp_path / "税務課.csv"
    path.write_text("所属,業務名,年間の実施回数（回／年）\n税務課,入力,12\n", encoding="utf-8")
    digest = file_digest(path)
    inventory = read_surveys(path)
    path.write_text("changed since", encoding="utf-8")
    assert check_json(inventory, policy)["surveys"] == [{"file": "税務課.csv", "sha256": digest}]
    assert file_digest(tmp_path / "none") == ""
