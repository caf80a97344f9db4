"""The question behind every finding, as a colleague would ask it.

They belong to a Japanese document, so they are not translated. A finding without a question of its
own is asked about with its field's general question.
"""

from __future__ import annotations

from typing import Final

__all__ = ["BY_CODE", "BY_KIND", "CONFIRM", "OPEN"]

_ROUGH: Final = "「{field}」に「{written}」と記入されています。おおよその数字を教えてください。"
_MONTHLY: Final = (
    "「{field}」に「{written}」と記入されています。これは{period}当たりの数字でしょうか。"
    "年間の数字を教えてください（ほかの記入から計算すると年{computed}程度になります）。"
)
_LARGE: Final = (
    "「{name}」の年間の作業時間は、記入から計算すると{written}時間になります。"
    "回数、件数又は時間の単位（月と年、時間と分など）に違いがないか、確認してください。"
)

BY_CODE: Final[dict[str, str]] = {
    "required_missing": "「{field}」が空欄です。記入してください。",
    "required_unreadable": (
        "「{field}」のセルを読み取れませんでした（{written}）。記入してください。"
    ),
    "not_a_number": _ROUGH,
    "number_unknown": _ROUGH,
    "frequency_unknown": (
        "「{field}」に「{written}」と記入されています。1年間におおよそ何回行うかを教えてください。"
    ),
    "unit_mismatch": (
        "「{field}」に「{written}」と記入されています。単位を確認し、おおよその数字を教えてください。"
    ),
    "out_of_range": (
        "「{field}」に「{written}」と記入されています。{allowed}の範囲で記入してください。"
    ),
    "unknown_choice": (
        "「{field}」に「{written}」と記入されています。選択肢の中から最も近いものを選んでください。"
    ),
    "choice_doubtful": (
        "「{field}」に「{written}」と記入されています。「{taken}」ということでよいか、確認してください。"
    ),
    "choice_left_open": (
        "「{field}」に「{written}」と記入されています。次のうち、主なものを1つ選んでください：{choices}"
    ),
    "ditto_without_answer": (
        "「{field}」に「{written}」と記入されていますが、上の行が空欄です。内容を教えてください。"
    ),
    "not_months": "「{field}」に「{written}」と記入されています。何月かを教えてください。",
    "ambiguous_number": (
        "「{field}」に「{written}」と記入されています。{taken}ということでよいか、確認してください。"
    ),
    "percent_or_share": (
        "「{field}」に「{written}」と記入されています。{taken}％ということでよいか、確認してください。"
    ),
    "date_damage": (
        "「{field}」が日付（{written}）になっています。"
        "「{typed}」と入力したものが自動で変換された可能性があります。正しい内容を教えてください。"
    ),
    "cell_error": "「{field}」のセルがエラー（{written}）になっています。内容を教えてください。",
    "formula_without_value": "「{field}」の計算結果を読み取れませんでした。数字を教えてください。",
    "duplicate_task": (
        "業務「{written}」が2か所に記入されています（もう1か所は{place}）。"
        "同じ業務か、別の業務かを教えてください。"
    ),
    "hours_unknown": (
        "年間の作業時間を計算できる記入がありません。"
        "1年間におおよそ何時間かかっているか、記入してください。"
    ),
    "routine_with_judgement": (
        "「{field}」は「{written}」ですが、業務の内容に「{words}」とあります。"
        "職員の判断を要する程度を教えてください。"
    ),
    "routine_with_exceptions": (
        "「{field}」が{written}％、判断の程度が「{judgement}」と記入されています。"
        "通常の手順で処理できない件の割合は、この数字でよいでしょうか。"
    ),
    "paper_already_electronic": (
        "入口は「{input}」、「{field}」は「{written}」と記入されています。"
        "紙や口頭で受け取る情報を電子化できるかを教えてください。"
    ),
    "electronic_not_already": (
        "入口は「{input}」、「{field}」は「{written}」と記入されています。"
        "情報は電子データで受け取っているということでよいでしょうか。"
    ),
    "hours_month_for_year": _MONTHLY.replace("{period}", "1か月"),
    "hours_week_for_year": _MONTHLY.replace("{period}", "1週間"),
    "hours_per_day_for_year": _MONTHLY.replace("{period}", "1日"),
    "runs_month_for_year": _MONTHLY.replace("{period}", "1か月"),
    "runs_week_for_year": _MONTHLY.replace("{period}", "1週間"),
    "runs_day_for_year": _MONTHLY.replace("{period}", "1日"),
    "hours_for_minutes": (
        "「{field}」に「{written}」と記入されています。回数、件数及び時間から計算すると年{computed}時間です。"
        "単位（時間と分）を確認し、年間の時間を教えてください。"
    ),
    "hours_disagree": (
        "「{field}」は「{written}」ですが、回数、件数及び時間から計算すると年{computed}時間です。"
        "年間の時間は、どちらが実際に近いでしょうか。"
    ),
    "minutes_unusually_long": (
        "「{field}」に「{written}」と記入されています。1件当たりの時間（分）として、この数字でよいでしょうか。"
    ),
    "minutes_unusually_short": (
        "「{field}」に「{written}」と記入されています。1件当たりの時間（分）として、この数字でよいでしょうか。"
    ),
    "task_hours_beyond_staff": _LARGE,
    "task_hours_beyond_largest": _LARGE,
}
"""Question by the code of a finding."""

CONFIRM: Final = (
    "「{field}」に「{written}」と記入されています。この内容でよいか、確認してください。"
)
"""Question about an answer whose finding has none of its own."""

OPEN: Final = "「{field}」が未記入です。評価の精度を高めるため、分かる範囲で記入してください。"
"""Question about an unanswered field."""

BY_KIND: Final = {
    "choice": "▼の一覧から選んでください。",
    "number": "おおよその数字を入力してください（単位は不要）。",
    "months": "1～12の数字を「、」で区切って入力してください。",
    "names": "名称を「、」で区切って記入してください。",
    "text": "「{label}」を記入してください。",
}
"""How to answer, by the kind of the field."""
