"""A city with fields of its own, the command line, and its filled form."""

import openpyxl
import pytest
from tests.cli.conftest import main
from tests.own_fields.city import city_with_few_fields, city_with_one_field_more

__all__ = ["main"]

ANSWERS = {
    "業務名": ("納付書の転記", "窓口の集計", "督促の照合"),
    "年間の実施回数（回／年）": (240, 120, 50),
    "1回あたりの件数（件／回）": (40, 20, 30),
    "1件あたりの時間（分／件）": (3, 4, 5),
    "緊急度": ("急がないもの", "大至急", "なるべく早く"),
}


@pytest.fixture(params=["one_more", "few"])
def city(request, tmp_path):
    """Return the file of the policy and the policy."""
    make = {"one_more": city_with_one_field_more, "few": city_with_few_fields}[request.param]
    return make(tmp_path)


@pytest.fixture
def filled(city, main, tmp_path):
    """Return the city's own form, filled in."""
    path, policy = city
    code, _, complaint = main(
        "form", "--department", "税務課", "--out", tmp_path / "forms", "--policy", path
    )
    assert (code, complaint) == (0, "")
    (form,) = (tmp_path / "forms").iterdir()
    book = openpyxl.load_workbook(form)
    sheet = book[policy.survey.form.tasks_sheet]
    fill_in(sheet)
    book.save(form)
    return form


def fill_in(sheet):
    for row in sheet.iter_rows(max_row=12):
        columns = {cell.value: cell.column for cell in row if cell.value in ANSWERS}
        if len(columns) == len(ANSWERS):
            first = row[0].row + 1
            for heading, cells in ANSWERS.items():
                for offset, value in enumerate(cells):
                    sheet.cell(first + offset, columns[heading], value)
            return
    raise AssertionError("the form has not every column")
