"""The ranking of a project as a table: computed values beside decisions and judgements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd
from rich.console import Console

from rpa_scout.cli.screen import print_line, print_lines
from rpa_scout.cli.tables.ranking import not_candidates_lines
from rpa_scout.cli.tables.ranking_columns import print_rows
from rpa_scout.project.assessed import StoredAssessment
from rpa_scout.project.ledger.entry_texts import local_time
from rpa_scout.ranking.decisions import TaskDecision
from rpa_scout.ranking.formats import JUDGED_MARK
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout.ranking.rows import with_computed, with_decisions
from rpa_scout.reporting.on_request.results import NOTHING_MORE, OnRequest
from rpa_scout.text import _


def print_project_ranking(
    stored: StoredAssessment,
    decisions: Mapping[str, TaskDecision],
    labels: RankingLabels,
    out: Console,
    top: int,
    on_request: OnRequest = NOTHING_MORE,
) -> None:
    """Print the first tasks of the ranking with their decisions."""
    title = _("Assessment {number} of {at} (policy {policy}, version {version})").format(
        number=stored.number,
        at=local_time(stored.at),
        policy=stored.policy_id,
        version=stored.policy_version,
    )
    columns = on_request.columns()
    rows = with_computed(with_decisions(stored.ranking, decisions), columns)
    computed = () if columns is None else columns.columns
    print_rows(rows, labels, out, "project", title, top, computed)
    if rows["judged"].map(bool).any():
        line = _("{mark}: judged otherwise by a person; the computed value stands beside.")
        out.print(line.format(mark=JUDGED_MARK), markup=False)
    print_lines(_not_candidates(stored.ranking, labels), out)
    if stored.calibration.has_actuals:
        print_line(stored.calibration.sentence(), out)


def _not_candidates(ranking: pd.DataFrame, labels: RankingLabels) -> Iterator[str]:
    """Yield how many tasks are no candidates and why; older assessments did not store this."""
    if "not_candidate_because" not in ranking:
        return
    reasons = ranking["not_candidate_because"]
    yield from not_candidates_lines(reasons[reasons.notna()], len(ranking), labels)
    unconfirmed = ranking.loc[reasons == "figure_unconfirmed", "task_id"]
    if len(unconfirmed):
        yield _(
            "In no sum until somebody confirms the figure (rpa-scout project confirm): {tasks}"
        ).format(tasks=", ".join(unconfirmed))
