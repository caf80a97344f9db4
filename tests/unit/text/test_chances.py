"""Probabilities are whole percents, and neither certain nor impossible; in both languages."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.chances import chance_text
from rpa_scout.text import language, set_language

ROOT = Path(__file__).parents[3]
PO = ROOT / "src/rpa_scout/locale/ja/LC_MESSAGES/rpa_scout.po"


@pytest.fixture(params=["ja", "en"])
def code(request):
    before = language()
    set_language(request.param)
    yield request.param
    set_language(before)


@pytest.mark.parametrize(
    ("chance", "japanese", "english"),
    [
        (1.0, "99%超", "over 99 %"),
        (0.996, "99%超", "over 99 %"),
        (0.995, "99%超", "over 99 %"),
        (0.9949, "99%", "99 %"),
        (0.8, "80%", "80 %"),
        (0.514, "51%", "51 %"),
        (0.0051, "1%", "1 %"),
        (0.005, "1%未満", "under 1 %"),
        (0.004, "1%未満", "under 1 %"),
        (0.0, "1%未満", "under 1 %"),
    ],
)
def test_the_ends_are_said_as_beyond_them(code, chance, japanese, english):
    assert chance_text(chance) == (japanese if code == "ja" else english)


@given(chance=st.floats(0.0, 1.0))
def test_no_chance_reads_as_certain_or_impossible(chance):
    percent = int(re.search(r"\d+", chance_text(chance)).group())
    assert 1 <= percent <= 99
    assert abs(percent / 100 - chance) <= 0.0101


def test_no_sentence_says_that_a_goal_is_reached_or_will_be():
    with PO.open("rb") as stream:
        sentences = {entry.id: entry.string for entry in read_po(stream, locale="ja") if entry.id}
    claims = re.compile(r"目標[^。]*(届|達して|達成済|達成しま)|(両方|目標)に届")
    assert [text for text in sentences.values() if claims.search(text)] == []
    claims = re.compile(r"goals? (is|are) reached(?! by then)|reach(es)? both")
    assert [text for text in sentences if claims.search(text)] == []


def test_every_face_writes_chances_by_the_same_function():
    careless = re.compile(r"\{?(chance|chances|both|[a-z_]*\.both)\w*(\.\w+)?:\.\d%\}?")
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]
    found = {
        path.name: careless.findall(path.read_text(encoding="utf-8"))
        for path in sources
        if path.name != "describe.py"  # a policy's chances are what it declares, not estimates
    }
    assert {name: matches for name, matches in found.items() if matches} == {}
