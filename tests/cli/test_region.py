"""``region``: the sample cities in one command, on screen, as JSON and as a workbook."""

import json
from pathlib import Path

import jsonschema
import pytest
from tests.ranking_workbook import open_ranking

from rpa_scout.reporting.of_region.region_json import region_schema
from rpa_scout.reporting.ranking_schema import ranking_schema

ROOT = Path(__file__).parents[2]
CITIES = ROOT / "samples" / "cities" / "cities.csv"


def test_the_sample_cities_in_one_command(main, tmp_path):
    code, out, err = main(
        "region", "--list", CITIES, "--out", "region.xlsx", "--json", "region.json", "--top", "3"
    )
    assert code == 0, err
    assert "市町で1回作る：" in out
    assert "見本C町（架空）" in out
    data = json.loads((tmp_path / "region.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, region_schema())
    for city in data["cities"]:
        jsonschema.validate(city["ranking"], ranking_schema())
        assert len(city["ranking"]["tasks"]) == 3
    assert [city["city"] for city in data["cities"]] == ["001", "002", "003"]
    hours = [work["hours_per_year"] or 0.0 for work in data["joint_work"]]
    assert hours == sorted(hours, reverse=True)
    for work in data["joint_work"]:
        of_members = [member["hours_per_year"] or 0.0 for member in work["members"]]
        assert work["hours_per_year"] in (None, pytest.approx(sum(of_members)))
        assert len({member["city"] for member in work["members"]}) == work["city_count"] > 1
    book = open_ranking(tmp_path / "region.xlsx")
    assert book.sheetnames == [
        "団体",
        "共通する業務",
        "単位時間",
        "順位1",
        "順位2",
        "順位3",
        "出典",
    ]
    assert book["順位3"]["A1"].value.startswith("見本C町（架空）")
    assert book["団体"].max_row == 3 + 3


def test_a_city_has_the_ranking_that_rank_gives_it(main):
    alone = json.loads(main("rank", CITIES.parent / "002", "--json", "-")[1])
    data = json.loads(main("region", "--list", CITIES, "--json", "-")[1])
    assert data["cities"][1]["ranking"]["tasks"] == alone["tasks"]
    assert data["cities"][1]["ranking"]["target"] == alone["target"]


def test_a_project_is_a_city(main, good):
    main("project", "new", "市.rpascout", "--author", "担当")
    main("project", "import", "市.rpascout", good, "--author", "担当")
    code, out, err = main("region", "市.rpascout", CITIES.parent / "003", "--json", "-")
    assert code == 0, err
    assert [city["city"] for city in json.loads(out)["cities"]] == ["市", "003"]


def test_cities_of_one_name_and_no_city_are_refused(main, tmp_path, good):
    (tmp_path / "else").mkdir()
    again = tmp_path / "else" / good.name
    again.write_bytes(good.read_bytes())
    for words in ((good, again), ()):
        code, _out, err = main("region", *words)
        assert code == 2
        assert len(err.splitlines()) == 1


def test_the_published_schema_is_that_of_the_program():
    published = ROOT / "docs" / "schema" / "region-1.json"
    assert json.loads(published.read_text(encoding="utf-8")) == region_schema()
