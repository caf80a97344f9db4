"""Which lines of a table are tasks, and which are totals, examples or notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from rpa_scout.arrays import Bools, Positions
from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import Cell, blanks, is_blank, picked
from rpa_scout.reading.layout.section_titles import is_marked_title, is_title
from rpa_scout.text import fold

LineKind = Literal["total", "example", "note", "section"]

_TOTALS = frozenset(
    fold(word)
    for word in (
        *("合計", "計", "小計", "総計", "総合計", "累計", "課計", "係計", "部計", "全体計"),
        *("合計時間", "時間合計", "合計件数", "業務合計", "total", "subtotal", "grand total"),
    )
)
_OF_A_UNIT = re.compile(r".{1,15}[課室係部局所]の?(?:合計|小計|総計|計)")
_COUNT = re.compile(r"(?:合計|小計|総計|計)[0-9,]+(?:課|室|係|部|件|業務|事務|名|人)?")
_AROUND = "()[]<>{}【】〔〕「」『』《》〈〉*＊※★◎○●◇◆□■▼▽:：・-=＝ー―─"
_EXAMPLE = re.compile(
    r"\s*(?:[(\[<{【〔「『《〈]\s*(?:記入|入力|記載|回答|作成)?(?:例|見本|サンプル)\s*[0-9一二三]?\s*[)\]>}】〕」』》〉]"
    r"|※?\s*(?:記入|入力|記載|回答|作成)?(?:例|見本|サンプル)\s*[0-9一二三]?\s*(?:$|[:;、,.)\s]))"
)
_NOTE = re.compile(
    r"\s*(?:※|＊|\*|注\s*[0-9０-９]*\s*[)）:：.、】\]]|[(（【\[]\s*注|注意|備考\s*[:：]|↑|→)"
)
_COULD_MARK = re.compile("[計例]|見本|サンプル|ｻﾝﾌﾟﾙ|[tTｔＴ][oOｏＯ][tTｔＴ]")
"""A sign or word that every total and example contains: a quick test before the thorough one."""

_END = frozenset(map(fold, ("以上", "以下余白", "以下空白", "おわり", "終わり", "end")))
_TYPE = re.compile(
    r"\(.*\)|(?:short|long|single|multi|plain)?(?:line)?text(?:\(.*\))?|strings?|numbers?|numeric|integers?|decimals?"
    r"|(?:select|choose|pick)(?:one)?from(?:the)?list|choices?|drop-?down(?:list)?|yes/no(?:/.+)?|dates?|email"
    r"|\d+-\d+|.+@example\..+|(?:daily|weekly|monthly|yearly)(?:/\w+)+|required|optional|mandatory"
    r"|文字列?|テキスト|数値|数字|整数|選択(?:肢|式)?|プルダウン|リストから選択|日付|自由記述|必須|任意"
)
"""What stands in a line that describes the columns: 「数値」, "Choose from list"."""

_LINES_OF_TYPES = 2
_ANSWERS_LOOKED_AT = 4
"""Most tasks have one of so many answers beside the name."""

_LONG = 40
_WIDE = 3

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Aside:
    """Consecutive lines that are not tasks."""

    kind: LineKind
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines below the headings: tasks, and lines that were left out."""

    tasks: list[int]
    asides: list[Aside]


def sorted_lines(
    columns: Sequence[Sequence[Cell]],
    rows: range,
    fields: FieldSet,
    columns_by_field: Mapping[str, int],
    merged: Sequence[Range],
) -> Lines:
    """Tell tasks from totals, examples and notes."""
    table = _Table(columns, rows, fields, columns_by_field, merged)
    kinds: dict[int, tuple[LineKind, str]] = {}
    marked = table.marked()
    spoken = table.spoken
    marked |= table.explaining()
    # Most rows are tasks with a name and an answer and need no further test.
    is_task = table.usually_filled()
    is_task[[row - rows.start for row in (*marked, *spoken)]] = False
    for row in table.with_anything(np.flatnonzero(~is_task) + rows.start, spoken):
        kind = table.kind_of(row, marked.get(row))
        if kind is not None:
            kinds[row] = kind
        else:
            is_task[row - rows.start] = table.is_answered(row)
    return Lines((np.flatnonzero(is_task) + rows.start).tolist(), list(_together(kinds)))


def _together(kinds: Mapping[int, tuple[LineKind, str]]) -> Iterator[Aside]:
    """Join notes that stand one below the other."""
    begun: Aside | None = None
    for row, (kind, text) in kinds.items():
        if begun and kind == begun.kind == "note" and row == begun.last + 1:
            begun = Aside(kind, begun.first, row, begun.text)
            continue
        if begun:
            yield begun
        begun = Aside(kind, row, row, text)
    if begun:
        yield begun


class _Table:
    """The cells below one line of headings."""

    def __init__(
        self,
        columns: Sequence[Sequence[Cell]],
        rows: range,
        fields: FieldSet,
        columns_by_field: Mapping[str, int],
        merged: Sequence[Range],
    ) -> None:
        self._columns = columns
        self._rows = rows
        self._places = columns_by_field
        self._department = columns_by_field.get("department", -1)
        self._name = columns_by_field.get("name", -1)
        self._answers = [
            column for field, column in columns_by_field.items() if field != "department"
        ]
        self._choices = [
            columns_by_field[field.id]
            for field in fields.of_kind("choice", "months")
            if field.id in columns_by_field
        ]
        self._wide = {
            first for first, last in merged if last[1] - first[1] + 1 >= _WIDE and first[0] in rows
        }
        # A total or example says so left of the name, in it, or where a department or section is.
        leftmost = self._name if self._name >= 0 else min(self._answers, default=0)
        marking = {*range(min(leftmost, len(columns))), self._name, self._department}
        self._marking = sorted(marking | {columns_by_field.get("section", -1)} - {-1})
        self._marking = [field for field in self._marking if 0 <= field < len(columns)]
        self.spoken = self._spoken_in_department()

    def usually_filled(self) -> Bools:
        """Tell which rows have a name and one of the first other answers."""
        others = [column for column in self._answers if column != self._name]
        answered = np.zeros(len(self._rows), dtype=bool)
        for column in others[:_ANSWERS_LOOKED_AT]:
            answered |= self._filled(column)
        return answered & self._filled(self._name)

    def _filled(self, position: int) -> Bools:
        """Tell in which rows a column is filled."""
        below = self._below(position)
        blank = blanks(below)
        if not blank:
            return np.ones(len(below), dtype=bool)
        return ~np.fromiter(map(blank.__contains__, below), bool, len(below))

    def with_anything(self, rows: Positions, spoken: set[int]) -> list[int]:
        """Return those of the rows in which anything stands but the name of a department."""
        chosen: list[int] = rows.tolist()
        other_columns = (
            column for position, column in enumerate(self._columns) if position != self._department
        )
        lines = zip(*(picked(column, chosen) for column in other_columns), strict=True)
        return [
            row
            for row, cells in zip(chosen, lines, strict=True)
            if row in spoken or (cells.count("") < len(cells) and not all(map(is_blank, cells)))
        ]

    def _spoken_in_department(self) -> set[int]:
        """Return rows with a note, a total, an example or a title in the department's column."""
        below = self._below(self._department)
        texts = [text for text in set(below) if isinstance(text, str)]
        spoken = {text for text in texts if _is_no_name(text)}
        titles = {text for text in texts if text not in spoken and is_title(text)}
        numbered = enumerate(below, self._rows.start) if spoken or titles else ()
        # Above rows that name no department, a section stands for it.
        return {
            row
            for row, cell in numbered
            if cell in spoken or (cell in titles and self._stands_at(self._department, row + 1))
        }

    def _below(self, position: int) -> Sequence[Cell]:
        """Return the cells of a column below the headings; empty ones where there is none."""
        if not 0 <= position < len(self._columns):
            return ("",) * len(self._rows)
        return self._columns[position][self._rows.start : self._rows.stop]

    def _stands_at(self, position: int, row: int) -> bool:
        is_inside = position < len(self._columns) and row < len(self._columns[position])
        return is_inside and not is_blank(self._columns[position][row])

    def is_answered(self, row: int) -> bool:
        """Tell whether a row answers anything but the department."""
        return any(self._stands_at(column, row) for column in self._answers)

    def marked(self) -> dict[int, tuple[LineKind, str]]:
        """Return rows marked as totals or examples; each distinct text is judged once."""
        marked_rows: dict[int, tuple[LineKind, str]] = {}
        for column in self._marking:
            below = self._below(column)
            texts = [text for text in set(below) if isinstance(text, str)]
            if not _COULD_MARK.search("\n".join(texts)):
                continue
            judged = {text: _marks(text) for text in texts if _COULD_MARK.search(text)}
            if any(judged.values()):
                for row, text in enumerate(below, self._rows.start):
                    kind = judged.get(text) if isinstance(text, str) else None
                    if kind is not None:
                        marked_rows.setdefault(row, (kind, str(text)))
        return marked_rows

    def explaining(self) -> dict[int, tuple[LineKind, str]]:
        """Return rows right below the headings that say of what type the columns are."""
        explaining: dict[int, tuple[LineKind, str]] = {}
        for row in self._rows[:_LINES_OF_TYPES]:
            texts = [column[row] for column in self._columns if not is_blank(column[row])]
            types = [
                text for text in texts if isinstance(text, str) and _TYPE.fullmatch(fold(text))
            ]
            # A task may answer 「数値」 or 「必須」 in a column or two, not in most of them.
            if len(types) < _WIDE or 2 * len(types) < len(texts):
                break
            explaining[row] = ("note", types[0])
        return explaining

    def kind_of(self, row: int, marked: tuple[LineKind, str] | None) -> tuple[LineKind, str] | None:
        """Return what a row is, and what it says; None for a task."""
        if marked is not None and (marked[0] != "total" or self._can_be_total(row, marked[1])):
            return marked
        if self._has_two_answers(row):
            return None
        cells = [
            (position, column[row])
            for position, column in enumerate(self._columns)
            if not is_blank(column[row]) and (position != self._department or row in self.spoken)
        ]
        texts = [(position, cell) for position, cell in cells if isinstance(cell, str)]
        if not texts:
            return None
        if len(cells) == 1 and is_title(texts[0][1]):
            return "section", texts[0][1]
        if len(cells) == 1:
            return ("note", texts[0][1]) if self._is_note(row, *texts[0]) else None
        return None if self.is_answered(row) else ("note", texts[0][1])

    def _has_two_answers(self, row: int) -> bool:
        count = 0
        for column in self._answers:
            count += self._stands_at(column, row)
            if count > 1:
                return True
        return False

    def _can_be_total(self, row: int, text: str) -> bool:
        """Tell whether a row may be a total: it has neither choices nor a name of its own."""
        name = self._columns[self._name][row] if 0 <= self._name < len(self._columns) else ""
        other_name = not is_blank(name) and name != text
        if other_name and not _marks(str(name)):
            return False
        return not any(self._stands_at(column, row) for column in self._choices)

    def _is_note(self, row: int, column: int, text: str) -> bool:
        if _NOTE.match(text) or fold(text) in _END or (row, column) in self._wide:
            return True
        return column not in self._answers or (len(text) >= _LONG and "。" in text)


def _is_no_name(text: str) -> bool:
    """Tell whether a text is a note, a total or an example, not the name of a department."""
    return bool(
        len(text) >= _LONG
        or _NOTE.match(text)
        or fold(text) in _END
        or is_marked_title(text)
        or _marks(text) is not None
    )


@lru_cache(maxsize=1 << 14)
def _marks(text: str) -> LineKind | None:
    plain = unicodedata.normalize("NFKC", text)
    if _EXAMPLE.match(plain):
        return "example"
    bare = fold(plain).strip(_AROUND)
    if bare in _TOTALS or (
        len(bare) < _LONG and (_OF_A_UNIT.fullmatch(bare) or _COUNT.fullmatch(bare))
    ):
        return "total"
    return None


def is_total(text: str) -> bool:
    """Tell whether a text heads a line of totals: 「合計」, 「計 12課」."""
    return _marks(text) == "total"
