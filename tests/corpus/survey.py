"""The common survey: six tasks of one department, every question answered, nothing to remark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from openpyxl.utils import get_column_letter

from rpa_scout.policy import load_fields

FIELDS = load_fields()
SHEET = FIELDS.form.tasks_sheet
DEPARTMENT = "税務課"
FILE = f"{DEPARTMENT}.xlsx"
FIRST_ROW = 2
"""Row of the first task, below a line of headings in row 1."""

Row = Mapping[str, object]
Grid = list[list[object]]

ENTRY = {
    "department": DEPARTMENT,
    "section": "市民税係",
    "name": "給与支払報告書の入力",
    "description": "紙の報告書を見て、課税のシステムに金額を入れる。",
    "systems": "課税原票管理、住民情報",
    "network": "基幹系",
    "runs_per_year": 60,
    "items_per_run": 400,
    "minutes_per_item": 1.5,
    "setup_minutes_per_run": 20,
    "hours_per_year_reported": 620,
    "peak_months": "1、2、3",
    "pattern": "システムへの入力・転記",
    "judgement": "判断なし（手順どおり）",
    "exception_percent": 8,
    "manual": "あり（最新）",
    "timing": "まとめて処理できる",
    "input_form": "紙（活字）",
    "digitisable": "AI-OCRで読める",
    "change_frequency": "年1回程度",
    "planned_change": "3年以内",
    "template": "他自治体の例あり",
    "personal_data": "特定個人情報",
    "ai_help": "文字・画像の読取り",
    "past_data": "電子である",
    "checking": "すぐ確認できる",
    "current_tool": "なし",
    "remarks": "2月に集中する。",
}
TASKS: tuple[Row, ...] = (
    ENTRY,
    {
        **ENTRY,
        "section": "収納係",
        "name": "口座振替の結果の消込",
        "description": "金融機関から届く結果を取り込み、振替不能の一覧を作る。",
        "systems": "収納管理、財務会計",
        "runs_per_year": 48,
        "items_per_run": 450,
        "minutes_per_item": 0.8,
        "setup_minutes_per_run": 15,
        "hours_per_year_reported": 300,
        "peak_months": "6、8、10、12",
        "pattern": "データの照合・突合",
        "exception_percent": 3,
        "input_form": "システムのデータ",
        "digitisable": "すでに電子",
        "change_frequency": "ほぼ変わらない（3年以上）",
        "personal_data": "あり",
        "ai_help": "なし",
        "current_tool": "マクロ・関数",
        "remarks": "月の初めに集中する。",
    },
    {
        **ENTRY,
        "section": "収納係",
        "name": "督促状の印刷",
        "description": "納期の過ぎた人を一覧にして、督促状を刷る。",
        "systems": "収納管理",
        "runs_per_year": 10,
        "items_per_run": 800,
        "minutes_per_item": 0.5,
        "setup_minutes_per_run": 40,
        "hours_per_year_reported": 73,
        "peak_months": "7、9",
        "pattern": "帳票・通知の作成、印刷",
        "exception_percent": 2,
        "manual": "あり（古い）",
        "input_form": "Excel・CSV",
        "digitisable": "すでに電子",
        "planned_change": "なし",
        "template": "事業者から提供あり",
        "personal_data": "あり",
        "ai_help": "なし",
        "remarks": "封かんは委託している。",
    },
    {
        **ENTRY,
        "section": "資産税係",
        "name": "償却資産申告書の受付",
        "description": "窓口と郵送の申告書を受け付け、台帳に取り込む。",
        "systems": "固定資産税",
        "runs_per_year": 100,
        "items_per_run": 20,
        "minutes_per_item": 6,
        "setup_minutes_per_run": 10,
        "hours_per_year_reported": 215,
        "peak_months": "1",
        "pattern": "申請の受付・取込",
        "judgement": "ルールにできる簡単な判断",
        "exception_percent": 15,
        "manual": "なし",
        "timing": "当日中",
        "input_form": "紙（手書き）",
        "digitisable": "電子申請にできる",
        "planned_change": "1年以内",
        "template": "なし",
        "past_data": "紙である",
        "checking": "専門知識が要る",
        "remarks": "郵送が多い。",
    },
    {
        **ENTRY,
        "section": "資産税係",
        "name": "家屋の異動の集計",
        "description": "毎月の異動を表に集計して、県に報告する。",
        "systems": "固定資産税、表計算",
        "network": "LGWAN系",
        "runs_per_year": 12,
        "items_per_run": 30,
        "minutes_per_item": 10,
        "setup_minutes_per_run": 30,
        "hours_per_year_reported": 66,
        "peak_months": "1、12",
        "pattern": "集計・加工",
        "exception_percent": 5,
        "input_form": "Excel・CSV",
        "digitisable": "すでに電子",
        "planned_change": "なし",
        "template": "なし",
        "personal_data": "なし",
        "ai_help": "なし",
        "current_tool": "マクロ・関数",
        "remarks": "様式は県が決める。",
    },
    {
        **ENTRY,
        "section": "市民税係",
        "name": "証明書の郵送請求への回答",
        "description": "郵送の請求を読み、証明書を出して送り返す。",
        "systems": "証明発行",
        "runs_per_year": 240,
        "items_per_run": 12,
        "minutes_per_item": 4,
        "setup_minutes_per_run": 5,
        "hours_per_year_reported": 212,
        "peak_months": "3、4",
        "pattern": "メール等の送付",
        "judgement": "ときどき複雑な判断",
        "exception_percent": 20,
        "timing": "その場で即時",
        "input_form": "紙（手書き）",
        "digitisable": "できない",
        "change_frequency": "半年に1回程度",
        "planned_change": "なし",
        "template": "なし",
        "personal_data": "あり",
        "ai_help": "文章作成・要約",
        "past_data": "紙である",
        "checking": "専門知識が要る",
        "remarks": "定額小為替の確認がある。",
    },
)
NAMES = tuple(str(task["name"]) for task in TASKS)


def grid(
    tasks: Iterable[Row] = TASKS,
    columns: Sequence[str] = FIELDS.ids,
    headings: Mapping[str, str] | None = None,
) -> Grid:
    """Return a line of headings and the tasks below it; an id that is no field is a heading."""
    named = {survey_field.id: survey_field.label for survey_field in FIELDS} | dict(headings or {})
    first: list[object] = [named.get(field_id, field_id) for field_id in columns]
    return [first, *([task.get(field_id) for field_id in columns] for task in tasks)]


def changed(number: int, **answers: object) -> tuple[Row, ...]:
    """Return the common tasks with some answers of one, counted from 1, changed."""
    return tuple(
        {**task, **answers} if position == number else task
        for position, task in enumerate(TASKS, 1)
    )


def at(field_id: str, number: int = 1, *, first_row: int = FIRST_ROW, right: int = 0) -> str:
    """Return the address of an answer of the common survey: field and task, counted from 1."""
    column = FIELDS.ids.index(field_id) + 1 + right
    return f"{get_column_letter(column)}{first_row + number - 1}"


def expected_tasks(tasks: Iterable[Row] = TASKS) -> dict[str, dict[str, object]]:
    """Return the answers as the inventory has them, by the tasks' names."""
    return {str(task["name"]): _understood(task) for task in tasks}


def _understood(task: Row) -> dict[str, object]:
    known_answers = {}
    for survey_field in FIELDS:
        answer = task.get(survey_field.id)
        if answer is None:
            continue
        if survey_field.kind == "choice":
            answer = survey_field.codes[survey_field.position_of[str(answer)]]
        known_answers[survey_field.id] = (
            float(str(answer)) if survey_field.kind == "number" else answer
        )
    return known_answers
