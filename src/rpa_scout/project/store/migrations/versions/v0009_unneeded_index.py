"""An index that no frequent question needs, and that every import had to write.

Revision ID: 0009
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Remove the index of survey lines by import."""
    op.drop_index("ix_survey_lines_import_number", table_name="survey_lines")
