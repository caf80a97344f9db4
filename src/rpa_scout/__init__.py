"""rpa-scout: which of a city hall's tasks are worth automating, and how many hours that saves.

>>> import rpa_scout as rs
>>> policy = rs.load_policy()
>>> policy.targets.hours.goal
2000.0
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpa_scout.assessment.assess import Assessment, assess
    from rpa_scout.findings.finding import Finding, Findings
    from rpa_scout.inventory import Inventory
    from rpa_scout.pipeline import read_surveys, write_forms, write_ranking
    from rpa_scout.policy.fields import load_fields
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.project.project import Project
    from rpa_scout.text import set_language

__all__ = [
    "Assessment",
    "Finding",
    "Findings",
    "Inventory",
    "Project",
    "assess",
    "load_fields",
    "load_policy",
    "read_surveys",
    "set_language",
    "write_forms",
    "write_ranking",
]

_HOME = {
    "Assessment": "assessment.assess",
    "Finding": "findings.finding",
    "Findings": "findings.finding",
    "Inventory": "inventory",
    "Project": "project.project",
    "assess": "assessment.assess",
    "load_fields": "policy.fields",
    "load_policy": "policy.policies",
    "read_surveys": "pipeline",
    "set_language": "text",
    "write_forms": "pipeline",
    "write_ranking": "pipeline",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: pandas alone takes most of a second."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
