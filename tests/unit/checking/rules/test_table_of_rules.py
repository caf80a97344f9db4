"""The table of rules and the catalogue of findings say the same."""

from rpa_scout.checking.rules.table import ROW_RULES
from rpa_scout.findings import CATALOGUE
from rpa_scout.findings.about_city import RULES as OF_CITY
from rpa_scout.findings.about_rows import RULES as OF_ROWS
from rpa_scout.policy.model import Checks


def test_every_code_belongs_to_one_rule():
    codes = [code for rule in ROW_RULES for code in rule.codes]
    assert len(codes) == len(set(codes))
    assert set(codes) == {one.code for one in (*OF_ROWS, *OF_CITY)}
    assert set(codes) <= set(CATALOGUE)


def test_every_figure_is_one_of_the_policy():
    figures = {figure for rule in ROW_RULES for figure in rule.figures}
    assert figures <= set(Checks.model_fields)


def test_what_leaves_rows_out_comes_first():
    errors = [any(CATALOGUE[code].severity == "error" for code in one.codes) for one in ROW_RULES]
    assert errors == sorted(errors, reverse=True)
