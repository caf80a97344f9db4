"""Documents that were handed out.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; earlier versions made no documents to hand out."""
    op.create_table(
        "handed_out",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("assessment_number", sa.Integer(), nullable=True),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.Text(), nullable=True),
        sa.Column("template_sha256", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_number"],
            ["assessments.number"],
            name=op.f("fk_handed_out_assessment_number"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_handed_out")),
    )
