"""The tables' versions, one step each, run by Alembic."""
