"""Published figures that are not about a single case."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("data") / "facts.toml"


@dataclass(frozen=True, slots=True)
class Fact:
    """A published figure."""

    id: str
    body: str  # Public body that published it
    # The figure in our own words, in Japanese and English.
    figure: str
    figure_en: str
    # Ids of the cases with the same figure or from the same source.
    case: tuple[str, ...]
    bears_on: tuple[str, ...]  # Parameters of the policy that are based on it


@lru_cache(maxsize=1)
def read_facts() -> tuple[Fact, ...]:
    """Return the shipped facts.

    >>> next(fact.body for fact in read_facts() if fact.id == "went_live")
    '大阪府'
    """
    declared = tomllib.loads(_FILE.read_text(encoding="utf-8"))["fact"]
    return tuple(
        Fact(**{**entry, "case": tuple(entry["case"]), "bears_on": tuple(entry["bears_on"])})
        for entry in declared
    )


@dataclass(frozen=True, slots=True)
class GroupFact:
    """What is published of a group of tasks besides their total."""

    case: str  # Id of the row with the total
    # Share of the hours saved by the task that saved least and most; None where not published.
    smallest: float | None = None
    largest: float | None = None


@lru_cache(maxsize=1)
def read_groups() -> tuple[GroupFact, ...]:
    """Return the groups of tasks that fitting simulates.

    >>> next(group.largest for group in read_groups() if group.case == "C098")
    1.0
    """
    declared = tomllib.loads(_FILE.read_text(encoding="utf-8"))["group"]
    return tuple(GroupFact(**entry) for entry in declared)
