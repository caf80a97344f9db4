"""Several files of one department: versions of a list, parts of it, or nobody can tell."""

from rpa_scout.checking.rules.repeated_departments import repeated_departments


def rows(*names, section=None, department="税務課"):
    return [{"name": name, "section": section, "department": department} for name in names]


def found(made):
    return [(one.code, one.row) for one in repeated_departments(made)]


def test_the_newer_file_counts(context):
    made = context(
        [*rows("a", "b"), *rows("a", "b", "c")],
        files=["旧.xlsx", "新.xlsx"],
        saved=[1, 2],
        table=[0, 0, 1, 1, 1],
    )
    older, newest = repeated_departments(made)
    assert (older.code, older.row, older.leaves_out) == ("department_older_file", 0, (0, 1))
    assert (older.of_table, older.values["department"]) == (True, "税務課")
    assert older.values["file"].startswith("新.xlsx (2026-04-02 ")
    assert (newest.code, newest.row) == ("department_newest_file", 2)
    assert newest.values["file"].startswith("旧.xlsx (2026-04-01 ")


def test_the_name_of_the_file_does_not_decide(context):
    made = context(
        [*rows("a", "b"), *rows("b", "a")],
        files=["1.xlsx", "2.xlsx"],
        saved=[9, 2],
        table=[0, 0, 1, 1],
    )
    assert found(made) == [("department_older_file", 2), ("department_newest_file", 0)]


def test_tasks_of_the_older_file_alone_are_named(context):
    made = context(
        [*rows("a", "b", "やめた業務"), *rows("ａ", " b ")],
        files=["旧.xlsx", "新.xlsx"],
        saved=[1, 2],
        table=[0, 0, 0, 1, 1],
    )
    assert found(made) == [
        ("department_older_file", 0),
        ("department_newest_file", 3),
        ("only_in_older_file", 2),
    ]


def test_a_supplement_does_not_replace_the_list(context):
    made = context(
        [*rows("a", "b", "c"), *rows("a", "d")],
        files=["全体.xlsx", "追加.xlsx"],
        saved=[1, 2],
        table=[0, 0, 0, 1, 1],
    )
    assert found(made) == [("department_maybe_twice", 0)]


def test_exactly_half_is_a_version(context):
    made = context(
        [*rows("a", "b"), *rows("a", "c")],
        files=["旧.xlsx", "新.xlsx"],
        saved=[1, 2],
        table=[0, 0, 1, 1],
    )
    assert found(made)[0] == ("department_older_file", 0)


def test_different_sections_are_parts_even_with_the_same_tasks(context):
    made = context(
        [*rows("a", "b", section="市民税係"), *rows("a", "b", section="資産税係")],
        files=["1.xlsx", "2.xlsx"],
        saved=[1, 2],
        table=[0, 0, 1, 1],
    )
    assert found(made) == [("department_in_parts", 0)]


def test_different_tasks_are_parts(context):
    made = context(
        [*rows("a", "b"), *rows("c")], files=["1.xlsx", "2.xlsx"], saved=[1, 2], table=[0, 0, 1]
    )
    assert found(made) == [("department_in_parts", 0)]


def test_the_same_moment_decides_nothing(context):
    for saved in ([3, 3], [None, None], [1, None]):
        made = context(
            [*rows("a", "b"), *rows("b", "a")],
            files=["1.xlsx", "2.xlsx"],
            saved=saved,
            table=[0, 0, 1, 1],
        )
        assert [code for code, _ in found(made)] == ["department_maybe_twice"]


def test_a_copy_is_left_out_whenever_it_was_saved(context):
    for saved in ([3, 3], [None, None], [2, 1]):
        made = context(
            [*rows("a", "b"), *rows("a", "b")],
            files=["1.xlsx", "1 - コピー.xlsx"],
            saved=saved,
            table=[0, 0, 1, 1],
        )
        (one,) = repeated_departments(made)
        assert (one.code, one.leaves_out) == ("department_copied_file", (2, 3))
        assert one.values["file"].startswith("1.xlsx")


def test_other_answers_make_no_copy(context):
    changed = [{**one, "minutes_per_item": 9.0} for one in rows("a", "b")]
    made = context(
        [*rows("a", "b"), *changed], files=["1.xlsx", "2.xlsx"], saved=[1, 1], table=[0, 0, 1, 1]
    )
    assert [code for code, _ in found(made)] == ["department_maybe_twice"]


def test_of_three_files_only_the_newest_counts(context):
    made = context(
        [*rows("a"), *rows("a", "b"), *rows("a")],
        files=["1.xlsx", "2.xlsx", "3.xlsx"],
        saved=[2, 3, 1],
        table=[0, 1, 1, 2],
    )
    assert [one for one in found(made) if one[0] == "department_older_file"] == [
        ("department_older_file", 0),
        ("department_older_file", 3),
    ]


def test_sheets_of_one_file_are_one_list(context):
    made = context([*rows("a"), *rows("a")], files=["1.xlsx", "1.xlsx"], saved=[1, 1], table=[0, 1])
    assert found(made) == []


def test_every_sheet_of_an_older_file_is_left_out(context):
    made = context(
        [*rows("a"), *rows("b"), *rows("b", "a")],
        files=["旧.xlsx", "旧.xlsx", "新.xlsx"],
        saved=[1, 1, 2],
        table=[0, 1, 2, 2],
    )
    left_out = [one.leaves_out for one in repeated_departments(made) if one.leaves_out]
    assert left_out == [(0,), (1,)]


def test_another_department_in_the_same_files_is_its_own_matter(context):
    made = context(
        [*rows("a"), *rows("a", department="会計課"), *rows("a", "b")],
        files=["1.xlsx", "2.xlsx"],
        saved=[1, 2],
        table=[0, 0, 1, 1],
    )
    assert found(made)[0] == ("department_older_file", 0)
    assert next(iter(repeated_departments(made))).leaves_out == (0,)


def test_rows_without_a_department_are_no_department(context):
    made = context(
        [*rows("a", department=None), *rows("a", department=None)],
        files=["1.xlsx", "2.xlsx"],
        saved=[1, 2],
        table=[0, 1],
    )
    assert found(made) == []
