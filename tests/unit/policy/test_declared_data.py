"""What the package declares: the survey's fields and the city's policy, frozen and coherent."""

import pytest
from pydantic import ValidationError

from rpa_scout.policy import load_policy
from rpa_scout.policy.describe import policy_markdown
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.model import YearlyShare
from rpa_scout.text import fold

FIELDS = load_fields()
DESIGNED = {
    "department": "所属",
    "section": "係",
    "name": "業務名",
    "description": "業務の内容・手順",
    "systems": "使用するシステム",
    "network": "ネットワーク",
    "runs_per_year": "年間の実施回数（回／年）",
    "items_per_run": "1回当たりの件数（件／回）",
    "minutes_per_item": "1件当たりの時間（分／件）",
    "setup_minutes_per_run": "1回ごとの準備・片付け（分／回）",
    "hours_per_year_reported": "年間総時間（時間／年）",
    "peak_months": "繁忙月",
    "pattern": "作業の型",
    "judgement": "判断の程度",
    "exception_percent": "例外・差戻し（％）",
    "manual": "手順書",
    "timing": "処理の期限",
    "input_form": "入口（元になる情報）",
    "digitisable": "入口の電子化",
    "change_frequency": "手順・様式・画面の変更",
    "planned_change": "予定されている変更（制度改正・システム更改）",
    "template": "シナリオの雛型",
    "personal_data": "個人情報",
    "ai_help": "AIに任せたいこと",
    "past_data": "過去のデータ・例",
    "checking": "結果の確認",
    "current_tool": "現在の自動化",
    "remarks": "備考",
    "frequency": "実施の頻度",
    "people": "従事人数（人）",
    "legal_basis": "根拠法令等",
}
RANGES = {
    "runs_per_year": 100_000,
    "items_per_run": 1_000_000,
    "minutes_per_item": 10_000,
    "setup_minutes_per_run": 10_000,
    "hours_per_year_reported": 200_000,
    "exception_percent": 100,
    "people": 10_000,
}
CORE = {
    "description",
    "frequency",
    "exception_percent",
    "planned_change",
    "department",
    "name",
    "runs_per_year",
    "items_per_run",
    "minutes_per_item",
    "pattern",
    "judgement",
    "timing",
    "input_form",
    "digitisable",
    "change_frequency",
    "template",
}


def test_fields_are_those_of_the_design():
    assert {one.id: one.label for one in FIELDS} == DESIGNED
    assert {one.id for one in FIELDS if one.core} == CORE
    assert {one.id for one in FIELDS if one.required} == {"department", "name"}


def test_ranges_are_those_of_the_design():
    numbers = FIELDS.of_kind("number")
    assert {one.id: (one.minimum, one.maximum) for one in numbers} == {
        field_id: (0.0, float(maximum)) for field_id, maximum in RANGES.items()
    }
    assert [one.id for one in numbers if one.blank is not None] == ["setup_minutes_per_run"]


@pytest.mark.parametrize("field", FIELDS.field, ids=lambda one: one.id)
def test_spellings_of_a_heading_are_unique(field):
    spellings = [fold(one) for one in (field.label, field.label_en, *field.aliases)]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize("field", FIELDS.of_kind("choice"), ids=lambda one: one.id)
def test_spellings_of_choices_are_unique(field):
    owners = {}
    for choice in field.choices:
        for spelling in (choice.code, choice.label, choice.label_en, *choice.aliases):
            owners.setdefault(fold(spelling), set()).add(choice.code)
    assert {one: codes for one, codes in owners.items() if len(codes) > 1} == {}
    assert len(field.codes) == len(set(field.codes))
    assert "unknown" not in field.codes


def test_every_group_is_declared_and_used():
    assert {one.group for one in FIELDS} == {one.id for one in FIELDS.group}


def test_units_stand_in_the_labels():
    for one in FIELDS.of_kind("number"):
        assert one.unit
        assert one.label.endswith(f"（{one.unit}）")
        assert one.label_en.endswith(f"({one.unit_en})")


@pytest.mark.parametrize(
    "path",
    [
        "policy",
        "targets.hours",
        "scorecard.0.criterion.0",
        "scorecard.0.criterion.0.factor.0",
        "means.0.parameters",
        "means.0.parameters.check_share.0",
        "savings",
        "effort",
        "simulation",
    ],
)
def test_policies_are_frozen(path):
    piece = load_policy()
    for step in path.split("."):
        piece = piece[int(step)] if step.isdigit() else getattr(piece, step)
    name = next(iter(type(piece).model_fields))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(piece, name, getattr(piece, name))


def test_fields_are_frozen():
    for piece, name in ((FIELDS, "version"), (FIELDS["name"], "label"), (FIELDS.form, "rows")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(piece, name, getattr(piece, name))


def test_weights_are_those_of_the_design():
    weights = {
        one.id: dict(zip(one.ids, one.weights, strict=True)) for one in load_policy().scorecard
    }
    assert weights == {
        "rpa": {
            "typical_pattern": 7,
            "routine": 20,
            "volume": 15,
            "workload": 15,
            "deferrable": 8,
            "digital_input": 15,
            "stability": 15,
            "template": 5,
        },
        "ai": {
            "function_fit": 25,
            "workload": 20,
            "volume": 15,
            "data_available": 15,
            "checkable": 15,
            "information": 10,
        },
    }


def test_labels_follow_the_language():
    assert FIELDS["name"].label_in("ja") == "業務名"
    assert FIELDS["name"].label_in("en") == "Task"
    assert FIELDS["timing"].choice_label("batch", "en") == "Can be batched"
    assert FIELDS["timing"].choice_label(None, "ja") == "わからない"
    assert FIELDS.label("no such field") == "no such field"


@pytest.mark.parametrize(
    ("code", "none", "some"),
    [
        ("ja", "終わる割合は見込んでいません", "年に2%～10%（最も多い見込みは5%）"),
        ("en", "Nothing of what already runs is taken to end.", "2% to 10% (likeliest 5%)"),
    ],
)
def test_a_policy_says_how_sure_the_goals_have_to_be_and_what_ends(code, none, some):
    policy, fields = load_policy(), load_fields()
    page = policy_markdown(policy, fields, code)
    assert none in page
    assert all(chance in page for chance in ("50%", "80%", "90%"))
    share = YearlyShare(low=0.02, mode=0.05, high=0.1, source="本市の廃止実績")
    targets = policy.targets.model_copy(update={"yearly_attrition_share": share})
    page = policy_markdown(policy.model_copy(update={"targets": targets}), fields, code)
    assert some in page
    assert "本市の廃止実績" in page
    assert none not in page
