"""The ranking as a table on the terminal, and the line on the target below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.indicators import goal_lines, indicator_states
from rpa_scout.assessment.money import money_sentences
from rpa_scout.assessment.target_texts import sum_note, target_sentences
from rpa_scout.cli.screen import print_lines
from rpa_scout.cli.tables.ranking_columns import print_rows
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout.ranking.rows import ranking_rows
from rpa_scout.reporting.on_request.results import NOTHING_MORE, OnRequest
from rpa_scout.text import _, language, listed


def print_ranking(
    assessment: Assessment, out: Console, top: int, on_request: OnRequest = NOTHING_MORE
) -> None:
    """Print the first tasks of a ranking, and what they contribute to the targets."""
    scorecard = assessment.scores.scorecard
    title = _("{scorecard}: {count:,} tasks ranked (policy {policy}, version {version})").format(
        scorecard=scorecard.label_in(language()),
        count=len(assessment.ranking),
        policy=assessment.policy.id,
        version=assessment.policy.version,
    )
    labels = RankingLabels(assessment.policy, assessment.inventory.fields)
    columns = on_request.columns()
    rows = ranking_rows(assessment, computed=columns)
    computed = () if columns is None else columns.columns
    print_rows(rows, labels, out, "terminal", title, top, computed)
    print_lines((*candidacy_lines(assessment), *target_lines(assessment)), out)


def candidacy_lines(assessment: Assessment) -> Iterator[str]:
    """Print how many tasks are not candidates and why, and the figures to confirm."""
    rule, tasks = assessment.candidacy, assessment.inventory.tasks
    labels = RankingLabels(assessment.policy, assessment.inventory.fields)
    reasons = [code for code in rule.codes if code is not None]
    yield from not_candidates_lines(reasons, len(tasks), labels)
    for task in rule.doubts:
        line = _("In no sum until confirmed: {task} {name}. {sentence}")
        yield line.format(
            task=tasks.index[task],
            name=tasks["name"].iat[task] or "",
            sentence=rule.figure_sentence(task),
        )


def not_candidates_lines(
    reasons: Iterable[str], tasks: int, labels: RankingLabels
) -> Iterator[str]:
    """Yield a line with the number of tasks that are not candidates, by reason."""
    counts = Counter(reasons)
    parts = [
        f"{label} {counts[code]:,}"
        for code, label in labels.labels_of("not_candidate_because").items()
        if counts[code]
    ]
    if parts:
        yield _("Not candidates: {count:,} of {all:,} tasks ({reasons})").format(
            count=counts.total(), all=tasks, reasons=listed(parts)
        )


def target_lines(assessment: Assessment) -> list[str]:
    """Return what the ranking contributes to the targets, as lines in the user's language."""
    target = assessment.target
    return [
        *goal_lines(indicator_states(target)),
        *target_sentences(target),
        *money_sentences(target, assessment.policy.money),
        sum_note(),
    ]
