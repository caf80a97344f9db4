"""Two inventories beside each other: added, gone, changed cell by cell, probably renamed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.comparison.inventories import inventory, task
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl
from tests.work_time import work_within

from rpa_scout.comparison.inventories import compare_inventories, same_ids
from rpa_scout.comparison.sentences import answer_sentence, rename_sentence
from rpa_scout.errors import UnknownNameError
from rpa_scout.pipeline import read_surveys
from rpa_scout.policy.checks import Checks


def changes(found):
    """Return field, old and new of every changed answer."""
    return [(one.field, one.old, one.new) for task in found.changed for one in task.answers]


def test_nothing_changes_between_a_thing_and_itself():
    same = inventory(task("甲", items_per_run=None), task("乙"))
    found = compare_inventories(same, same)
    assert (found.added, found.gone, found.changed, found.renamed) == ((), (), (), ())
    assert found.unchanged == 2
    assert len(found.cells) == 0


def test_tasks_are_known_by_their_names_wherever_they_stand():
    old = inventory(task("甲の業務"), task("乙の業務"), ids=["税務課-6", "税務課-7"])
    new = inventory(
        task("まったく新しい仕事", pattern="other", judgement="judgement", template=None),
        task("甲の 業務"),
        task("乙の業務"),
        ids=["税務課-6", "税務課-7", "税務課-8"],
    )
    found = compare_inventories(old, new)
    assert found.pairs == {"税務課-6": "税務課-7", "税務課-7": "税務課-8"}
    assert found.added == ("税務課-6",)
    assert found.gone == ()
    assert changes(found) == [("name", "甲の業務", "甲の 業務")]


def test_in_a_project_ids_stay_whatever_the_name():
    old, new = inventory(task("甲")), inventory(task("すっかり別の名"))
    found = compare_inventories(old, new, same_ids(old, new))
    assert changes(found) == [("name", "甲", "すっかり別の名")]


def test_tasks_of_one_name_go_by_section_then_by_id_then_by_order():
    old = inventory(
        task("甲", section="一係"), task("甲", section="二係"), task("甲"), ids=["a", "b", "c"]
    )
    new = inventory(task("甲", section="二係"), task("甲"), task("甲"), ids=["x", "c", "a"])
    found = compare_inventories(old, new)
    assert found.pairs == {"b": "x", "c": "c", "a": "a"}


def test_pairs_that_are_not_there_are_refused():
    one = inventory(task("甲"))
    with pytest.raises(UnknownNameError):
        compare_inventories(one, one, {"t1": "t9"})


def test_unknown_answers_are_answers_too():
    old = inventory(task("甲", items_per_run=None, judgement=None, description=None))
    new = inventory(task("甲", items_per_run=5, judgement="none", description="手で写す"))
    assert sorted(changes(compare_inventories(old, new))) == [
        ("description", None, "手で写す"),
        ("items_per_run", None, 5.0),
        ("judgement", None, "none"),
    ]


def test_every_change_names_its_cells(tmp_path):
    for folder in "ab":
        (tmp_path / folder).mkdir()
    rows = [plain(name="督促状の作成"), plain()]
    first = write_openpyxl(tmp_path / "a" / "税務課.xlsx", {SHEET: table(rows)})
    rows = [plain(items_per_run=250), plain(name="督促状の作成", minutes_per_item="10～15")]
    second = write_openpyxl(tmp_path / "b" / "税務課.xlsx", {SHEET: table(rows)})
    old, new = read_surveys(first), read_surveys(second)
    found = compare_inventories(old, new)
    texts = [answer_sentence(one, new.fields) for task in found.changed for one in task.answers]
    assert texts == [
        f"1回あたりの件数：200 → 250（{SHEET}!D2）",
        f"1件あたりの時間：1.5 → 10～15（{SHEET}!E3）",
    ]
    first_cell = found.cells.iloc[0]
    assert (first_cell["old_cell"], first_cell["new_cell"]) == ("D3", "D2")
    assert list(found.cells["field"]) == ["items_per_run", "minutes_per_item"]


class TestRenames:
    def test_a_name_written_a_little_otherwise_is_proposed(self):
        old = inventory(task("給与支払報告書の入力"), task("督促状の作成"), ids=["a", "b"])
        new = inventory(task("給与支払報告書データの入力"), task("督促状の作成"), ids=["x", "y"])
        (one,) = compare_inventories(old, new).renamed
        assert (one.old_id, one.new_id) == ("a", "x")
        assert one.likeness > 0.85
        assert one.equal_answers == one.compared_answers == 10
        assert "給与支払報告書の入力" in rename_sentence(one)

    def test_equal_answers_make_up_for_a_less_alike_name(self):
        answers = {"items_per_run": 37, "runs_per_year": 51, "minutes_per_item": 7}
        old = inventory(task("軽自動車税の異動入力", **answers))
        new = inventory(task("軽自動車の異動データ入力", **answers), ids=["x"])
        (one,) = compare_inventories(old, new).renamed
        assert one.likeness > 0.85
        other = dict.fromkeys(answers, 1) | {"pattern": "other", "judgement": "judgement"}
        new = inventory(task("軽自動車の異動データ入力", **other), ids=["x"])
        assert compare_inventories(old, new).renamed == ()

    def test_another_department_is_another_task(self):
        old = inventory(task("給与支払報告書の入力"))
        new = inventory(task("給与支払報告書の入力 ", department="会計課"), ids=["x"])
        assert compare_inventories(old, new).renamed == ()

    def test_each_task_is_in_one_pair_and_all_together_are_most_alike(self):
        old = inventory(task("現況届の入力一"), task("現況届の入力"), ids=["a", "b"])
        new = inventory(task("現況届の入力一号"), task("現況届の入力一二"), ids=["x", "y"])
        pairs = {(one.old_id, one.new_id) for one in compare_inventories(old, new).renamed}
        assert len(pairs) == 2
        assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == 2

    def test_the_policy_says_from_where_on(self):
        old, new = inventory(task("甲乙丙丁の入力")), inventory(task("甲乙の転記"), ids=["x"])
        for least, proposed in ((0.99, 0), (0.5, 1)):
            checks = Checks(similar_names=least)
            assert len(compare_inventories(old, new, checks=checks).renamed) == proposed

    def test_a_confirmed_one_is_a_pair(self):
        old = inventory(task("給与支払報告書の入力"))
        new = inventory(task("給与支払報告書データの入力", items_per_run=9), ids=["x"])
        found = compare_inventories(old, new).confirmed({"t1": "x"})
        assert (found.added, found.gone, found.renamed) == ((), (), ())
        assert [one[0] for one in changes(found)] == ["name", "items_per_run"]

    def test_the_cost_is_bounded(self):
        old = inventory(*(task(f"{place:03d}番の申請書を入力する業務") for place in range(400)))
        ids = [f"x{place}" for place in range(400)]
        new = inventory(
            *(task(f"{place:03d}番の申請を入力する作業") for place in range(400)), ids=ids
        )
        with work_within(30):
            assert len(compare_inventories(old, new).renamed) == 400


NAMES = st.sampled_from(["入力", "転記", "照合", "集計", "入力一", "転記二"])
TASKS = st.lists(
    st.builds(
        task,
        NAMES,
        items_per_run=st.sampled_from([None, 1.0, 2.0]),
        judgement=st.sampled_from([None, "none", "judgement"]),
        department=st.sampled_from(["税務課", "会計課"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40)
@given(TASKS, TASKS)
def test_every_task_is_accounted_for_once(one, other):
    old = inventory(*one)
    new = inventory(*other, ids=[f"n{place}" for place in range(len(other))])
    found = compare_inventories(old, new)
    assert sorted([*found.pairs, *found.gone]) == sorted(old.tasks.index)
    assert sorted([*found.pairs.values(), *found.added]) == sorted(new.tasks.index)
    assert {one.old_id for one in found.renamed} <= set(found.gone)
    assert {one.new_id for one in found.renamed} <= set(found.added)
    back = compare_inventories(new, old, {new: old for old, new in found.pairs.items()})
    turned = [(field, new, old) for field, old, new in changes(back)]
    assert sorted(turned, key=str) == sorted(changes(found), key=str)
