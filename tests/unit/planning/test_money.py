"""Yen only where the city has entered figures: saved, spent, payback; never part of the score."""

import numpy as np
import pandas as pd
import pytest

import rpa_scout as rs
from rpa_scout.errors import InputError, PolicyError
from rpa_scout.planning.judging import judged
from rpa_scout.planning.money import plan_money
from rpa_scout.planning.problem import NOT_BUILT
from rpa_scout.policy.describe import policy_markdown
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.files import DEFAULT_POLICY, policy_path

LIMITS = rs.PlanLimits(first_year=2026, in_house_hours_per_year=60, vendor_yen_per_hour=8_000)
SIMPLE = "[money]\nstaff_yen_per_hour = { regular = 4500 }\n"
FULL = """[money]
staff_yen_per_hour = { regular = { low = 4000, mode = 4500, high = 6000 }, overtime = 3000 }
staff_share = { regular = 0.75, overtime = 0.25 }
licence_yen_per_year = 120000
tasks_per_licence = 2
source = "人事課"
"""


def policy_with(tmp_path, money):
    path = tmp_path / "方針.toml"
    text = policy_path(DEFAULT_POLICY).read_text(encoding="utf-8")
    path.write_text(text + "\n" + money, encoding="utf-8")
    return rs.load_policy(path)


def planned(policy, limits=LIMITS, **options):
    frame = pd.DataFrame(
        {
            "department": "税務課", "name": [f"業務{number}" for number in range(5)],
            "runs_per_year": 240, "items_per_run": 40, "minutes_per_item": 3.0,
            "input_form": "spreadsheet", "digitisable": "already", "judgement": "none",
            "pattern": "entry", "change_frequency": "rarely",
        },
        index=[f"t{number}" for number in range(5)],
    )  # fmt: skip
    assessment = rs.assess(rs.Inventory.from_frame(frame), policy)
    return rs.plan(assessment, limits, seconds=3, **options)


def test_without_figures_there_is_no_money(tmp_path):
    policy = policy_with(tmp_path, "")
    assert policy.money is None
    assert plan_money(planned(policy)) is None


def test_money_is_never_part_of_the_ranking_or_the_plan(tmp_path):
    without, with_money = planned(policy_with(tmp_path, "")), planned(policy_with(tmp_path, FULL))
    pd.testing.assert_frame_equal(
        without.request.assessment.ranking, with_money.request.assessment.ranking
    )
    assert without.year_of == with_money.year_of


def by_draw(plan):
    nothing = np.full(len(plan.choice), NOT_BUILT)
    with_plan, without = (
        judged(plan.request, plan.problem, choice) for choice in (plan.choice, nothing)
    )
    return with_plan.hours - without.hours, with_plan.tasks - without.tasks


def test_sums_are_those_of_the_draws(tmp_path):
    plan = planned(policy_with(tmp_path, SIMPLE))
    money = plan_money(plan)
    hours, _ = by_draw(plan)
    for row, year in enumerate(money.years):
        assert year.saved_yen.p50 == pytest.approx(4_500 * np.median(hours[row]))
        assert year.spent_yen.p50 == pytest.approx(
            4_500 * plan.years[row].build_hours + plan.years[row].vendor_yen
        )
    total = 4_500 * hours.sum(axis=0)
    spent = sum(year.spent_yen.p50 for year in money.years)
    assert money.net_yen.p10 == pytest.approx(np.quantile(total - spent, 0.1), rel=1e-6)


def test_payback_is_the_first_month_that_covers_what_was_spent(tmp_path):
    plan = planned(policy_with(tmp_path, SIMPLE))
    money = plan_money(plan)
    hours, _ = by_draw(plan)
    paid = []
    for draw in range(hours.shape[1]):
        balance, spent, month = 0.0, 0.0, None
        for row, year in enumerate(plan.years):
            cost = 4_500 * year.build_hours + year.vendor_yen
            spent += cost
            for step in range(12):
                balance += (4_500 * hours[row, draw] - cost) / 12
                if month is None and spent > 0 and balance >= -1e-6:
                    month = 12 * row + step
        paid.append(np.inf if month is None else month)
    assert money.payback_chance == pytest.approx(np.isfinite(paid).mean())
    middle = sorted(paid)[(len(paid) - 1) // 2]
    year, month = money.payback
    assert (year - 2026) * 12 + (month - 4) % 12 == middle
    assert money.as_data()["payback_month"].endswith(f"-{month:02d}")


def test_ranges_of_prices_and_licences(tmp_path):
    policy = policy_with(tmp_path, FULL)
    assert policy.money.yen_per_hour == pytest.approx(0.75 * 4_500 + 0.25 * 3_000)
    plan = planned(policy)
    money, plain = plan_money(plan), plan_money(planned(policy_with(tmp_path, SIMPLE)))
    _, tasks = by_draw(plan)
    licences = np.ceil(tasks[-1] / 2) * 120_000
    assert money.years[-1].spent_yen.p50 == pytest.approx(np.median(licences))
    assert plain.years[-1].spent_yen.p50 == 0.0
    spread = [year.spent_yen.p90 - year.spent_yen.p10 for year in money.years[:1]]
    assert max(spread) > 0.0


def policy_with_licence(tmp_path, means_id, licence, money=SIMPLE):
    path = tmp_path / "手段の使用料.toml"
    text = policy_path(DEFAULT_POLICY).read_text(encoding="utf-8")
    head = f'[[means]]\nid = "{means_id}"\n'
    assert head in text
    path.write_text(text.replace(head, head + licence) + "\n" + money, encoding="utf-8")
    return rs.load_policy(path)


def test_a_means_has_licences_of_its_own(tmp_path):
    licence = "licence_yen_per_year = 300000\ntasks_per_licence = 2\n"
    plan = planned(policy_with_licence(tmp_path, "rpa", licence, FULL))
    money = plan_money(plan)
    _, tasks = by_draw(plan)
    own = np.ceil(tasks / 2) * 300_000
    # All five tasks are RPA, so no licence of [money] is needed.
    assert money.years[-1].spent_yen.p50 == pytest.approx(np.median(own[-1]))
    for figures in (money.as_data(), *money.as_data()["years"]):
        assert figures["net_yen"]["p50"] < figures["saved_yen"]["p50"]


@pytest.mark.parametrize("years", [1, 4])
def test_a_dearer_licence_costs_more_and_never_pays_back_sooner(tmp_path, years):
    limits = rs.PlanLimits(
        first_year=2031 - years, in_house_hours_per_year=600, vendor_yen_per_hour=8_000
    )
    before = None
    for yen in (0, 200_000, 2_000_000):
        licence = f"licence_yen_per_year = {yen}\n"
        money = plan_money(planned(policy_with_licence(tmp_path, "rpa", licence), limits))
        if before is not None:
            assert money.spent_yen.p50 >= before.spent_yen.p50
            assert money.net_yen.p50 <= before.net_yen.p50
            assert money.payback_chance <= before.payback_chance
            assert money.payback is None or money.payback >= before.payback
        before = money


def test_a_licence_of_a_means_that_the_plan_does_not_use_costs_nothing(tmp_path):
    licence = "licence_yen_per_year = 300000\n"
    with_it = plan_money(planned(policy_with_licence(tmp_path, "transcription", licence)))
    without = plan_money(planned(policy_with(tmp_path, SIMPLE)))
    assert with_it.as_data() == without.as_data()


def test_a_licence_without_the_price_of_an_hour_is_refused(tmp_path):
    with pytest.raises(PolicyError) as error:
        policy_with_licence(tmp_path, "rpa", "licence_yen_per_year = 1\n", money="")
    assert [fault.key for fault in error.value.faults] == ["means[rpa].licence_yen_per_year"]


def test_the_policys_page_shows_the_licence_of_a_means(tmp_path):
    licence = 'licence_yen_per_year = 300000\nlicence_reason = "見積書"\n'
    page = policy_markdown(policy_with_licence(tmp_path, "rpa", licence), load_fields(), "ja")
    assert "300,000 見積書" in page


def test_no_payback_within_the_plan(tmp_path):
    dear = "[money]\nstaff_yen_per_hour = { regular = 1 }\nlicence_yen_per_year = 1000000\n"
    money = plan_money(planned(policy_with(tmp_path, dear)))
    assert (money.payback, money.payback_chance) == (None, 0.0)
    assert money.as_data()["payback_month"] is None


def test_work_for_vendors_needs_a_price(tmp_path, sample_assessment):
    policy = policy_with(tmp_path, SIMPLE)
    assessment = rs.assess(sample_assessment.inventory, policy)
    plan = rs.plan(assessment, rs.PlanLimits(), seconds=3)
    assert any(task.builder == "vendor" and task.fiscal_year for task in plan.tasks)
    with pytest.raises(InputError):
        plan_money(plan)


@pytest.mark.parametrize(
    ("money", "key"),
    [
        ("[money]\n", "money.staff_yen_per_hour"),
        ("[money]\nstaff_yen_per_hour = {}\n", "money.staff_yen_per_hour"),
        ("[money]\nstaff_yen_per_hour = { regular = -1 }\n", "money.staff_yen_per_hour.regular"),
        ("[money]\nstaff_yen_per_hour = { boss = 1 }\n", "money.staff_yen_per_hour.boss"),
        ("[money]\nstaff_yen_per_hour = { regular = 1, overtime = 2 }\n", "money"),
        (FULL.replace("overtime = 0.25", "overtime = 0.4"), "money"),
        (
            "[money]\nstaff_yen_per_hour = { regular = { low = 3, mode = 2, high = 4 } }\n",
            "money.staff_yen_per_hour.regular",
        ),
        (SIMPLE + "licence = 3\n", "money.licence"),
    ],
)
def test_wrong_figures_are_named_with_their_key(tmp_path, money, key):
    with pytest.raises(PolicyError) as error:
        policy_with(tmp_path, money)
    assert any(fault.key.startswith(key) for fault in error.value.faults)


def test_the_policys_page_shows_them(tmp_path):
    page = policy_markdown(policy_with(tmp_path, FULL), load_fields(), "ja")
    assert "会計年度任用" not in page
    assert "正規職員" in page
    assert "4,000" in page
    assert "人事課" in page
