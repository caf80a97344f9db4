"""Every test of this folder runs on a file and on a PostgreSQL server."""

import itertools
from pathlib import Path

import pytest
from tests.project import postgres

from rpa_scout.pipeline import read_surveys
from rpa_scout.project.project import Project
from rpa_scout.project.store.storage import Storage

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server():
    if postgres.binaries() is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    with postgres.running_server() as address:
        yield address


@pytest.fixture(params=["file", "server"])
def place(request, tmp_path):
    """Where a project may be made."""
    if request.param == "file":
        yield tmp_path / "業務削減.rpascout"
        return
    address = request.getfixturevalue("server")
    with postgres.empty_database(address, f"test{next(NUMBERS)}") as url:
        yield url


@pytest.fixture
def file(tmp_path):
    """Where a project may be made, for what only files have."""
    return tmp_path / "業務削減.rpascout"


@pytest.fixture
def project(place, policy):
    with Project.create(place, policy, "担当A") as one:
        yield one


@pytest.fixture
def second(project):
    """Another client of the same project; on a file it has slipped past the lock."""
    storage = Storage(project.location)
    client = Project(storage, "担当B")
    yield client
    client.close()


@pytest.fixture(scope="session")
def samples():
    """The inventory of the sample departments."""
    return read_surveys(Path(__file__).parents[2] / "samples" / "departments")
