"""Two assessments beside each other: the parts of every change add up to it."""

import math

import pandas as pd
import pytest
from tests.unit.comparison.inventories import inventory, task
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl

from rpa_scout.assessment.assess import assess
from rpa_scout.comparison.assessments import compare_assessments
from rpa_scout.comparison.hour_causes import POLICY
from rpa_scout.comparison.score_causes import KNOTS, WEIGHTS
from rpa_scout.comparison.sentences import change_sentences
from rpa_scout.errors import UnknownNameError
from rpa_scout.pipeline import read_surveys
from rpa_scout.policy import load_policy
from rpa_scout.policy.model import Scorecard

OLD = inventory(
    task("納付書の転記"),
    task("督促状の作成", items_per_run=None, minutes_per_item=None),
    task("照合", judgement="simple_rules", exception_percent=20),
    task("消える業務"),
)
NEW = inventory(
    task("納付書の転記", items_per_run=400, minutes_per_item=3, exception_percent=5),
    task("督促状の作成", hours_per_year_reported=300, input_form="print", digitisable="ocr"),
    task("照合", judgement="simple_rules", exception_percent=20),
    task("加わる業務", pattern="other", judgement="judgement", input_form="spoken"),
    ids=["t1", "t2", "t3", "n1"],
)


def with_criteria(policy, criteria):
    """Return the policy with other criteria for RPA, made anew: copies keep their sums."""
    rpa, *others = policy.scorecard
    card = Scorecard(id=rpa.id, label=rpa.label, label_en=rpa.label_en, criterion=tuple(criteria))
    return policy.model_copy(update={"scorecard": (card, *others)})


def reweighted(policy, **weights):
    """Return the policy with other weights of RPA's criteria, and shallower knots of volume."""
    rpa = policy.scorecard[0]
    criteria = [
        one.model_copy(update={"weight": weights.get(one.id, one.weight)}) for one in rpa.criterion
    ]
    return with_criteria(policy, criteria)


def with_points(policy, criterion, factor, **changes):
    criteria = list(policy.scorecard[0].criterion)
    place = [one.id for one in criteria].index(criterion)
    factors = list(criteria[place].factor)
    factors[factor] = factors[factor].model_copy(update=changes)
    criteria[place] = criteria[place].model_copy(update={"factor": tuple(factors)})
    return with_criteria(policy, criteria)


def with_draws(policy, draws=200):
    simulation = policy.simulation.model_copy(update={"draws": draws})
    return policy.model_copy(update={"simulation": simulation})


@pytest.fixture(scope="module")
def quick():
    return with_draws(load_policy())


def add_up(found):
    """Check that the parts of every task add up to the change."""
    for task_id in found.inventories.pairs.values():
        change = found.of(task_id)
        parts = sum(part.points for part in change.score_parts)
        assert parts == pytest.approx(change.new.score - change.old.score, abs=1e-9)
        hours = sum(part.hours_per_year for part in change.hours_parts)
        if not (math.isnan(change.old.p50) or math.isnan(change.new.p50)):
            assert hours == pytest.approx(change.new.p50 - change.old.p50, abs=1e-6)
        else:
            assert math.isnan(hours) or change.hours_parts == ()


def test_answers_are_the_causes_where_the_policy_stays(quick):
    found = compare_assessments(assess(OLD, quick), assess(NEW, quick))
    add_up(found)
    causes = {one.cause for one in found.of("t1").score_parts}
    assert causes == {"items_per_run", "minutes_per_item", "exception_percent"}
    of_items = {p.criterion for p in found.of("t1").score_parts if p.cause == "items_per_run"}
    assert of_items == {"volume", "workload"}
    assert {one.cause for one in found.of("t1").hours_parts} == causes
    assert found.of("t3").score_parts == found.of("t3").hours_parts == ()
    assert "t3" not in found.changed
    assert set(found.changed) == {"t1", "t2"}


def test_weights_are_the_cause_where_only_they_changed(quick):
    other = reweighted(quick, volume=40, template=0)
    found = compare_assessments(assess(OLD, quick), assess(OLD, other))
    add_up(found)
    parts = [part for one in found.score_causes.values() for part in one]
    assert {part.cause for part in parts} == {WEIGHTS}
    assert found.hours_causes == {}


def test_knots_are_the_cause_where_only_they_changed(quick):
    other = with_points(quick, "volume", 0, knots=((100.0, 0.0), (1_000.0, 1.0)))
    found = compare_assessments(assess(OLD, quick), assess(OLD, other))
    add_up(found)
    parts = [part for one in found.score_causes.values() for part in one]
    assert {(part.criterion, part.cause) for part in parts} == {("volume", KNOTS)}


def test_everything_at_once_still_adds_up(quick):
    other = reweighted(quick, volume=40, routine=3)
    other = with_points(other, "routine", 1, knots=((0.0, 1.0), (50.0, 0.0)))
    other = other.model_copy(update={"simulation": other.simulation.model_copy(update={"seed": 1})})
    found = compare_assessments(assess(OLD, quick), assess(NEW, other))
    add_up(found)
    causes = {part.cause for one in found.score_causes.values() for part in one}
    assert {KNOTS, WEIGHTS, "items_per_run"} <= causes
    assert POLICY in {part.cause for one in found.hours_causes.values() for part in one}


def test_a_criterion_that_comes_or_goes_is_a_matter_of_weights(quick):
    rpa = quick.scorecard[0]
    without = with_criteria(quick, rpa.criterion[1:])
    for one, other in ((quick, without), (without, quick)):
        found = compare_assessments(assess(OLD, one), assess(NEW, other))
        add_up(found)
        causes = {p.cause for p in found.of("t1").score_parts if p.criterion == rpa.criterion[0].id}
        assert causes == {WEIGHTS}


def test_another_id_changes_nothing(quick):
    renumbered = inventory(*(OLD.tasks.loc[one].to_dict() for one in OLD.tasks.index), ids="abcd")
    found = compare_assessments(assess(OLD, quick), assess(renumbered, quick))
    add_up(found)
    assert found.hours_causes == {}
    assert found.score_causes == {}


def test_written_spans_are_answers_too(quick, tmp_path):
    old = read_surveys(write_openpyxl(tmp_path / "a.xlsx", {SHEET: table([plain()])}))
    rows = [plain(minutes_per_item="0.5～2.5")]
    new = read_surveys(write_openpyxl(tmp_path / "b.xlsx", {SHEET: table(rows)}))
    found = compare_assessments(assess(old, quick), assess(new, quick))
    add_up(found)
    (change,) = (found.of(one) for one in found.inventories.pairs.values())
    assert {part.cause for part in change.hours_parts} == {"minutes_per_item"}


def test_the_table_holds_tasks_of_either(quick):
    found = compare_assessments(assess(OLD, quick), assess(NEW, quick))
    table = found.table.set_index("name")
    assert len(table) == 5
    assert math.isnan(table.loc["加わる業務", "old_score"])
    assert pd.isna(table.loc["消える業務", "task_id"])
    assert math.isnan(table.loc["消える業務", "new_rank"])
    assert list(found.table["new_rank"].dropna()) == [1, 2, 3, 4]


def test_a_task_of_one_only_has_no_change(quick):
    found = compare_assessments(assess(OLD, quick), assess(NEW, quick))
    with pytest.raises(UnknownNameError):
        found.of("n1")


def test_sentences_name_what_caused_it(quick, fields):
    other = reweighted(quick, volume=40)
    found = compare_assessments(assess(OLD, quick), assess(NEW, other))
    lines = list(change_sentences(found.of("t1"), quick, other, fields))
    assert len(lines) == 3
    assert "1回あたりの件数" in lines[1]
    assert "大量の処理を繰り返し行う業務" in lines[1]
    assert "1件あたりの時間" in lines[2]
    assert not any("{" in line for line in lines)
    lines = list(change_sentences(found.of("t2"), quick, other, fields))
    assert any("AI-OCR" in line for line in lines)
