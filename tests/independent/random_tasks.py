"""Random survey answers for comparing the engine with the reference: every field of the survey."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.independent.reference import Answer, Task

UNKNOWN_SHARE = 0.2
REPORTED_SHARE = 1 / 3
KNOT_SHARE = 0.1

DEPARTMENTS = ("総務課", "税務課", "市民課", "こども子育て課", "長寿介護課")
SECTIONS = ("庶務係", "管理係", "給付係")
VERBS = ("申請書の入力", "台帳の照合", "通知書の作成", "実績の集計", "案内の送付", "相談の記録")
SYSTEMS = ("住民記録", "税総合", "財務会計", "介護保険", "文書管理", "Excel")

CHOICES: dict[str, tuple[str, ...]] = {
    "network": ("core", "lgwan", "internet", "several"),
    "pattern": (
        "entry",
        "matching",
        "document",
        "aggregation",
        "notice",
        "collection",
        "intake",
        "other",
    ),
    "judgement": ("none", "simple_rules", "sometimes_complex", "judgement"),
    "manual": ("current", "old", "none"),
    "timing": ("batch", "same_day", "immediate"),
    "input_form": (
        "system",
        "spreadsheet",
        "web_form",
        "text_pdf",
        "print",
        "handwriting",
        "spoken",
    ),
    "digitisable": ("already", "online_form", "ocr", "no"),
    "change_frequency": ("rarely", "yearly", "half_yearly", "monthly"),
    "planned_change": ("none", "within_3y", "within_1y"),
    "template": ("vendor", "other_city", "none"),
    "personal_data": ("none", "personal", "my_number"),
    "ai_help": (
        "none",
        "writing",
        "transcription",
        "answering",
        "recognition",
        "classification",
        "prediction",
        "optimisation",
    ),
    "past_data": ("digital", "paper", "none"),
    "checking": ("easy", "expert", "impossible"),
    "current_tool": ("none", "macro", "rpa"),
}

# Per number field: what is usual, what the form allows, and values drawn exactly.
NUMBERS: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, ...]]] = {
    "runs_per_year": ((1, 365), (1, 100_000), (0, 1, 12, 245, 365, 100_000)),
    "items_per_run": ((1, 2_000), (1, 1_000_000), (0, 1, 10, 1_000, 1_000_000)),
    "minutes_per_item": ((0.2, 60), (0.01, 10_000), (0, 0.5, 1, 10_000)),
    "setup_minutes_per_run": ((1, 120), (0.01, 10_000), (0, 10_000)),
    "hours_per_year_reported": (
        (1, 3_000),
        (0.01, 200_000),
        (0, 10, 50, 200, 500, 200_000),
    ),
    "exception_percent": ((0.5, 40), (0.01, 100), (0, 10, 30, 60, 98, 99, 100)),
}
WHOLE_NUMBERS = ("runs_per_year", "items_per_run")

# Runs, items and minutes that put items_per_year or hours_per_year exactly on a knot (no set-up).
KNOT_PARTS: tuple[tuple[float, float, float], ...] = (
    (10, 10, 2),
    (100, 10, 1),
    (100, 100, 0.5),
    (50, 1_000, 0.25),
    (60, 1, 10),
    (60, 1, 50),
    (60, 1, 200),
    (60, 1, 500),
)


def draw_number(rng: random.Random, field: str) -> float:
    """Draw a number: mostly usual, now and then extreme or exactly a special value."""
    usual, allowed, exact = NUMBERS[field]
    kind = rng.random()
    if kind < 0.15:
        return rng.choice(exact)
    low, high = allowed if kind < 0.35 else usual
    value = min(max(math.exp(rng.uniform(math.log(low), math.log(high))), low), high)
    if field in WHOLE_NUMBERS and rng.random() < 0.8:
        return round(value)
    return round(value, 3) if rng.random() < 0.8 else value


def draw_text(rng: random.Random, words: tuple[str, ...]) -> str | None:
    """Draw one of some words, or nothing."""
    return None if rng.random() < UNKNOWN_SHARE else rng.choice(words)


def draw_task(rng: random.Random, index: int) -> Task:
    """Draw the answers of one row."""
    task: Task = {
        "department": rng.choice(DEPARTMENTS),
        "section": draw_text(rng, SECTIONS),
        "name": f"{rng.choice(VERBS)} {index + 1:05d}",
        "description": draw_text(
            rng, ("届いた内容を確かめて記録する", "毎月の処理", "様式が異なる書類", "全件確認する")
        ),
        "remarks": draw_text(rng, ("特になし", "担当は1名", "自由記述あり", "ダブルチェックする")),
    }
    unknown = rng.random() < UNKNOWN_SHARE
    systems: Answer = None if unknown else rng.sample(SYSTEMS, rng.randint(1, 5))
    task["systems"] = systems
    unknown = rng.random() < UNKNOWN_SHARE
    months: Answer = None if unknown else sorted(rng.sample(range(1, 13), rng.randint(1, 4)))
    task["peak_months"] = months
    for field, codes in CHOICES.items():
        task[field] = draw_text(rng, codes)
    for field in NUMBERS:
        known = REPORTED_SHARE if field == "hours_per_year_reported" else 1 - UNKNOWN_SHARE
        task[field] = draw_number(rng, field) if rng.random() < known else None
    if rng.random() < KNOT_SHARE:
        runs, items, minutes = rng.choice(KNOT_PARTS)
        task |= {
            "runs_per_year": runs,
            "items_per_run": items,
            "minutes_per_item": minutes,
            "setup_minutes_per_run": 0,
        }
    return task


def random_tasks(count: int, seed: int) -> list[Task]:
    """Draw tasks, the same for the same seed."""
    rng = random.Random(seed)
    return [draw_task(rng, index) for index in range(count)]
