"""Questions depend on the whole city's tasks, never on which files were read together."""

from pathlib import Path

import pytest

from rpa_scout.assessment.assess import assess
from rpa_scout.assessment.open_questions import open_questions
from rpa_scout.comparison.whole_city import whole_city
from rpa_scout.pipeline import read_surveys, write_questions
from rpa_scout.policy.policies import load_policy

SAMPLES = Path(__file__).parents[3] / "samples" / "departments"


def quick():
    policy = load_policy()
    return policy.model_copy(
        update={"simulation": policy.simulation.model_copy(update={"draws": 200})}
    )


@pytest.fixture(scope="module")
def city():
    return read_surveys(SAMPLES)


@pytest.fixture(scope="module")
def asked(city):
    return open_questions(assess(city, quick()))


def by_name(inventory, asked):
    rows = inventory.tasks.loc[list(asked), ["department", "name"]]
    return dict(zip(map(tuple, rows.to_numpy().tolist()), asked.values(), strict=True))


@pytest.mark.parametrize("count", [1, 4])
def test_the_questions_of_some_files_are_those_of_all(city, asked, count):
    files = sorted(SAMPLES.iterdir())
    for first in range(0, len(files), count):
        read = read_surveys(files[first : first + count])
        whole = whole_city(city, read)
        again = whole.of_read(open_questions(assess(whole.inventory, quick())))
        names = [
            (read.tasks.loc[task, "department"], read.tasks.loc[task, "name"]) for task in again
        ]
        wanted = {
            (city.tasks.loc[task, "department"], city.tasks.loc[task, "name"]): fields
            for task, fields in asked.items()
        }
        here = set(zip(read.tasks["department"], read.tasks["name"], strict=True))
        assert dict(zip(names, again.values(), strict=True)) == {
            name: fields for name, fields in wanted.items() if name in here
        }


def test_alone_they_would_be_others(city, asked):
    """Or the test above could not fail."""
    names = {city.tasks.loc[task, "name"] for task in asked}
    alone = set()
    for path in sorted(SAMPLES.iterdir())[:4]:
        read = read_surveys(path)
        alone |= {read.tasks.loc[task, "name"] for task in open_questions(assess(read, quick()))}
    four = read_surveys(sorted(SAMPLES.iterdir())[:4])
    assert alone != names & set(four.tasks["name"])


def test_new_answers_and_new_tasks_count(city):
    task = str(city.tasks.index[0])
    part = city.tasks.iloc[:2].copy()
    part.index = [task, "新しい業務の番号"]
    part.loc[task, "items_per_run"] = 77.0
    part.loc["新しい業務の番号", "name"] = "どこにもない業務"
    read = type(city).from_frame(part.astype(object).where(part.notna(), None))
    whole = whole_city(city, read)
    assert len(whole.inventory.tasks) == len(city.tasks) + 1
    assert list(whole.inventory.tasks.index[: len(city.tasks)]) == list(city.tasks.index)
    assert whole.inventory.tasks.loc[task, "items_per_run"] == 77.0
    assert set(whole.read_ids.values()) == {task, "新しい業務の番号"}
    assert list(whole.inventory.tasks.dtypes) == list(city.tasks.dtypes)


def questions(workbook):
    return [(one.row, one.field, one.codes) for one in workbook.page.questions]


def test_workbooks_ask_by_the_whole_city(city, tmp_path):
    """Only what is unanswered depends on it; findings are asked either way."""
    path = min(SAMPLES.iterdir())
    read = read_surveys(path)
    together = write_questions(city, quick(), tmp_path / "all")
    wanted = {one.path.name: questions(one) for one in together}
    alone = write_questions(read, quick(), tmp_path / "one", city=city)
    assert {one.path.name: questions(one) for one in alone}.items() <= wanted.items()
    assert alone
