import io

import openpyxl
import pytest

from rpa_scout.forms import form_content
from rpa_scout.policy import load_fields, load_policy

DEPARTMENT = "税務課"


@pytest.fixture(scope="session")
def fields():
    return load_fields()


@pytest.fixture(scope="session")
def policy():
    return load_policy()


@pytest.fixture(scope="session")
def content(fields, policy):
    return form_content(DEPARTMENT, fields, policy)


@pytest.fixture(scope="session")
def workbook(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="session")
def tasks(workbook, fields):
    return workbook[fields.form.tasks_sheet]
