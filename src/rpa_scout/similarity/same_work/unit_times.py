"""Minutes an item that are far from those of the same work elsewhere, as findings."""

from __future__ import annotations

import pandas as pd

from rpa_scout.findings import Finding, Findings
from rpa_scout.findings.rule import FindingRule
from rpa_scout.inventory import Inventory
from rpa_scout.similarity.same_work.compared import unit_time_benchmark
from rpa_scout.similarity.tasks import same_work_groups
from rpa_scout.text import N_


def unit_time_findings(inventory: Inventory, groups: pd.Series | None = None) -> Findings:
    """Return a finding for each task whose unit time differs, the farthest first.

    `groups` are the labels of groups of the same work by task, by default those that are found.
    """
    known = inventory.tasks[inventory.tasks["minutes_per_item"] > 0.0]
    labels = same_work_groups(known) if groups is None else groups
    findings = []
    for row in unit_time_benchmark(known, labels).to_dict("records"):
        source = inventory.source_of(row["task_id"], "minutes_per_item")
        findings.append(
            Finding(
                "unit_time_differs",
                file=source.file,
                sheet=source.sheet,
                cell=source.cell,
                field="minutes_per_item",
                values={
                    "minutes": f"{row['minutes_per_item']:,.3g}",
                    "usual": f"{row['median_of_peers']:,.3g}",
                },
                row_id=row["task_id"],
            )
        )
    return Findings(tuple(findings))


RULES = (
    FindingRule(
        "unit_time_differs",
        "info",
        N_("the median of the same work elsewhere is {usual} minutes, here it is {minutes}."),
        N_("See whether both count the same as one item; if so, ask what is done in another way."),
        quotes="minutes",
    ),
)
