"""Each concept has one word in what officials read, and no other."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import rpa_scout
from rpa_scout.policy.files import DEFAULT_POLICY, policy_path

PO = Path(rpa_scout.__file__).parent / "locale/ja/LC_MESSAGES/rpa_scout.po"

OTHER_WORDS = {
    "policy: 選定方針": r"ポリシー|(?<!選定)(?<!1_)方針",
    "break-even: 効果が出る件数の目安": r"損益分岐",
    "build: シナリオ作成（内製・委託）": r"構築|開発",
    "correction: 訂正": r"(?<!要)修正|(?<!やり)直し(?=$|の手間|・)",
    "error: 要修正": r"^(✕ ?)?誤り|誤り[{：\d]|エラー\{",
    "warning: 要確認": r"注意",
    "row left out: 集計から除いた行": r"対象外|除外",
    "live: 稼働中": r"本番",
    "retired: 廃止": r"終了",
    "attended minutes: 立会い時間": r"付添|付き添い",
    "own city: 本市": r"貴市|御市",
    "baseline: 策定時": r"基準値|現状値",
    "task id: 業務番号": r"業務ID|業務ＩＤ",
    "actuals: 実績": r"実測",
    "chance: 達成の確率": r"目標に届|届く見込|達成できます",
    "range: ～": r"–|—",
}
"""By concept and its word, the words that stand for it nowhere."""

OTHER_MEANING = {
    "retired: 廃止": {
        "&Quit": "the program ends",
        "Build every page with sample data and exit.": "the program ends",
        "End with code 0 even where findings are errors.": "the program ends",
        (
            "A run is the work from start to end; an item is one application or record handled in "
            "it. Example: 200 applications are entered once a month: 12 runs a year, 200 items "
            "per run."
        ): "a sitting of work ends",
    },
}
"""Messages in which such a word means something else, by concept."""


def messages():
    with PO.open("rb") as stream:
        return {
            message.id: message.string for message in read_po(stream, locale="ja") if message.id
        }


@pytest.mark.parametrize("concept", OTHER_WORDS)
def test_one_word_for_one_thing(concept):
    allowed = OTHER_MEANING.get(concept, {})
    wrong = {
        english: japanese
        for english, japanese in messages().items()
        if re.search(OTHER_WORDS[concept], japanese) and english not in allowed
    }
    assert wrong == {}


@pytest.mark.parametrize("concept", OTHER_MEANING)
def test_no_exception_is_out_of_date(concept):
    japanese = messages()
    for english in OTHER_MEANING[concept]:
        assert re.search(OTHER_WORDS[concept], japanese[english]), english


@pytest.mark.parametrize(
    ("concept", "sentence"),
    [
        ("policy: 選定方針", "方針を切り替えます。"),
        ("correction: 訂正", "修正には理由が必要です。"),
        ("error: 要修正", "誤り3件、参考1件。"),
        ("chance: 達成の確率", "両方の目標に届きます。"),
    ],
)
def test_the_words_are_noticed(concept, sentence):
    assert re.search(OTHER_WORDS[concept], sentence)


@pytest.mark.parametrize("concept", OTHER_WORDS)
def test_the_policy_uses_the_words(concept):
    file = policy_path(DEFAULT_POLICY).read_text(encoding="utf-8")
    texts = re.findall(r'ja = "([^"]*)"', file) + re.findall(r"^#ja (.*)$", file, re.MULTILINE)
    assert len(texts) > 200
    wrong = [
        text
        for text in texts
        if re.search(OTHER_WORDS[concept], re.sub("判断基準の方針|検討方針", "", text))
    ]
    assert wrong == []
