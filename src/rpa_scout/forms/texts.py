"""The Japanese sentences of the form, in one place.

They are content of a Japanese document, not sentences of the program, so they are not translated.
Labels, choices, help and examples are not here: they are declared with the survey's fields.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "CHOICES_NOTICE",
    "CHOICES_TITLE",
    "CHOICE_MESSAGE",
    "CHOICE_TITLE",
    "COLUMN_HINT",
    "CORE_MARK",
    "CRITERIA_HEADINGS",
    "CRITERIA_TITLE",
    "DEPARTMENT_LINE",
    "DERIVED_FROM",
    "EXAMPLES_LESSON",
    "EXAMPLES_NOTICE",
    "EXAMPLES_TITLE",
    "EXAMPLE_MARK",
    "FILE_STEM",
    "FORM_TITLE",
    "GUIDE_LEAD",
    "GUIDE_TITLE",
    "IDEAS_LAST",
    "IDEAS_TITLE",
    "MONTHS_MESSAGE",
    "MONTHS_TITLE",
    "NUMBER_MESSAGE",
    "NUMBER_TITLE",
    "OPEN_EXAMPLES",
    "OPEN_TASKS",
    "OPTIONAL_MARK",
    "PAGE_FOOTER",
    "PRINT_HEADER",
    "RANGE_NOTE",
    "REQUIRED_MARK",
    "RULES",
    "RULES_TITLE",
    "SOURCE",
    "STEPS",
    "STEPS_TITLE",
    "TASKS_HINT",
]

FILE_STEM: Final = "業務調査票"
FORM_TITLE: Final = "業務調査票"
PRINT_HEADER: Final = "{title}　{sheet}"
PAGE_FOOTER: Final = "{page}／{pages}ページ"

REQUIRED_MARK: Final = "◎ 必須"
CORE_MARK: Final = "● 基本"
OPTIONAL_MARK: Final = "任意"

# ---------------------------------------------------------------------------- the list of tasks

DEPARTMENT_LINE: Final = "{label}：{department}"
TASKS_HINT: Final = (
    "1行に1業務。数字はおよそで結構です。わからないところは空欄か「{unknown}」にしてください。"
    "見出しにマウスを重ねると説明が出ます。"
)
COLUMN_HINT: Final = "◀ この列の上の［＋］［－］で、任意の{count}項目を開閉できます"

RANGE_NOTE: Final = "{minimum}～{maximum}の数字"

# ---------------------------------------------------------------------------------- wrong input

CHOICE_TITLE: Final = "一覧から選んでください"
CHOICE_MESSAGE: Final = (
    "「{label}」は、セルの右の▼を押して一覧から選んでください。"
    "わからないときは、空欄か「{unknown}」で結構です。"
)
NUMBER_TITLE: Final = "数字だけを入れてください"
NUMBER_MESSAGE: Final = (
    "「{label}」は、{minimum}から{maximum}までの数字だけを入れてください（単位は付けません）。"
    "わからないときは、空欄か「{unknown}」で結構です。"
)
MONTHS_TITLE: Final = "月の数字を入れてください"
MONTHS_MESSAGE: Final = (
    "「{label}」は、{minimum}から{maximum}までの数字を「、」で区切って入れてください"
    "（例：1、2、3）。わからないときは、空欄か「{unknown}」で結構です。"
)

# ------------------------------------------------------------------------------------ the guide

GUIDE_TITLE: Final = "記入のしかた"
GUIDE_LEAD: Final = (
    "ふだんの仕事のうち、ロボット（RPA）やAIに任せて楽にできるものを見つけるための調査です。"
    "繰り返し行っている業務を、思いつくものから書いてください。20分ほどで書けるところまでで結構です。"
    "正確な数字も、調べ物も要りません。"
)
OPEN_TASKS: Final = "▶ 「{sheet}」を開いて記入する"
OPEN_EXAMPLES: Final = "▶ 「{sheet}」を見る"

IDEAS_TITLE: Final = "こんな業務はありませんか"
IDEAS_LAST: Final = " など"

STEPS_TITLE: Final = "記入の手順"
STEPS: Final = (
    (
        "業務を書き出す",
        "「{tasks}」に、1行に1業務ずつ書きます。小さな業務もどうぞ。所属は記入済みです。",
    ),
    (
        "基本の{core}項目に答える",
        "回数・件数・時間はおよその数字、そのほかは▼の一覧から一番近いものを選びます。",
    ),
    (
        "余裕があれば、任意の項目も",
        "列の上の［＋］で任意の{optional}項目が開きます。書くほど見込みの幅が狭まります。",
    ),
    (
        "保存して返送する",
        "シートの名前、見出し、列の並びはそのままで保存し、配布元へ返してください。",
    ),
)

RULES_TITLE: Final = "記入の決まり"
RULES: Final = (
    (
        "見出しの印",
        "「◎ 必須」は必ず、「● 基本」はできるだけ、「任意」はわかる範囲で。",
    ),
    (
        "わからないとき",
        "空欄か「{unknown}」で結構です。0点にはなりません。後で伺うことがあります。",
    ),
    (
        "数字",
        "単位は見出しにあります。「約240」ではなく、240のように数字だけを入れます。",
    ),
    ("時間", "職員が手を動かす時間です。待ち時間や、機械が動いている時間は入れません。"),
    (
        "1回と1件",
        "「1回」は一度取りかかること、「件」はその中の1つ1つです。例：月1回、200件。",
    ),
)

CRITERIA_TITLE: Final = "{count}つの判断基準と、お尋ねする理由"
CRITERIA_HEADINGS: Final = ("", "判断基準", "なぜ見るのか", "お尋ねする項目")
DERIVED_FROM: Final = {
    "items_per_year": ("runs_per_year", "items_per_run"),
    "hours_per_year": ("runs_per_year", "items_per_run", "minutes_per_item"),
}
SOURCE: Final = "判断基準の出典：{title}　／　調査票の版：{version}"

# --------------------------------------------------------------------------------- the examples

EXAMPLES_TITLE: Final = "記入例"
EXAMPLES_NOTICE: Final = (
    "見やすいように縦に並べてあります。"
    "数字は説明のための架空のものです。このシートは集計されません。"
)
EXAMPLES_LESSON: Final = "ねらい"
EXAMPLE_MARK: Final = "記入例{number}"

# ----------------------------------------------------------------------------- the choice lists

CHOICES_TITLE: Final = "選択肢の一覧"
CHOICES_NOTICE: Final = "「{tasks}」の▼で選べる言葉の一覧です。ここには記入しません。"
