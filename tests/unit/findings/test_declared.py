"""Kinds of findings are declared where they are made, and made with the values they name."""

import ast
import sys
from pathlib import Path

import pytest

import rpa_scout
import rpa_scout.checking.rules
import rpa_scout.reading.files.rules
import rpa_scout.reading.layout.rules
import rpa_scout.register.rules
from rpa_scout.findings import CATALOGUE, catalogue

SOURCES = Path(rpa_scout.__file__).parent
MAKERS = {"Finding", "RefusedError", "finding", "finding_at", "_at_name"}
ATTRIBUTES = {"file", "sheet", "cell", "field", "row_id"}


def made_in_sources():
    """Yield code and names of values of each finding whose code is written where it is made."""
    for path in SOURCES.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name not in MAKERS:
                continue
            texts = [part.value for part in call.args if isinstance(part, ast.Constant)]
            codes = [text for text in texts if text in CATALOGUE]
            dictionaries = [
                part
                for part in [*call.args, *(keyword.value for keyword in call.keywords)]
                if isinstance(part, ast.Dict)
            ]
            keywords = {keyword.arg for keyword in call.keywords} - ATTRIBUTES
            if (
                len(codes) != 1
                or keywords & {None}
                or (keywords == {"values"} and not dictionaries)
            ):
                continue
            names = {key.value for part in dictionaries for key in part.keys}
            yield codes[0], names | (keywords - {"values"}), path


def test_findings_are_made_with_the_values_that_their_sentences_name():
    made = list(made_in_sources())
    assert len(made) > 50
    for code, names, path in made:
        rule = CATALOGUE[code]
        missing = set(rule.names) - names
        unknown = names - {*rule.names, rule.quotes}
        assert not unknown, f"{path}: {code} has no {unknown}"
        assert not missing or not names, f"{path}: {code} without {missing}"


def test_every_kind_is_declared_once():
    declared = [
        rule.code for package in catalogue._DECLARED_IN for rule in catalogue._declared_in(package)
    ]
    of_files = [rule.code for rule in catalogue._declared_in("rpa_scout.reading.files")]
    assert sorted(declared) == sorted([*CATALOGUE, *of_files])  # those of reading hold them too


@pytest.mark.parametrize("code", CATALOGUE)
def test_what_a_kind_quotes_has_a_name(code):
    rule = CATALOGUE[code]
    assert rule.quotes in rule.names or rule.quotes == "written"


NEW_RULE = '''
"""Something new."""

from rpa_scout.findings.rule import FindingRule
from rpa_scout.findings.rules import Rule


def find(context):
    return []


RULES = (Rule((FindingRule("something_new", "info", "{amount} is new.", "Look."),), find),)
'''


@pytest.mark.parametrize(
    ("rules", "family"),
    [
        (rpa_scout.reading.files.rules, "Files"),
        (rpa_scout.reading.layout.rules, "Sheets, headings and lines"),
        (rpa_scout.register.rules, "Running automations and actuals"),
    ],
)
def test_a_rule_is_one_file(rules, family, tmp_path, monkeypatch):
    (tmp_path / "something_new.py").write_text(NEW_RULE, encoding="utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    try:
        for collected in (catalogue._declared_in, catalogue.families, catalogue._rule):
            collected.cache_clear()
        assert catalogue.declared(rules)[-1].find(None) == []
        (rule,) = (rule for rule in catalogue.families()[family] if rule.code == "something_new")
        assert rule.names == ("amount",)
    finally:
        sys.modules.pop(f"{rules.__name__}.something_new", None)
        for collected in (catalogue._declared_in, catalogue.families, catalogue._rule):
            collected.cache_clear()
