"""Migration of a project's tables to the version of this program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from rpa_scout.project.store.schema import APPLICATION_ID, REVISION, SCHEMA_VERSION

if TYPE_CHECKING:
    from alembic.runtime.migration import RevisionStep

_SCRIPTS = Path(__file__).with_name("migrations")


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the present tables; None if there is no project."""
    inspector = inspect(connection)
    if not inspector.has_table("alembic_version") or not inspector.has_table("project"):
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if revision is None else str(revision)


def known_revisions() -> frozenset[str]:
    """Return the ids of all migrations that this program has."""
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory(str(_SCRIPTS)).walk_revisions())


def migrate(connection: Connection) -> None:
    """Run the missing migrations in the open transaction."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext, MigrationStep
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(_SCRIPTS))

    def missing(present: str | tuple[str, ...], _context: object) -> list[RevisionStep]:
        newest_first = scripts.iterate_revisions(REVISION, present, implicit_base=True)
        steps = [
            MigrationStep.upgrade_from_script(scripts.revision_map, script)
            for script in newest_first
        ]
        return steps[::-1]

    context = MigrationContext.configure(
        connection,
        opts={"fn": missing, "transactional_ddl": True, "transaction_per_migration": False},
    )
    with Operations.context(context):
        context.run_migrations()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
