"""Every kind of finding by its code, collected from the modules that declare them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Final

from rpa_scout.findings import (
    about_cells,
    about_files,
    about_layout,
    about_register,
    about_replies,
    about_similar,
)
from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["CATALOGUE", "families"]

_ROW_RULES: Final = "rpa_scout.checking.rules.table"
"""Imported by its name and when it is needed: rules on rows stand above findings and know them."""


@cache
def families() -> dict[str, tuple[FindingRule, ...]]:
    """Return all kinds of findings by what they speak of, for the reference page."""
    of_rows: dict[str, tuple[FindingRule, ...]] = {}
    for rule in import_module(_ROW_RULES).ROW_RULES:
        of_rows[rule.family] = (*of_rows.get(rule.family, ()), *rule.findings)
    return {
        N_("Files"): about_files.RULES,
        N_("Sheets, headings and lines"): about_layout.RULES,
        N_("Cells"): about_cells.RULES,
        **of_rows,
        N_("Replies to questions"): about_replies.RULES,
        N_("Running automations and actuals"): about_register.RULES,
        N_("The same work elsewhere"): about_similar.RULES,
    }


@cache
def _by_code() -> dict[str, FindingRule]:
    return {rule.code: rule for rules in families().values() for rule in rules}


class _Catalogue(Mapping[str, FindingRule]):
    """All kinds of findings by code; they are collected when one is first asked for."""

    def __getitem__(self, code: str) -> FindingRule:
        return _by_code()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(_by_code())

    def __len__(self) -> int:
        return len(_by_code())


CATALOGUE: Final = _Catalogue()
"""All kinds of findings by code."""
