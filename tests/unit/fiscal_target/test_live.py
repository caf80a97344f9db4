"""What runs is added up once, measured where it was, carried where it was not."""

from tests.unit.fiscal_target.registers import actual, automation, register

from rpa_scout.fiscal_target.live import live_in


def test_measured_and_carried_are_told_apart():
    found = register(
        [automation("甲"), automation("乙"), automation("丙")],
        actual("甲", 2024, 90.0),
        actual("甲", 2025, 100.0),
        actual("乙", 2024, 30.0),
    )
    live = live_in(found, 2025)
    assert (live.measured_hours, live.carried_hours, live.hours) == (100.0, 30.0, 130.0)
    assert (live.measured, live.carried, live.unmeasured) == (1, 1, 1)
    assert len(live.tasks) == 3


def test_before_the_first_measurement_the_first_one_stands_for_it():
    found = register([automation("甲")], actual("甲", 2026, 40.0), actual("甲", 2027, 50.0))
    assert live_in(found, 2025).carried_hours == 40.0
    assert live_in(found, 2019).tasks == frozenset()


def test_what_has_ended_saves_nothing_any_more():
    found = register(
        [automation("甲", still_running=False, ended_in=2025, end_reason="standard_system")],
        actual("甲", 2024, 40.0),
    )
    assert live_in(found, 2025).hours == 40.0
    after = live_in(found, 2026)
    assert (after.hours, len(after.tasks), after.ended_tasks) == (0.0, 0, 1)


def test_an_end_without_a_year_leaves_the_years_that_were_measured():
    found = register([automation("甲", still_running=False)], actual("甲", 2024, 40.0))
    assert live_in(found, 2024).measured_hours == 40.0
    assert live_in(found, 2025).hours == 0.0


def test_two_automations_of_a_task_are_one_task():
    automations = [
        automation("甲", name="読取り", share=0.6),
        automation("甲", name="入力", share=0.4),
    ]
    found = register(
        automations, actual("甲", 2025, 60.0, "読取り"), actual("甲", 2025, 30.0, "入力")
    )
    live = live_in(found, 2025)
    assert (live.hours, len(live.tasks), live.measured) == (90.0, 1, 2)


def test_one_that_replaced_another_leaves_no_task_ended():
    found = register(
        [
            automation("甲", name="旧", still_running=False, ended_in=2023),
            automation("甲", name="新", running_since=2024),
        ]
    )
    live = live_in(found, 2025)
    assert (len(live.tasks), live.ended_tasks) == (1, 0)
