"""Fiscal years, as people write them."""

import pytest

from rpa_scout.fiscal_years import fiscal_year_label, fiscal_year_of


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和6年度", 2024),
        ("令和６年度", 2024),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("R6", 2024),
        ("ｒ6年度", 2024),
        ("H30", 2018),
        ("2024", 2024),
        ("2024年度", 2024),
        ("FY2024", 2024),
        ("2024年", 2024),
        ("令和6年10月", 2024),
        ("令和7年3月", 2024),
        ("R7.2", 2024),
        ("R7.4", 2025),
        ("R7.3.31", 2024),
        ("2025/3/31", 2024),
        ("2025-04-01", 2025),
        ("令和6年度3月", 2024),
        ("2020年10月から", None),
        ("不明", None),
        ("", None),
        ("令和", None),
        ("R6.13", None),
        ("R610", None),
        ("1850", None),
        ("20245", None),
    ],
)
def test_years_are_understood(text, year):
    assert fiscal_year_of(text) == year


@pytest.mark.parametrize("year", range(1990, 2100, 7))
@pytest.mark.parametrize("code", ["ja", "en"])
def test_a_label_names_its_year(year, code):
    assert fiscal_year_of(fiscal_year_label(year, code)) == year
