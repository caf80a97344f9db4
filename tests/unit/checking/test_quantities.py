"""Numbers as people write them: what is understood, what is ambiguous, what is not known."""

import datetime as dt
import math

import pytest

from rpa_scout.checking.quantities.cells import quantity_in_cell
from rpa_scout.checking.quantities.numerals import plain_spelling
from rpa_scout.checking.quantities.reading import read_quantity
from rpa_scout.policy import load_fields
from rpa_scout.policy.checks import Checks
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell, PercentCell

FIELDS = load_fields()
CHECKS = Checks(working_days_per_year=240, hours_per_staff_year=1_920)  # 8 hours a day
RUNS = "runs_per_year"
ITEMS = "items_per_run"
MINUTES = "minutes_per_item"
SETUP = "setup_minutes_per_run"
HOURS = "hours_per_year_reported"
PERCENT = "exception_percent"


def read(text, field):
    return read_quantity(text, FIELDS[field], CHECKS)


# ------------------------------------------------------------------- understood beyond doubt

UNDERSTOOD = {
    RUNS: {
        "１２": 12,
        "1,200": 1200,
        "12回": 12,
        "約12回": 12,
        "12回程度": 12,
        "12回ぐらいです": 12,
        "年12回": 12,
        "年間１２回": 12,
        "12回/年": 12,
        "二十回": 20,
        "月20回": 240,
        "月約20回": 240,
        "月に20回": 240,
        "月20": 240,
        "月20日": 240,
        "20回／月": 240,
        "1か月あたり20回": 240,
        "週2回": 104,
        "週１": 52,
        "週3日": 156,
        "2回/週": 104,
        "2週間に1回": 26,
        "日2回": 480,
        "1日3回": 720,
        "2回/日": 480,
        "毎日2回": 480,
        "2日に1回": 120,
        "年1回": 1,
        "年一回": 1,
        "年に２回程度": 2,
        "3年に1回": 1 / 3,
        "毎日": 240,
        "平日毎日": 240,
        "開庁日": 240,
        "日次": 240,
        "隔日": 120,
        "1日おき": 120,
        "毎週": 52,
        "毎週月曜日": 52,
        "毎週月・木": 104,
        "火・金曜": 104,
        "月水金": 156,
        "隔週": 26,
        "毎月": 12,
        "毎月末": 12,
        "月末": 12,
        "月初め": 12,
        "月次": 12,
        "月に1回": 12,
        "隔月": 6,
        "2か月に1回": 6,
        "３ヶ月ごと": 4,
        "四半期ごと": 4,
        "四半期に1回": 4,
        "半年に1回": 2,
        "半期ごと": 2,
        "毎年": 1,
        "毎年4月": 1,
        "年度末": 1,
        "毎月（12回）": 12,
        "12回（毎月）": 12,
        "12（回／年）": 12,
        "週2回(年104回)": 104,
    },
    ITEMS: {
        "20件": 20,
        "約20件": 20,
        "20件程度": 20,
        "およそ２０件": 20,
        "20件前後": 20,
        "20件弱": 20,
        "延べ20件": 20,
        "20枚": 20,
        "20通": 20,
        "30人": 30,
        "30世帯": 30,
        "12冊": 12,
        "20件／回": 20,
        "1回20件": 20,
        "1回あたり約20件": 20,
        "20（件）": 20,
        "20件（概算）": 20,
        "１０，０００件": 10_000,
        "2万件": 20_000,
        "1万2千": 12_000,
        "1.2万件": 12_000,
        "2億3万": 200_030_000,
        "三千五百": 3500,
        "百件": 100,
        "千": 1000,
        "二〇": 20,
    },
    MINUTES: {
        "３分": 3,
        "約5分": 5,
        "5分程度": 5,
        "5分。": 5,
        ".5": 0.5,
        "+5": 5,
        "90秒": 1.5,
        "1分30秒": 1.5,
        "1分半": 1.5,
        "90（秒）": 1.5,
        "2時間": 120,
        "2.5h": 150,
        "1h30m": 90,
        "15min": 15,
        "1時間30分": 90,
        "1時間 30分": 90,
        "１時間半": 90,
        "十分": 10,
        "半日": 240,
        "1人日": 480,
        "0.5人日": 240,
        "3分/件": 3,
        "1件3分": 3,
        "1件あたり約3分": 3,
        "1件につき3分": 3,
        "1時間/件": 60,
    },
    SETUP: {"30分": 30, "30分／回": 30, "1回15分": 15, "なし": 0, "半日": 240, "1時間": 60},
    HOURS: {
        "120時間": 120,
        "2,400時間": 2400,
        "約1,200h": 1200,
        "年120時間": 120,
        "月10時間": 120,
        "月10時間程度": 120,
        "10時間/月": 120,
        "月間10h": 120,
        "週5時間": 260,
        "1日1時間": 240,
        "毎日30分": 120,
        "30分": 0.5,
        "5人日": 40,
    },
    PERCENT: {
        "5%": 5,
        "５％": 5,
        "5パーセント": 5,
        "0.5%": 0.5,
        "1割": 10,
        "約2割": 20,
        "1割5分": 15,
        "10件に1件": 10,
        "100件中3件": 3,
        "なし": 0,
    },
}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [(field, text, value) for field, cases in UNDERSTOOD.items() for text, value in cases.items()],
)
def test_understood(field, text, value):
    found = read(text, field)
    assert (found.how, found.code) == ("understood", "read_as")
    assert found.value == found.low == found.high == pytest.approx(value, rel=1e-12)
    assert found.shown["taken"] == f"{round(value, 4):,.12g}"


# ---------------------------------------------------------------------------------- ranges

RANGES = [
    (MINUTES, "10〜15分", 10, 15),
    (MINUTES, "10～15", 10, 15),
    (MINUTES, "10-15", 10, 15),
    (MINUTES, "10分～15", 10, 15),
    (MINUTES, "0.5～1", 0.5, 1),
    (MINUTES, "10から15", 10, 15),
    (MINUTES, "30秒～1分", 0.5, 1),
    (MINUTES, "30分～1時間", 30, 60),
    (MINUTES, "1時間～1時間30分", 60, 90),
    (MINUTES, "1～2時間", 60, 120),
    (MINUTES, "1件10～15分程度", 10, 15),
    (MINUTES, "二、三分", 2, 3),
    (ITEMS, "約20～約30件", 20, 30),
    (ITEMS, "20±5件", 15, 25),
    (ITEMS, "2、3件", 2, 3),
    (ITEMS, "1～2万件", 10_000, 20_000),
    (ITEMS, "500～2千件", 500, 2_000),
    (ITEMS, "10件以上20件未満", 10, 20),
    (RUNS, "週2～3回", 104, 156),
    (RUNS, "年4-6回", 4, 6),
    (HOURS, "月10～15時間", 120, 180),
    (PERCENT, "1～2％", 1, 2),
    (PERCENT, "100件中3～5件", 3, 5),
]


@pytest.mark.parametrize(("field", "text", "low", "high"), RANGES)
def test_ranges_keep_both_ends(field, text, low, high):
    found = read(text, field)
    assert (found.how, found.code) == ("understood", "range_read")
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-12)
    assert found.value == pytest.approx((low + high) / 2, rel=1e-12)
    assert found.is_range


# ------------------------------------------------------------------------------- ambiguous

AMBIGUOUS = [
    (RUNS, "月20回×3人", 720),
    (RUNS, "20回×12か月", 240),
    (RUNS, "月20回×12か月", 240),
    (RUNS, "月20回×12", 240),
    (RUNS, "200日", 200),
    (RUNS, "毎月10日", 12),
    (RUNS, "週2回（年100回）", 104),
    (RUNS, "不定期（年3回程度）", 3),
    (RUNS, "12回以上", 12),
    (ITEMS, "20以上", 20),
    (ITEMS, "20未満", 20),
    (ITEMS, "20件まで", 20),
    (ITEMS, "～20件", 20),
    (ITEMS, "20件～", 20),
    (ITEMS, "最大20件", 20),
    (ITEMS, "20件×3人", 60),
    (ITEMS, "10件/日", 10),
    (ITEMS, "20（10）", 20),
    (MINUTES, "1日", 480),
    (MINUTES, "1:30", 90),
    (MINUTES, "0:05:00", 5),
    (MINUTES, "5分以内", 5),
    (MINUTES, "2人で30分", 60),
    (MINUTES, "5分×2人", 10),
    (MINUTES, "5分（郵送は10分）", 5),
    (MINUTES, "5分（場合による）", 5),
    (HOURS, "10日", 80),
    (HOURS, "月10", 120),
    (HOURS, "8時間×20日×12か月", 1920),
    (HOURS, "40:00", 40),
    (PERCENT, "20％未満", 20),
    (PERCENT, "1/10", 10),
]


@pytest.mark.parametrize(("field", "text", "value"), AMBIGUOUS)
def test_ambiguous_is_taken_with_a_warning(field, text, value):
    found = read(text, field)
    assert (found.how, found.code) == ("ambiguous", "ambiguous_number")
    assert found.value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("text", ["0.05", "０．０５", "0.5", "0.05～0.1"])
def test_a_share_or_a_percentage(text):
    found = read(text, PERCENT)
    assert (found.how, found.code) == ("ambiguous", "percent_or_share")
    assert 0 < found.value < 1


# --------------------------------------------------------------------------------- unknown

UNKNOWN = {
    "frequency_unknown": [
        (RUNS, "随時"),
        (RUNS, "不定期"),
        (RUNS, "適宜"),
        (RUNS, "都度"),
        (RUNS, "申請の都度"),
        (RUNS, "必要に応じて"),
        (RUNS, "依頼があれば"),
    ],
    "number_unknown": [
        *((field, "多数") for field in (RUNS, ITEMS, MINUTES, HOURS, PERCENT)),
        *((field, "日による") for field in (RUNS, ITEMS, MINUTES, HOURS, PERCENT)),
        (RUNS, "月数回"),
        (ITEMS, "数件"),
        (ITEMS, "数十件"),
        (ITEMS, "10数件"),
        (ITEMS, "若干"),
        (ITEMS, "なし"),
        (ITEMS, "－"),
        (MINUTES, "数分"),
        (MINUTES, "？"),
        (PERCENT, "数％"),
        (PERCENT, "ほぼなし"),
        (HOURS, "随時"),
    ],
    "unit_mismatch": [
        (RUNS, "10件"),
        (RUNS, "3時間"),
        (RUNS, "5%"),
        (ITEMS, "3時間"),
        (ITEMS, "20回"),
        (ITEMS, "毎日"),
        (ITEMS, "年1,200件"),
        (ITEMS, "100件/月"),
        (MINUTES, "20件"),
        (MINUTES, "1回30分"),
        (MINUTES, "30分/日"),
        (MINUTES, "月10時間"),
        (SETUP, "10分/件"),
        (HOURS, "1回2時間"),
        (PERCENT, "5件"),
    ],
    "date_damage": [
        (MINUTES, "10月15日"),
        (MINUTES, "2026/10/15"),
        (MINUTES, "2026-10-15"),
        (MINUTES, "15-Oct"),
        (MINUTES, "Oct-15"),
    ],
}


@pytest.mark.parametrize(
    ("code", "field", "text"),
    [(code, field, text) for code, cases in UNKNOWN.items() for field, text in cases],
)
def test_unknown_with_a_warning(code, field, text):
    found = read(text, field)
    assert (found.how, found.code) == ("unknown", code)
    assert math.isnan(found.value)
    assert found.shown == ({"typed": "10-15"} if code == "date_damage" else {})


@pytest.mark.parametrize(
    "text",
    [
        "たくさん",
        "1 2",
        "1,2",
        "①20",
        "10²",
        "10前後20",
        "10（注）20",
        "15～10",
        "十二三件",
    ],
)
@pytest.mark.parametrize("field", [RUNS, ITEMS, MINUTES, HOURS, PERCENT])
def test_what_cannot_be_read_is_no_number(field, text):
    found = read(text, field)
    assert (found.how, found.code) == ("none", "not_a_number")
    assert math.isnan(found.value)


@pytest.mark.parametrize("text", ["12", " 12 ", "0", "2.5", "-3", "1e3"])
def test_the_very_number_is_exact(text):
    found = read(text, MINUTES)
    assert (found.how, found.code) == ("exact", "")
    assert found.value == float(text)


def test_words_follow_the_policy():
    other = Checks(working_days_per_year=250, hours_per_staff_year=2_000)
    assert read_quantity("毎日", FIELDS[RUNS], other).value == 250
    assert read_quantity("毎日", FIELDS[RUNS], CHECKS).value == 240
    assert read_quantity("半日", FIELDS[MINUTES], other).value == 240


# ----------------------------------------------------------------------- cells that are no texts


@pytest.mark.parametrize(
    ("cell", "field", "value", "code", "expected"),
    [
        (5, MINUTES, 5.0, "", ""),
        (2.5, MINUTES, 2.5, "", ""),
        (True, MINUTES, math.nan, "not_a_number", ""),
        (dt.date(2026, 10, 15), MINUTES, math.nan, "date_damage", "10-15"),
        (dt.date(1945, 3, 1), RUNS, math.nan, "date_damage", "3-45"),
        (dt.datetime(2026, 4, 5), ITEMS, math.nan, "date_damage", "4-5"),
        (dt.time(1, 30), MINUTES, 90.0, "ambiguous_number", "90"),
        (dt.time(1, 30), HOURS, 1.5, "ambiguous_number", "1.5"),
        (dt.time(1, 30), RUNS, math.nan, "date_damage", "1:30"),
        (dt.timedelta(hours=40), HOURS, 40.0, "ambiguous_number", "40"),
        ("PT40H00M00S", HOURS, 40.0, "ambiguous_number", "40"),
        (PercentCell(5.0), PERCENT, 5.0, "", ""),
        (PercentCell(5.0), ITEMS, math.nan, "unit_mismatch", ""),
        (ErrorCell("#REF!"), ITEMS, math.nan, "cell_error", ""),
        (FormulaCell("=A1"), ITEMS, math.nan, "formula_without_value", ""),
    ],
)
def test_cells_that_are_no_texts(cell, field, value, code, expected):
    found = quantity_in_cell(cell, FIELDS[field], CHECKS)
    assert found.value == value or math.isnan(found.value) == math.isnan(value)
    assert (found.code, "".join(found.shown.values())) == (code, expected)


# ------------------------------------------------------------------------------------ numerals


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("約　１，２００ 件", "約1200件"),
        ("二十三件", "23件"),
        ("千5百", "1500"),
        ("1万2000", "12000"),
        ("１０ー１５", "10-15"),
        ("10〜15", "10~15"),
        ("３ヵ月", "3か月"),
        ("二三件", "二三件"),
        ("1万2", "1万2"),
        ("2万3億", "2万3億"),
        ("十百", "十百"),
        ("12,00", "12,00"),
    ],
)
def test_one_spelling(text, plain):
    assert plain_spelling(text) == plain


@pytest.mark.parametrize("text", ["①", "10²", "½時間", "⑩件", "1 2", "1　000"])
def test_digits_that_would_run_together(text):
    assert plain_spelling(text) is None


# --------------------------------------------------- how often, as municipal offices write it

OFTEN = {
    "土日を除く毎日": 240,
    "週休日を除く毎日": 240,
    "土・日・祝日を除く": 240,
    "閉庁日を除き毎日": 240,
    "毎日（土日祝を除く）": 240,
    "月～金": 240,
    "月曜日から金曜日": 240,
    "毎日（土日含む）": 365,
    "土日も含め毎日": 365,
    "年中無休": 365,
    "午前・午後各1回": 480,
    "朝夕": 480,
    "朝・昼・夕": 720,
    "1日2回（朝夕）": 480,
    "隔週水曜": 26,
    "隔週月・木": 52,
    "隔週の金曜日": 26,
    "第1・3金曜": 24,
    "第2水曜日": 12,
    "毎月第2・第4水曜日": 24,
    "毎月10日・25日": 24,
    "毎月5日、15日、25日": 36,
    "月末・月初": 24,
    "月初と月末": 24,
    "毎月月末": 12,
    "月2回（15日・末日）": 24,
    "年2回（9月、3月）": 2,
    "偶数月": 6,
    "奇数月末": 6,
    "毎年偶数月に1回": 6,
    "四半期": 4,
    "各四半期末": 4,
    "上期・下期": 2,
    "年度末に1回": 1,
    "令和6年度実績：36回": 36,
    "R6実績 36回": 36,
    "昨年度は約40回": 40,
    "36回（R6実績）": 36,
    "5回（月）": 60,
    "2回（1日あたり）": 480,
    "年1,2回": 1.5,
}


@pytest.mark.parametrize(("text", "expected"), OFTEN.items())
def test_how_often_is_understood(text, expected):
    found = read(text, RUNS)
    assert (found.value, found.how) == (expected, "understood")


SEASONAL = {
    "4～6月に週2回": 2 * 52 * 3 / 12,
    "3月のみ毎日": 240 / 12,
    "12・1月は月5回": 5 * 2,
    "3～5月は毎日、その他は週1回": 240 * 3 / 12 + 52 * 9 / 12,
    "年度当初のみ": 1,
    "当初のみ": 1,
    "4月・10月のみ": 2,
    "4月に10回": 10,
    "12月に約2回程度": 2,
    "4月・10月に各1回": 2,
    "4～6月に3回": (3 + 9) / 2,  # in all, or each month
    "50週": 50,
    "12ヶ月": 12,
    "5・10日": 24,
}


@pytest.mark.parametrize(("text", "expected"), SEASONAL.items())
def test_parts_of_a_year_are_counted_with_a_warning(text, expected):
    found = read(text, RUNS)
    assert found.value == pytest.approx(expected)
    assert found.code == "ambiguous_number"


@pytest.mark.parametrize(
    "text",
    ["毎時", "1時間ごと", "30分に1回", "24時間365日", "常時", "通年", "議会ごと", "選挙時",
     "補正予算ごと",
     "災害発生時のみ", "年度当初に1回、以後随時"],
)  # fmt: skip
def test_an_occasion_is_no_number_of_runs(text):
    assert read(text, RUNS).code == "frequency_unknown"


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        (ITEMS, "約1,000件（年間）", "unit_mismatch"),
        (ITEMS, "1,200件／年", "unit_mismatch"),
        (ITEMS, "80件（月）", "unit_mismatch"),
        (ITEMS, "300件（週計）", "unit_mismatch"),
        (MINUTES, "10分（1回）", "unit_mismatch"),
        (MINUTES, "20時間（年間）", "unit_mismatch"),
        (ITEMS, "全件", "number_unknown"),
        (ITEMS, "一式", "number_unknown"),
        (PERCENT, "たまに", "number_unknown"),
    ],
)
def test_a_bracket_that_changes_the_unit_is_no_remark(field, text, code):
    found = read(text, field)
    assert math.isnan(found.value)
    assert found.code == code


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (ITEMS, "20件（1回）", 20),
        (MINUTES, "10分（1件）", 10),
        (HOURS, "120時間（年間）", 120),
        (HOURS, "10時間（月間）", 120),
        (ITEMS, "R6実績 240件", 240),
        (ITEMS, "2,3件", 2.5),
        (MINUTES, "15'", 15),
        (MINUTES, "15′", 15),
        (MINUTES, "1時間30’", 90),
        (HOURS, "1人月", 160),
        (HOURS, "0.5人工", 4),
        (HOURS, "2人年", 3_840),
        (HOURS, "残業含め300時間", 300),
        (MINUTES, "確認含めて20分", 20),
        (RUNS, "'240", 240),
        (ITEMS, "1\u00a0200", 1_200),
    ],
)
def test_everyday_spellings_are_understood(field, text, expected):
    found = read(text, field)
    assert (found.value, found.how) == (expected, "understood")


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (ITEMS, "20件×3課", 60),
        (ITEMS, "5種類×10件", 50),
        (MINUTES, "5分×2回", 10),
        (HOURS, "30分×240回", 120),
        (HOURS, "240回×30分", 120),
    ],
)
def test_products_of_everyday_units_are_ambiguous(field, text, expected):
    found = read(text, field)
    assert (found.value, found.code) == (expected, "ambiguous_number")


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u00ad", "\u2060", "\u200e", "\ufe0f"])
@pytest.mark.parametrize("text", ["{}240", "240{}", "2{}40", "{}240回", "約{}240{}回"])
def test_what_nobody_sees_changes_no_number(sign, text):
    assert read(text.format(sign, sign), RUNS).value == 240


@pytest.mark.parametrize("text", ["1 200", "5.0.0", "1、200", "R6 240", "H30回"])
def test_a_number_that_may_be_two_is_not_read(text):
    assert math.isnan(read(text, ITEMS).value)
