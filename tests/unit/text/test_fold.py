"""Names are compared folded: spellings that mean the same are the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.text import fold, fold_all

JAPANESE = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0x3000, max_codepoint=0x30FF),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFF9F),
    )
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＲＰＡ", "rpa"),
        ("ｱｲｳ", "アイウ"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("業 務　名\n", "業務名"),
        ("業\u00a0務\u2003名\t", "業務名"),
        ("（件／回）", "(件/回)"),
        ("入力･転記", "入力・転記"),
        ("10～20", "10〜20"),
        ("10~20", "10〜20"),
        ("AI－OCR", "AI-OCR"),
        ("AI‐OCR", "AI–OCR"),
        ("AI―OCR", "AI−OCR"),
        ("①", "1"),
        ("㈱", "(株)"),
        ("Ｗｅｂ", "WEB"),
        ("Straße", "STRASSE"),
        ("か\u3099", "が"),
    ],
)
def test_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("は", "ば"), ("ー", "一"), ("ア", "あ"), ("業務", "事務"), ("1", "11")]
)
def test_not_alike(one, other):
    assert fold(one) != fold(other)


@given(JAPANESE)
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(JAPANESE)
def test_width_does_not_matter(text):
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
    assert fold(wide) == fold(text)
    assert fold(unicodedata.normalize("NFKC", text)) == fold(text)


@given(JAPANESE, JAPANESE, st.sampled_from([" ", "\n", "　", "\t", "\r\n"]))
def test_white_space_does_not_matter(one, other, blank):
    if other[:1] not in ("\u3099", "\u309a", "ﾞ", "ﾟ"):  # marks that belong to the sign before
        assert fold(one + blank + other) == fold(one + other)


@given(st.text())
def test_any_text_can_be_folded(text):
    assert not any(sign.isspace() for sign in fold(text))


@given(st.text(st.characters(max_codepoint=0x7E)))
def test_case_does_not_matter(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


SIGNS = st.one_of(
    JAPANESE, st.text(), st.text(st.sampled_from("か\u3099ｶﾞ\0 \n①～ßΣ가\u11a8e\u0301\u1100\u1161"))
)


@given(st.lists(SIGNS))
def test_many_at_once_fold_like_each(names):
    assert fold_all(names) == [fold(name) for name in names]


def test_many_strange_signs_fold_like_each():
    names = [chr(code) * 2 for code in range(1, 0x3400)]
    assert fold_all(names) == [fold(name) for name in names]
