"""The weights of several officials on the terminal: weights, agreement, ranks."""

from __future__ import annotations

from rich.console import Console

from rpa_scout.assessment.assess import Assessment
from rpa_scout.chances import chance_text
from rpa_scout.cli.screen import print_line, print_lines
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.rank_robustness.officials.texts import agreement_sentences, contested_heading
from rpa_scout.rank_robustness.officials.weights import GroupRanking
from rpa_scout.text import _, language


def print_group(ranking: GroupRanking, assessment: Assessment, out: Console) -> None:
    """Print weights by official and of the group, how far they agree, and the first ranks."""
    out.print(_weights_table(ranking, assessment))
    print_lines(agreement_sentences(ranking), out)
    out.print(_ranks_table(ranking, assessment))
    out.print(contested_heading(ranking), markup=False)
    names = assessment.inventory.tasks["name"]
    for task in ranking.contested:
        share = chance_text(task.in_first_share)
        entry = f"  {task.rank}. {names[task.task_id] or task.task_id}: {share}"
        print_line(entry, out)


def _weights_table(ranking: GroupRanking, assessment: Assessment) -> ScreenTable:
    table = ScreenTable(_("Weights of the criteria (shares of 100)"))
    table.add_column(_("Criterion"))
    for official in ranking.officials:
        heading = f"{official.name}\n{official.date}" if official.date else official.name
        table.add_column(heading, number=True)
    table.add_column(_("Group"), number=True)
    for criterion in assessment.scores.scorecard.criterion:
        shares = [official.weights[criterion.id] for official in ranking.officials]
        cells = [f"{100.0 * share:.1f}" for share in (*shares, ranking.weights[criterion.id])]
        table.add_row(criterion.label_in(language()), *cells)
    return table


def _ranks_table(ranking: GroupRanking, assessment: Assessment) -> ScreenTable:
    table = ScreenTable(_("Ranks by the group's weights and by each official's"))
    table.add_column(_("Rank"), number=True)
    table.add_column(_("Task"))
    for official in ranking.officials:
        table.add_column(official.name, number=True)
    names = assessment.inventory.tasks["name"]
    for row, task_id in enumerate(ranking.task_ids[: ranking.first]):
        ranks = [str(ranks[row]) for ranks in ranking.ranks.values()]
        table.add_row(str(row + 1), str(names[task_id] or task_id), *ranks)
    return table
