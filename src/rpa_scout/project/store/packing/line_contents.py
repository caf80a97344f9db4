"""Contents of survey lines: stored once, many to a packed row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Executable, func, select

from rpa_scout.errors import InternalError
from rpa_scout.project.store.packing.tables import LineContentRow, SurveyLineRow
from rpa_scout.project.store.rows import Values, column_names, mappings, table_of
from rpa_scout.project.store.statements import insert_cells
from rpa_scout.text import N_

# JSON texts escape control characters, so neither sign occurs in a content.
_BETWEEN_RECORDS: Final = "\x1e"
_BETWEEN_TEXTS: Final = "\x1f"
_LINES_A_PACK: Final = 200
_AT_A_TIME: Final = 5_000
_VALUES_A_QUERY: Final = 500


class LineContent(NamedTuple):
    """What a line of a survey holds, each as JSON."""

    answers: str
    written: str | None
    ranges: str | None


def contents_of(connection: Connection, lines: Iterable[int]) -> dict[int, LineContent]:
    """Return the contents of lines by their `content_id`."""
    wanted = set(lines)
    if not wanted:
        return {}
    table = table_of(LineContentRow)
    firsts = connection.execute(select(table.c.first_id).order_by(table.c.first_id)).scalars().all()
    positions = {bisect_right(firsts, line) - 1 for line in wanted} - {-1}
    needed = sorted(firsts[position] for position in positions)
    contents: dict[int, LineContent] = {}
    for start in range(0, len(needed), _VALUES_A_QUERY):
        part = needed[start : start + _VALUES_A_QUERY]
        query = select(table.c.content).where(table.c.first_id.in_(part))
        for text in connection.execute(query).scalars():
            contents.update(
                (line, content) for line, content in unpack_records(text) if line in wanted
            )
    return contents


def answers_of(connection: Connection, lines: Executable) -> dict[int, str]:
    """Return the answers, as JSON, of the lines that a query names with their `content_id`."""
    content_of = {row.id: row.content_id for row in connection.execute(lines)}
    contents = contents_of(connection, content_of.values())
    return {line: contents[content].answers for line, content in content_of.items()}


def pack_records(records: Iterable[tuple[int, LineContent]]) -> str:
    """Join contents of lines to one text."""
    texts = []
    for line, content in records:
        parts = (str(line), content.answers, content.written or "", content.ranges or "")
        record = _BETWEEN_TEXTS.join(parts)
        if record.count(_BETWEEN_TEXTS) != len(parts) - 1 or _BETWEEN_RECORDS in record:
            raise InternalError(N_("The line {line} holds signs that JSON escapes."), line=line)
        texts.append(record)
    return _BETWEEN_RECORDS.join(texts)


def unpack_records(text: str) -> Iterator[tuple[int, LineContent]]:
    """Yield the contents of a packed row, with the ids of their lines."""
    for record in text.split(_BETWEEN_RECORDS):
        line, answers, written, ranges = record.split(_BETWEEN_TEXTS)
        yield int(line), LineContent(answers, written or None, ranges or None)


def line_rows(connection: Connection) -> Iterator[Values]:
    """Yield all lines of surveys with their contents, in the order of their ids."""
    after = -1
    while True:
        query = select(table_of(SurveyLineRow)).where(SurveyLineRow.id > after)
        query = query.order_by(SurveyLineRow.id).limit(_AT_A_TIME)
        page = list(mappings(connection, query))
        if not page:
            return
        contents = contents_of(connection, (row["content_id"] for row in page))
        for row in page:
            content = contents.get(row.pop("content_id"))
            yield row | (LineContent("", None, None) if content is None else content)._asdict()
        after = page[-1]["id"]


def write_lines(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write lines of surveys; a content that the newest line of a row has already is shared."""
    known = _newest_contents(connection, {row["read_id"] for row in rows})
    stored, own = [], []
    cells = itemgetter(*column_names(SurveyLineRow)[:-1])  # the last is `content_id`
    for row in rows:
        content = LineContent(row["answers"], row["written"], row["ranges"])
        content_id = known.setdefault(content, row["id"])
        if content_id == row["id"]:
            own.append((row["table_position"], content_id, content))
        stored.append((*cells(row), content_id))
    insert_cells(connection, SurveyLineRow, stored)
    packs = []
    for _table, lines in groupby(own, key=lambda line: line[0]):
        records = [(line, content) for _position, line, content in lines]
        for start in range(0, len(records), _LINES_A_PACK):
            part = records[start : start + _LINES_A_PACK]
            packs.append((part[0][0], pack_records(part)))
    if packs:
        insert_cells(connection, LineContentRow, packs)


def _newest_contents(connection: Connection, read_ids: set[str]) -> dict[LineContent, int]:
    newest = select(func.max(SurveyLineRow.id)).group_by(SurveyLineRow.read_id)
    query = select(SurveyLineRow.read_id, SurveyLineRow.content_id).where(
        SurveyLineRow.id.in_(newest)
    )
    ids = {row.content_id for row in connection.execute(query) if row.read_id in read_ids}
    return {content: line for line, content in contents_of(connection, ids).items()}
