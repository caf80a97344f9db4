"""Minutes far from those of the same kind of work."""

from rpa_scout.checking.rules.outliers import unusual_minutes

USUAL = [1.0, 1.2, 1.5, 1.5, 1.8, 2.0, 2.2, 2.5]


def rows(*minutes, **answers):
    return [
        {"name": str(place), "department": f"第{place}課", "minutes_per_item": one, **answers}
        for place, one in enumerate(minutes)
    ]


def found(made):
    return [(one.row, one.code) for one in unusual_minutes(made)]


def test_an_hour_among_minutes(context):
    (one,) = unusual_minutes(context(rows(*USUAL, 60.0)))
    assert (one.row, one.code, one.field) == (8, "minutes_unusually_long", "minutes_per_item")
    # median 1.8, and five times more or less: wider than 3.5 deviations here
    assert one.values["usual"] == "0.36～9"


def test_a_second_among_minutes(context):
    assert found(context(rows(*USUAL, 0.02))) == [(8, "minutes_unusually_short")]


def test_what_lies_within_a_factor_of_five_is_usual(context):
    assert found(context(rows(*[2.0] * 9, 9.9, 0.41))) == []


def test_equal_minutes_do_not_hide_an_outlier(context):
    assert found(context(rows(*[2.0] * 9, 100.0))) == [(9, "minutes_unusually_long")]


def test_wide_spread_makes_nothing_unusual(context):
    assert found(context(rows(0.1, 0.4, 1.0, 3.0, 10.0, 30.0, 90.0, 200.0))) == []


def test_few_tasks_of_a_kind_are_not_compared(context):
    assert found(context(rows(*USUAL[:6], 60.0))) == []
    assert found(context(rows(*USUAL[:6], 60.0), outlier_group=7)) == [
        (6, "minutes_unusually_long")
    ]


def test_another_kind_is_not_compared(context):
    other = rows(60.0, 70.0, input_form="handwriting")
    assert found(context([*rows(*USUAL), *other])) == []
    other = rows(60.0, 70.0, pattern="matching")
    assert found(context([*rows(*USUAL), *other])) == []


def test_unknown_kinds_and_the_rest_are_not_compared(context):
    for answers in ({"pattern": "other"}, {"pattern": None}, {"input_form": None}):
        assert found(context(rows(*USUAL, 60.0, **answers))) == []


def test_unknown_minutes_and_zero_are_not_compared(context):
    assert found(context([*rows(*USUAL), *rows(None, 0.0)])) == []


def test_rows_left_out_neither_count_nor_stand_out(context):
    assert found(context(rows(*USUAL, 60.0), failed=[8])) == []
    assert found(context(rows(*USUAL, 60.0), failed=[0, 1])) == []
