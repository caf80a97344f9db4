from functools import cache

import pytest
from tests.office import convert
from tests.unit.reading.full_survey import workbook_sheets
from tests.unit.reading.surveys import write_openpyxl


@pytest.fixture(scope="session")
def office_file(tmp_path_factory):
    """Return the full survey as LibreOffice writes it; each format is converted once."""
    folder = tmp_path_factory.mktemp("office")
    source = write_openpyxl(folder / "office.xlsx", workbook_sheets())

    @cache
    def converted(suffix):
        return source if suffix == "xlsx" else convert(source, suffix, folder)

    return converted
