"""The audit workbook: LibreOffice computes what the program computed, and follows its changes."""

import random
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.independent.random_tasks import CHOICES, random_tasks
from tests.office import needs_office, recalculated
from tests.ranking_workbook import open_ranking

from rpa_scout.assessment.assess import assess
from rpa_scout.inventory import Inventory
from rpa_scout.policy.changed import with_scorecard, with_weights
from rpa_scout.policy.fields import load_fields
from rpa_scout.ranking.decisions import TaskDecision
from rpa_scout.ranking.report import report_of
from rpa_scout.reporting.audit.content import AuditContent, DecisionEntry, choice_words
from rpa_scout.reporting.audit.decision_sheets import passed_over
from rpa_scout.reporting.audit.workbook import write_audit

COUNT = 500
POLICY, SCORES, RANGES, HOURS, AGREEMENT, DECISIONS = (1, 3, 4, 5, 6, 7)
ALLOWED = {
    "ABS", "AVERAGE", "COUNT", "COUNTIF", "COUNTIFS", "IF", "IFERROR", "INDEX", "ISNUMBER",
    "LOG10", "MATCH", "MAX", "MIN", "N", "NOT", "RANK", "SUM", "VLOOKUP",
}  # fmt: skip


def inventory_of(count, seed):
    """Random tasks; one unanswered choice in five was answered by two choices at once."""
    made = Inventory.from_frame(pd.DataFrame(random_tasks(count, seed)))
    rng = random.Random(seed)
    open_choices = [
        {"task_id": task_id, "field": field, "code": code}
        for field, codes in CHOICES.items()
        for task_id in made.tasks.index[made.tasks[field].isna()]
        if rng.random() < 0.2
        for code in rng.sample(codes, 2)
    ]
    return replace(made, alternatives=pd.DataFrame(open_choices))


def content_of(assessment, states=()):
    ids = assessment.ranking["task_id"]
    decisions = {task_id: TaskDecision("candidate") for task_id in ids}
    decisions |= {ids[place]: TaskDecision(state, reason="理由") for place, state in states}
    report = replace(report_of(assessment, "担当A"), decisions=decisions, number=2)
    entries = {ids[place]: DecisionEntry("担当B", "2026-11-30 09:00", 7) for place, _ in states}
    return AuditContent(report, "2026-11-29 10:00", "0.1.0", "ab" * 32, entries)


@pytest.fixture(scope="module")
def content(policy):
    return content_of(assess(inventory_of(COUNT, 18), policy), [(3, "adopted")])


@pytest.fixture(scope="module")
def written(content, tmp_path_factory):
    return write_audit(content, tmp_path_factory.mktemp("audit") / "audit.xlsx")


@pytest.fixture(scope="module")
def computed(written, tmp_path_factory):
    return open_ranking(recalculated(written, tmp_path_factory.mktemp("office")), values=True)


def sheet(workbook, place):
    return workbook[workbook.sheetnames[place]]


def column(sheet, band, heading):
    """The values of a column below a band and a heading, by task id."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(place for place, row in enumerate(rows) if heading in row and row[0] == "業務番号")
    bands = pd.Series(rows[at - 1]).ffill()
    (found,) = (
        place
        for place, (above, below) in enumerate(zip(bands, rows[at], strict=True))
        if below == heading and (band is None or above == band)
    )
    return {row[0]: row[found] for row in rows[at + 1 :]}


@needs_office
def test_every_formula_agrees(computed):
    agreement = sheet(computed, AGREEMENT)
    counted = {
        row[2]: [cell for cell in row[3:] if isinstance(cell, int | float)]
        for row in agreement.iter_rows(max_row=12, values_only=True)
        if row[2] in ("一致", "不一致")
    }
    assert counted["一致"][:4] == [COUNT] * 4
    assert min(counted["一致"]) > COUNT / 4
    assert counted["不一致"] == [0] * 6


@needs_office
def test_formulas_give_the_numbers_of_the_engine(content, computed):
    ranking = content.report.assessment.ranking.set_index("task_id")
    for place, band, heading, name in (
        (SCORES, "結果", "適合度", "score"),
        (SCORES, "結果", "順位", "rank"),
        (RANGES, "最低", "適合度", "score_low"),
        (RANGES, "最高", "適合度", "score_high"),
    ):
        values = pd.Series(column(sheet(computed, place), band, heading))
        np.testing.assert_allclose(values.loc[ranking.index], ranking[name], rtol=0, atol=1e-9)


@needs_office
def test_changed_weights_change_ranks_as_in_the_engine(content, written, policy, tmp_path):
    changed = open_ranking(written)
    weights = [3.0, 1.0, 30.0, 0.0, 12.5, 7.0, 9.0, 40.0]
    first = next(
        row[0].row + 1 for row in sheet(changed, POLICY).iter_rows() if row[1].value == "重み"
    )
    for row, weight in enumerate(weights, first):
        sheet(changed, POLICY).cell(row, 2).value = weight
    changed.save(tmp_path / "changed.xlsx")
    folder = tmp_path / "office"
    folder.mkdir()
    computed = open_ranking(recalculated(tmp_path / "changed.xlsx", folder), values=True)
    card = policy.scorecard[0]
    changed_card = with_weights(card, dict(zip(card.ids, weights, strict=True)))
    changed_policy = with_scorecard(policy, changed_card, "2")
    again = assess(content.report.assessment.inventory, changed_policy)
    expected = again.ranking.set_index("task_id")["rank"]
    assert not expected.equals(content.rows.set_index("task_id")["rank"].loc[expected.index])
    assert column(sheet(computed, SCORES), "結果", "順位") == expected.to_dict()


@needs_office
def test_no_cell_shows_an_error(computed):
    shown = [
        (page.title, cell.coordinate, cell.value)
        for page in computed
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
        and re.match(r"#(N/A|NAME|REF|VALUE|DIV|NUM)|Err:", cell.value)
    ]
    assert shown == []


def test_formulas_are_plain(written):
    used = set()
    for page in open_ranking(written):
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert isinstance(cell.value, str), "no array formulas"
                    used |= set(re.findall(r"([A-Z0-9.]+)\(", re.sub(r'"[^"]*"', "", cell.value)))
    assert used <= ALLOWED
    assert {"VLOOKUP", "LOG10", "RANK"} <= used


def test_the_program_states_no_verdict_of_its_own(written):
    """Before a spreadsheet has computed it, the workbook claims no agreement."""
    agreement = sheet(open_ranking(written, values=True), AGREEMENT)
    cells = [cell for row in agreement.iter_rows(min_row=10, values_only=True) for cell in row]
    assert "一致" not in cells


def test_decisions_name_who_when_and_what_was_passed_over(content, written):
    decisions = sheet(open_ranking(written), DECISIONS)
    last = next(decisions.iter_rows(min_row=decisions.max_row, values_only=True))
    assert {"採択", "理由", "担当B", "2026-11-30 09:00", 7} <= set(last)
    assert passed_over(content)[3] in last


def test_passed_over_counts_better_candidates(policy):
    assessment = assess(inventory_of(60, 4), policy)
    candidates = np.flatnonzero(assessment.ranking["candidate"])
    third, fifth = int(candidates[2]), int(candidates[4])
    counts = passed_over(content_of(assessment, [(third, "adopted"), (fifth, "live")]))
    assert (counts[third], counts[fifth]) == (2, 3)
    assert sum(counts) == 5


@pytest.mark.parametrize(
    "labels", [("紙?", "紙*", "紙~"), ("Excel", "excel", "EXCEL"), ("同じ", "同じ", "別")]
)
def test_every_choice_has_a_word_of_its_own(labels):
    field = next(field for field in load_fields() if len(field.choices) >= 3)
    choices = tuple(
        choice.model_copy(update={"label": label})
        for choice, label in zip(field.choices, labels, strict=False)
    )
    words = choice_words(field.model_copy(update={"choices": choices}))
    assert len({word.casefold() for word in words.values()}) == len(choices)
    assert not set("".join(words.values())) & set("*?~")
