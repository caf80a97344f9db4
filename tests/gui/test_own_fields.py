"""The window with a city's own survey fields: every page is shown, and answers can be corrected."""

from tests.gui.conftest import assessed
from tests.own_fields.city import city_with_few_fields

from rpa_scout.inventory import Inventory
from rpa_scout_gui.pages import PAGES


def test_every_page_shows_a_city_s_own_fields(tmp_path, monkeypatch, qtbot, qapp):
    import pandas as pd

    from rpa_scout_gui.app import Program
    from rpa_scout_gui.settings import Settings

    path, policy = city_with_few_fields(tmp_path)
    monkeypatch.setenv("RPA_SCOUT_POLICY", str(path))
    problems = []
    program = Program(qapp, Settings())
    program.session.problem.connect(problems.append)
    program.jobs.job_failed.connect(problems.append)
    assert program.session.create(tmp_path / "本市.rpascout")
    assert program.session.policy == policy
    tasks = pd.DataFrame(
        {
            "department": ["税務課", "市民課"],
            "name": ["納付書の転記", "窓口の集計"],
            "runs_per_year": [240.0, 120.0],
            "items_per_run": [40.0, 20.0],
            "minutes_per_item": [3.0, 4.0],
            "urgency": ["low", None],
        },
        index=["税務課-6", "市民課-6"],
    )
    with assessed(program.session, qtbot):
        program.session.change(
            lambda project: project.surveys.import_(Inventory.from_frame(tasks, policy.survey))
        )
    program.window.show()
    for page in PAGES:
        program.window.show_page(page.id)
        qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=60_000)
        assert not program.window.grab().isNull()
    assert problems == []
    program.close()
    program.window.deleteLater()
