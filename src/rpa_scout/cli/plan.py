"""``rpa-scout plan``: read workbooks and plan which task is built in which fiscal year."""

from __future__ import annotations

from rpa_scout.cli.options import (
    ExitZero,
    JsonFile,
    Paths,
    PolicyFile,
    Replace,
    ShownTasks,
    SurveyOptions,
)
from rpa_scout.cli.plan_options import BesidePlan, PlanOptions, Seconds

_SHOWN = 30


def plan(
    paths: Paths,
    *,
    options: PlanOptions,
    beside: BesidePlan,
    seconds: Seconds = 20.0,
    json: JsonFile = None,
    replace: Replace = False,
    top: ShownTasks = None,
    policy: PolicyFile = None,
    surveys: SurveyOptions,
    exit_zero: ExitZero = False,
) -> int:
    """Read, assess and plan; print the plan and write the requested file."""
    from rpa_scout.assessment.assess import assess
    from rpa_scout.cli import screen
    from rpa_scout.cli.tables.plan import print_plan
    from rpa_scout.planning.plan import plan as planned
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.reporting.plans.plan_json import plan_json

    chosen = load_policy(policy)
    limits, locks = options.limits(chosen.plan), options.locks()
    inventory = surveys.read(paths, chosen)
    circumstances = surveys.circumstances()
    with screen.Bar() as bar:
        assessment = assess(inventory, chosen, "rpa", bar, circumstances=circumstances)
        result = planned(assessment, limits, locks=locks, progress=bar, seconds=seconds)
        gains, comparison = beside.computed(result, bar)
    if json is not None:
        screen.write_json(plan_json(result, what_if=gains, comparison=comparison), json)
    to_screen = screen.console(stderr=json == "-")
    if json != "-" and inventory.tables:
        print_plan(result, to_screen, top or _SHOWN, gains, comparison)
    screen.print_findings(inventory.findings, inventory.fields, to_screen)
    screen.print_written([json], to_screen)
    return screen.exit_code(inventory, exit_zero=exit_zero)
