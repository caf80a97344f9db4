"""What the package declares: the survey's fields and the city's policy, frozen and coherent."""

import pytest
from pydantic import ValidationError

from rpa_scout.policy import DEFAULT_POLICY, load_policy
from rpa_scout.policy.describe import policy_markdown
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.files import fields_path, policy_path
from rpa_scout.policy.targets import YearlyShare
from rpa_scout.text import fold

FIELDS = load_fields(fields_path(policy_path(DEFAULT_POLICY)))


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
    piece = load_policy(DEFAULT_POLICY)
    for step in path.split("."):
        piece = piece[int(step)] if step.isdigit() else getattr(piece, step)
    name = next(iter(type(piece).model_fields))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(piece, name, getattr(piece, name))


def test_fields_are_frozen():
    for piece, name in ((FIELDS, "version"), (FIELDS["name"], "label"), (FIELDS.form, "rows")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(piece, name, getattr(piece, name))


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
    policy, fields = load_policy(DEFAULT_POLICY), FIELDS
    page = policy_markdown(policy, fields, code)
    assert none in page
    assert all(chance in page for chance in ("50%", "80%", "90%"))
    share = YearlyShare(low=0.02, mode=0.05, high=0.1, source="本市の廃止実績")
    targets = policy.targets.model_copy(update={"yearly_attrition_share": share})
    page = policy_markdown(policy.model_copy(update={"targets": targets}), fields, code)
    assert some in page
    assert "本市の廃止実績" in page
    assert none not in page
