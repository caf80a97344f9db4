"""``rpa-scout backtest`` on the screen, as JSON, and what it says where nothing can be tested."""

import csv
import json

import pytest

from rpa_scout.backtesting import learning
from rpa_scout.evidence.cases import CASES_FILE


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(learning, "CANDIDATES_LOG2", 4)
    monkeypatch.setattr(learning, "DRAWS", 100)


@pytest.fixture
def rows():
    with CASES_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def written(tmp_path):
    def _written(rows, encoding="utf-8"):
        path = tmp_path / "cases.csv"
        with path.open("w", encoding=encoding, newline="", errors="replace") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return path

    return _written


@pytest.mark.parametrize("options", [(), ("--as-is",)])
def test_table_and_scores(main, options):
    code, out, _ = main("backtest", CASES_FILE, "--lang", "en", *options)
    assert code == 0
    assert "C049" in out
    assert "奄美市" in out
    for label in ("This program", "80 % for every task", "Mean of the other", "as the range"):
        assert label in out
    assert "Between p10 and p90: " in out
    assert "C030: published -912%" in out
    assert "Left out (several tasks together): 41 (C007" in out
    assert "Left out (no result stated): 25 (C023" in out
    assert "+15 more" in out
    assert "C032, C033, C045" in out
    assert "Left out (by a means that the policy does not have): 2 (N005, N007)" in out
    assert "It takes 127 independent results" in out


def test_foreign_cases_are_named_in_japanese(main):
    out = main("backtest", CASES_FILE, "--as-is")[1]
    assert "英国・スウィンドン市" in out
    assert "住宅手当の申請の入力" in out
    assert "Council" not in out


def test_json_alone_on_the_screen(main):
    code, out, _ = main("backtest", CASES_FILE, "--as-is", "--json", "-")
    content = json.loads(out)
    assert code == 0
    assert len(content["cases"]) == 38
    assert set(content) >= {"cases", "coverage", "crps", "median_absolute_error", "baselines"}
    assert content["reliability"]["cases"] == 38
    worst = next(one for one in content["cases"] if one["case_id"] == "C030")
    assert worst["result"] == -1.0


def test_json_to_a_file_beside_the_table(main, tmp_path):
    code, out, _ = main("backtest", CASES_FILE, "--as-is", "--json", "out.json", "--lang", "en")
    assert code == 0
    assert "C049" in out
    assert "Written: out.json" in out
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["coverage"] > 0


def test_as_is_learns_nothing_from_the_file(main, written, rows):
    """What other bodies published does not change the forecast of a case."""

    def p50(path, *options):
        content = json.loads(main("backtest", path, "--json", "-", *options)[1])
        return {one["case_id"]: one["p50"] for one in content["cases"]}["C001"]

    before = [p50(CASES_FILE, *options) for options in (("--as-is",), ())]
    for row in rows:
        if row["reduction_share"] and row["body"] != "富山県射水市":
            row["reduction_share"] = "0.05"
    other = written(rows)
    assert p50(other, "--as-is") == before[0]
    assert p50(other) < before[1]


def test_a_policy_of_ones_own(main, tmp_path):
    main("policy", "new", "own.toml")
    code, _, _ = main("backtest", CASES_FILE, "--as-is", "--policy", "own.toml", "--json", "-")
    assert code == 0
    (tmp_path / "own.toml").write_text("", encoding="utf-8")
    assert main("backtest", CASES_FILE, "--policy", "own.toml")[0] == 2


def test_a_city_adds_rows_of_its_own(main, written, rows):
    own = {**rows[0], "case_id": "own-1", "body": "自市", "reduction_share": "0.7", "memo": "x"}
    added = [{**row, "memo": ""} for row in rows] + [own]
    code, out, _ = main("backtest", written(added, "cp932"), "--as-is", "--json", "-")
    assert code == 0
    assert json.loads(out)["cases"][-1]["case_id"] == "own-1"


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        (lambda row: row["scope"] != "task", "There is no case to test"),
        (lambda row: row["body"] == "長野県", "--as-is"),
    ],
    ids=["no case", "one body"],
)
def test_what_cannot_be_tested(main, written, rows, keep, expected):
    code, out, complaint = main(
        "backtest", written([row for row in rows if keep(row)]), "--lang", "en"
    )
    assert (code, out) == (2, "")
    assert expected in complaint


def test_one_body_as_it_stands(main, written, rows):
    path = written([row for row in rows if row["body"] == "長野県"])
    code, out, _ = main("backtest", path, "--as-is", "--lang", "en")
    assert code == 0
    assert "All cases are from one body" in out


def test_a_file_that_is_missing_or_faulty(main, written, rows):
    code, _, complaint = main("backtest", "none.csv", "--lang", "en")
    assert code == 2
    assert "There is no file none.csv." in complaint
    rows[1]["hours_before"] = "many"
    code, _, complaint = main("backtest", written(rows), "--lang", "en")
    assert code == 2
    assert "line 3, hours_before: “many” is no number." in complaint
    assert main("backtest")[0] == 2
