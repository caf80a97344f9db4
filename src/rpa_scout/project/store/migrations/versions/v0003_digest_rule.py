"""The rule for the digest of an entry of the history.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; earlier entries keep rule 1."""
    op.add_column(
        "history", sa.Column("digest_rule", sa.Integer(), nullable=False, server_default="1")
    )
