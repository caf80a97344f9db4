"""What a kind of finding is: declared once, with its severity, sentence and hint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Literal

from rpa_scout.text import N_

OF_FILES = N_("Files")
OF_REPLIES = N_("Replies to questions")

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class FindingRule:
    """A kind of finding."""

    code: str  # Name of the rule, stable over versions
    # error: the row or file cannot be used; warning: used, but look; info: good to know.
    severity: Severity
    # English templates: what is the matter, and what to do. They name the values of the finding;
    # ``{field}`` is the label of its field.
    sentence: str
    hint: str
    # Name of the value that says what stands in the cell or file. It tells a finding of this kind
    # from another one at the same cell of a later import.
    quotes: str = "written"
    # Ids of further fields, any of which may be what has to be corrected.
    also: tuple[str, ...] = ()
    # Its heading on the reference page; ``""`` for that of the package that declares it.
    family: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the values in the sentence and the hint."""
        return tuple(dict.fromkeys(_names_in(self.sentence) + _names_in(self.hint)))


@cache
def _names_in(template: str) -> tuple[str, ...]:
    names = (name for _text, name, _format, _conversion in Formatter().parse(template))
    return tuple(name for name in names if name and name != "field")
