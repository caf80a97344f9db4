"""What was noticed while reading and checking, as data.

A finding names its rule by code; the sentence is made when it is shown, in the user's language.
:data:`CATALOGUE` declares every rule once: severity, sentence and hint.
"""

from rpa_scout.findings.address import cell_address, column_letters, shortened
from rpa_scout.findings.catalogue import CATALOGUE
from rpa_scout.findings.finding import FieldLabels, Finding, Findings
from rpa_scout.findings.groups import FindingGroup, grouped
from rpa_scout.findings.rule import SEVERITIES, FindingRule, Severity

__all__ = [
    "CATALOGUE",
    "SEVERITIES",
    "FieldLabels",
    "Finding",
    "FindingGroup",
    "FindingRule",
    "Findings",
    "Severity",
    "cell_address",
    "column_letters",
    "grouped",
    "shortened",
]
