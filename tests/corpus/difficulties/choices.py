"""Answers to choices as people write them, one cell each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.corpus.difficulty import Difficulty, Told
from tests.corpus.survey import FIELDS, Row, at, changed, expected_tasks, grid
from tests.corpus.workbooks import save

# name, field, what is written, the label it stands for (None: unknown), code of the finding
WRITTEN = (
    ("choice_by_alias", "judgement", "判断なし", "判断なし（手順どおり）", "choice_read_as"),
    ("choice_in_half_width", "manual", "あり(最新)", "あり（最新）", "choice_read_as"),
    ("choice_with_a_space_inside", "manual", "あり （古い）", "あり（古い）", "choice_read_as"),
    ("choice_in_english", "timing", "Can be batched", "まとめて処理できる", ""),
    ("choice_by_code", "timing", "batch", "まとめて処理できる", ""),
    ("choice_with_spaces", "timing", " まとめて処理できる　", "まとめて処理できる", ""),
    ("choice_unknown_in_words", "template", "わからない", None, ""),
    ("choice_unknown_otherwise", "template", "不明", None, ""),
    ("choice_blank", "template", None, None, ""),
    ("choice_by_yes", "manual", "有", "あり（最新）", "choice_read_as"),
    ("choice_by_circle", "personal_data", "○", "あり", "choice_read_as"),
    ("choice_by_cross", "template", "×", "なし", "choice_read_as"),
    ("choice_by_tick", "manual", "レ", "あり（最新）", "choice_read_as"),
    ("choice_by_truth", "manual", True, "あり（最新）", "choice_read_as"),
    ("choice_with_a_remark", "manual", "あり（課内で保管）", "あり（最新）", "choice_read_as"),
    ("choice_in_part", "manual", "あり（一部）", "あり（最新）", "choice_doubtful"),
    ("choice_in_more", "personal_data", "特定個人情報あり", "特定個人情報", "choice_read_as"),
    ("number_for_a_choice", "manual", 1, "あり（最新）", "choice_doubtful"),
    ("circled_number_for_a_choice", "timing", "②", "当日中", "choice_doubtful"),
    ("dash_for_a_choice", "template", "－", "なし", "choice_doubtful"),
    ("two_choices_in_a_cell", "input_form", "紙（活字）、Excel・CSV", None, "choice_left_open"),
    ("two_choices_by_a_word", "input_form", "紙", None, "choice_left_open"),
    ("two_choices_by_yes", "template", "有", None, "choice_left_open"),
    ("choice_in_question", "template", "？", None, "choice_read_as"),
)  # fmt: skip
REFUSED = (
    ("choice_of_another_field", "timing", "紙（活字）"),
    ("number_beyond_the_choices", "manual", 7),
    ("choice_with_a_doubt", "template", "なし？たぶん"),
    ("choice_denied", "input_form", "紙以外"),
)


def _save_grid(folder: Path, *, tasks: tuple[Row, ...]) -> Path:
    return save(folder, grid(tasks))


for _name, _field, _cell, _label, _code in WRITTEN:
    Difficulty(
        _name,
        f"{FIELDS[_field].label}: {_cell}",
        partial(_save_grid, tasks=changed(1, **{_field: _cell})),
        (Told(_code, at(_field), _field),) if _code else (),
        expected_tasks(changed(1, **{_field: _label})),
    )

for _name, _field, _cell in REFUSED:
    Difficulty(
        _name,
        f"{FIELDS[_field].label}: {_cell}",
        partial(_save_grid, tasks=changed(1, **{_field: _cell})),
        (Told("unknown_choice", at(_field), _field),),
        expected_tasks(changed(1, **{_field: None})),
    )
