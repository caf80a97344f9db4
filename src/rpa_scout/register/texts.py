"""The Japanese sentences of the register's form.

They are the content of a Japanese document, not messages of the program: they are not translated.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "FILE_STEM",
    "FILLING_RULES",
    "LEAD",
    "RULES_TITLE",
    "STEPS",
    "STEPS_TITLE",
    "TITLE",
    "hint",
]

FILE_STEM: Final = "自動化実績票"
TITLE: Final = "自動化実績票"
LEAD: Final = (
    "すでに動いている自動化（RPA・AI-OCR・生成AIなど）と、その年度に減った時間をお尋ねします。"
    "年に1回、{year}の実績を書いてください。"
    "ここに書かれた時間と業務の数が、計画の目標に対する実績になります。"
)

STEPS_TITLE: Final = "記入の手順"
STEPS: Final = (
    (
        "行を確かめる",
        "「{tasks}」の1行が、1つの自動化です。前年までに書かれたものは記入済みです。",
    ),
    (
        "年度の実績を書く",
        "減った時間と、どう確かめたかを書きます。およその数字で結構です。",
    ),
    (
        "いまの状況を選ぶ",
        "使わなくなったものは「いいえ」とし、廃止した年度と理由を書きます。行は消さないでください。",
    ),
    (
        "新しい自動化を足す",
        "この1年に始めたものは、下の空いた行に書きます。",
    ),
    (
        "保存して返送する",
        "シートの名前、見出し、列の並びはそのままで保存し、配布元へ返してください。",
    ),
)

RULES_TITLE: Final = "記入の決まり"
FILLING_RULES: Final = (
    (
        "減った時間",
        "自動化の前と後の、職員の時間の差です。確認や手直しの時間は引きます。機械が動く時間は関係ありません。",
    ),
    (
        "1つの業務に2つの自動化",
        "行を分け、「受け持つ割合」を書きます。合計は100％までです。時間はそれぞれの分だけを書きます。",
    ),
    (
        "測っていないとき",
        "使っている職員に聞いた時間で結構です。「把握の方法」は「聞取り」を選んでください。",
    ),
    ("わからないとき", "空欄か「{unknown}」で結構です。後で伺うことがあります。"),
    (
        "年度の書き方",
        "令和8年度、R8、2026 のどれでもかまいません。",
    ),
)


def hint(year: str) -> str:
    """Return the sentence above the list."""
    return (
        f"{year}の実績をお尋ねします。1行に1つの自動化。記入済みの行は、年度の実績といまの状況を"
        "書いてください。わからないところは空欄か「{unknown}」にしてください。"
    )
