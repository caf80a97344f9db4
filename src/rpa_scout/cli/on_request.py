"""Options of analyses that take seconds, and are made on request only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.assessment.assess import Assessment
    from rpa_scout.progress import Progress
    from rpa_scout.reporting.on_request.results import OnRequest

_WEIGHTS: Final = "ranges"
_SPREAD: Final = 0.25


@dataclass(frozen=True, slots=True)
class RequestedAnalyses:
    """The analyses that the options ask for."""

    robustness: Annotated[
        bool,
        typer.Option(
            "--robustness",
            help=_(
                "Show how often each task is among the first with other weights and open answers."
            ),
        ),
    ] = False
    weights: Annotated[
        str,
        typer.Option(
            "--weights",
            metavar="ranges|all|order",
            help=_("Where --robustness draws weights from: around the policy's, all, or an order."),
        ),
    ] = _WEIGHTS
    spread: Annotated[
        float,
        typer.Option(
            "--spread",
            metavar="SHARE",
            help=_("With --weights ranges, by what share of itself each weight may vary."),
        ),
    ] = _SPREAD
    order: Annotated[
        list[str] | None,
        typer.Option(
            "--order",
            metavar="CRITERION",
            help=_(
                "With --weights order, the criteria; the most important first, one --order each."
            ),
        ),
    ] = None
    what_would_change: Annotated[
        bool,
        typer.Option(
            "--what-would-change",
            help=_("Show what would lift tasks among the first, and what would drop them."),
        ),
    ] = False
    first: Annotated[
        int | None,
        typer.Option(
            "--first",
            min=1,
            metavar="N",
            help=_("Number of first places for these; as many as the targets need unless given."),
        ),
    ] = None
    explain: Annotated[
        bool,
        typer.Option("--explain", help=_("Add to the JSON how each task's figures are derived.")),
    ] = False

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return self.robustness or self.what_would_change or self.explain

    def check(self) -> None:
        """Refuse an option that changes nothing without another one, rather than pass over it."""
        needs = (
            ("--weights", self.weights != _WEIGHTS, "--robustness", self.robustness),
            (
                "--spread",
                self.spread != _SPREAD,
                "--robustness --weights ranges",
                self.robustness and self.weights == _WEIGHTS,
            ),
            ("--order", bool(self.order), "--weights order", self.weights == "order"),
            (
                "--first",
                self.first is not None,
                "--robustness / --what-would-change",
                self.robustness or self.what_would_change,
            ),
        )
        for option, given, needed, there in needs:
            if given and not there:
                raise InputError(
                    N_("“{option}” changes nothing without {needed}."), option=option, needed=needed
                )

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
                order=tuple(self.order or ()),
                first=self.first,
                progress=progress,
            )
        if self.what_would_change:
            changes = what_would_change(assessment, self.first, progress)
        return OnRequest(sure, changes, explained=self.explain)
