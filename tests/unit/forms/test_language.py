"""A form is a Japanese document: the language of the program does not change a byte of it."""

import datetime as dt
import io
import zipfile

import pytest

from rpa_scout.documents.cover_letter import cover_letter
from rpa_scout.forms.inquiry import NO_HEAD
from rpa_scout.forms.workbook import write_forms
from rpa_scout.policy import DEFAULT_POLICY, load_policy
from rpa_scout.text import language, set_language


def parts_of(document):
    """Return the parts of a document; the package itself holds the time of writing."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def by_language(tmp_path, monkeypatch):
    """Return what a function makes in either language."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    before = language()

    def _by_language(make):
        made = []
        for code in ("ja", "en"):
            set_language(code)
            made.append(make(tmp_path / code))
        return made

    yield _by_language
    set_language(before)


def test_forms_are_the_same_in_either_language(by_language):
    policy = load_policy(DEFAULT_POLICY)

    def form(folder):
        (path,) = write_forms(folder, ["税務課"], policy.survey, policy)
        return path.read_bytes()

    japanese, english = by_language(form)
    assert japanese == english


def test_the_letter_is_the_same_in_either_language(by_language):
    policy = load_policy(DEFAULT_POLICY)
    japanese, english = by_language(
        lambda _folder: parts_of(cover_letter(NO_HEAD, policy, dt.date(2026, 10, 5)))
    )
    assert japanese == english
