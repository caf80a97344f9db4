"""Contents of survey lines once and compressed, assessments by column, a checked project row.

Revision ID: 0006
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

from rpa_scout.project.store.packing.assessment_columns import write_result_rows
from rpa_scout.project.store.packing.line_contents import LineContent, pack_records
from rpa_scout.project.store.packing.packed_text import packed

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PACK = 200
_PAGE = 5_000


def upgrade() -> None:
    """Create the packed tables, fill them from the rows, and remove the rows."""
    _create_tables()
    connection = op.get_bind()
    _pack_lines(connection)
    _pack_results(connection)
    _pack_findings(connection)
    for name in ("answers", "written", "ranges"):
        op.drop_column("survey_lines", name)
    op.drop_table("assessment_results")


def _create_tables() -> None:
    op.create_table(
        "line_contents",
        sa.Column("first_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("first_id", name=op.f("pk_line_contents")),
    )
    op.create_table(
        "assessment_columns",
        sa.Column("assessment_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("from_rows", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_number"],
            ["assessments.number"],
            name=op.f("fk_assessment_columns_assessment_number"),
        ),
        sa.PrimaryKeyConstraint(
            "assessment_number", "position", name=op.f("pk_assessment_columns")
        ),
    )
    op.add_column("project", sa.Column("digest", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "survey_lines", sa.Column("content_id", sa.Integer(), nullable=False, server_default="0")
    )


def _pages(connection: sa.Connection, columns: str, table: str, key: str) -> Iterator[Any]:
    """Yield rows page by page: years of surveys do not fit into memory."""
    number: sa.ColumnClause[int] = sa.column(key)
    query: sa.Executable = (
        sa.select(*(sa.column(name) for name in columns.split(", ")))
        .select_from(sa.table(table))
        .where(number > sa.bindparam("after"))
        .order_by(number)
        .limit(_PAGE)
    )
    after = -1
    while True:
        page = connection.execute(query, {"after": after}).all()
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1][0]


def _pack_lines(connection: sa.Connection) -> None:
    columns = "id, import_number, table_position, answers, written, ranges"
    known: dict[bytes, int] = {}
    shared: list[dict[str, int]] = []
    packs: list[dict[str, Any]] = []
    lines = _pages(connection, columns, "survey_lines", "id")
    for _table, rows in groupby(lines, key=lambda line: (line[1], line[2])):
        own = []
        for line, _import, _position, *texts in rows:
            content = LineContent(*texts)
            digest = hashlib.sha256(repr(content).encode()).digest()
            shared.append({"line": line, "content": known.setdefault(digest, line)})
            if known[digest] == line:
                own.append((line, content))
        for start in range(0, len(own), _PACK):
            part = own[start : start + _PACK]
            packs.append({"first": part[0][0], "content": packed(pack_records(part))})
    if packs:
        connection.execute(
            sa.text("INSERT INTO line_contents (first_id, content) VALUES (:first, :content)"),
            packs,
        )
        connection.execute(
            sa.text("UPDATE survey_lines SET content_id = :content WHERE id = :line"), shared
        )


def _pack_results(connection: sa.Connection) -> None:
    numbers = connection.execute(sa.text("SELECT number FROM assessments ORDER BY number"))
    query = sa.text("SELECT * FROM assessment_results WHERE assessment_number = :n ORDER BY rank")
    for number in numbers.scalars().all():
        rows = connection.execute(query, {"n": number}).mappings().all()
        if rows:
            write_result_rows(connection, [dict(row) for row in rows])


def _pack_findings(connection: sa.Connection) -> None:
    query = sa.text("SELECT number, findings FROM survey_imports")
    findings = connection.execute(query).all()
    op.drop_column("survey_imports", "findings")
    op.add_column(
        "survey_imports",
        sa.Column("findings", sa.LargeBinary(), nullable=False, server_default=sa.text("''")),
    )
    for number, text in findings:
        connection.execute(
            sa.text("UPDATE survey_imports SET findings = :findings WHERE number = :number"),
            {"number": number, "findings": packed(text)},
        )
