"""Lines of a newer survey beside the tasks that are known."""

from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.project.surveys.matching import KnownTask, ReadLine, match_lines

NAMES = st.lists(st.sampled_from(["入力", "照合", "ＲＰＡ", "rpa", "発行"]), max_size=6)


def lines_of(names, department="税務課"):
    return [ReadLine(f"{department}-{row}", department, name) for row, name in enumerate(names, 6)]


def tasks_of(names, department="税務課"):
    return [KnownTask(f"{department}-{row}", department, name) for row, name in enumerate(names, 6)]


def test_names_decide_however_spelled():
    found = match_lines(
        lines_of(["ＡＩ　ＯＣＲ"]), tasks_of(["転記", "AI OCR"]), ["税務課-6", "税務課-7"]
    )
    assert found.matched == {"税務課-6": "税務課-7"}
    assert found.gone == ("税務課-6",)


def test_of_equal_names_the_row_decides_then_the_order():
    tasks = tasks_of(["入力", "入力", "入力"])
    found = match_lines(lines_of(["別", "入力", "入力"]), tasks, [one.task_id for one in tasks])
    assert found.matched == {"税務課-7": "税務課-7", "税務課-8": "税務課-8"}
    assert found.gone == ("税務課-6",)
    moved = [ReadLine("税務課-20", "税務課", "入力"), ReadLine("税務課-21", "税務課", "入力")]
    found = match_lines(moved, tasks, [one.task_id for one in tasks])
    assert found.matched == {"税務課-20": "税務課-6", "税務課-21": "税務課-7"}


def test_new_tasks_get_ids_of_their_own():
    found = match_lines(lines_of(["新"]), [], ["税務課-6", "税務課-6~2"])
    assert found.new == {"税務課-6": "税務課-6~3"}


@given(NAMES, NAMES)
def test_every_line_and_every_task_is_accounted_for_once(old, new):
    tasks, lines = tasks_of(old), lines_of(new)
    found = match_lines(lines, tasks, [one.task_id for one in tasks])
    assert sorted([*found.matched, *found.new]) == sorted(one.read_id for one in lines)
    assert sorted([*found.matched.values(), *found.gone]) == sorted(one.task_id for one in tasks)
    ids = [*found.matched.values(), *found.new.values(), *found.gone]
    assert len(set(ids)) == len(ids)


@given(NAMES)
def test_the_same_survey_is_known_line_by_line(names):
    found = match_lines(lines_of(names), tasks_of(names), [one.task_id for one in tasks_of(names)])
    assert found.matched == {one.read_id: one.read_id for one in lines_of(names)}
