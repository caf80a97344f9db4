"""The terms that people read, declared once in ``terms.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from rpa_scout.text import Language, language

_NAMES: Final = re.compile(r"`([^`]+)`")
_QUANTILE: Final = re.compile(r"_(p10|p50|p90|mean)$")


@dataclass(frozen=True, slots=True)
class Term:
    """One word and what it means."""

    ja: str
    en: str
    code: str  # Names in the library, as Markdown
    # What it means, and what it does not.
    meaning_ja: str
    meaning_en: str

    @property
    def names(self) -> tuple[str, ...]:
        """Names in the library."""
        return tuple(_NAMES.findall(self.code))

    def label(self, in_language: Language | None = None) -> str:
        """Return the word in the present language, unless another is named."""
        return self.ja if (in_language or language()) == "ja" else self.en

    def meaning(self, in_language: Language | None = None) -> str:
        """Return what it means in the present language, unless another is named."""
        return self.meaning_ja if (in_language or language()) == "ja" else self.meaning_en


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms of one subject."""

    id: str
    en: str
    ja: str
    terms: tuple[Term, ...]

    def label(self, in_language: Language | None = None) -> str:
        """Return the subject in the present language, unless another is named."""
        return self.ja if (in_language or language()) == "ja" else self.en


@cache
def load_terms() -> tuple[TermGroup, ...]:
    """Return all terms by subject."""
    text = files(__package__).joinpath("terms.toml").read_text(encoding="utf-8")
    return tuple(
        TermGroup(
            group["id"], group["en"], group["ja"], tuple(Term(**term) for term in group["term"])
        )
        for group in tomllib.loads(text)["group"]
    )


@cache
def _by_name() -> dict[str, Term]:
    return {name: term for group in load_terms() for term in group.terms for name in term.names}


def term_of(name: str) -> Term | None:
    """Return the term of a column or field; None if it needs no explanation.

    >>> term_of("saved_hours_per_year_p50").en
    'hours saved'
    """
    terms = _by_name()
    return terms.get(name) or terms.get(_QUANTILE.sub("", name))
