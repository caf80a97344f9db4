"""Choices as people write them: one answer, several, in doubt, unknown, or not understood."""

import itertools

import pytest
from tests.unit.reading.surveys import FIELDS

from rpa_scout.checking.answers import read_column
from rpa_scout.checking.choices.reading import read_choice
from rpa_scout.checking.choices.vocabulary import vocabulary_of
from rpa_scout.policy.choices import Choice
from rpa_scout.policy.fields import FieldDefinition

PAPER = ("print", "handwriting")
ELECTRONIC = ("system", "spreadsheet", "web_form", "text_pdf")


def read(text, field_id):
    """Return codes of the choices and whether they are beyond doubt; None: not understood."""
    field = FIELDS[field_id]
    answer = read_choice(text, vocabulary_of(field, FIELDS.words))
    if answer is None:
        return None
    return tuple(field.codes[one] for one in sorted(answer.positions)), answer.is_clear


CLEAR = {
    "manual": {
        "current": [
            *("有", "有り", "あり", "ある", "○", "〇", "◯", "◎", "レ", "✓", "✔", "☑", "TRUE",
              "true"),
            *("はい", "YES", "要", "必要", "該当", "含む",               "有（R5作成）"),
            *("マニュアルあり", "手順書は有り", "手順書の有無：有", "ありです", "有\u200b"),
            *("整備済", "作成済み", "最新版"),
        ],
        "none": [
            *("無", "無し", "なし", "ない", "×", "✕", "いいえ", "no", "FALSE", "不要", "不可",
              "なし(未整備)"),
            *("未作成", "作成中", "存在しない"),
            *("手順書なし", "特になし", "該当なし", "含まない", "ありません", "現在なし"),
        ],
        "old": ["古い", "あり（古い）", "② あり（古い）", "2 古い", "あり（一部、古い）"],
    },
    "personal_data": {
        "personal": [
            *("個人情報", "個人情報あり", "個人情報を含む", "あり（氏名・住所）", "有（要配慮）",
              "要配慮個人情報"),
        ],
        "my_number": [
            *("特定個人情報あり", "あり、特定個人情報", "有（特定個人情報）", "特定個人情報を含む",
              "マイナンバー"),
        ],
        "none": ["個人情報なし", "個人情報は含まない", "無"],
    },
    "judgement": {"none": ["不要", "判断なし", "判断は不要", "×", "無", "特になし"]},
    "digitisable": {"online_form": ["電子申請可", "オンライン化できる"], "already": ["済"]},
    "current_tool": {"rpa": ["AI-OCR", "WinActor"], "macro": ["Excel関数"]},
    "template": {
        "vendor": ["ベンダー提供"], "other_city": ["他市"],
        "none": ["無", "×", "雛型なし", "シナリオは無し"],
    },
    "input_form": {
        "spreadsheet": ["Ｅｘｃｅｌ", "エクセル等", "2. Excel・CSV", "Excelデータ"],
        "web_form": ["3 Web", "③電子申請・Web", "（3）電子申請・Web", "LoGoフォーム"],
        "spoken": ["電話や窓口", "窓口、電話", "主に電話"],
    },
    "pattern": {"other": ["その他（現地調査）", "その他(FAX送信)"], "entry": ["入力", "転記",
      "1 入力", "入力（税）"]},
    "timing": {
        "batch": ["まとめて（月末）", "期限なし", "いつでもよい", "急がない"],
        "same_day": ["当日中（15時まで）", "即日"],
    },
    "change_frequency": {
        "rarely": ["変更なし", "無", "3年に1度"],
        "yearly": ["年に1回", "年1回程度（4月）", "年1", "年度ごと"],
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("field_id", "code", "text"),
    [
        (field_id, code, text)
        for field_id, by_code in CLEAR.items()
        for code, texts in by_code.items()
        for text in texts
    ],
)
def test_one_answer(field_id, code, text):
    assert read(text, field_id) == ((code,), True)


DOUBTFUL = {
    ("manual", "none"): ["-", "－", "―", "ー", "0", "3", "③", "ほぼなし", "原則なし"],
    ("manual", "current"): [
        "1",
        "①",
        "一部あり",
        "△",
        "有（無）",
        "あり（一部）",
        "○（△）",
        "○（一部のみ）",
        "△（○）",
    ],
    ("manual", "old"): ["2", "②", "(2)"],
    ("judgement", "none"): ["ほぼなし", "0", "①"],
    ("judgement", "sometimes_complex"): ["3", "③"],
    ("input_form", "system"): ["住民記録システム", "庁内システムから"],
    ("input_form", "handwriting"): ["手書きの申請書"],
    ("change_frequency", "yearly"): ["毎年4月"],
}


@pytest.mark.parametrize(
    ("field_id", "code", "text"),
    [(*key, text) for key, texts in DOUBTFUL.items() for text in texts],
)
def test_one_answer_in_doubt(field_id, code, text):
    assert read(text, field_id) == ((code,), False)


SEVERAL = {
    "input_form": {
        PAPER: ["紙", "紙媒体", "FAX", "郵送", "紙（活字・手書き）", "その他（FAX）", "紙等"],
        (*ELECTRONIC, *PAPER): ["紙・電子", "電子／紙"],
        ("spreadsheet", "handwriting"): ["紙（手書き）、Excel・CSV", "Excel＋手書き",
          "手書き\nExcel"],
        ("text_pdf", "spoken"): ["メール、電話", "メール又は電話", "電話及びメール"],
        ("text_pdf", *PAPER): ["PDF又は紙", "紙、PDF"],
    },
    "pattern": {
        ("entry", "matching"): [
            "入力／照合",
            "入力・照合",
            "システムへの入力・転記、データの照合・突合",
        ],
        ("entry", "aggregation"): ["転記・集計"],
        ("document", "aggregation"): ["帳票・通知の作成、印刷、集計・加工"],
    },
    "judgement": {
        ("simple_rules", "sometimes_complex", "judgement"): ["有", "判断あり", "要", "○"],
        ("simple_rules", "sometimes_complex"): ["一部判断あり", "△", "一部あり", "○（一部）",
          "あり（△）", "要（時々）"],
    },
    "template": {("vendor", "other_city"): ["有", "○", "雛型あり"]},
    "planned_change": {
        ("within_3y", "within_1y"): ["令和9年度", "R9.4", "令和９年４月", "2027年度", "2027",
          "2027/4",
          "2027-04-01", "R10", "9年度", "来年度", "2年後", "令和9～10年度", "R9年度更改予定",
          "令和9年度（制度改正）", "令和9年4月に法改正予定", "予定あり（R9）"],
    },
    "digitisable": {("online_form", "ocr"): ["可", "電子化できる", "電子化可能"]},
    "manual": {("current", "old"): ["あり（最新）、あり（古い）", "最新・古い"]},
    "network": {("core", "lgwan"): ["基幹系・LGWAN系", "LGWANと基幹系"]},
    "change_frequency": {("rarely", "yearly"): ["少ない", "2年に1回"]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("field_id", "codes", "text"),
    [
        (field_id, codes, text)
        for field_id, by_codes in SEVERAL.items()
        for codes, texts in by_codes.items()
        for text in texts
    ],
)
def test_several_answers_are_all_kept(field_id, codes, text):
    assert read(text, field_id) == (codes, True)


@pytest.mark.parametrize(
    ("field_id", "codes", "text"),
    [
        ("template", ("vendor", "other_city"), "○（一部）"),
        ("template", ("vendor", "other_city"), "○△"),
        ("manual", ("current", "none"), "なし（一部あり）"),
        ("manual", ("current", "none"), "×（△）"),
        ("manual", ("current", "none"), "あり（一部なし）"),
        ("digitisable", ("online_form", "ocr"), "可（一部）"),
    ],
)
def test_what_is_so_in_part_stays_open_where_no_choice_says_partly(field_id, codes, text):
    assert read(text, field_id) == (codes, False)


@pytest.mark.parametrize(
    ("field_id", "text"),
    [
        *(("manual", text) for text in ("個人情報", "□", "夏", "なし？たぶん", "9", "0.05",
          "担当者のため")),
        *(("input_form", text) for text in ("紙以外", "相談", "用紙", "-", "○", "有", "99")),
        *(("pattern", text) for text in ("相談", "有", "企画調整")),
        *(("timing", text) for text in ("翌日", "紙（活字）", "○")),
        *(("personal_data", text) for text in ("特定個人情報以外", "特定個人情報なし",
          "特定個人情報は含まない")),
        *(("planned_change", text) for text in ("令和", "15", "R9担当者")),
        *(("manual", text) for text in ("令和9年度", "R9.4")),
        ("judgement", "1"),
        ("judgement", "専門的な知見による" * 20),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_no_answer(field_id, text):
    assert read(text, field_id) is None


@pytest.mark.parametrize(
    "text", ["？", "?", "不明", "未定", "確認中", "分かりません", "把握していない"]
)
@pytest.mark.parametrize("field", FIELDS.of_kind("choice"), ids=lambda one: one.id)
def test_a_question_mark_means_unknown_everywhere(field, text):
    assert read(text, field.id) == ((), True)


@pytest.mark.parametrize("field", FIELDS.of_kind("choice"), ids=lambda one: one.id)
def test_two_labels_in_any_order_with_any_separator_are_both_kept(field):
    labels = [one.label for one in field.choices]
    for first, second in itertools.permutations(range(len(labels)), 2):
        for separator in "、／・＋\n":
            answer = read(labels[first] + separator + labels[second], field.id)
            assert answer is not None, (labels[first], separator, labels[second])
            expected = {field.codes[first], field.codes[second]}
            general = {"あり", "なし"} & {labels[first], labels[second]}
            assert set(answer[0]) == expected or (general and set(answer[0]) < expected)


def test_every_label_with_a_remark_is_the_label():
    for field in FIELDS.of_kind("choice"):
        for choice in field.choices:
            assert read(f"{choice.label}（R5年度分のみ）", field.id)[0] == (choice.code,)


def test_the_vocabulary_is_that_of_the_field():
    field = FieldDefinition(
        id="remote",
        label="在宅での可否",
        label_en="At home",
        kind="choice",
        group="content",
        help="",
        help_en="",
        choices=(
            Choice(code="home", label="在宅でできる", label_en="Yes"),
            Choice(code="office", label="庁舎のみ", label_en="No"),
        ),
        yes=("home",),
        no=("office",),
    )
    column = read_column(["可", "×", "2", "庁舎のみ（個人情報）", "庁舎"], field)
    assert column.cells.tolist() == [0, 1, -1, 1, -1]
    assert [one.code for one in column.remarks] == [
        "choice_read_as",
        "choice_read_as",
        "unknown_choice",  # its choices are not numbered
        "choice_read_as",
        "unknown_choice",
    ]


def test_alternatives_stand_beside_an_unknown_cell():
    column = read_column(["紙・電子", "Excel・CSV", "紙"], FIELDS["input_form"])
    assert column.cells.tolist() == [-1, 1, -1]
    assert column.alternatives == {0: (*ELECTRONIC, *PAPER), 2: PAPER}
    assert [one.code for one in column.remarks] == ["choice_left_open"] * 2
    assert column.remarks[1].values["choices"] == "紙（活字）／紙（手書き）"
