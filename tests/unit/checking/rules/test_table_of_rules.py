"""The table of rules and the catalogue of findings say the same."""

import sys

from rpa_scout.checking import rules
from rpa_scout.findings import CATALOGUE
from rpa_scout.findings.rules import rules_in
from rpa_scout.policy.checks import Checks

ROW_RULES = rules_in(rules)


def test_every_code_belongs_to_one_rule():
    codes = [code for rule in ROW_RULES for code in rule.codes]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(CATALOGUE)


def test_every_figure_is_one_of_the_policy():
    figures = {figure for rule in ROW_RULES for figure in rule.figures}
    assert figures <= set(Checks.model_fields)


def test_what_leaves_rows_out_comes_first():
    errors = [any(CATALOGUE[code].severity == "error" for code in one.codes) for one in ROW_RULES]
    assert errors == sorted(errors, reverse=True)


NEW_RULE = '''
"""Tasks without a section."""

from rpa_scout.checking.rules.rule import RowProblem, RowRule
from rpa_scout.findings.rule import FindingRule


def find(context):
    yield RowProblem(0, "no_section", "section", values={"written": ""})


RULES = (RowRule((FindingRule("no_section", "info", "no section.", "Name it."),), find),)
'''


def test_a_rule_is_one_file(context, tmp_path, monkeypatch):
    (tmp_path / "tasks_without_section.py").write_text(NEW_RULE, encoding="utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    collected = rules_in.__wrapped__(rules)  # collected anew
    monkeypatch.delitem(sys.modules, "rpa_scout.checking.rules.tasks_without_section")
    assert [rule.codes for rule in collected[:-1]] == [rule.codes for rule in ROW_RULES]
    (problem,) = collected[-1].find(context([{}]))
    assert problem.code == "no_section"
