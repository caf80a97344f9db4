"""Figures, plot and fitted parameters are those that the shipped cases give; misses are named."""

import re
import subprocess
import sys
from pathlib import Path

import rpa_scout as rs
from rpa_scout.policy.faults import rules_by_path

ROOT = Path(__file__).resolve().parents[2]


def check(tool):
    return subprocess.run(
        [sys.executable, str(ROOT / "tools" / tool), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_policy_holds_the_fitted_parameters():
    done = check("fit_parameters.py")
    assert done.returncode == 0, done.stdout + done.stderr


def test_figures_and_plot_are_fresh():
    done = check("make_evidence.py")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_parameter_names_cases_or_says_assumption():
    known = {one.case_id for one in rs.read_cases()}
    for path, rules in rules_by_path(rs.load_policy()):
        for rule in rules:
            for one in (rule, rule.setback):
                if one is not None and one.low < one.high:
                    named = {
                        text: set(re.findall(r"[CN]\d{3}", text))
                        for text in (one.source.ja, one.source.en)
                    }
                    cases, same_cases = named.values()
                    assert cases == same_cases, (path, one.source)
                    assert cases <= known, (path, one.source)
                    assert cases or "仮定" in one.source.ja, (path, one.source)
                    assert cases or "assumption" in one.source.en, (path, one.source)


def test_every_miss_is_discussed():
    page = (ROOT / "docs/evidence.md").read_text(encoding="utf-8")
    missed = set(re.findall(r"^\| \[([CN]\d+)\].*× \|$", page, re.MULTILINE))
    as_is = rs.backtest(rs.read_cases(), rs.load_policy(), as_is=True)
    missed |= {one.case_id for one in as_is.cases if not one.is_inside}
    discussed = page.partition("## The misses")[2].partition("\n## ")[0]
    assert missed
    assert missed <= set(re.findall(r"\*\*([CN]\d+)", discussed))
