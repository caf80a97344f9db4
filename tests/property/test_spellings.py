"""Any row written in any of the accepted spellings reads back as the same values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.reading.surveys import write_csv

from rpa_scout.checking.answers import read_column
from rpa_scout.pipeline import read_surveys
from rpa_scout.policy import load_fields
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import is_unanswered

FIELDS = load_fields()
CHECKS = Checks()
DAYS = CHECKS.working_days_per_year
DAY_MINUTES = 60 * CHECKS.hours_per_staff_year / DAYS

# ------------------------------------------------------------------------- numbers in digits

DIGITS = "〇一二三四五六七八九"
KANJI_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
WAVES = ("~", "〜", "～", "-", "－", "から", " ～ ")


def kanji(number):
    """Write a whole number from 1 to 99,999,999 in kanji: 千二百三十四."""
    if number >= 10_000:
        return kanji(number // 10_000) + "万" + (kanji(number % 10_000) if number % 10_000 else "")
    written = ""
    for worth, sign in KANJI_PLACES:
        count, number = divmod(number, worth)
        if count:
            written += (DIGITS[count] if count > 1 else "") + sign
    return written + (DIGITS[number] if number else "")


def myriads(number):
    """Write 12,345 as 1万2345; numbers that would leave a gap stay in digits."""
    high, low = divmod(number, 10_000)
    return f"{high}万{low or ''}" if high and (low >= 1_000 or not low) else str(number)


WRITINGS = (str, "{:,}".format, kanji, myriads)


def spelled(number):
    """Draw a spelling of a whole number above 0."""
    return st.sampled_from(WRITINGS).map(lambda write: write(number))


@st.composite
def one_of_templates(draw, number, templates):
    template = draw(st.sampled_from(templates))
    return template.format(draw(spelled(number)))


@st.composite
def dressed(draw, text):
    """Dress a text as people do: full width, about, a unit apart, spaces around."""
    if draw(st.booleans()):
        text = text.translate(FULL_WIDTH)
    before = draw(st.sampled_from(["", "", "約", "およそ", " ", "　"]))
    after = draw(st.sampled_from(["", "", "程度", "くらい", "ほど", " ", "。"]))
    return f"{before}{text}{after}"


# ------------------------------------------------------------------------------- by the field


def amounts(numbers, templates, worth=1.0):
    """Draw a value and a spelling of it."""
    return numbers.flatmap(
        lambda number: one_of_templates(number, templates).map(lambda text: (number * worth, text))
    )


WORDS_FOR_RUNS = {
    "毎日": DAYS,
    "平日毎日": DAYS,
    "開庁日": DAYS,
    "隔日": DAYS / 2,
    "毎週": 52,
    "毎週月曜日": 52,
    "毎週火・金": 104,
    "隔週": 26,
    "毎月": 12,
    "月末": 12,
    "毎月末": 12,
    "月次": 12,
    "隔月": 6,
    "四半期ごと": 4,
    "四半期に1回": 4,
    "半年に1回": 2,
    "毎年": 1,
    "年度末": 1,
}


@st.composite
def clock(draw):
    hours, minutes = draw(st.integers(1, 20)), draw(st.integers(1, 59))
    return 60.0 * hours + minutes, draw(
        st.sampled_from(["{}時間{}分", "{}h{}m", "{}時間 {}分"])
    ).format(hours, minutes)


def times(unit, before):
    """Draw a time in minutes and a spelling of it, by the templates of a field."""
    whole = st.integers(1, 600)
    return st.one_of(
        amounts(whole, ["{}", "{}分", "{}分間", f"{before}{{}}分", f"{{}}分/{unit}"]),
        amounts(whole, ["{}秒", f"{before}{{}}秒"], 1 / 60),
        amounts(st.integers(1, 100), ["{}時間", f"{before}{{}}時間"], 60),
        amounts(st.integers(1, 20), ["{}人日"], DAY_MINUTES),
        st.integers(1, 20).map(lambda hours: (60.0 * hours + 30, f"{hours}時間半")),
        st.just((DAY_MINUTES / 2, "半日")),
        clock(),
    )


SPELLINGS = {
    "runs_per_year": st.one_of(
        amounts(
            st.integers(1, 99_999), ["{}", "{}回", "年{}回", "年間{}回", "{}回/年", "年に{}回"]
        ),
        amounts(st.integers(1, 31), ["月{}回", "{}回/月", "月に{}回", "1か月に{}回", "月{}日"], 12),
        amounts(st.integers(1, 7), ["週{}回", "{}回/週", "週{}日", "1週間に{}回"], 52),
        amounts(st.integers(1, 9), ["日{}回", "1日{}回", "毎日{}回", "{}回/日"], DAYS),
        st.sampled_from(sorted(WORDS_FOR_RUNS.items())).map(lambda word: (word[1], word[0])),
        st.integers(2, 6).map(lambda months: (12 / months, f"{months}か月に1回")),
    ),
    "items_per_run": amounts(
        st.integers(1, 999_999),
        ["{}", "{}件", "{}枚", "{}通", "{}人", "{}世帯", "{}件/回", "1回{}件", "1回あたり{}件"],
    ),
    "minutes_per_item": times("件", "1件"),
    "setup_minutes_per_run": times("回", "1回"),
    "hours_per_year_reported": st.one_of(
        amounts(st.integers(1, 9_999), ["{}", "{}時間", "年{}時間", "{}時間/年", "{}h"]),
        amounts(st.integers(1, 300), ["月{}時間", "{}時間/月", "月間{}時間"], 12),
        amounts(st.integers(1, 60), ["週{}時間", "{}時間/週"], 52),
        amounts(st.integers(1, 600), ["1日{}分", "毎日{}分"], DAYS / 60),
        amounts(st.integers(1, 200), ["{}人日"], DAY_MINUTES / 60),
    ),
    "exception_percent": st.one_of(
        amounts(st.integers(1, 99), ["{}", "{}%", "{}パーセント", "100件に{}件"]),
        amounts(st.integers(1, 9), ["{}割"], 10),
    ),
}


def is_close(found, value):
    return math.isclose(found, value, rel_tol=1e-12)


@pytest.mark.parametrize("field_id", SPELLINGS)
@settings(max_examples=300)
@given(data=st.data())
def test_a_number_in_any_spelling_is_the_same_number(field_id, data):
    value, text = data.draw(SPELLINGS[field_id])
    text = data.draw(dressed(text))
    column = read_column([text], FIELDS[field_id], CHECKS)
    assert is_close(column.cells[0], value), text
    codes = [one.code for one in column.remarks]
    assert codes in ([], ["read_as"]), text
    assert codes or float(text) == value, text
    assert column.ranges == {}


@pytest.mark.parametrize("field_id", SPELLINGS)
@settings(max_examples=150)
@given(data=st.data())
def test_a_range_in_any_spelling_keeps_both_ends(field_id, data):
    unit = {"minutes_per_item": "分", "setup_minutes_per_run": "分", "items_per_run": "件"}
    unit |= {"runs_per_year": "回", "hours_per_year_reported": "時間", "exception_percent": "%"}
    low = data.draw(st.integers(1, 40))
    high = data.draw(st.integers(low + 1, 99))
    between = data.draw(st.sampled_from(WAVES))
    first = data.draw(st.sampled_from([str(low), f"{low}{unit[field_id]}", kanji(low)]))
    text = data.draw(dressed(f"{first}{between}{high}{unit[field_id]}"))
    column = read_column([text], FIELDS[field_id], CHECKS)
    assert column.ranges == {0: (low, high)}, text
    assert column.cells[0] == (low + high) / 2
    assert [one.code for one in column.remarks] == ["range_read"]


@given(numbers=st.lists(st.integers(1, 12), min_size=1, max_size=6), data=st.data())
def test_months_in_any_spelling_are_the_same_months(numbers, data):
    form = data.draw(st.sampled_from(["{}", "{}月"]))
    separator = data.draw(st.sampled_from(["、", ",", "，", "・", " ", "；", "\n", "と"]))
    text = separator.join(form.format(number) for number in numbers)
    if data.draw(st.booleans()):
        text = text.translate(FULL_WIDTH)
    column = read_column([text], FIELDS["peak_months"])
    assert column.cells[0] == "、".join(map(str, sorted(set(numbers))))
    assert column.remarks == []


@given(first=st.integers(1, 12), last=st.integers(1, 12), data=st.data())
def test_months_from_to(first, last, data):
    between = data.draw(st.sampled_from(WAVES))
    text = data.draw(st.sampled_from(["{}月{}{}月", "{}{}{}月", "{}{}{}"])).format(
        first, between, last
    )
    expected = {(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)}
    column = read_column([text], FIELDS["peak_months"])
    assert column.cells[0] == "、".join(map(str, sorted(expected)))
    assert [one.code for one in column.remarks] == ["read_as"]


# ---------------------------------------------------------------------------------- whole rows


def choice_spellings(field):
    return st.one_of(
        *(
            st.sampled_from((choice.label, choice.code, choice.label_en, *choice.aliases)).map(
                lambda text, code=choice.code: (code, text)
            )
            for choice in field.choices
        )
    )


ROW = {
    **{field_id: st.none() | spelling for field_id, spelling in SPELLINGS.items()},
    **{one.id: st.none() | choice_spellings(one) for one in FIELDS.of_kind("choice")},
}


@settings(max_examples=60)
@given(rows=st.lists(st.fixed_dictionaries(ROW), min_size=1, max_size=4))
def test_whole_rows_read_back(rows, tmp_path_factory):
    heading = ["所属", "業務名", *(FIELDS[one].label for one in ROW)]
    lines = [
        ["税務課", f"業務{place}", *(row[one] and row[one][1] for one in ROW)]
        for place, row in enumerate(rows, 1)
    ]
    path = tmp_path_factory.mktemp("rows") / "税務課.csv"
    inventory = read_surveys(write_csv(path, [heading, *lines]))
    cells = [one for one in inventory.findings if one.field and one.severity == "error"]
    assert cells == []
    assert len(inventory.tasks) == len(rows)
    for row, (_, task) in zip(rows, inventory.tasks.iterrows(), strict=True):
        for field_id, answer in row.items():
            found = task[field_id]
            if answer is None:
                assert is_unanswered(found), field_id
            elif FIELDS[field_id].kind == "choice":
                assert found == answer[0], answer
            else:
                assert is_close(found, answer[0]), answer
