"""The history says which tasks an entry changed, old and new, and what stood beside a judgement."""

import pytest
from tests.project.surveys import TAX, survey
from tests.project.test_assessments import REGISTERED

from rpa_scout.errors import InputError
from rpa_scout.project.ledger.entry_tasks import ValueChange
from rpa_scout.project.ledger.entry_texts import TASKS_NAMED, entry_line
from rpa_scout.project.ledger.history import HistoryFilter
from rpa_scout.text import set_language

MANY = survey({"税務課": [f"業務{number}" for number in range(8)]})


def tasks_of(project, entry, most=None, task_id=None):
    return project.history.entry_tasks([entry], most, task_id)[entry.number]


def line_of(project, entry, most=TASKS_NAMED):
    return entry_line(entry, tasks_of(project, entry, most), project.policy())


def values_of(project, entry):
    return {
        one.task_id: [(value.kind, value.field, value.old, value.new) for value in one.values]
        for one in tasks_of(project, entry).tasks
    }


def test_a_decision_names_its_tasks_with_old_and_new(project):
    project.surveys.import_(TAX)
    project.tasks.decide(["税務課-7"], "on_hold", "様式の改正を待つ")
    entry = project.tasks.decide(["税務課-6", "税務課-7"], "adopted", planned_fiscal_year=2027)
    assert values_of(project, entry) == {
        "税務課-6": [
            ("state", "", "candidate", "adopted"),
            ("planned_fiscal_year", "", None, 2027),
        ],
        "税務課-7": [("state", "", "on_hold", "adopted"), ("planned_fiscal_year", "", None, 2027)],
    }
    assert line_of(project, entry) == (
        "採択した：税務課「異動届の入力」（未決定 → 採択、予定年度 なし → 令和9年度）、"
        "税務課「課税台帳の照合」（保留 → 採択、予定年度 なし → 令和9年度）"
    )
    set_language("en")
    assert line_of(project, entry).startswith("Tasks adopted: 税務課 “異動届の入力” (undecided → ")


@pytest.mark.parametrize(
    ("state", "before", "done"),
    [
        ("adopted", (), "採択した"),
        ("declined", (), "見送りとした"),
        ("on_hold", (), "保留とした"),
        ("withdrawn", (), "取り下げた"),
        ("building", ("adopted",), "シナリオ作成に着手した"),
        ("candidate", ("adopted",), "決定を取り消した"),
        ("live", ("adopted", "building"), "稼働中とした"),
        ("retired", ("adopted", "building", "live"), "廃止とした"),
    ],
)
def test_a_decision_says_in_the_past_what_was_done(project, state, before, done):
    project.surveys.import_(TAX)
    for step in before:
        project.tasks.decide(["税務課-6"], step)
    entry = project.tasks.decide(["税務課-6"], state, "理由")
    assert line_of(project, entry).partition("：")[0] == done


def test_a_few_tasks_are_named_and_all_of_them_on_demand(project):
    project.surveys.import_(MANY)
    ids = list(MANY.tasks.index)
    entry = project.tasks.decide(ids, "declined", "対象が少ない")
    few = tasks_of(project, entry, TASKS_NAMED)
    assert few.count == 8
    assert [one.task_id for one in few.tasks] == ids[:TASKS_NAMED]
    assert line_of(project, entry) == (
        "見送りとした：税務課「業務0」、税務課「業務1」、税務課「業務2」"
        "（未決定 → 見送り）、ほか5業務"
    )
    everything = tasks_of(project, entry)
    assert [one.task_id for one in everything.tasks] == ids
    assert "ほか" not in line_of(project, entry, None)
    only = tasks_of(project, entry, task_id=ids[4])
    assert (only.count, only.tasks[0].name) == (1, "業務4")


def test_an_override_names_the_computed_value_of_its_time(project, policy):
    project.surveys.import_(TAX)
    shown = project.assessments.assess().ranking.set_index("task_id")
    computed = shown.loc["税務課-6", "saved_hours_per_year_p50"]
    entry = project.tasks.override("税務課-6", "hours", 120, "現場の見立て")
    assert entry.details["computed"] == computed
    (task,) = tasks_of(project, entry).tasks
    assert task.values == (ValueChange("override", "hours", None, 120.0, computed),)
    assert f"計算値 {computed:,.1f}".removesuffix(".0") in line_of(project, entry)
    # Answers that came later change what is computed, and not what the entry says.
    project.answers.correct("税務課-6", "items_per_run", 400, "電話で確認")
    later = project.tasks.override("税務課-6", "hours", 130, "見直し")
    now = project.assessments.estimate().ranking.set_index("task_id")
    assert later.details["computed"] == now.loc["税務課-6", "saved_hours_per_year_p50"] != computed
    assert project.history.entries()[entry.number - 1].details["computed"] == computed
    (task,) = tasks_of(project, later).tasks
    assert (task.values[0].old, task.values[0].new) == (120.0, 130.0)
    means = project.tasks.override("税務課-7", "means", "generative_ai", "RPAでは難しい")
    assert means.details["computed"] == now.loc["税務課-7", "means"]
    labels = {one.id: one.label for one in (*policy.means, *policy.fallback)}
    said = entry_line(means, tasks_of(project, means), policy)
    assert labels["generative_ai"] in said
    assert labels[means.details["computed"]] in said
    withdrawn = project.tasks.withdraw_override("税務課-6", "hours")
    assert values_of(project, withdrawn) == {"税務課-6": [("override", "hours", 130.0, None)]}


def test_an_override_stands_beside_what_was_shown(project):
    project.surveys.import_(TAX)
    shown = project.assessments.estimate()
    entry = project.tasks.override("税務課-6", "score", 50, "制度が変わる", assessment=shown)
    ranking = shown.ranking.set_index("task_id")
    assert entry.details["computed"] == ranking.loc["税務課-6", "score"]


def test_an_override_of_a_task_without_results_says_nothing_of_them(project):
    project.surveys.import_(TAX)
    project.tasks.decide(["税務課-6"], "withdrawn")
    entry = project.tasks.override("税務課-6", "score", 50, "参考")
    assert entry.details["computed"] is None
    assert "計算値" not in line_of(project, entry)


def test_answers_are_named_with_old_and_new(project):
    project.surveys.import_(TAX)
    entry = project.answers.correct("税務課-7", "judgement", "simple_rules", "電話で確認")
    assert values_of(project, entry) == {
        "税務課-7": [("answer", "judgement", "none", "simple_rules")]
    }
    said = line_of(project, entry)
    assert "判断なし（手順どおり） → ルールにできる簡単な判断" in said
    removed = project.answers.remove_correction("税務課-7", "judgement")
    assert values_of(project, removed) == {
        "税務課-7": [("answer", "judgement", "simple_rules", "none")]
    }


def test_an_import_names_what_is_new_gone_and_changed(project):
    first = project.history.entries()[-1].number
    project.surveys.import_(TAX)
    newer = survey(
        {"税務課": [("異動届の入力", {"items_per_run": 60.0}), "課税台帳の照合", "督促状の作成"]}
    )
    project.surveys.import_(newer)
    made, renewed = project.history.entries(HistoryFilter(after_number=first))
    assert tasks_of(project, made).count == 3
    assert values_of(project, renewed) == {
        "税務課-8~2": [("state", "", None, "candidate")],
        "税務課-6": [("answer", "items_per_run", 40.0, 60.0)],
        "税務課-8": [("state", "", "candidate", "withdrawn")],
    }
    assert "1回あたりの件数（件／回） 40 → 60" in line_of(project, renewed)
    undone = project.history.undo()
    assert "60 → 40" in line_of(project, undone)
    assert line_of(project, undone).startswith(f"元に戻した（{renewed.number}番、")


def test_every_kind_of_entry_can_be_said(project):
    project.surveys.import_(TAX)
    project.tasks.note("打合せ済み", "税務課-6")
    project.tasks.note("来年度の予算は未定")
    project.register.import_(REGISTERED)
    project.assessments.assess()
    changed = project.history.entry_tasks(project.history.entries())
    for language in ("ja", "en"):
        set_language(language)
        policy = project.policy()
        lines = [
            entry_line(entry, changed[entry.number], policy) for entry in project.history.entries()
        ]
        assert all(lines)
        assert any("打合せ済み" in line for line in lines)


@pytest.mark.parametrize("state", ["on_hold", "declined"])
@pytest.mark.parametrize("reason", ["", "  ", "\x00"])
def test_a_refusal_and_a_delay_need_a_reason(project, state, reason):
    project.surveys.import_(TAX)
    with pytest.raises(InputError, match="needs a reason"):
        project.tasks.decide(["税務課-6"], state, reason)
    assert project.tasks.get("税務課-6").state == "candidate"
    project.tasks.decide(["税務課-6"], state, "件数が少ない")
    assert project.tasks.get("税務課-6").reason == "件数が少ない"
