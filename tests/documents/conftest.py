"""A project of the sample departments, made once and copied for every test."""

import shutil
from pathlib import Path

import pytest

from rpa_scout.documents.basis import document_basis
from rpa_scout.pipeline import read_surveys
from rpa_scout.project.project import Project

SAMPLES = Path(__file__).parents[2] / "samples" / "departments"


@pytest.fixture(scope="session")
def city_file(tmp_path_factory, policy):
    path = tmp_path_factory.mktemp("city") / "市.rpascout"
    with Project.create(path, policy, "担当A") as project:
        project.surveys.import_(read_surveys(SAMPLES, policy=policy))
        project.assessments.assess()
    return path


@pytest.fixture
def location(city_file, tmp_path):
    return Path(shutil.copy(city_file, tmp_path / "市.rpascout"))


@pytest.fixture
def city(location):
    with Project.open(location, "担当A") as project:
        yield project


@pytest.fixture(scope="session")
def basis(city_file):
    """Figures of the project as it was made; a test that changes it makes its own."""
    with Project.open(city_file, "担当A", read_only=True) as project:
        yield document_basis(project)
