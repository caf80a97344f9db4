"""The actuals that corrected an assessment.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; earlier assessments used no actuals."""
    op.create_table(
        "assessment_actuals",
        sa.Column("assessment_number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("saved_hours_per_year", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_number"],
            ["assessments.number"],
            name=op.f("fk_assessment_actuals_assessment_number"),
        ),
        sa.PrimaryKeyConstraint("assessment_number", "place", name=op.f("pk_assessment_actuals")),
    )
