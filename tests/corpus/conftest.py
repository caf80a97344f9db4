"""Every difficulty is written and read once a session."""

from functools import cache

import pytest
from tests.corpus.corpus import CORPUS
from tests.office import office

from rpa_scout.pipeline import read_surveys


@pytest.fixture(scope="session")
def read_difficulty(tmp_path_factory):
    """Return a function that gives the folder of a difficulty and the inventory read from it."""

    @cache
    def read(name):
        difficulty = CORPUS[name]
        if difficulty.needs_office:
            office()
        folder = tmp_path_factory.mktemp(name)
        written = difficulty.write(folder)
        paths = written if isinstance(written, list) else folder
        return folder, read_surveys(paths, **difficulty.options)

    return read
