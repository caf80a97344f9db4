"""Confirmed figures, and tasks that were adopted although they are no candidates.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the column; earlier projects have no confirmations or marks."""
    op.add_column("tasks", sa.Column("not_candidate_because", sa.Text(), nullable=True))
    op.create_table(
        "confirmations",
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("answered", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.task_id"], name=op.f("fk_confirmations_task_id")
        ),
        sa.PrimaryKeyConstraint("task_id", "field", name=op.f("pk_confirmations")),
    )
    op.create_table(
        "assessment_circumstances",
        sa.Column("assessment_number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_number"],
            ["assessments.number"],
            name=op.f("fk_assessment_circumstances_assessment_number"),
        ),
        sa.PrimaryKeyConstraint("assessment_number", name=op.f("pk_assessment_circumstances")),
    )
