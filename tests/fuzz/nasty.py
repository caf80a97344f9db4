"""Cells that programs stumble over."""

from __future__ import annotations

from random import Random

from tests.fuzz.seeds import CELLS

NASTY: tuple[object, ...] = (
    "", " ", "　", "\t", "\n\n", "\0", "\x1b[31m", "\ufeff", "\u200b", "\u202e逆", "\ud83d",
    "か\u3099", "㍻", "①", "Ⅻ", "½", "²", "𠮷野家", "👩‍👩‍👧", "ﾊﾝｶｸ", "ー", "－", "〜", "...",
    "{", "}", "{0}", "{value}", "{field.__class__}", "%s", "%(x)s", "$(id)", "`id`", "'; DROP",
    "[bold]", "[/]", "[link=x]", "<b>", "&amp;", "&", "]]>", "<!--", "\\", "\\n", '"', "'",
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "#REF!", "#N/A", "#DIV/0!", "#VALUE!",
    "nan", "NaN", "inf", "-inf", "Infinity", "1e999", "-1e999", "1e-999", "0x10", "1_000", "١٢٣",
    "1,2,3", "1,23", "1.2.3", "1..2", "--1", "+-1", "1e", "e1", ".", ",", "1/0", "0/0",
    "10件に0件", "0件に1件", "1〜", "〜1", "1〜〜2", "15〜10", "10〜15〜20", "±", "1±2", "10±1±1",
    "約", "約約約20",
    "月月火水木金金", "月0回", "週0回", "毎毎日", "隔隔月", "0か月に1回", "年∞回", "月20回×3人×4",
    "×3", "3×", "1時間60分", "99999999999時間", "-3分", "0分", "24:00", "99:99", "1:2:3:4", "0.1.1",
    "十百千万億", "万万", "〇", "零", "1万2", "5%%", "%5",
    "１０〜１５分／件（約）", "()", "（（（",
    "(12", "12)", "13月", "0月", "1〜13", "12〜1", "4月31日", "2026/02/30", "9999-12-31", "Jan-0",
    "所属", "業務名", "合計", "（例）", "※", "注：", "わからない", "不明", "なし", "–",
    "確認のお願い",
    "あ" * 40_000, "9" * 5_000, "1" + "0" * 400, "(" * 3_000, "約" * 2_000, "1、" * 3_000,
    "10〜" * 1_500, "月" * 2_000, "一二三四五六七八九〇" * 300, "20件に" * 800, "1時間" * 700,
    0, -0.0, 1e308, -1e308, 5e-324, 1e15, 2**53 + 1, 0.1 + 0.2, 1e-10, 366, 100_001, -1, True,
)  # fmt: skip


def nasty_grid(draw: Random) -> list[list[object]]:
    """Return the small survey with nasty cells in chosen places, or all over."""
    lines = [list(line) for line in CELLS]
    for _ in range(draw.choice((1, 3, 10, 40))):
        line = draw.choice(lines if draw.random() < 0.2 else lines[1:])
        line[draw.randrange(len(line))] = draw.choice(NASTY)
    if draw.random() < 0.2:
        lines.insert(draw.randrange(len(lines) + 1), [draw.choice(NASTY) for _ in range(14)])
    return lines
