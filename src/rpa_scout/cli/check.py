"""``rpa-scout check``: what is wrong in which cell."""

from __future__ import annotations

from rpa_scout.cli.options import JsonFile, Lang, Paths, PolicyFile

__all__ = ["check"]


def check(
    paths: Paths,
    *,
    json: JsonFile = None,
    policy: PolicyFile = "hakusan-2026",
    lang: Lang = None,
) -> int:
    """Read and check survey workbooks; print every finding and what was read from where."""
    from rpa_scout import pipeline
    from rpa_scout.cli import screen
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.reporting.ranking_json import findings_json

    chosen = load_policy(policy)
    with screen.Bar() as bar:
        inventory = pipeline.read_surveys(paths, bar, chosen)
        if json is not None:
            screen.write_json({"findings": findings_json(inventory)}, json)
    to_screen = screen.console(stderr=json == "-")
    if json is None:
        screen.print_findings(inventory.findings, inventory.fields, to_screen, None)
    if inventory.tables:
        screen.print_coverage(inventory, to_screen)
    return screen.exit_code(inventory)
