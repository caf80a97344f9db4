"""Vouching for .xlsx sheets that are written in the way of Excel and the usual libraries.

One pattern lists all that the rows of a plain sheet hold; what it does not list is parsed. It is
an allow-list because a search for unusual signs misses spellings: ``<v />`` is as good as ``<v>``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from rpa_scout.reading.files.cells import column_number
from rpa_scout.reading.files.excel.formats import Formats
from rpa_scout.reading.files.excel.sheet_parse import parse_sheet
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.sheet_facts import (
    LAST_COLUMN,
    LAST_ROW,
    SheetFacts,
    is_too_large,
    table_end,
)

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_PIECE = 1 << 20
"""Matching holds the interpreter's lock, so a large sheet is matched in pieces of 5 ms."""

# The number of a row is repeated in the addresses of its cells. Quantifiers are possessive: the
# pattern never goes back, and needs no memory for it.
_ROWS = rb"""(?:
    <row\ r="([0-9]{1,7})"
    (?:\ (?:spans|ht|customHeight|s|customFormat|x14ac:dyDescent|outlineLevel|collapsed
           |thickBot|thickTop|ph)="[0-9a-z.: -]*+" | HIDDEN)*+
    (?:/>|>(?:
        <c\ r="[A-Z]{1,3}\1"(?:\ s="[0-9]{1,9}")?+(?:CELL)
    )*+</row>)
    )*+"""
_META = rb'(?:\ (?:cm|vm|ph)="[0-9]++")*+'
_FORMULA = rb'(?:<f(?:\ [a-z]++="[^"<]*+")*+(?:/>|>[^<]*+</f>))?+'
_TEXT = rb'<is><t(?:\ xml:space="preserve")?+>[^<]*+</t></is>'


def _rows(**words: bytes) -> re.Pattern[bytes]:
    pattern = _ROWS
    for word, alternatives in words.items():
        pattern = pattern.replace(word.encode(), alternatives)
    return re.compile(pattern, re.VERBOSE)


_VALUES_ONLY = _rows(
    HIDDEN=rb'\ hidden="(?:0|false)"',
    # A formula whose result is an empty text stores just that: hundreds in a filled form.
    CELL=rb'\ t="str"' + _META + b">" + _FORMULA + b"<v>[^<]*+</v></c>|"
    rb'(?:\ t="(?:s|n|b|inlineStr)")?+' + _META
    + b"(?:/>|>" + _FORMULA + b"(?:<v>[^<]++</v>|" + _TEXT + b")</c>)",
)  # fmt: skip
_WITH_SPECIAL_CELLS = _rows(
    HIDDEN=rb'\ hidden="[a-z01]++"',
    CELL=rb'(?:\ t="(?:s|n|b|e|str|inlineStr)")?+' + _META
    + b"(?:/>|>" + _FORMULA + b"(?:<v>[^<]*+</v>|<v/>|" + _TEXT + b")?+</c>)",
)  # fmt: skip
"""The same with hidden rows, errors and formulas without a result, which are parsed."""

_ROW_NUMBER = re.compile(rb'<row r="([0-9]+)"')
_COLUMN = re.compile(rb'<c r="([A-Z]+)')
_FILLED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*+(?<!/)>(?!</c>)')
_ROW = re.compile(rb'<row r="([0-9]+)"[^>]*+(?:(?<=/)>|(?<!/)>.*?</row>)', re.DOTALL)
_CELL = re.compile(rb'<c r="([A-Z]+)[0-9]+"[^>]*+(?:(?<=/)>|(?<!/)>.*?</c>)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet that was vouched for; `part` is its XML without stray cells."""

    facts: SheetFacts
    part: bytes


def plain_sheet(name: str, part: bytes, formats: Formats) -> PlainSheet | None:
    """Return a sheet if it is plain, None where it has to be parsed."""
    begin, end = part.find(_BEGIN) + len(_BEGIN), part.rfind(_END)
    if not len(_BEGIN) <= begin <= end:
        return None
    has_values_only = _matches(_VALUES_ONLY, part, begin, end)
    if not has_values_only and not _matches(_WITH_SPECIAL_CELLS, part, begin, end):
        return None
    # What stands before and behind the rows is small. Parsing it shows that the rows stand in no
    # comment, and that there are no others.
    facts = parse_sheet(name, part[:begin] + part[end:], formats)
    if facts.filled:
        return None
    if has_values_only and not _has_unusual_format(part, begin, end, formats):
        _measure(part, begin, end, facts)
    else:
        facts = parse_sheet(name, part, formats)
    if is_too_large(facts.laid_out, facts.filled):
        return _without_stray_cells(part, facts, begin, end)
    return PlainSheet(facts, part)


def _matches(pattern: re.Pattern[bytes], part: bytes, begin: int, end: int) -> bool:
    while begin < end:
        piece_end = end
        if end - begin > _PIECE:
            piece_end = part.rfind(b"<row ", begin + 1, begin + _PIECE)
        if piece_end < 0 or not pattern.fullmatch(part, begin, piece_end):
            return False
        begin = piece_end
    return True


def _measure(part: bytes, begin: int, end: int, facts: SheetFacts) -> None:
    """Take in how many cells hold values, and how far cells reach, blank ones too."""
    rows = [int(number) for number in _ROW_NUMBER.findall(part, begin, end)]
    letters: set[bytes] = set()
    for start in range(begin, end, _PIECE):
        # Addresses that a cut divides are found in most other rows; the end is searched again.
        letters.update(_COLUMN.findall(part, start, min(end, start + _PIECE + _LONGEST_START)))
    columns = {column_number(column.decode()) for column in letters}
    if any(above >= below for above, below in pairwise(rows)):
        raise RefusedError("file_damaged")
    if max(rows, default=0) > LAST_ROW or max(columns, default=0) >= LAST_COLUMN:
        raise RefusedError("file_damaged")
    facts.last_row, facts.last_column = max(rows, default=0) - 1, max(columns, default=-1)
    facts.filled = part.count(b"</c>", begin, end)


_LONGEST_START = len(b'<c r="XFD1048576"')


def _has_unusual_format(part: bytes, begin: int, end: int, formats: Formats) -> bool:
    """Tell whether any cell may show a percentage or struck-out text."""
    styles = formats.percent | formats.struck
    if 0 in styles or any(runs.has_struck for runs in formats.texts.values()):
        return True
    if not styles:
        return False
    numbers = "|".join(map(str, sorted(styles)))
    unusual = re.compile(rf'<c r="[A-Z0-9]+" s="(?:{numbers})"[^>]*+(?<!/)>'.encode())
    return unusual.search(part, begin, end) is not None


def _without_stray_cells(part: bytes, facts: SheetFacts, begin: int, end: int) -> PlainSheet:
    """Remove stray cells, and measure the remaining ones exactly."""
    columns_by_row: dict[int, set[int]] = {}
    for letters, number in _FILLED.findall(part, begin, end):
        columns_by_row.setdefault(int(number) - 1, set()).add(column_number(letters.decode()))
    facts.last_row = max(columns_by_row, default=-1)
    facts.last_column = max((max(columns) for columns in columns_by_row.values()), default=-1)
    facts.filled = sum(map(len, columns_by_row.values()))
    if not is_too_large(facts.laid_out, facts.filled):
        return PlainSheet(facts, part)
    near = table_end(columns_by_row)
    facts.cut_behind(near)

    def row_if_near(match: re.Match[bytes]) -> bytes:
        return match[0] if int(match[1]) - 1 <= near.last_row else b""

    def cell_if_near(match: re.Match[bytes]) -> bytes:
        return match[0] if column_number(match[1].decode()) <= near.last_column else b""

    rows = _CELL.sub(cell_if_near, _ROW.sub(row_if_near, part[begin:end]))
    return PlainSheet(facts, part[:begin] + rows + part[end:])
