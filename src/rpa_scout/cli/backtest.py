"""``rpa-scout backtest``: compare estimates with published results."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import JsonFile, PolicyFile, Replace
from rpa_scout.text import _


def backtest(
    cases: Annotated[
        Path,
        typer.Argument(
            metavar="CASES.csv",
            help=_("Published cases, with the columns of the shipped reference_cases.csv."),
        ),
    ],
    *,
    json: JsonFile = None,
    replace: Replace = False,
    as_is: Annotated[
        bool,
        typer.Option("--as-is", help=_("Do not fit to the file: test the policy unchanged.")),
    ] = False,
    policy: PolicyFile = None,
) -> int:
    """Estimate each case from earlier information and compare with the published result."""
    from rpa_scout import backtesting
    from rpa_scout.cli import screen
    from rpa_scout.cli.tables.backtest import print_backtest
    from rpa_scout.evidence.cases import read_cases
    from rpa_scout.policy.policies import load_policy

    chosen = load_policy(policy)
    with screen.Bar() as bar:
        result = backtesting.backtest(read_cases(cases), chosen, as_is=as_is, progress=bar)
    if json is not None:
        screen.write_json(result.as_json(), json)
    if json != "-":
        print_backtest(result, screen.console())
    screen.print_written([json])
    return 0
