"""The Japanese sentences of the form, in one place.

They are content of a Japanese document, not sentences of the program, so they are not translated.
Labels, choices, help and examples are not here: they are declared with the survey's fields.
"""

from __future__ import annotations

from typing import Final

FILE_STEM: Final = "業務調査票"
FORM_TITLE: Final = "業務調査票"
PRINT_HEADER: Final = "{title}　{sheet}"
PAGE_FOOTER: Final = "{page}／{pages}ページ"

REQUIRED_MARK: Final = "◎ 必須"
CORE_MARK: Final = "● 基本"
OPTIONAL_MARK: Final = "任意"
OWN_MARK: Final = "自動"

# ---------------------------------------------------------------------------- the list of tasks

DEPARTMENT_LINE: Final = "{label}：{department}"
TASKS_HINT: Final = (
    "1行に1業務を記入してください。数字はおおよそで構いません（10～15のような幅も可）。"
    "任意の{count}項目は左上の［2］で開きます。"
)
COLUMN_HINT: Final = "◀ この列の上の［＋］［－］で、任意の{count}項目を開閉できます"

RESPONDENT: Final = "記入者"
EXTENSION: Final = "内線"
DATE_FILLED: Final = "記入日"
CONFIRMED_BY: Final = "所属長確認"
NONE_HINT: Final = "該当する業務がない場合は○を選び、提出してください。"
NONE_MARK: Final = "○"
DEADLINE_LINE: Final = "提出期限：{deadline}"
RETURN_LINE: Final = "提出先：{sender}"
CONTACT_LINE: Final = "問合せ先：{contact}"

RANGE_NOTE: Final = "{minimum}～{maximum}の数字（10～15のような幅も可）"

# -------------------------------------------------------------------- live feedback, in formulas

STATUS_COMPLETE: Final = "記入済み"
STATUS_BEGUN: Final = "記入中"
STATUS_DOUBTFUL: Final = "確認"
STATUS_REMAINING: Final = ("記入中：残り", "項目")
STATUS_NO_NAME: Final = "確認：業務名がありません"
STATUS_NO_HOURS: Final = "記入中：時間を計算できません"
STATUS_HOURS_DIFFER: Final = "確認：合計時間と合いません"
STATUS_NOTE: Final = (
    "自動で表示されます（記入は不要です）。\n"
    "・記入済み：基本の項目がそろっています。\n"
    "・記入中：残りの項目数、又は時間の計算に足りない項目があることを示します。\n"
    "・確認：業務名がない場合や、回数×（準備＋件数×分）が年間総時間と3割以上異なる場合に表示されます。"
)
HOURS_NOTE: Final = (
    "自動で計算されます（記入は不要です）。\n"
    "年間の実施回数×（準備・片付け＋1回当たりの件数×1件当たりの時間）÷60。"
    "いずれかが分からない場合は、年間総時間です。回数が空欄の場合は、実施の頻度から計算します。"
)
NUMBER_NOTE: Final = "問合せの際は、この番号でお知らせください。"

# ---------------------------------------------------------------------------------- wrong input

CHOICE_TITLE: Final = "一覧から選んでください"
CHOICE_MESSAGE: Final = (
    "「{label}」は、セルの右の▼を押して一覧から選んでください。"
    "分からない場合は、空欄のままか「{unknown}」を選んでください。"
)
NUMBER_TITLE: Final = "数字だけを入力してください"
NUMBER_MESSAGE: Final = (
    "「{label}」は、{minimum}から{maximum}までの数字だけを入力してください（単位は不要）。"
    "幅がある場合は、10～15のように入力できます。"
    "分からない場合は、空欄のままか「{unknown}」と入力してください。"
)
MONTHS_TITLE: Final = "月の数字を入力してください"
MONTHS_MESSAGE: Final = (
    "「{label}」は、{minimum}から{maximum}までの数字を「、」で区切って入力してください"
    "（例：1、2、3）。分からない場合は、空欄のままか「{unknown}」と入力してください。"
)
NONE_TITLE: Final = "○を選ぶか、空欄にしてください"
NONE_MESSAGE: Final = "該当する業務がない場合だけ、▼から○を選んでください。"

# ------------------------------------------------------------------------------------ the guide

DEPARTMENT_ADDRESS: Final = "{department}　御中"
HEAD_PURPOSE: Final = "目的"
HEAD_BASIS: Final = "根拠"
HEAD_SCOPE: Final = "対象"
HEAD_DEADLINE: Final = "提出期限"
HEAD_SENDER: Final = "提出先"
HEAD_CONTACT: Final = "問合せ先"
HEAD_TIME: Final = "所要時間"
HEAD_NONE: Final = "該当なし"
PURPOSE: Final = (
    "RPAやAIを活用できる業務を把握し、職員の業務時間の削減につなげるために行うものです。"
)
SCOPE: Final = (
    "繰り返し行っている業務（毎日、毎週、毎月又は毎年行うもの）。短時間の業務も含みます。"
)
DEADLINE: Final = "{deadline}まで"
NO_DEADLINE: Final = "令和　　年　　月　　日（　　）まで"
TIME_PROMISE: Final = (
    "10業務で{total}分程度（説明を読む時間{reading}分、基本の{count}項目の記入に1業務当たり{core}分、"
    "件数等を調べる時間に1業務当たり{lookup}分として算出）"
)
NONE_GUIDE: Final = (
    "該当する業務がない場合は、「{tasks}」の上部の「{none}」で○を選び、提出してください。"
)
OPEN_TASKS: Final = "▶ 「{sheet}」に記入する"
SEE_EXAMPLES: Final = "▶ {sheet}"
OPEN_EXAMPLES: Final = "▶ 「{sheet}」を見る"

IDEAS_TITLE: Final = "対象となる業務の例"
IDEAS_LAST: Final = " など"

STEPS_TITLE: Final = "記入の手順"
STEPS: Final = (
    (
        "業務を書き出す",
        "「{tasks}」に、1行に1業務ずつ記入してください。短時間の業務も記入してください。所属は記入済みです。",
    ),
    (
        "基本の{core}項目を記入する",
        (
            "回数、件数及び時間はおおよその数字を入力し、その他の項目は▼の一覧から最も近いものを選んでください。"
            "記入の状況と年間時間は自動で表示されます。"
        ),
    ),
    (
        "可能な範囲で、任意の項目にも記入する",
        "左上の［2］を押すと任意の{optional}項目が開きます。記入が多いほど、効果の見込みが正確になります。",
    ),
    (
        "保存して提出する",
        (
            "シートの名前、見出し及び列の並びは変えずに保存し、{return_line}提出してください。"
            "該当する業務がない場合も、その旨を記入して提出してください。"
        ),
    ),
)
RETURN_BY: Final = "{deadline}までに"
RETURN_TO: Final = "{sender}へ"

RULES_TITLE: Final = "記入の決まり"
FILLING_RULES: Final = (
    (
        "見出しの印",
        "「◎必須」は必ず、「●基本」はできるだけ、「任意」は分かる範囲で記入してください。",
    ),
    (
        "分からないとき",
        "空欄のままか、「{unknown}」を選んでください。空欄を0点として扱うことはありません。後日、確認することがあります。",
    ),
    (
        "数字",
        (
            "「約240」「240回」ではなく、「240」のように数字だけを入力してください。"
            "幅がある場合は「10～15」のように入力できます。"
        ),
    ),
    (
        "時間",
        (
            "職員が作業にかける時間です。複数人で行う場合は、全員の時間の合計とします（2人で30分の場合は60分）。"
            "待ち時間や機械の処理時間は含めません。"
        ),
    ),
    (
        "1回と1件",
        (
            "「1回」は着手から終了までの一まとまり、「1件」はその中で処理する申請書等の1件を指します。"
            "（例）毎月1回、申請書200件を入力する場合：年間の実施回数12、1回当たりの件数200"
        ),
    ),
)

CRITERIA_TITLE: Final = "{count}つの判断基準と、お尋ねする理由"
CRITERIA_HEADINGS: Final = ("", "判断基準", "評価する理由", "お尋ねする項目")
DERIVED_FROM: Final = {
    "items_per_year": ("runs_per_year", "items_per_run"),
    "hours_per_year": ("runs_per_year", "items_per_run", "minutes_per_item"),
}
SOURCE: Final = "判断基準の出典：{title}　／　調査票の版：{version}"

# --------------------------------------------------------------------------------- the examples

EXAMPLES_TITLE: Final = "記入例"
EXAMPLES_NOTICE: Final = (
    "見やすいように縦に並べています。数字は説明のための架空のものです。このシートは集計しません。"
)
EXAMPLES_LESSON: Final = "ポイント"
EXAMPLE_MARK: Final = "記入例{number}"

# ----------------------------------------------------------------------------- the choice lists

CHOICES_TITLE: Final = "選択肢の一覧"
CHOICES_NOTICE: Final = "「{tasks}」の▼で選べる言葉の一覧です。このシートには記入しません。"
