"""Lists laid out otherwise than the form: read where that is unambiguous, and told."""

import pytest
from tests.unit.reading.every_format import FORMATS, write_sheets
from tests.unit.reading.surveys import FIELDS, PLAIN, codes, plain, table, told

from rpa_scout.pipeline import read_surveys

ALL = (*FORMATS, "csv")
NUMBERS = ["所属", "業務名", "年間の実施回数", "1回あたりの件数", "1件あたりの時間"]


def read(tmp_path, suffix, *grids):
    sheets = {f"個票{number}": grid for number, grid in enumerate(grids, 1)}
    return read_surveys(write_sheets(tmp_path, suffix, sheets))


def alternatives(inventory, name, field_id):
    ids = inventory.tasks.index[inventory.tasks["name"] == name]
    rows = inventory.alternatives
    return set(rows[rows["task_id"].isin(ids) & (rows["field"] == field_id)]["code"])


# --------------------------------------------------------------------- choices in columns of marks


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("mark", ["○", "◯", "レ", "✓", "1", "●", "はい"])
def test_marks_below_groups_of_choices(tmp_path, suffix, mark):
    grid = [
        [*NUMBERS, "作業の型", None, None, "入口", None, None],
        [None] * 5 + ["入力・転記", "照合", "集計", "システム", "Excel", "紙（手書き）"],
        ["税務課", "転記", 240, 30, 5, mark, None, None, None, None, mark],
        ["税務課", "照合", 12, 300, 1, None, mark, mark, mark, "×", "－"],
    ]
    inventory = read(tmp_path, suffix, grid)
    first, second = inventory.tasks.to_dict("records")
    assert (first["pattern"], first["input_form"]) == ("entry", "handwriting")
    assert second["input_form"] == "system"
    assert alternatives(inventory, "照合", "pattern") == {"matching", "aggregation"}
    assert len(inventory.left_out) == 0
    assert "column_without_heading" not in codes(inventory)


@pytest.mark.parametrize("suffix", ALL)
def test_marks_below_words_that_stand_for_several_choices(tmp_path, suffix):
    grid = [
        ["課名", "業務名", "元になる情報", None, None, "判断の有無", None],
        [None, None, "紙", "データ", "電話", "有", "無"],
        ["税務課", "転記", None, None, "○", None, "○"],
        ["税務課", "照合", "レ", None, None, "✓", None],
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["name"].tolist() == ["転記", "照合"]
    first = inventory.tasks.iloc[0]
    assert (first["input_form"], first["judgement"]) == ("spoken", "none")
    assert alternatives(inventory, "照合", "input_form") == {"print", "handwriting"}
    assert len(alternatives(inventory, "照合", "judgement")) == 3
    assert not inventory.findings.has_errors


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("sign", ["：{}", "（{}）", "／{}", " - {}"])
def test_marks_below_headings_in_one_line(tmp_path, suffix, sign):
    labels = ["紙（活字）", "Excel", "システム"]
    headings = [f"入口{sign.format(label)}" for label in labels]
    grid = [
        [*NUMBERS, *headings, "手順書"],
        ["税務課", "転記", 240, 30, 5, None, "○", None, "あり"],
        ["税務課", "照合", 12, 300, 1, "○", None, None, "なし"],
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["input_form"].tolist() == ["spreadsheet", "print"]
    assert inventory.tasks["manual"].tolist() == ["current", "none"]
    assert "column_unknown" not in codes(inventory)


@pytest.mark.parametrize("suffix", ALL)
def test_marks_below_a_group_above_all_headings(tmp_path, suffix):
    """「システム」 below 「入口」 is a choice, not the column for systems."""
    grid = [
        [None] * 5 + ["入口", None, None, None],
        [*NUMBERS, "システム", "Excel", "電話", "備考"],
        ["税務課", "転記", 240, 30, 5, "○", None, None, "月初"],
        ["税務課", "照合", 12, 300, 1, None, None, "○", None],
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["input_form"].tolist() == ["system", "spoken"]
    assert inventory.tasks["systems"].isna().all()
    assert inventory.tasks["remarks"].tolist()[0] == "月初"


@pytest.mark.parametrize("suffix", ALL)
def test_months_that_are_marked_are_the_peak(tmp_path, suffix):
    months = [f"{number}月" for number in (*range(4, 13), 1, 2, 3)]
    marks = ["○" if month in ("6月", "12月") else None for month in months]
    grid = [[*NUMBERS, *months], ["税務課", "転記", 240, 30, 5, *marks]]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["peak_months"].tolist() == ["6、12"]


@pytest.mark.parametrize("suffix", ALL)
def test_row_below_the_headings_that_names_no_choices_is_a_task(tmp_path, suffix):
    grid = [
        [*NUMBERS, "作業の型", None],
        ["税務課", "転記", 240, 30, 5, "入力", "その他の話"],
        ["税務課", "照合", 12, 300, 1, "照合", None],
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["pattern"].tolist() == ["entry", "matching"]


# ------------------------------------------------------------------------- months and monthly sums


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize(
    ("heading", "value", "hours"),
    [
        ("月間作業時間（時間）", 50, 600.0),
        ("１か月あたりの作業時間", "約50時間", 600.0),
        ("月平均作業時間", 7.5, 90.0),
        ("月間作業時間（分）", 600, 120.0),
        ("時間／月", "1,000", 12_000.0),
        ("週の作業時間", 5, 260.0),
        ("月間作業時間", "年600時間", 600.0),
        ("月の所要時間(h)", 50, 600.0),
        ("作業時間/月", "50h", 600.0),
        ("週当たり従事時間（時間）", 5, 260.0),
        ("1ヶ月の工数", 50, 600.0),
    ],
)
def test_hours_of_a_month(tmp_path, suffix, heading, value, hours):
    grid = [["所属", "業務名", heading, "頻度"], ["税務課", "転記", value, "毎日"]]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["hours_per_year_reported"].tolist() == [hours]
    assert [each[:2] for each in told(inventory) if each[1].startswith("column_c")] == [
        ("warning", "column_converted")
    ]


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize(
    ("heading", "frequency", "runs", "items"),
    [
        ("月間件数", 240, 240.0, 30.0),
        ("月間処理件数（件）", None, 12.0, 600.0),
        ("年間件数", 240, 240.0, 2.5),
        ("1か月の件数", "毎月", 12.0, 600.0),
        ("年間処理量", 240, 240.0, 2.5),
        ("月当たり申請枚数", "毎月", 12.0, 600.0),
    ],
)
def test_items_of_a_month_or_year(tmp_path, suffix, heading, frequency, runs, items):
    grid = [
        ["所属", "業務名", heading, "頻度", "1件あたりの時間"],
        ["税務課", "転記", 600, frequency, 5],
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["runs_per_year"].tolist() == [runs]
    assert inventory.tasks["items_per_run"].tolist() == [items]
    assert "column_items" in codes(inventory)


@pytest.mark.parametrize("suffix", ALL)
def test_items_of_a_year_without_runs_give_the_hours(tmp_path, suffix):
    grid = [["所属", "業務名", "年間処理件数", "1件あたりの時間"], ["税務課", "転記", 600, 5]]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["hours_per_year_reported"].tolist() == [50.0]
    assert inventory.tasks["runs_per_year"].isna().all()


MONTHS = [f"{number}月" for number in (*range(4, 13), 1, 2, 3)]


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("total", ["合計", "年間計", None])
@pytest.mark.parametrize("spelling", ["{}", "{}件数", "{}分", "　{}　"])
def test_one_column_a_month(tmp_path, suffix, total, spelling):
    headings = [spelling.format(month) for month in MONTHS]
    grid = [
        ["所属", "業務名", *headings, *([total] if total else []), "1件あたりの時間（分／件）"],
        ["税務課", "転記", *[10] * 12, *([120] if total else []), 5],
        ["税務課", "照合", 60, None, None, 0, *[None] * 8, *([60] if total else []), 5],
    ]
    inventory = read(tmp_path, suffix, grid)
    yearly = inventory.tasks["runs_per_year"] * inventory.tasks["items_per_run"]
    assert yearly.tolist() == [120.0, 60.0]
    assert inventory.tasks["runs_per_year"].tolist() == [12.0, 1.0]
    assert [each for each in codes(inventory) if each.startswith("column_")] == [
        "column_absent",
        "column_items",
    ]


@pytest.mark.parametrize("suffix", ALL)
def test_few_headings_of_which_one_is_in_another_measure(tmp_path, suffix):
    grid = [["課名", "業務名", "週当たり作業時間"], ["税務課", "転記", 5]]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["hours_per_year_reported"].tolist() == [260.0]


@pytest.mark.parametrize("suffix", ALL)
def test_months_in_japanese_digits(tmp_path, suffix):
    digits = ["四", "五", "六", "七", "八", "九", "十", "十一", "十二", "一", "二", "三"]
    headings = [f"{month}月分" for month in digits]
    grid = [
        ["所属", "業務名", *headings, "年計", "期限"],
        ["税務課", "転記", *range(1, 13), 78, "まとめて"],
    ]
    inventory = read(tmp_path, suffix, grid)
    yearly = inventory.tasks["runs_per_year"] * inventory.tasks["items_per_run"]
    assert yearly.tolist() == [78.0]
    assert "column_unknown" not in codes(inventory)


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize(
    ("word", "field_id"),
    [("時間", "hours_per_year_reported"), ("実施回数", "runs_per_year")],
)
def test_hours_or_runs_of_each_month(tmp_path, suffix, word, field_id):
    group = [f"月別の{word}", *[None] * 11]
    grid = [
        ["所属", "業務名", *group, "判断", "期限"],
        [None, None, *MONTHS],
        ["税務課", "転記", *range(1, 13), "なし", "まとめて"],
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks[field_id].tolist() == [78.0]


@pytest.mark.parametrize("suffix", ALL)
def test_columns_of_days_are_one_line(tmp_path, suffix):
    days = [f"{month}/{day}" for month in range(4, 8) for day in range(1, 29)]
    grid = [[*NUMBERS, *days], ["税務課", "転記", 240, 30, 5, *[1] * len(days)]]
    from rpa_scout.findings import grouped

    inventory = read(tmp_path, suffix, grid)
    (group,) = [each for each in grouped(inventory.findings) if each.first.code == "column_unknown"]
    assert group.count == len(days)


def test_list_that_answers_itself_is_not_converted(tmp_path):
    columns = [*PLAIN, "hours_per_year_reported"]
    grid = table([plain(hours_per_year_reported=63.0)], columns)
    grid[0].append("月間作業時間")
    grid[1].append(50)
    inventory = read(tmp_path, "xlsx", grid)
    assert inventory.tasks["hours_per_year_reported"].tolist() == [63.0]
    assert "column_unknown" in codes(inventory)


# --------------------------------------------------------------------- headings down, tasks across

LABELS = [FIELDS[field_id].label for field_id in PLAIN]


def column_of(**answers):
    return list(plain(**answers).values())


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("title", [[], [["業務調査票（個票）"], []]])
def test_one_task_a_sheet(tmp_path, suffix, gap, title):
    def sheet(**answers):
        return [
            *title,
            *(
                [label, *[None] * gap, value]
                for label, value in zip(LABELS, column_of(**answers), strict=True)
            ),
        ]

    grids = [sheet(), sheet(name="照合")]
    inventory = read(tmp_path, suffix, *grids)
    # A text file has one sheet.
    count = 1 if suffix == "csv" else 2
    assert inventory.tasks["name"].tolist() == ["納付書の転記", "照合"][:count]
    assert inventory.tasks["runs_per_year"].tolist() == [12.0] * count
    assert [each for each in told(inventory) if each[0] != "info"] == []
    source = inventory.source_of(inventory.tasks.index[0], "runs_per_year")
    assert source.cell == f"{'BCD'[gap]}{3 + len(title)}"


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("count", [2, 3, 30])
def test_tasks_in_columns(tmp_path, suffix, count):
    columns = [LABELS, *(column_of(name=f"業務{number}") for number in range(count))]
    grid = [list(row) for row in zip(*columns, strict=True)]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["name"].tolist() == [f"業務{number}" for number in range(count)]
    assert told(inventory) == []
    assert len(set(inventory.tasks.index)) == count


@pytest.mark.parametrize("suffix", ALL)
def test_findings_of_tasks_in_columns_have_their_cells(tmp_path, suffix):
    columns = [LABELS, column_of(), column_of(name="照合", items_per_run="数十件", pattern="相談")]
    grid = [list(row) for row in zip(*columns, strict=True)]
    inventory = read(tmp_path, suffix, grid)
    cells = {each.code: each.cell for each in inventory.findings}
    assert cells["number_unknown"] == "C4"
    assert cells["unknown_choice"] == "C6"


@pytest.mark.parametrize("suffix", ALL)
def test_units_and_remarks_beside_the_answers(tmp_path, suffix):
    units = {"年間の実施回数（回／年）": "回", "1回あたりの件数（件／回）": "件"}
    hints = {"業務名": "ふだんの名前を書く", "年間の実施回数（回／年）": "およその数"}
    grid = [
        [label, value, units.get(label), hints.get(label)]
        for label, value in zip(LABELS, column_of(), strict=True)
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["name"].tolist() == ["納付書の転記"]
    assert ("info", "note_row") in [each[:2] for each in told(inventory)]


@pytest.mark.parametrize("suffix", ALL)
def test_pairs_of_headings_and_answers(tmp_path, suffix):
    grid = [
        ["業務調査票", None, None, None],
        ["所属", "税務課", "係", "収納係"],
        ["業務名：", "転記", None, None],
        ["年間の実施回数", 240, "1回あたりの件数", 30],
        ["1件あたりの時間", 5, "手順書", "あり"],
        ["作業の型", "入力", "判断の程度", "なし"],
    ]
    inventory = read(tmp_path, suffix, grid)
    (task,) = inventory.tasks.to_dict("records")
    assert (task["name"], task["section"], task["items_per_run"]) == ("転記", "収納係", 30.0)
    assert (task["manual"], task["judgement"]) == ("current", "none")


@pytest.mark.parametrize("suffix", ALL)
def test_cards_one_below_the_other(tmp_path, suffix):
    def card(name, frequency):
        return [
            ["所属", "税務課"],
            ["業務名", name],
            ["年間の実施回数", frequency],
            ["1回あたりの件数", 10],
            ["1件あたりの時間", 5],
            [],
        ]

    grid = [*card("転記", "毎月"), *card("照合", "毎週"), *card("集計", 4)]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["name"].tolist() == ["転記", "照合", "集計"]
    assert inventory.tasks["runs_per_year"].tolist() == [12.0, 52.0, 4.0]
    assert [each for each in told(inventory) if each[0] != "info"] == []


@pytest.mark.parametrize("suffix", ALL)
def test_name_in_the_second_column_of_headings(tmp_path, suffix):
    grid = [
        ["所属", "税務課", None, "業務名", "転記"],
        ["実施回数", "毎月", None, "件数", 100],
        ["処理時間", "5分", None, "作業の型", "入力"],
    ]
    inventory = read(tmp_path, suffix, grid)
    (task,) = inventory.tasks.to_dict("records")
    assert (task["name"], task["department"]) == ("転記", "税務課")
    assert [task[name] for name in ("runs_per_year", "items_per_run", "minutes_per_item")] == [
        12.0,
        100.0,
        5.0,
    ]


@pytest.mark.parametrize("suffix", ALL)
def test_department_above_headings_that_stand_down(tmp_path, suffix):
    grid = [
        ["所属：道路課"],
        [],
        *(list(pair) for pair in zip(LABELS[1:], column_of()[1:], strict=True)),
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["department"].tolist() == ["道路課"]


# --------------------------------------------------------------------------- titles between tables


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("title", ["■人事係", "【人事係】", "人事係", "● 人事係", "■係：人事係"])
def test_title_between_tables_is_the_section_of_what_follows(tmp_path, suffix, title):
    headings = ["所属", "業務名", "年間実施回数", "1回あたりの件数", "1件あたりの時間"]
    grid = [
        ["■給与係"],
        headings,
        ["総務課", "集計", 12, 60, 5],
        [],
        [title],
        headings,
        ["総務課", "台帳", 5, 300, 3],
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["name"].tolist() == ["集計", "台帳"]
    assert inventory.tasks["section"].tolist() == ["給与係", "人事係"]
    assert [each.cell for each in inventory.findings if each.code == "section_title"] == [
        "1:1",
        "5:5",
    ]


@pytest.mark.parametrize("suffix", ALL)
def test_titles_between_rows_of_one_table(tmp_path, suffix):
    grid = [
        NUMBERS,
        [None, "■給与係"],
        ["総務課", "集計", 12, 60, 5],
        [None, "■人事係"],
        ["総務課", "台帳", 5, 300, 3],
        ["総務課", "通知", 5, 300, 3],
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["section"].tolist() == ["給与係", "人事係", "人事係"]


@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("1．人事係", "人事係"),
        ("（２）人事係", "人事係"),
        ("② 人事係", "人事係"),
        ("人事係（内線123）", "人事係"),
        ("◆ 人事係 ◆", "人事係"),
        ("人事係の業務", "人事係"),
        ("人事係　3件", "人事係"),
        ("第一グループ", "第一グループ"),
    ],
)
def test_title_with_a_number_or_a_remark(tmp_path, column, title, section):
    grid = [
        NUMBERS,
        [*[None] * column, title],
        ["総務課", "台帳", 5, 300, 3],
        ["総務課", "通知", 5, 300, 3],
    ]
    inventory = read(tmp_path, "xlsx", grid)
    assert inventory.tasks["section"].tolist() == [section] * 2
    assert inventory.tasks["department"].tolist() == ["総務課"] * 2
    assert codes(inventory).count("section_title") == 1


@pytest.mark.parametrize("suffix", ALL)
def test_titles_that_name_departments(tmp_path, suffix):
    headings = NUMBERS[1:]
    grid = [
        headings,
        ["■税務課"],
        ["転記", 12, 60, 5],
        ["【市民課】"],
        ["照合", 5, 300, 3],
    ]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["department"].tolist() == ["税務課", "市民課"]


@pytest.mark.parametrize("suffix", ALL)
def test_other_title_is_no_task_and_no_section(tmp_path, suffix):
    grid = [NUMBERS, [None, "■毎月の業務"], ["総務課", "集計", 12, 60, 5]]
    inventory = read(tmp_path, suffix, grid)
    assert inventory.tasks["name"].tolist() == ["集計"]
    assert inventory.tasks["section"].isna().all()


# ------------------------------------------------------------------------------------ idea intake


AUTOMATION_HUB = [
    ["Idea Name*", "Idea Description*", "Department", "Submitter Email*", "Process Frequency",
     "Volume per frequency", "Average processing time per item (minutes)",
     "Average error rate (%)"],
    ["(Please keep the header)", "Short text", "Choose from list", "user@example.jp",
     "Daily/Weekly/Monthly", "Number", "Number", "0-100"],
]  # fmt: skip
CENTRE_OF_EXCELLENCE = [
    ["Idea title", "Description", "Business unit", "Frequency of process", "Volume",
     "Time per transaction (minutes)", "Error rate", "Applications used"],
]  # fmt: skip
ASSESSMENT = [
    ["Process name", "Process description", "Department name", "Task frequency",
     "Volume average per frequency", "Average processing time per transaction (minutes)",
     "Exception rate (%)", "Applications"],
    ["Text", "Long text", "Dropdown", "Dropdown", "Number", "Number", "Number", "Text"],
]  # fmt: skip


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize(
    ("head", "line"),
    [
        (AUTOMATION_HUB, ["Enter invoices", "Copy", "Accounting", "a@b.jp", "Daily", 50, 4, 5]),
        (CENTRE_OF_EXCELLENCE, ["Enter invoices", "Copy", "Accounting", "daily", 50, 4, 5, "ERP"]),
        (ASSESSMENT, ["Enter invoices", "Copy", "Accounting", "Daily", 50, 4, 5, "ERP、Excel"]),
    ],
)
def test_list_of_a_tool_for_collecting_ideas(tmp_path, suffix, head, line):
    inventory = read(tmp_path, suffix, [*head, line])
    (task,) = inventory.tasks.to_dict("records")
    assert (task["name"], task["department"]) == ("Enter invoices", "Accounting")
    numbers = ("runs_per_year", "items_per_run", "minutes_per_item", "exception_percent")
    assert [task[field_id] for field_id in numbers] == [243.0, 50.0, 4.0, 5.0]
    assert len(inventory.left_out) == 0


@pytest.mark.parametrize(
    ("frequency", "runs"),
    [
        ("Weekly", 52),
        ("Monthly", 12),
        ("Quarterly", 4),
        ("Yearly", 1),
        ("Bi-weekly", 26),
        ("Twice a month", 24),
    ],
)
def test_frequencies_in_english(tmp_path, frequency, runs):
    line = ["Enter invoices", "Copy", "Accounting", frequency, 50, 4, 5, "ERP"]
    inventory = read(tmp_path, "csv", [*CENTRE_OF_EXCELLENCE, line])
    assert inventory.tasks["runs_per_year"].tolist() == [float(runs)]
