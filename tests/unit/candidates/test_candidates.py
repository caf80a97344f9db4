"""Why a task is no candidate: one reason each, in a fixed order, and a sentence with advice."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import rpa_scout as rs
from rpa_scout.candidates import REASONS, TaskCircumstances, reason_labels
from rpa_scout.policy.faults import faults_of
from rpa_scout.policy.means import RESERVED_REASONS, Condition, Gate
from rpa_scout.policy.policies import load_policy
from rpa_scout.text import set_language

POLICY = load_policy()
PLAIN = {
    "department": "税務課",
    "runs_per_year": 240.0,
    "items_per_run": 40.0,
    "minutes_per_item": 3.0,
    "pattern": "entry",
    "judgement": "none",
    "timing": "batch",
    "input_form": "spreadsheet",
    "digitisable": "already",
    "current_tool": "none",
}
NO_HOURS = {"runs_per_year": None, "items_per_run": None, "minutes_per_item": None}
COUNTER = {"timing": "immediate", "input_form": "handwriting", "digitisable": "ocr"}
TINY = {"runs_per_year": 1.0, "items_per_run": 1.0}
SAMPLES = Path(__file__).parents[3] / "samples" / "departments"


def assessed(*changes, policy=POLICY, **circumstances):
    """Assess tasks 甲-0, 甲-1, … that differ from the plain one as said."""
    rows = [PLAIN | {"name": f"業務{row}"} | change for row, change in enumerate(changes)]
    index = [f"甲-{row}" for row in range(len(rows))]
    inventory = rs.Inventory.from_frame(pd.DataFrame(rows, index=index))
    return rs.assess(inventory, policy, circumstances=TaskCircumstances(**circumstances))


def code_of(change, **circumstances):
    return assessed(change, **circumstances).candidacy.codes[0]


@pytest.fixture(scope="module")
def samples():
    return rs.assess(rs.read_surveys(SAMPLES), POLICY)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"current_tool": "rpa"}, "automated"),
        ({"current_tool": "macro"}, None),
        ({"judgement": "judgement"}, "no_means"),
        (NO_HOURS, "hours_unknown"),
        (NO_HOURS | {"hours_per_year_reported": 480.0}, None),
        (TINY, "by_hand_faster"),
        ({"items_per_run": 0.0}, "by_hand_faster"),
        (COUNTER, "counter"),
        (COUNTER | {"digitisable": "already"}, "counter"),
        (COUNTER | {"input_form": "print"}, "counter"),
        ({"timing": "immediate"}, "counter"),
        ({"timing": "immediate", "input_form": "web_form"}, "counter"),
        ({"timing": "same_day"}, None),
        ({"timing": None}, None),
        # an online form takes the work away from the counter, and so may AI
        (COUNTER | {"digitisable": "online_form"}, None),
        (COUNTER | {"ai_help": "answering", "checking": "easy"}, None),
        # without hours, and where nothing fits anyway, the gate is still the reason or not
        (COUNTER | NO_HOURS, "counter"),
        (COUNTER | {"judgement": "judgement"}, "no_means"),
        # nobody said that it can be an online form
        (COUNTER | {"digitisable": None}, "counter"),
        # what goes before what
        (COUNTER | {"current_tool": "rpa"}, "automated"),
        (NO_HOURS | {"judgement": "judgement"}, "no_means"),
        ({"minutes_per_item": 9_000.0, "items_per_run": 200.0}, "figure_unconfirmed"),
        ({"minutes_per_item": 9_000.0, "items_per_run": 200.0} | COUNTER, "figure_unconfirmed"),
        ({"minutes_per_item": 9_000.0, "items_per_run": 200.0, "current_tool": "rpa"}, "automated"),
        (NO_HOURS | {"hours_per_year_reported": 150_000.0}, "figure_unconfirmed"),
        ({"hours_per_year_reported": 150_000.0}, "figure_unconfirmed"),
    ],
)
def test_each_reason(change, code):
    assessment = assessed(change)
    assert assessment.candidacy.codes[0] == code
    assert assessment.is_candidate[0] == (code is None)
    row = assessment.ranking.iloc[0]
    assert row["candidate"] == (code is None)
    assert row["not_candidate_because"] == code
    assert len(assessment.ranking) == 1
    assert assessment.target.candidates == int(code is None)


def test_the_online_form_is_the_means_that_is_left_at_the_counter():
    assessment = assessed(COUNTER | {"digitisable": "online_form"}, COUNTER)
    assert list(assessment.choice.ids) == ["online_form_rpa", "keep"]
    assert list(assessment.choice.failing(0, 1)) == ["input_form", "timing"]


def test_what_is_known_besides_the_answers():
    assert code_of({}, in_register=frozenset({"甲-0"})) == "automated"
    assert code_of({}, withdrawn=frozenset({"甲-0"})) == "withdrawn"
    assert code_of({"current_tool": "rpa"}, withdrawn=frozenset({"甲-0"})) == "withdrawn"
    assert code_of({}, in_register=frozenset({"甲-9"})) is None


def test_a_staff_number_of_the_department_is_the_limit():
    # 240 runs of 40 × 3 minutes are 480 hours; 0.2 staff work 376.6
    assert code_of({}, department_staff={"税務課": 0.2}) == "figure_unconfirmed"
    assert code_of({}, department_staff={"税務課": 0.3}) is None
    assert code_of({}, department_staff={"会計課": 0.2}) is None
    assert code_of({"department": "ｾﾞｲﾑ課"}, department_staff={"税務課": 0.2}) is None


def test_together_the_tasks_of_a_department_may_not_exceed_its_staff_either():
    changes = [{"items_per_run": 20.0}, {"items_per_run": 60.0}, {"items_per_run": 10.0}]
    assessment = assessed(*changes, department_staff={"税務課": 0.5})  # 240, 720 and 120 hours
    assert list(assessment.candidacy.codes) == [None, "figure_unconfirmed", None]
    doubt = assessment.candidacy.doubts[1]
    assert (doubt.ground, doubt.figure, doubt.limit) == ("department", 1_080.0, 941.5)
    confirmed = frozenset({("甲-1", "items_per_run")})
    assessment = assessed(*changes, department_staff={"税務課": 0.5}, confirmed=confirmed)
    assert assessment.is_candidate.all()


@pytest.mark.parametrize("kind", ["hours", "minutes"])
def test_far_above_its_kind_is_to_be_confirmed(kind):
    factor = POLICY.checks.unconfirmed_outlier_factor
    field = {"hours": "items_per_run", "minutes": "minutes_per_item"}[kind]
    changes = [{}] * 9

    def above(times):
        number = PLAIN[field] * times
        other = {"items_per_run": 0.2} if kind == "minutes" else {}
        return assessed(*changes, {field: number} | other).candidacy

    assert above(0.99 * factor).codes[-1] is None
    rule = above(1.01 * factor)
    assert rule.codes[-1] == "figure_unconfirmed"
    assert rule.doubts[9].ground == kind
    few = assessed(*changes[:5], {field: PLAIN[field] * 2 * factor, "runs_per_year": 24.0})
    assert few.candidacy.codes[-1] is None


@pytest.mark.parametrize(
    ("field", "is_confirmed"),
    [("minutes_per_item", True), ("runs_per_year", True), ("hours_per_year_reported", False)],
)
def test_a_confirmed_figure_counts(field, is_confirmed):
    absurd = {"minutes_per_item": 9_000.0, "items_per_run": 200.0}
    assessment = assessed(absurd, {}, confirmed=frozenset({("甲-0", field)}))
    assert assessment.is_candidate[0] == is_confirmed
    assert assessment.is_candidate[1]


def test_an_unconfirmed_figure_is_ranked_and_in_no_sum():
    absurd = {"runs_per_year": 3_000.0, "items_per_run": 1_000.0, "minutes_per_item": 12.0}
    with_it, without = assessed({}, absurd), assessed({})
    assert derived(with_it) == 600_000.0
    assert with_it.savings.p50[1] > 100_000.0
    assert len(with_it.ranking) == 2
    assert with_it.target.of_all.hours.p90 == without.target.of_all.hours.p90
    assert with_it.saved_hours_of(["甲-0", "甲-1"]) == without.saved_hours_of(["甲-0"])
    assert with_it.outlook_of(["甲-0", "甲-1"]).adopted == 1


def derived(assessment):
    return assessment.ranking.set_index("task_id")["hours_per_year"]["甲-1"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_reason_has_a_label_and_a_sentence(lang):
    set_language(lang)
    changes = [
        {"current_tool": "rpa"},
        {"judgement": "judgement"},
        NO_HOURS,
        TINY,
        COUNTER,
        {"minutes_per_item": 9_000.0, "items_per_run": 200.0},
        {},
    ]
    rule = assessed(*changes).candidacy
    labels = [rule.label(task) for task in range(len(changes))]
    sentences = [rule.sentence(task) for task in range(len(changes))]
    assert labels[-1] == sentences[-1] == ""
    assert len(set(labels)) == len(set(sentences)) == len(changes)
    assert set(labels[:-1]) <= set(reason_labels(POLICY).values())
    assert "360,000" not in sentences[0]
    assert "7,200,000" in sentences[5]
    assert "112,980" in sentences[5]
    if lang == "ja":
        assert all(word in sentences[4] for word in ("電子申請", "コンビニ交付", "予約"))


def test_the_reasons_of_the_program_are_reserved():
    assert set(RESERVED_REASONS) == set(REASONS)


# The sample data


def test_the_samples_nine_automated_tasks(samples):
    codes = samples.candidacy.codes
    assert (codes == "automated").sum() == 9
    assert not samples.is_candidate[codes == "automated"].any()


def test_neither_rpa_nor_ai_ocr_is_a_means_for_counter_work(samples):
    at_the_counter = (samples.inventory.tasks["timing"] == "immediate").to_numpy()
    means = samples.choice.ids[at_the_counter & samples.is_candidate]
    assert not set(means) & {"rpa", "ocr_rpa"}
    assert (samples.candidacy.codes == "counter").any()
    assert at_the_counter[samples.candidacy.codes == "counter"].all()


def test_no_figure_of_the_samples_has_to_be_confirmed(samples):
    assert samples.candidacy.doubts == {}


# Gates of another city


def with_gates(*gates, reasons=()):
    means = POLICY.means[0].model_copy(update={"gate": gates})
    update = {"means": (means, *POLICY.means[1:])}
    if reasons:
        update["gate_reason"] = (*POLICY.gate_reason, *reasons)
    return POLICY.model_copy(update=update)


def reason(code):
    return POLICY.gate_reason[0].model_copy(
        update={"id": code, "label": "網が別", "label_en": "network", "sentence": "網が違います。"}
    )


def test_another_city_declares_gates_and_reasons_of_its_own():
    gate = Gate.model_validate(
        {"field": "network", "in": ["lgwan", "internet"], "because": "network"}
    )
    policy = with_gates(gate, reasons=[reason("network")])
    assert list(faults_of(policy, rs.load_fields())) == []
    rule = assessed({"network": "core"}, {"network": "lgwan"}, {}, policy=policy).candidacy
    assert list(rule.codes) == ["network", None, None]
    assert (rule.label(0), rule.sentence(0)) == ("網が別", "網が違います。")


def test_a_gate_holds_nothing_back_where_its_exception_holds():
    gate = Gate(
        field="timing",
        not_in=("immediate",),
        unless=Condition.model_validate({"field": "template", "in": ["vendor"]}),
        because="counter",
    )
    changes = [{"timing": "immediate", "template": one} for one in ("vendor", "none", None)]
    rule = assessed(*changes, policy=with_gates(gate)).candidacy
    assert list(rule.codes) == [None, "counter", "counter"]
    # an answer could still open the gate of the last, not that of the second
    assert rule.can_change.tolist() == [True, False, True]


def test_of_several_gates_the_first_that_bars_gives_the_reason():
    core = Gate(field="network", not_in=("core",), because="network")
    counter = Gate(field="timing", not_in=("immediate",), because="counter")
    change = {"network": "core", "timing": "immediate"}
    for gates, code in (((core, counter), "network"), ((counter, core), "counter")):
        policy = with_gates(*gates, reasons=[reason("network")])
        assert assessed(change, policy=policy).candidacy.codes[0] == code


@pytest.mark.parametrize(
    ("gate", "path", "suggestion"),
    [
        ({"field": "timming", "in": ["batch"], "because": "counter"}, "timming", "timing"),
        ({"field": "timing", "in": ["bach"], "because": "counter"}, "timing.bach", "batch"),
        ({"field": "timing", "not_in": ["now"], "because": "counter"}, "timing.now", ""),
        ({"field": "remarks", "in": ["batch"], "because": "counter"}, "remarks", ""),
        ({"field": "timing", "in": ["batch"], "because": "conter"}, "timing.because", "counter"),
        (
            {
                "field": "timing",
                "in": ["batch"],
                "because": "counter",
                "unless": {"field": "digitisable", "in": ["online"]},
            },
            "timing.unless.digitisable.online",
            "online_form",
        ),
    ],
)
def test_faults_of_gates_name_the_key_and_the_nearest_name(gate, path, suggestion):
    policy = with_gates(Gate.model_validate(gate))
    (fault,) = faults_of(policy, rs.load_fields())
    assert fault.key == f"means[rpa].gate.{path}"
    assert fault.suggestion == suggestion


@pytest.mark.parametrize("lists", [{}, {"in": ["batch"], "not_in": ["immediate"]}, {"in": []}])
def test_a_gate_has_one_list(lists):
    with pytest.raises(ValueError, match="not_in"):
        Gate.model_validate({"field": "timing", "because": "counter", **lists})


def test_reasons_are_declared_once_and_not_with_the_program_s_ids():
    twice = with_gates(reasons=[reason("counter")])
    assert [one.key for one in faults_of(twice, rs.load_fields())] == ["gate_reason[counter]"]
    taken = with_gates(reasons=[reason("automated")])
    assert [one.key for one in faults_of(taken, rs.load_fields())] == ["gate_reason[automated]"]


def test_nobody_is_asked_about_what_no_answer_can_make_a_candidate(samples):
    from rpa_scout.assessment.open_questions import open_questions

    ids = np.asarray(samples.inventory.tasks.index)
    final = set(ids[~samples.candidacy.can_change])
    assert final
    assert not final & set(open_questions(samples))
