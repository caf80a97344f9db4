"""A rule: the kinds of findings it can make, and the function that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Generic, TypeVar

from rpa_scout.findings.catalogue import declared
from rpa_scout.findings.finding import Finding
from rpa_scout.findings.rule import FindingRule

Context = TypeVar("Context")


# Without slots: in Python 3.11 a frozen dataclass with slots cannot be made as `Rule[Context](…)`.
@dataclass(frozen=True)
class Rule(Generic[Context]):
    """A rule: its findings with their sentences, and its function."""

    findings: tuple[FindingRule, ...]  # Kinds of findings that it can make
    find: Callable[[Context], Iterable[Finding]]  # Yields its findings in a context
    family: str = ""  # Heading on the reference page; "" for that of its package
    order: int = 1_000  # Smaller ones come first


def rules_in(package: ModuleType) -> tuple[Any, ...]:
    """Return the rules that the modules of a package declare, in the order of their work."""
    return tuple(sorted(declared(package), key=lambda rule: rule.order))


def found(rules: Iterable[Rule[Context]], context: Context) -> Iterator[Finding]:
    """Yield the findings of rules in a context."""
    for rule in rules:
        yield from rule.find(context)
