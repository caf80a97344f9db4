"""What a kind of finding is: declared once, with its severity, sentence and hint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["SEVERITIES", "FindingRule", "Severity"]

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class FindingRule:
    """A kind of finding.

    Attributes
    ----------
    code : str
        Name of the rule, stable over versions.
    severity : {"error", "warning", "info"}
        error: the row or file cannot be used; warning: used, but look; info: good to know.
    sentence, hint : str
        English templates: what is the matter, and what to do. Besides the named values they may
        use ``{field}``, the label of the field.
    names : tuple of str
        Names of the two values that a finding of this kind carries, in these templates.
    also : tuple of str
        Ids of further fields, any of which may be what has to be corrected.
    """

    code: str
    severity: Severity
    sentence: str
    hint: str
    names: tuple[str, str] = ("value", "expected")
    also: tuple[str, ...] = ()
