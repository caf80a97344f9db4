"""The answers that a choice field offers, and how a form says "I do not know"."""

from __future__ import annotations

from rpa_scout.policy.declared import Declared, Identifier, Labelled
from rpa_scout.text import Language, language

UNKNOWN_LABELS = ("わからない", "分からない", "不明", "I do not know", "unknown")
"""Spellings of "I do not know"; a Japanese form offers the first."""


BETWEEN_LABELS = "／"
"""Stands between the labels of several choices in a finding."""


def unknown_label(in_language: Language | None = None) -> str:
    """Return how a form says "I do not know"."""
    return UNKNOWN_LABELS[0] if (in_language or language()) == "ja" else UNKNOWN_LABELS[3]


class Choice(Labelled):
    """One answer that a choice field offers."""

    code: Identifier
    aliases: tuple[str, ...] = ()
    automated: bool = False  # Says that a robot does the task already
    change_within_years: int = 0  # Years in which the work will change; 0: it will not
    # The number that the choice gives the field that it fills; a text names a figure of the
    # policy's checks. The ends of its span where it is only roughly known.
    amount: float | str | None = None
    amount_low: float | None = None
    amount_high: float | None = None

    def amount_by(self, figures: object) -> float | None:
        """Return the number that the choice stands for, by the figures of a policy's checks."""
        if isinstance(self.amount, str):
            return float(getattr(figures, self.amount))
        return self.amount


class Phrase(Declared):
    """Words that stand for several choices at once: 紙 is printed or handwritten."""

    words: tuple[str, ...]
    codes: tuple[Identifier, ...]
