"""The same task under near-equal names in several departments, found fast."""

import random

import pytest
from tests.work_time import work_within

from rpa_scout.checking.rules.same_tasks import same_task_elsewhere
from rpa_scout.checking.rules.similar_names import alike_names, bare_names, likeness


def rows(*pairs):
    return [{"department": department, "name": name} for department, name in pairs]


def found(made):
    return [(one.row, one.values["others"]) for one in same_task_elsewhere(made)]


def test_equal_names_however_spelled(context):
    made = context(rows(("税務課", "納付書 の転記"), ("会計課", "納付書の転記")))
    assert found(made) == [(0, "会計課 納付書の転記")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("口座振替依頼書の入力", "口座振替依頼書入力"),
        ("会計年度任用職員の勤務実績の集計", "会計年度任用職員の勤務実績を集計"),
        ("納付書の転記（1）", "納付書の転記（２）"),
        ("償還払いの申請の入力・確認", "償還払い申請の入力、確認"),
    ],
)
def test_near_equal_names(context, one, other):
    made = context(rows(("税務課", one), ("会計課", other)))
    assert found(made) == [(0, f"会計課 {other}")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("口座振替依頼書の入力", "住民異動届の入力"),
        ("住民税の入力", "住民票の入力"),
        ("督促", "督励"),
        ("1", "2"),
    ],
)
def test_other_names(context, one, other):
    assert found(context(rows(("税務課", one), ("会計課", other)))) == []


def test_one_department_is_no_chance_to_build_once(context):
    assert found(context(rows(("税務課", "転記"), ("税務課", "転記")))) == []


def test_one_finding_a_task_with_the_first_of_each_department(context):
    places = (*range(9), 3)
    names = rows(*((f"第{place}課", "会議録の作成") for place in places))
    others = "、".join(f"第{place}課 会議録の作成" for place in range(1, 6))
    assert found(context(names)) == [(0, f"{others} … +3")]


def test_rows_left_out_and_nameless_ones_are_not_compared(context):
    made = context(rows(("税務課", "転記"), ("会計課", "転記"), ("市民課", None)), failed=[1])
    assert found(made) == []


def test_the_policy_says_how_alike(context):
    pair = rows(("税務課", "住民税の入力"), ("会計課", "住民票の入力"))
    assert found(context(pair, similar_names=0.8)) == [(0, "会計課 住民票の入力")]


def test_nobody_is_led_by_a_follower():
    names = ["あいうえおかきくけこ", "あいうえおかきくけさ", "あいうえおかきくしさ"]
    assert alike_names(names, 0.85).tolist() == [0, 0, 2]


def test_bare_names_keep_short_names_apart():
    names = ["納付書(2)の転記", "納付書の転記", "1a", "2a", ""]
    assert bare_names(names) == ["納付書の転記", "納付書の転記", "1a", "2a", ""]


def test_likeness_is_that_of_ratcliff_and_obershelp():
    assert likeness("税務課", "総務課") == pytest.approx(2 / 3)


def syllables(draw, many):
    kanji = [chr(0x4E00 + place) for place in range(600)]
    return "".join(draw.choice(kanji) for _ in range(many))


def test_pairs_are_found_as_by_comparing_each_with_each():
    draw = random.Random(7)
    names = [syllables(draw, 12) for _ in range(150)]
    for name in list(names):
        place = draw.randrange(12)
        names.append(name[:place] + syllables(draw, 1) + name[place + 1 :])
    names = list(dict.fromkeys(names))
    leader = alike_names(names, 0.85)
    assert all(leader[place] == place for place in range(150))
    for later in range(150, len(names)):
        nearest = [one for one in range(150) if likeness(names[one], names[later]) >= 0.85]
        assert leader[later] == nearest[0] if nearest else leader[later] == later


def test_twenty_thousand_names_take_seconds_not_hours(context):
    draw = random.Random(3)
    words = [syllables(draw, draw.choice([2, 3, 4])) for _ in range(900)]
    names = ["の".join(draw.choices(words, k=3)) for _ in range(20_000)]
    made = context(rows(*((f"第{place % 100}課", name) for place, name in enumerate(names))))
    with work_within(10):  # each with each would be 200 million comparisons
        list(same_task_elsewhere(made))
