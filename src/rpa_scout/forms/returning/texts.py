"""The Japanese sentences of the question sheet.

They belong to a Japanese document, not to the program, so they are not translated.
"""

from __future__ import annotations

from typing import Final

from rpa_scout.questions import ANSWER_HEADING, HOW_HEADING, KEEP_LABEL, REASON_HEADING

__all__ = [
    "AUTHOR",
    "COUNT_LINE",
    "DONE_NOTE",
    "FILE_STEM",
    "HEADINGS",
    "HOW_BY_KIND",
    "HOW_KEEP",
    "HOW_NUMBER",
    "HOW_WITHDRAW",
    "KIND_LABELS",
    "NOTE",
    "NOTE_MARK",
    "NOTHING_WRITTEN",
    "OPEN_REASON",
    "PREVIOUS_REPLY",
    "REMARKS_LINE",
    "REMARKS_TITLE",
    "ROW",
    "SETTLED_TITLE",
    "WAY_LINE_COPY",
    "WAY_LINE_OWN",
]

AUTHOR: Final = "デジタル課"
FILE_STEM: Final = "確認のお願い"

COUNT_LINE: Final = (
    "{count}件の確認をお願いします。右端の「回答」の欄に書き、上書き保存して返送してください。"
    "わからないときは「わからない」と書いてください。"
)
REMARKS_LINE: Final = (
    "一覧の列に、直していただきたいところがあります。下の説明をご覧のうえ、"
    "一覧を直し、上書き保存して返送してください。"
)
WAY_LINE_COPY: Final = (
    "「セル」を押すと、一覧のその場所が開きます。"
    "色の付いたセルを一覧の方で直していただいても結構です。"
)
WAY_LINE_OWN: Final = (
    "お送りいただいた「{file}」についての確認です。回答は、この表に書いてください。"
)

HEADINGS: Final = (
    "番号",
    "セル",
    "業務名",
    "項目",
    "今の記入",
    REASON_HEADING,
    HOW_HEADING,
    ANSWER_HEADING,
)
KIND_LABELS: Final = {
    "error": "直していただきたいところ",
    "warning": "確かめていただきたいところ",
    "info": "まだ伺っていないところ",
    "settled": "済んだところ",
}
ROW: Final = "{row}行目"
NOTHING_WRITTEN: Final = "（空欄）"
PREVIOUS_REPLY: Final = "{written}\n（前回の回答）{replied}"
OPEN_REASON: Final = (
    "空欄です。お答えによって、先に自動化に取り組む{first}件に入るかどうかが変わります。"
)

HOW_NUMBER: Final = "{minimum}～{maximum}の数字だけを書いてください。"
HOW_BY_KIND: Final = {
    "choice": "▼の一覧から選んでください。",
    "months": "1～12の数字を「、」で区切って書いてください。",
    "names": "名前を「、」で区切って書いてください。",
    "text": "「{label}」を書いてください。",
}
HOW_KEEP: Final = f"今のままで正しければ「{KEEP_LABEL}」と書いてください。"
HOW_WITHDRAW: Final = (
    "別の業務なら見分けのつく業務名を、同じ業務なら「{withdraw}」と書いてください。"
)

REMARKS_TITLE: Final = "一覧の列について（回答の欄はありません。一覧の方を直してください）"
SETTLED_TITLE: Final = "回答をいただいたもの"
NOTE_MARK: Final = "【確認のお願い】"
NOTE: Final = (
    f"{NOTE_MARK}番号{{number}}\n{{reason}}\n「{{sheet}}」の「{ANSWER_HEADING}」の欄へどうぞ。"
)
DONE_NOTE: Final = f"{NOTE_MARK}\n確認が済みました。ありがとうございました。"
