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
    from rpa_scout.backtesting.result import BacktestResult
    from rpa_scout.backtesting.run import backtest
    from rpa_scout.evidence.cases import ReferenceCase, read_cases
    from rpa_scout.findings.finding import Finding, Findings
    from rpa_scout.inventory import Inventory
    from rpa_scout.pipeline import read_surveys, write_forms, write_ranking
    from rpa_scout.planning.plan import plan
    from rpa_scout.planning.result import FiscalPlan
    from rpa_scout.policy.fields import load_fields
    from rpa_scout.policy.plan import PlanLimits
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.project.project import Project
    from rpa_scout.rank_robustness.result import RankRobustness
    from rpa_scout.rank_robustness.robustness import robustness
    from rpa_scout.rank_robustness.what_would_change import WhatWouldChange, what_would_change
    from rpa_scout.similarity.answers import propose_answers
    from rpa_scout.similarity.tasks import same_work_groups, similar_tasks
    from rpa_scout.text import set_language

__all__ = [
    "Assessment",
    "BacktestResult",
    "Finding",
    "Findings",
    "FiscalPlan",
    "Inventory",
    "PlanLimits",
    "Project",
    "RankRobustness",
    "ReferenceCase",
    "WhatWouldChange",
    "assess",
    "backtest",
    "load_fields",
    "load_policy",
    "plan",
    "propose_answers",
    "read_cases",
    "read_surveys",
    "robustness",
    "same_work_groups",
    "set_language",
    "similar_tasks",
    "what_would_change",
    "write_forms",
    "write_ranking",
]

_HOME = {
    "Assessment": "assessment.assess",
    "BacktestResult": "backtesting.result",
    "Finding": "findings.finding",
    "Findings": "findings.finding",
    "FiscalPlan": "planning.result",
    "Inventory": "inventory",
    "PlanLimits": "policy.plan",
    "Project": "project.project",
    "RankRobustness": "rank_robustness.result",
    "ReferenceCase": "evidence.cases",
    "WhatWouldChange": "rank_robustness.what_would_change",
    "assess": "assessment.assess",
    "backtest": "backtesting.run",
    "load_fields": "policy.fields",
    "load_policy": "policy.policies",
    "plan": "planning.plan",
    "propose_answers": "similarity.answers",
    "read_cases": "evidence.cases",
    "read_surveys": "pipeline",
    "robustness": "rank_robustness.robustness",
    "same_work_groups": "similarity.tasks",
    "set_language": "text",
    "similar_tasks": "similarity.tasks",
    "what_would_change": "rank_robustness.what_would_change",
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
