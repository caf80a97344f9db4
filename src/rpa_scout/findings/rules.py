"""A rule: the kinds of findings it can make, and the function that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, Generic, TypeVar

from rpa_scout.findings.catalogue import declared
from rpa_scout.findings.finding import Finding
from rpa_scout.findings.rule import FindingRule

Context = TypeVar("Context")
Problem = TypeVar("Problem")


# Without slots: in Python 3.11 a frozen dataclass with slots cannot be made as `Rule[Context](…)`.
@dataclass(frozen=True)
class Rule(Generic[Context, Problem]):
    """A rule: its findings with their sentences, and its function.

    The rules of a module stand in its ``RULES``; nothing else has to know of them.
    """

    findings: tuple[FindingRule, ...]  # Kinds of findings that it can make
    find: Callable[[Context], Iterable[Problem]]  # Yields what it has to say about a context
    family: str = ""  # Heading on the reference page; "" for that of its package
    # Smaller ones come first. What leaves rows out comes before the rules that then do not speak of
    # these rows.
    order: int = 1_000

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the findings."""
        return tuple(finding.code for finding in self.findings)


@cache
def rules_in(package: ModuleType) -> tuple[Any, ...]:
    """Return the rules that the modules of a package declare, in the order of their work."""
    return tuple(sorted(declared(package), key=lambda rule: rule.order))


def found(package: ModuleType, context: object) -> Iterator[Finding]:
    """Yield the findings of a package's rules in a context."""
    for rule in rules_in(package):
        yield from rule.find(context)
