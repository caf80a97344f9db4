"""The generated parts of the manuals in docs/ja: output of commands, glossary, columns, retention.

A block between ``<!-- run -->`` and ``<!-- /run -->`` holds commands and what they print. The
commands of a page run one after the other in an empty folder with the surveys of the samples in
``回答``; ``<!-- run: 12 lines -->`` shows the first twelve. ``<!-- silent -->`` runs commands
whose output holds today's date.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from rpa_scout import cli
from rpa_scout.glossary.terms import load_terms
from rpa_scout.log import FILE_BYTES, OLDER_FILES
from rpa_scout.policy.describe.fields import markdown_table
from rpa_scout.project.ledger.dumping import DUMPED
from rpa_scout.project.store.rows import STATE_TABLES
from rpa_scout.project.store.safety.backups import BACKUP_COUNT
from rpa_scout.project.without_names.staff_names import (
    NAMED_DETAILS,
    NAMED_SETTINGS,
    columns_holding,
)
from rpa_scout.ranking.columns import RANKING_COLUMNS
from rpa_scout.text import translated

__all__ = ["columns_page", "manual_pages", "with_generated_parts"]

ROOT = Path(__file__).resolve().parent.parent
MANUALS = ROOT / "docs/ja"
SAMPLES = ROOT / "samples/departments"
COLUMNS = 100

RUN = re.compile(
    r"<!-- (?:run(?:: (?P<lines>\d+) lines)?|(?P<silent>silent)) -->\n"
    r"```sh\n(?P<commands>.*?)```\n(?:```text\n(?P<output>.*?)```\n)?<!-- /(?:run|silent) -->",
    re.DOTALL,
)


def manual_pages() -> dict[Path, str]:
    """Return the handwritten manuals with their generated parts renewed."""
    return {path: with_generated_parts(path) for path in sorted(MANUALS.glob("*.md"))}


def with_generated_parts(path: Path) -> str:
    """Return a manual whose output and tables are those of now."""
    text = path.read_text(encoding="utf-8")
    for name, table in (("glossary", glossary), ("retention", retention), ("names", names)):
        part = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
        if part.search(text):
            made = "\n".join(["", *table(), "", ""])
            text = part.sub(lambda _match, made=made: made, text)
    if not RUN.search(text):
        return text
    with TemporaryDirectory() as folder, chdir(folder):
        shutil.copytree(SAMPLES, "回答")
        return RUN.sub(_with_output, text)


def _with_output(match: re.Match[str]) -> str:
    printed = "".join(output_of(line) for line in match["commands"].splitlines() if line)
    if match["silent"]:
        return match[0]
    lines = printed.splitlines()
    limit = int(match["lines"] or len(lines))
    shown = [*lines[:limit], *(["…"] if len(lines) > limit else [])]
    head = f"<!-- run: {limit} lines -->" if match["lines"] else "<!-- run -->"
    commands, output = match["commands"], "".join(f"{line.rstrip()}\n" for line in shown)
    return f"{head}\n```sh\n{commands}```\n```text\n{output}```\n<!-- /run -->"


def output_of(line: str) -> str:
    """Run one command of a manual; return what it prints."""
    program, *words = shlex.split(line, comments=True)
    if program != "rpa-scout":
        raise ValueError(line)
    text = io.StringIO()
    surroundings = {"COLUMNS": str(COLUMNS), "RPA_SCOUT_LANG": "ja"}
    with mock.patch.dict(os.environ, surroundings), redirect_stdout(text):
        code = cli.main(words)
    if code not in (0, 1):
        raise ValueError(f"{line}: {code}")
    return text.getvalue()


def glossary() -> Iterator[str]:
    """Yield the Japanese glossary."""
    for group in load_terms():
        yield from ("", f"### {group.ja}", "", "| 用語 | 意味 |", "| --- | --- |")
        for term in group.terms:
            yield f"| {term.ja} | {term.meaning_ja} |"


def columns_page() -> str:
    """Return the page of the ranking's columns in Japanese."""
    faces = {"terminal": "端末", "workbook": "Excel", "window": "画面", "json": "JSON"}
    rows = [
        (
            translated(column.label, "ja"),
            translated(column.help, "ja"),
            translated(column.unit, "ja") if column.unit else "",
            "・".join(label for face, label in faces.items() if face in column.faces),
            f"`{'.'.join(column.json_path)}`" if "json" in column.faces else "",
        )
        for column in RANKING_COLUMNS
    ]
    table = markdown_table(("列", "意味", "単位", "表示する場所", "JSONでの名前"), rows)
    return "\n".join(["# 順位表の列", "", *table, ""])


def retention() -> Iterator[str]:
    """Yield how long what is kept, from the limits in the program."""
    rows = [
        (
            "プロジェクト（`名前.rpascout`）の内容と履歴",
            "自動では消えません。履歴の記録を1件ずつ消す機能はありません。",
        ),
        (
            "自動の控え（`名前.rpascout-backups`）",
            f"新しい{BACKUP_COUNT}個を残し、古いものから消えます。",
        ),
        (
            "ログ（`rpa-scout.log`）",
            f"{FILE_BYTES // 1_000_000}MBごとに{OLDER_FILES + 1}個まで残ります（業務の内容なし）。",
        ),
        ("作成した順位表・文書・書き出し", "保存した場所に残ります。本ツールは消しません。"),
        (
            "返送された調査票のファイル",
            "読むだけで、複製も削除もしません。内容の値とファイルのSHA-256をプロジェクトに残します。",
        ),
    ]
    yield from markdown_table(("もの", "残る期間"), rows)


def names() -> Iterator[str]:
    """Yield where a project holds names of staff, as the tables declare it."""
    tables = {**DUMPED, **STATE_TABLES}
    rows = [
        (
            f"`{name}`",
            "、".join(f"`{column}`" for column in columns_holding(mapped, "name", "contact")),
        )
        for name, mapped in tables.items()
        if columns_holding(mapped, "name", "contact")
    ]
    rows += [(f"`settings`の`{name}…`", f"`{key}`") for name, key in NAMED_SETTINGS.items()]
    rows += [("`history`の`details`", "、".join(f"`{key}`" for key in NAMED_DETAILS))]
    yield from markdown_table(("表", "氏名・連絡先の列"), rows)
