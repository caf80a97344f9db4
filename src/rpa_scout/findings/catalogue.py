"""Every kind of finding by its code, collected from the modules that declare them.

A module that makes findings declares them in its ``RULES``: as :class:`FindingRule` alone where the
finding is a by-product of other work, else as a rule with the function that finds it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

_DECLARED_IN: Final = {
    "rpa_scout.reading.files": N_("Files"),
    "rpa_scout.reading": N_("Sheets, headings and lines"),
    "rpa_scout.checking": N_("Cells"),
    "rpa_scout.register": N_("Running automations and actuals"),
    "rpa_scout.similarity.same_work": N_("The same work elsewhere"),
}
"""Packages that declare kinds of findings, with the heading of those that name no family.

They are imported by name and when they are needed: they stand above findings and know them.
"""


def declared(package: ModuleType) -> tuple[Any, ...]:
    """Return the ``RULES`` of every module of a package."""
    modules = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return tuple(
        rule for module in modules for rule in getattr(import_module(module.name), "RULES", ())
    )


@cache
def _declared_in(package: str) -> tuple[FindingRule, ...]:
    """Return the kinds of findings that the modules of a package declare."""
    kinds: list[FindingRule] = []
    for rule in declared(import_module(package)):
        if isinstance(rule, FindingRule):
            kinds.append(rule)
        else:
            kinds += (replace(kind, family=kind.family or rule.family) for kind in rule.findings)
    return tuple(kinds)


@cache
def families() -> dict[str, tuple[FindingRule, ...]]:
    """Return all kinds of findings by what they are about, for the reference page."""
    by_family: dict[str, list[FindingRule]] = {}
    listed: set[str] = set()
    for package, heading in _DECLARED_IN.items():
        for rule in _declared_in(package):
            if rule.code not in listed:  # those of files are part of those of reading
                listed.add(rule.code)
                by_family.setdefault(rule.family or heading, []).append(rule)
    return {family: tuple(rules) for family, rules in by_family.items()}


@cache
def _rule(code: str) -> FindingRule | None:
    """Look a code up, package by package: who only reads files need not import the rest."""
    for package in _DECLARED_IN:
        for rule in _declared_in(package):
            if rule.code == code:
                return rule
    return None


class _Catalogue(Mapping[str, FindingRule]):
    """All kinds of findings by code; they are collected when one is first asked for."""

    def __getitem__(self, code: str) -> FindingRule:
        rule = _rule(code)
        if rule is None:
            raise KeyError(code)
        return rule

    def __iter__(self) -> Iterator[str]:
        return (rule.code for rules in families().values() for rule in rules)

    def __len__(self) -> int:
        return sum(map(len, families().values()))


CATALOGUE: Final = _Catalogue()
"""All kinds of findings by code."""
