"""Options of analyses that take seconds, and are made on request only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.assessment.assess import Assessment
    from rpa_scout.progress import Progress
    from rpa_scout.reporting.on_request.results import OnRequest

__all__ = [
    "Changes",
    "Explained",
    "FirstPlaces",
    "ImportanceOrder",
    "RequestedAnalyses",
    "Robustness",
    "Spread",
    "WeightKind",
]

Robustness = Annotated[
    bool,
    typer.Option(
        "--robustness",
        help=_("Show how often each task is among the first with other weights and open answers."),
    ),
]
WeightKind = Annotated[
    str,
    typer.Option(
        "--weights",
        metavar="ranges|all|order",
        help=_("Where --robustness draws weights from: around the policy's, all, or an order."),
    ),
]
Spread = Annotated[
    float,
    typer.Option(
        "--spread",
        metavar="SHARE",
        help=_("With --weights ranges, by what share of itself each weight may vary."),
    ),
]
ImportanceOrder = Annotated[
    list[str] | None,
    typer.Option(
        "--order",
        metavar="CRITERION",
        help=_("With --weights order, the criteria; the most important first, one --order each."),
    ),
]
Changes = Annotated[
    bool,
    typer.Option(
        "--what-would-change",
        help=_("Show what would lift tasks among the first, and what would drop them."),
    ),
]
Explained = Annotated[
    bool,
    typer.Option("--explain", help=_("Add to the JSON how each task's figures are derived.")),
]
FirstPlaces = Annotated[
    int | None,
    typer.Option(
        "--first",
        min=1,
        metavar="N",
        help=_("Number of first places for these; as many as the targets need unless given."),
    ),
]


@dataclass(frozen=True, slots=True)
class RequestedAnalyses:
    """The analyses that the options ask for."""

    robustness: bool
    weights: str
    spread: float
    order: tuple[str, ...]
    changes: bool
    first: int | None
    explained: bool = False

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return self.robustness or self.changes or self.explained

    def computed(self, assessment: Assessment, progress: Progress) -> OnRequest:
        """Compute what is asked for."""
        from rpa_scout.reporting.on_request.results import NOTHING_MORE, OnRequest

        if not self.any or not len(assessment.order):
            return NOTHING_MORE
        from rpa_scout.rank_robustness.robustness import robustness
        from rpa_scout.rank_robustness.what_would_change import what_would_change

        sure = changes = None
        if self.robustness:
            sure = robustness(
                assessment,
                weights=self.weights,
                spread=self.spread,
                order=self.order,
                first=self.first,
                progress=progress,
            )
        if self.changes:
            changes = what_would_change(assessment, self.first, progress)
        return OnRequest(sure, changes, explained=self.explained)
