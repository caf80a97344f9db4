"""These tests are about the shipped survey form."""

import io

import openpyxl
import pytest
from tests.frozen import shipped_policy_is_default
from tests.survey_form.shipped import DEPARTMENT, FIELDS, POLICY

from rpa_scout.forms import form_content

__all__ = ["shipped_policy_is_default"]


@pytest.fixture(scope="session")
def fields():
    return FIELDS


@pytest.fixture(scope="session")
def policy():
    return POLICY


@pytest.fixture(scope="session")
def content():
    return form_content(DEPARTMENT, FIELDS, POLICY)


@pytest.fixture(scope="session")
def workbook(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="session")
def tasks(workbook):
    return workbook[FIELDS.form.tasks_sheet]
