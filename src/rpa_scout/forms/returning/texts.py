"""The Japanese sentences of the question sheet.

They belong to a Japanese document, not to the program, so they are not translated.
"""

from __future__ import annotations

from typing import Final

from rpa_scout.questions import (
    ANSWER_HEADING,
    HOW_HEADING,
    KEEP_LABEL,
    NAME_HEADING,
    NUMBER_HEADING,
    REASON_HEADING,
)

AUTHOR: Final = "調査担当"
FILE_STEM: Final = "確認のお願い"

TITLE: Final = "業務調査票の記入内容の確認について（依頼）"
ADDRESS: Final = "{departments}　御中"
THANKS: Final = "業務調査に御協力いただきありがとうございます。"
COUNT_LINE: Final = (
    "御提出いただいた調査票について、次の{count}件の確認をお願いします。"
    "「回答」欄に記入し、上書き保存の上、{until}{to}返送してください。"
    "分からない場合は「わからない」と記入してください。"
)
UNTIL: Final = "{deadline}までに"
TO: Final = "{sender}へ"
CONTACT: Final = "差出人・問合せ先：{contact}"
REMARKS_LINE: Final = (
    "一覧の列に、確認をお願いしたいところがあります。下の説明をご覧の上、"
    "一覧を直し、上書き保存の上、{until}{to}返送してください。"
)
WAY_LINE_COPY: Final = (
    "「セル」を押すと、一覧のその場所が開きます。色の付いたセルを一覧の方で直しても構いません。"
)
WAY_LINE_OWN: Final = (
    "御提出いただいた「{file}」についての確認です。回答は、この表に記入してください。"
)

HEADINGS: Final = (
    NUMBER_HEADING,
    "セル",
    NAME_HEADING,
    REASON_HEADING,
    "今の記入",
    ANSWER_HEADING,
    HOW_HEADING,
)
KIND_LABELS: Final = {
    "error": "記入が必要なところ",
    "warning": "確認をお願いしたいところ",
    "info": "未記入のところ",
    "settled": "回答済みのところ",
}
ROW: Final = "{row}行目"
NOTHING_WRITTEN: Final = "（空欄）"
PREVIOUS_REPLY: Final = "{written}\n（前回の回答）{replied}"
HELP: Final = "{question}\n（{help}）"
EXAMPLE: Final = "例：{example}"

HOW_KEEP: Final = f"今の記入で正しい場合は「{KEEP_LABEL}」と記入してください。"
HOW_WITHDRAW: Final = (
    "別の業務の場合は区別できる業務名を、同じ業務の場合は「{withdraw}」と記入してください。"
)

REMARKS_TITLE: Final = "一覧の列について（回答欄はありません。一覧の方を直してください）"
SETTLED_TITLE: Final = "回答をいただいたもの"
NOTE_MARK: Final = "【確認のお願い】"
NOTE: Final = (
    f"{NOTE_MARK}番号{{number}}\n{{reason}}\n"
    f"回答は、「{{sheet}}」シートの「{ANSWER_HEADING}」欄に記入してください。"
)
DONE_NOTE: Final = f"{NOTE_MARK}\n確認が済みました。ありがとうございました。"
