import pytest
from tests.public.sources import public_workbooks


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory):
    return public_workbooks(tmp_path_factory.mktemp("public"))
