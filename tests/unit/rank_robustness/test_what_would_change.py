"""Counterfactuals, each verified by assessing the changed tasks from scratch."""

import dataclasses
import itertools
import re

import numpy as np
import pandas as pd
import pytest

import rpa_scout as rs
from rpa_scout.rank_robustness.dropping import Drop, drops
from rpa_scout.rank_robustness.lifting import lifts
from rpa_scout.rank_robustness.options import options, with_answer, with_option
from rpa_scout.scoring.scorer import Scorer
from rpa_scout.text import set_language


def assessed_with(assessment, task_id, answers):
    """Assess the whole inventory again, with other answers of one task."""
    tasks = assessment.inventory.tasks.copy()
    for field, answer in answers.items():
        tasks.loc[task_id, field] = answer
    inventory = dataclasses.replace(assessment.inventory, tasks=tasks)
    return rs.assess(inventory, assessment.policy)


@pytest.fixture(scope="module")
def sample_lifts(sample_assessment):
    return lifts(sample_assessment)


def test_each_lift_holds_when_all_is_assessed_anew(sample_assessment, sample_lifts):
    assert len(sample_lifts) > 10
    chosen = [*sample_lifts[::4], *[lift for lift in sample_lifts if len(lift.changes) > 2][:2]]
    for lift in chosen:
        answers = {change.field: change.after for change in lift.changes}
        ranking = assessed_with(sample_assessment, lift.task_id, answers).ranking
        row = ranking[ranking["task_id"] == lift.task_id].iloc[0]
        assert row["rank"] == lift.rank <= lift.first
        assert row["score"] == lift.score
        assert row["means"] == lift.means
        assert row["saved_hours_per_year_p50"] == pytest.approx(lift.saved_hours_per_year.p50)
        assert row["candidate"]
        assert lift.rank_before > lift.first


def test_no_smaller_change_would_do(sample_assessment, sample_lifts):
    """Whoever needs two changes is lifted by none alone, or would be no candidate then."""
    first = sample_lifts[0].first
    order, scores = sample_assessment.order, sample_assessment.scores
    line = scores.score[order[first - 1]]
    tasks, fields = sample_assessment.inventory.tasks, sample_assessment.inventory.fields
    scorer = Scorer(scores.scorecard, fields)
    single = [option for option in options(fields) if len(option.actions) == 1]
    pairs = [lift for lift in sample_lifts if len(lift.advice) == 2]
    assert pairs
    for lift in pairs:
        task = tasks.loc[[lift.task_id]]
        for option in single:
            if not option.applies(task)[0]:
                continue
            changed = with_option(task, option)
            if scorer.score(changed).score[0] >= line:
                answers = {field: changed[field].iloc[0] for field in option.answers}
                again = assessed_with(sample_assessment, lift.task_id, answers)
                assert not again.is_candidate[again.position_of(lift.task_id)]


def test_who_is_not_lifted_cannot_be(sample_assessment, sample_lifts):
    lifted = {lift.task_id for lift in sample_lifts}
    first = sample_lifts[0].first
    line = sample_assessment.scores.score[sample_assessment.order[first - 1]]
    tasks, fields = sample_assessment.inventory.tasks, sample_assessment.inventory.fields
    scorer = Scorer(sample_assessment.scores.scorecard, fields)
    flags = sample_assessment.candidacy.flags
    steps = [*options(fields)]
    for row in sample_assessment.order[first:]:
        task = tasks.iloc[[row]]
        if task.index[0] in lifted or flags["automated"][row] or flags["figure_unconfirmed"][row]:
            continue
        for option in steps:
            if option.applies(task)[0]:
                changed = with_option(task, option)
                if scorer.score(changed).score[0] > line:
                    answers = {field: changed[field].iloc[0] for field in option.answers}
                    again = assessed_with(sample_assessment, task.index[0], answers)
                    assert not again.is_candidate[row]
                    break


def test_what_was_answered_before_is_told(sample_assessment, sample_lifts):
    tasks = sample_assessment.inventory.tasks
    for lift in sample_lifts:
        for change in lift.changes:
            before = tasks.loc[lift.task_id, change.field]
            assert change.before == (None if pd.isna(before) else before)
            assert change.after != change.before


def test_sentence_of_fewer_exceptions(policy):
    frame = pd.DataFrame(
        {
            "department": "税務課",
            "name": ["一", "二", "三"],
            "judgement": "none",
            "pattern": "entry",
            "input_form": "spreadsheet",
            "digitisable": "already",
            "runs_per_year": 240.0,
            "items_per_run": 40.0,
            "minutes_per_item": 3.0,
            "timing": "batch",
            "change_frequency": "rarely",
            "exception_percent": [12.0, 15.0, 30.0],
        },
        index=["a", "b", "c"],
    )
    assessment = rs.assess(rs.Inventory.from_frame(frame), policy)
    by_id = {lift.task_id: lift for lift in lifts(assessment, first=2)}
    (lift,) = by_id.values()
    assert (lift.task_id, lift.rank) == ("c", 1)
    set_language("ja")
    sentence = lift.sentence(assessment.inventory.fields)
    assert sentence == (
        "「例外・差戻し（％）」を「30」から「10」にとすると、1位（採択圏：上位2件以内）となる見込みです。"
    ).replace("にとすると", "に変えると")
    assert lift.advice == ("記入例や事前の確認により、例外・差戻しを10％以下に減らします。",)


def test_each_drop_holds_and_no_choice_is_missing(sample_assessment):
    first = sample_assessment.target.needed_for_goal
    dropped = drops(sample_assessment)
    tasks, fields = sample_assessment.inventory.tasks, sample_assessment.inventory.fields
    scorer = Scorer(sample_assessment.scores.scorecard, fields)
    line = sample_assessment.scores.score[sample_assessment.order[first]]
    above = {str(tasks.index[row]) for row in sample_assessment.order[:first]}
    assert {drop.task_id for drop in dropped} <= above
    by_key = {(drop.task_id, drop.field): set(drop.answers) for drop in dropped if drop.answers}
    for task_id, field in itertools.product(sorted(above), ("judgement", "timing", "template")):
        falls = {
            code
            for code in fields[field].codes
            if scorer.score(with_answer(tasks.loc[[task_id]], field, code)).score[0] < line
        }
        assert by_key.get((task_id, field), set()) == falls


def test_numbers_at_which_a_task_falls(sample_assessment):
    tasks, fields = sample_assessment.inventory.tasks, sample_assessment.inventory.fields
    scorer = Scorer(sample_assessment.scores.scorecard, fields)
    line = sample_assessment.scores.score[
        sample_assessment.order[sample_assessment.target.needed_for_goal]
    ]
    numbers = [drop for drop in drops(sample_assessment) if drop.field == "exception_percent"]
    assert numbers
    for drop in numbers:
        for step, falls in ((-0.01, False), (0.01, True)):
            changed = with_answer(tasks.loc[[drop.task_id]], drop.field, drop.above + step)
            assert (scorer.score(changed).score[0] < line) == falls
    volumes = [drop for drop in drops(sample_assessment) if drop.field == "items_per_year"]
    assert volumes
    assert all(drop.below > 0 and drop.above is None for drop in volumes)
    items = tasks["runs_per_year"] * tasks["items_per_run"]
    assert all(items[drop.task_id] >= drop.below * (1 - 1e-9) for drop in volumes)


def test_actions_are_declared_with_advice_in_both_languages(fields):
    actions = [(field, action) for field in fields for action in field.actionable]
    assert {field.id for field, _ in actions} >= {
        "input_form", "exception_percent", "timing", "manual", "digitisable",
    }  # fmt: skip
    for field, action in actions:
        assert action.advice.endswith("。")
        assert action.advice_en.endswith(".")
        assert (action.above is not None) == (field.kind == "number")
        assert action.to not in action.when


def test_nothing_is_lifted_where_all_are_above(sample_assessment):
    everything = len(sample_assessment.order)
    assert lifts(sample_assessment, first=everything) == ()
    assert drops(sample_assessment, first=everything) == ()
    assert np.isfinite([lift.score for lift in lifts(sample_assessment, first=3)]).all()


def test_the_library_tells_both_sides_by_task(sample_assessment, sample_lifts):
    changes = rs.what_would_change(sample_assessment)
    fields = sample_assessment.inventory.fields
    assert changes.first == sample_assessment.target.needed_for_goal
    assert [*changes.lifts.values()] == list(sample_lifts)
    assert [drop for dropped in changes.drops.values() for drop in dropped] == list(
        drops(sample_assessment)
    )
    lifted, dropped = next(iter(changes.lifts)), next(iter(changes.drops))
    assert changes.sentence(lifted) == sample_lifts[0].sentence(fields)
    assert changes.advice(lifted) == sample_lifts[0].advice
    assert changes.lift_data(lifted)["rank"] == sample_lifts[0].rank
    assert len(changes.drop_data(dropped)) == len(changes.drops[dropped])
    assert (changes.sentence(dropped), changes.advice(dropped)) == ("", ())
    assert (changes.lift_data(dropped), changes.drop_sentences(lifted)) == (None, ())


def test_sentences_of_what_would_drop_a_task(fields):
    set_language("ja")
    choices = Drop("a", "judgement", ("sometimes_complex", "judgement"))
    assert choices.sentence(fields, 25) == (
        "「判断の程度」の回答が「ときどき複雑な判断」または「判断が中心」になると、"
        "上位25件から外れる見込みです。"
    )
    number = Drop("a", "items_per_year", below=327.857)
    assert number.sentence(fields, 25) == (
        "「年間の件数」が約328を下回ると、上位25件から外れる見込みです。"
    )
    assert "約29.5を上回ると" in Drop("a", "exception_percent", above=29.499).sentence(fields, 25)


def test_no_number_is_written_with_an_exponent(sample_assessment):
    """7,990 items a year used to be written 7.99e+03."""
    changes = rs.what_would_change(sample_assessment)
    sentences = [text for task in changes.drops for text in changes.drop_sentences(task)]
    sentences += [changes.sentence(task) for task in changes.lifts]
    assert not [sentence for sentence in sentences if re.search(r"\de[+-]\d", sentence)]
    assert [sentence for sentence in sentences if re.search(r"\d,\d{3}", sentence)]
