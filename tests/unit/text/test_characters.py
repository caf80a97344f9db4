"""Characters that nobody sees are not part of an answer, and a message can show them."""

import pytest

from rpa_scout.characters import HIDDEN, displayed, visible, without_hidden
from rpa_scout.text import fold

INVISIBLE = {
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "word joiner": "\u2060",
    "mark of direction": "\u200e",
    "variation selector": "\ufe0e",
    "Hangul filler": "\u3164",
    "control character": "\x1b",
}


@pytest.mark.parametrize("sign", INVISIBLE.values(), ids=INVISIBLE)
def test_they_disappear_from_answers(sign):
    assert sign in HIDDEN
    assert without_hidden(f"{sign}2{sign}40{sign}") == "240"
    assert fold(f"税{sign}務課") == fold("税務課")


@pytest.mark.parametrize("sign", INVISIBLE.values(), ids=INVISIBLE)
def test_a_message_shows_them(sign):
    assert f"〈U+{ord(sign):04X}〉" in visible(f"5{sign}")


@pytest.mark.parametrize("text", ["税務課", "240", "5.5 分", "①紙（手書き）\n②CSV", "髙﨑"])
def test_what_is_seen_stays(text):
    assert without_hidden(text) == displayed(text) == text


@pytest.mark.parametrize(
    ("radical", "ideograph"), [("⻑寿介護課", "長寿介護課"), ("⾞両", "車両"), ("⺠生", "民生")]
)
def test_a_radical_is_the_ideograph_that_it_looks_like(radical, ideograph):
    assert displayed(radical) == ideograph
    assert fold(radical) == fold(ideograph)


@pytest.mark.parametrize(
    ("written", "usual"), [("髙岡支所", "高岡支所"), ("稅務課", "税務課"), ("宮﨑", "宮崎")]
)
def test_second_form_of_an_ideograph_is_the_usual_one(written, usual):
    assert fold(written) == fold(usual)
