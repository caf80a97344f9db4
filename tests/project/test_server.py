"""Addresses, sentences, rights and statements of a project on a PostgreSQL server."""

import socket
from contextlib import closing

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import event
from tests.project.conftest import NUMBERS
from tests.project.postgres import empty_database
from tests.project.surveys import TAX, survey

from rpa_scout.errors import InputError, NotAllowedError, ProjectError, StorageError
from rpa_scout.project.project import Project
from rpa_scout.project.store import server as server_module
from rpa_scout.project.store.location import location_of
from rpa_scout.project.store.rows import STATE_TABLES
from rpa_scout.text import sentence_of

MANY = survey({"税務課": [f"業務{number}" for number in range(60)]})

ADDRESSES = [
    "postgresql://dx:{}@127.0.0.1:1/rpa",
    "postgresql://127.0.0.1:1/rpa?user=dx&password={}",
    "postgresql://dx@127.0.0.1:1/rpa?password={}#x",
    "postgresql://dx:{}@[::1/rpa",
    "postgresql://dx:{}@127.0.0.1:port/rpa",
    "postgres://dx:{}@no-such-host.invalid/rpa",
    "postgresql+psycopg://dx:{}@127.0.0.1:1",
    "host=127.0.0.1 port=1 dbname=rpa user=dx password={}",
    "dbname = rpa password = {}",
]
PASSWORDS = [
    "hemitsu",
    "100%tsu",
    "he:mi/tsu",
    "he?mi#tsu",
    "he@mi@tsu",
    "he%40mi%2Ftsu",
    "秘密hemitsu",
]


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_password_is_never_shown(address, password):
    with pytest.raises((ProjectError, InputError)) as caught:
        Project.open(address.format(password), "担当A")
    told = [sentence_of(caught.value), str(caught.value), repr(caught.value)]
    told += [repr(value) for value in caught.value.values.values()]
    for text in told:
        assert "tsu" not in text
        assert "he:" not in text
        assert "he@" not in text
        assert "秘密" not in text


def test_the_address_is_shown_without_its_password():
    shown = str(location_of("postgresql://dx:secret@localhost:5433/rpa?sslmode=require"))
    assert shown == "postgresql://dx@localhost:5433/rpa"


@pytest.fixture
def url(server):
    with empty_database(server, f"test{next(NUMBERS)}") as address:
        yield address


def sentence(address, policy):
    with pytest.raises((ProjectError, InputError)) as caught:
        Project.create(address, policy, "担当A")
    return str(caught.value)


class TestSentences:
    def test_a_host_that_is_none(self, policy):
        told = sentence("postgresql://dx@no-such-host.invalid/rpa", policy)
        assert "no computer “no-such-host.invalid”" in told

    def test_a_port_without_a_server(self, policy):
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        assert f"port {port}" in sentence(f"postgresql://dx@127.0.0.1:{port}/rpa", policy)

    def test_a_database_that_is_none(self, server, policy):
        assert "no database “missing”" in sentence(f"{server}/missing", policy)

    def test_a_user_that_is_refused(self, url, policy):
        told = sentence(url.replace("dx@", "nobody_here:secret@"), policy)
        assert "refuses the user “nobody_here”" in told
        assert "secret" not in told

    def test_an_encoding_that_keeps_not_every_text(self, server, policy):
        name = f"latin{next(NUMBERS)}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(
                f"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
            )
        assert "LATIN1" in sentence(f"{server}/{name}", policy)

    def test_a_search_path_that_leads_nowhere(self, url, policy):
        name = url.rpartition("/")[2]
        Project.create(url, policy, "担当A").close()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {name} SET search_path = nowhere")
        with pytest.raises(ProjectError, match="search_path"):
            Project.open(url, "担当A")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE SCHEMA nowhere")
        with pytest.raises(ProjectError, match="schema “public”"):
            Project.open(url, "担当A")

    def test_a_database_that_takes_no_changes(self, url, policy):
        with Project.create(url, policy, "担当A") as project:
            project.surveys.import_(TAX)
        with psycopg.connect(url, autocommit=True) as connection:
            name = url.rpartition("/")[2]
            connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        with Project.open(url, "担当A") as project, pytest.raises(StorageError, match="read only"):
            project.tasks.note("変更")

    def test_another_client_that_holds_the_project(self, url, policy, monkeypatch):
        monkeypatch.setattr(server_module, "BUSY_SECONDS", 1)
        with (
            Project.create(url, policy, "担当A") as project,
            psycopg.connect(url) as other,
        ):
            other.execute("SELECT 1 FROM project FOR UPDATE")
            with pytest.raises(StorageError, match="another client holds"):
                project.tasks.note("変更")
            other.rollback()
            project.tasks.note("変更")


GRANTS = {
    "worker": (
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT INSERT ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT UPDATE, DELETE ON {', '.join(STATE_TABLES)} TO {{role}}",
        "GRANT UPDATE ON project TO {role}",
    ),
    "reader": ("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",),
}
"""The rights that docs/project.md names."""


@pytest.fixture
def as_role(url, policy):
    """A project of an owner, and the address for a role with few rights."""
    with Project.create(url, policy, "担当A") as project:
        project.surveys.import_(TAX)

    def address(kind):
        role = f"{kind}{next(NUMBERS)}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {role} LOGIN")
            for grant in GRANTS[kind]:
                connection.execute(grant.format(role=role))
        return url.replace("dx@", f"{role}@")

    return address


class TestRights:
    def test_a_worker_does_everything_but_changing_tables(self, as_role):
        with Project.open(as_role("worker"), "担当B") as project:
            project.surveys.import_(TAX)
            project.assessments.assess()
            project.tasks.decide(["税務課-6"], "adopted", "効果が大きい")
            project.tasks.override("税務課-6", "hours", 50, "記録による")
            project.answers.correct("税務課-7", "items_per_run", 9.0, "聞き取り")
            project.tasks.note("記録")
            project.history.undo()
            assert project.verify().is_whole

    def test_a_worker_rewrites_no_history(self, as_role):
        with psycopg.connect(as_role("worker")) as connection:
            for table in ("history", "history_changes", "survey_lines", "assessments"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                connection.rollback()

    def test_a_reader_reads(self, as_role):
        address = as_role("reader")
        with Project.open(address, "担当C", read_only=True) as project:
            assert len(project.tasks.all()) == 3
            assert project.verify().is_whole
            with pytest.raises(NotAllowedError):
                project.tasks.note("記録")
        with Project.open(address, "担当C") as project, pytest.raises(StorageError, match="right"):
            project.tasks.note("記録")


@pytest.mark.parametrize("step", ["decide", "undo", "redo"])
def test_many_tasks_change_in_few_statements(project, step):
    project.surveys.import_(MANY)
    tasks = list(MANY.tasks.index)
    if step != "decide":
        project.tasks.decide(tasks, "on_hold", "予算")
    if step == "redo":
        project.history.undo()
    statements = []
    event.listen(
        project.session.storage.engine,
        "before_cursor_execute",
        lambda *words: statements.append(words[2]),
    )
    if step == "decide":
        project.tasks.decide(tasks, "on_hold", "予算")
    else:
        getattr(project.history, step)()
    assert len(statements) < 14, statements
