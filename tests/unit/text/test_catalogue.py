"""The Japanese catalogue holds every sentence of the sources, and its placeholders."""

import gettext
import importlib.util
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from rpa_scout.errors import UnknownNameError
from rpa_scout.text import _, language, sentence_of, set_language, translated

ROOT = Path(__file__).parents[3]
PO = ROOT / "src/rpa_scout/locale/ja/LC_MESSAGES/rpa_scout.po"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("catalogue_tool", ROOT / "tools/catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sentences():
    with PO.open("rb") as stream:
        return [one for one in read_po(stream, locale="ja") if one.id]


def placeholders(sentence):
    return sorted(
        f"{name}!{conversion}" if conversion else str(name)
        for _text, name, _spec, conversion in string.Formatter().parse(sentence)
        if name is not None
    )


def test_every_sentence_of_the_sources_is_translated(tool):
    wanted = {one.id for one in tool.extracted() if one.id}
    assert wanted
    assert sorted(one for one in wanted if not translated(one, "ja")) == []
    with PO.open("rb") as stream:
        have = {one.id: one.string for one in read_po(stream, locale="ja") if one.id}
    assert sorted(wanted - set(have)) == []
    assert sorted(set(have) - wanted) == []
    assert sorted(one for one, text in have.items() if not text) == []


def test_compiled_catalogue_is_fresh(tool):
    po, mo = tool.as_bytes(tool.updated())
    assert PO.read_bytes() == po
    assert PO.with_suffix(".mo").read_bytes() == mo


def test_compiled_catalogue_says_what_the_source_says(sentences):
    with PO.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    assert {one.id: compiled.gettext(one.id) for one in sentences} == {
        one.id: one.string for one in sentences
    }


def test_placeholders_are_the_same(sentences):
    different = {
        one.id: one.string for one in sentences if placeholders(one.id) != placeholders(one.string)
    }
    assert different == {}


def test_no_translation_is_doubtful(sentences):
    assert [one.id for one in sentences if one.fuzzy] == []


def test_sentences_are_japanese(sentences):
    plain = [one.string for one in sentences if not re.search(r"[ぁ-ヿ一-鿿]", one.string)]
    # What is the same in both languages: placeholders and names alone.
    assert [one for one in plain if re.search(r"[a-z]{4,}", re.sub(r"\{.*?\}", "", one))] == [
        "English(&E)"  # how those find the way back who cannot read Japanese
    ]


def test_language_can_be_chosen():
    assert language() == "ja"
    set_language("en")
    assert (language(), _("Coverage")) == ("en", "Coverage")
    set_language("ja")
    assert _("Coverage") != "Coverage"


@pytest.mark.parametrize("code", ["", "JA", "de", "ja_JP"])
def test_other_languages_are_refused(code):
    with pytest.raises(UnknownNameError, match="choose one of: ja, en"):
        set_language(code)
    assert language() == "ja"


def test_sentence_of_an_error_is_in_the_users_language():
    with pytest.raises(UnknownNameError) as caught:
        set_language("de")
    assert sentence_of(caught.value) == "言語「de」はありません。ja, en から選んでください。"
    set_language("en")
    assert sentence_of(caught.value) == str(caught.value)
