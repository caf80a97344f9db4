"""Every fault of a policy file is told, with its key path and the nearest name, all at once."""

import os
import re

import pytest
from tests.frozen import POLICY_FILE, policy_text

from rpa_scout.errors import PolicyError
from rpa_scout.policy import load_policy
from rpa_scout.policy.load import nearest
from rpa_scout.text import translated

FROZEN = policy_text()


def changed(*changes):
    text = FROZEN
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def faults_of(tmp_path, *changes):
    path = tmp_path / "policy.toml"
    path.write_text(changed(*changes), encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert str(path) in str(caught.value)
    return caught.value.faults


def sentence(fault):
    return fault.template.format(**fault.values)


SHARE_ABOVE_WHOLE = """headline_chance = 0.8
yearly_attrition_share = { low = 0.1, mode = 0.2, high = 1.5, source = "x" }
"""

CASES = {
    # what pydantic finds
    "misspelt key": (
        ("weight = 7\n", "wieght = 7\n"),
        "scorecard[rpa].criterion[typical_pattern].wieght",
        "there is no such key.",
        "weight",
    ),
    "misspelt section": (("[effort]\n", "[efort]\n"), "efort", "there is no such key.", "effort"),
    "misspelt parameter": (
        ("check_share = [", "chek_share = ["),
        "means[rpa].parameters.chek_share",
        "there is no such key.",
        "check_share",
    ),
    "key far from any": (
        ("weight = 7\n", "weight = 7\nzzzz = 1\n"),
        "scorecard[rpa].criterion[typical_pattern].zzzz",
        "there is no such key.",
        "",
    ),
    "missing key": (("goal = 2000\n", ""), "targets.hours.goal", "this key is missing.", ""),
    "text for number": (
        ("goal = 2000\n", 'goal = "much"\n'),
        "targets.hours.goal",
        "“much” is no number.",
        "",
    ),
    "list for number": (
        ("goal = 2000\n", "goal = [2000]\n"),
        "targets.hours.goal",
        "a number is wanted here.",
        "",
    ),
    "number for text": (
        ('version = "1"', "version = 1"),
        "policy.version",
        "a text is wanted here.",
        "",
    ),
    "a chance that is certain": (
        ("chances = [0.5, 0.8, 0.9]", "chances = [0.5, 0.8, 1.0]"),
        "targets.chances[3]",
        "1.0 is too large; it must be below 1.0.",
        "",
    ),
    "chances that fall": (
        ("chances = [0.5, 0.8, 0.9]", "chances = [0.9, 0.8]"),
        "targets",
        "the chances must rise.",
        "",
    ),
    "no chance": (
        ("chances = [0.5, 0.8, 0.9]", "chances = []"),
        "targets.chances",
        "the list is too short.",
        "",
    ),
    "headline that is not counted": (
        ("headline_chance = 0.8", "headline_chance = 0.7"),
        "targets",
        "“headline_chance” must be one of the “chances”.",
        "",
    ),
    "attrition above the whole": (
        ("headline_chance = 0.8", SHARE_ABOVE_WHOLE),
        "targets.yearly_attrition_share",
        "a share lies between 0 and 1.",
        "",
    ),
    "attrition without a source": (
        (
            "headline_chance = 0.8",
            "headline_chance = 0.8\nyearly_attrition_share = { low = 0.1, mode = 0.2, high = 0.5 }",
        ),
        "targets.yearly_attrition_share.source",
        "this key is missing.",
        "",
    ),
    "fraction for a year": (
        ("goal_year = 2030", "goal_year = 2030.5"),
        "targets.hours.goal_year",
        "“2030.5” is no whole number.",
        "",
    ),
    "text for a year": (
        ("goal_year = 2030", 'goal_year = "soon"'),
        "targets.hours.goal_year",
        "“soon” is no whole number.",
        "",
    ),
    "negative weight": (
        ("weight = 7\n", "weight = -7\n"),
        "scorecard[rpa].criterion[typical_pattern].weight",
        "-7 is too small; at least 0.0 is allowed.",
        "",
    ),
    "infinite weight": (
        ("weight = 7\n", "weight = inf\n"),
        "scorecard[rpa].criterion[typical_pattern].weight",
        "a finite number is wanted here.",
        "",
    ),
    "share above one": (
        ("common_share = 0.3", "common_share = 1.3"),
        "simulation.common_share",
        "1.3 is too large; at most 1.0 is allowed.",
        "",
    ),
    "too few draws": (
        ("draws = 1000", "draws = 10"),
        "simulation.draws",
        "10 is too small; at least 100 is allowed.",
        "",
    ),
    "identifier": (
        ('id = "workload"', 'id = "Work load"'),
        "scorecard[rpa].criterion[Work load].id",
        "“Work load” is no identifier: use a–z, 0–9 and _.",
        "",
    ),
    "axis": (
        ('axis = "log10"', 'axis = "log2"'),
        "scorecard[rpa].criterion[volume].factor[items_per_year].axis",
        "“log2” is not allowed; allowed are 'linear', 'log10'.",
        "",
    ),
    "vendor": (
        ('vendor_from = "high"', 'vendor_from = "always"'),
        "effort.vendor_from",
        "“always” is not allowed; allowed are 'low', 'medium', 'high'.",
        "",
    ),
    "one knot": (
        ("knots = [[10, 0.0], [50, 0.3], [200, 0.7], [500, 1.0]]", "knots = [[10, 0.0]]"),
        "scorecard[rpa].criterion[workload].factor[hours_per_year].knots",
        "the list is too short.",
        "",
    ),
    "knots that fall": (
        ("knots = [[10, 0.0], [50, 0.3]", "knots = [[50, 0.3], [10, 0.0]"),
        "scorecard[rpa].criterion[workload].factor[hours_per_year]",
        "the values of the knots must rise.",
        "",
    ),
    "logarithm of nothing": (
        ("knots = [[10, 0.0]", "knots = [[0, 0.0]"),
        "scorecard[rpa].criterion[workload].factor[hours_per_year]",
        "on a log10 axis the values of the knots must be above 0.",
        "",
    ),
    "PERT out of order": (
        ("low = 0.15, mode = 0.45", "low = 0.95, mode = 0.45"),
        "means[online_form_rpa].parameters.adoption_share[1]",
        "low, mode and high must rise.",
        "",
    ),
    "table for list": (
        ("adoption_share = [\n", "adoption_share = 3\nold = [\n"),
        "means[rpa].parameters.adoption_share",
        "a list is wanted here.",
        "",
    ),
    # what the policy says that does not fit the survey
    "misspelt field": (
        ('{ field = "pattern", points', '{ field = "patern", points'),
        "scorecard[rpa].criterion[typical_pattern].factor[patern]",
        "there is no such field.",
        "pattern",
    ),
    "misspelt choice": (
        ("points = { entry = 1.0", "points = { entri = 1.0"),
        "scorecard[rpa].criterion[typical_pattern].factor[pattern].points.entri",
        "there is no such choice.",
        "entry",
    ),
    "points above one": (
        ("points = { entry = 1.0", "points = { entry = 1.5"),
        "scorecard[rpa].criterion[typical_pattern].factor[pattern]",
        "points lie between 0 and 1; 1.5 does not.",
        "",
    ),
    "points for a text": (
        ('{ field = "pattern", points', '{ field = "remarks", points'),
        "scorecard[rpa].criterion[typical_pattern].factor[remarks]",
        "a choice field takes “points”, a number takes “knots”.",
        "",
    ),
    "points for a number": (
        ('{ field = "pattern", points', '{ field = "items_per_year", points'),
        "scorecard[rpa].criterion[typical_pattern].factor[items_per_year]",
        "a choice field takes “points”, a number takes “knots”.",
        "",
    ),
    "unknown outside": (
        ("other = 0.2 }, reason", "other = 0.2 }, unknown = 0.1, reason"),
        "scorecard[rpa].criterion[typical_pattern].factor[pattern]",
        "“unknown” must lie between the lowest and the highest points.",
        "",
    ),
    "criterion twice": (
        ('id = "workload"', 'id = "volume"'),
        "scorecard[rpa].criterion[volume]",
        "this id is used twice.",
        "",
    ),
    "scorecard twice": (
        ('[[scorecard]]\nid = "ai"', '[[scorecard]]\nid = "rpa"'),
        "scorecard[rpa]",
        "this id is used twice.",
        "",
    ),
    "means twice": (
        ('[[means]]\nid = "ocr_rpa"', '[[means]]\nid = "rpa"'),
        "means[rpa]",
        "this id is used twice.",
        "",
    ),
    "requirement on a misspelt field": (
        ('{ field = "input_form", in', '{ field = "input_from", in'),
        "means[rpa].requirement.input_from",
        "there is no such choice field.",
        "input_form",
    ),
    "requirement of a misspelt choice": (
        ('in = ["system", "spreadsheet"', 'in = ["sistem", "spreadsheet"'),
        "means[rpa].requirement.input_form.sistem",
        "there is no such choice.",
        "system",
    ),
    "when on a misspelt choice": (
        ('when = { input_form = ["text_pdf"] }', 'when = { input_form = ["text_pfd"] }'),
        "means[rpa].parameters.digitise_minutes_per_item.when.input_form.text_pfd",
        "there is no such choice.",
        "text_pdf",
    ),
    "when on a number": (
        ('when = { input_form = ["text_pdf"] }', 'when = { items_per_run = ["text_pdf"] }'),
        "means[rpa].parameters.digitise_minutes_per_item.when.items_per_run",
        "there is no such choice field.",
        None,
    ),
    "fallback of a misspelt choice": (
        (
            'any = [\n  { field = "judgement", in = ["judgement"] }',
            'any = [\n  { field = "judgement", in = ["judgment"] }',
        ),
        "fallback[redesign].any.judgement.judgment",
        "there is no such choice.",
        "judgement",
    ),
    "fallback that may not hold": (
        ('id = "keep"\n', 'id = "keep"\nany = [{ field = "judgement", in = ["none"] }]\n'),
        "fallback",
        "the last one must hold always: leave out “any”.",
        "",
    ),
    "rule that may not hold": (
        (
            "  { low = 0.60, mode = 1.00",
            '  { when = { judgement = ["unknown"] }, low = 0.60, mode = 1.00',
        ),
        "savings.reported_time_factor",
        "the last rule must hold always: leave out “when”.",
        "",
    ),
    "when on a misspelt signal": (
        ('signal = ["many_layouts"] }', 'signal = ["many_layout"] }'),
        "savings.automatable_share.when.signal",
        "there is no signal “many_layout”.",
        "many_layouts",
    ),
    "signal in a choice field": (
        ('fields = ["name", "description", "remarks"]', 'fields = ["pattern"]'),
        "signal[checked_by_eye].fields",
        "there is no text field “pattern”.",
        None,
    ),
    "common share of a misspelt parameter": (
        ("{ realisation_share = 0.6 }", "{ realization_share = 0.6 }"),
        "simulation.common_share_of.realization_share",
        "there is no such parameter.",
        "realisation_share",
    ),
    "misspelt multiplier": (
        ('[[effort.multiplier]]\nfield = "judgement"', '[[effort.multiplier]]\nfield = "jugement"'),
        "effort.multiplier[jugement]",
        "there is no such field.",
        "judgement",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_says_where_and_what(tmp_path, case):
    change, key, message, suggestion = CASES[case]
    faults = {one.key: one for one in faults_of(tmp_path, change)}
    assert key in faults
    assert sentence(faults[key]) == message
    if suggestion is not None:
        assert faults[key].suggestion == suggestion


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_in_japanese(tmp_path, case):
    for one in faults_of(tmp_path, CASES[case][0]):
        told = translated(one.template, "ja").format(**one.values)
        assert re.search(r"[ぁ-ヿ一-鿿]", told), told


def test_missing_points_name_the_choice(tmp_path):
    (one,) = faults_of(tmp_path, ("entry = 1.0, ", ""))
    assert one.key == "scorecard[rpa].criterion[typical_pattern].factor[pattern].points"
    assert sentence(one) == "the points of “entry” are missing."


def test_weights_of_nothing(tmp_path):
    head, middle, rest = FROZEN.partition('[[scorecard]]\nid = "ai"')
    lines = ["weight = 0" if line.startswith("weight = ") else line for line in head.splitlines()]
    path = tmp_path / "policy.toml"
    path.write_text("\n".join(lines) + "\n" + middle + rest, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert [(one.key, sentence(one)) for one in caught.value.faults] == [
        ("scorecard[rpa]", "at least one weight must be above 0.")
    ]


def test_six_faults_are_six_entries(tmp_path):
    names = (
        "misspelt key",
        "missing key",
        "share above one",
        "axis",
        "PERT out of order",
        "vendor",
    )
    faults = faults_of(tmp_path, *(CASES[name][0] for name in names))
    # The misspelt key is also missing under its right name.
    extra = "scorecard[rpa].criterion[typical_pattern].weight"
    expected = {CASES[name][1] for name in names} | {extra}
    assert {one.key for one in faults} == expected
    assert len(faults) == len(expected)


def test_six_faults_of_meaning_are_six_entries(tmp_path):
    names = (
        "misspelt field",
        "requirement of a misspelt choice",
        "when on a misspelt choice",
        "fallback that may not hold",
        "rule that may not hold",
        "misspelt multiplier",
    )
    faults = faults_of(tmp_path, *(CASES[name][0] for name in names))
    assert sorted(one.key for one in faults) == sorted(CASES[name][1] for name in names)


def test_error_lists_every_fault_in_its_text(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text(changed(CASES["axis"][0], CASES["vendor"][0]), encoding="utf-8")
    with pytest.raises(PolicyError, match=r"(?s)axis: .*vendor_from: "):
        load_policy(path)


@pytest.mark.parametrize("text", ["[policy", "a = \nb = 1", 'id = "x', "a = 1\na = 2"])
def test_wrong_toml(tmp_path, text):
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    (one,) = caught.value.faults
    assert one.key == "TOML"
    assert "(at " in sentence(one)  # line and column, or the end of the document


def test_no_text_file(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy(path)


def test_folder_instead_of_a_file(tmp_path):
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy(tmp_path)


def test_byte_order_mark_is_no_fault(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text(FROZEN, encoding="utf-8-sig")
    plain = tmp_path / "plain.toml"
    plain.write_text(FROZEN, encoding="utf-8")
    assert load_policy(path) == load_policy(plain)


@pytest.mark.parametrize("name", ["nonsense", "hakusan-2027", "../hakusan-2026", "fields.toml", ""])
def test_unknown_policy(name):
    with pytest.raises(PolicyError):
        load_policy(name)


def test_misspelt_policy_is_told_by_its_nearest_name():
    with pytest.raises(PolicyError, match="hakusan-2026"):
        load_policy("hakusan-2062")


def test_fields_are_no_policy():
    with pytest.raises(PolicyError):
        load_policy("fields")


def test_empty_file_misses_every_section(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert [one.key for one in caught.value.faults] == [
        "policy",
        "targets",
        "scorecard",
        "means",
        "fallback",
        "savings",
        "effort",
        "simulation",
    ]


def test_same_file_is_loaded_once(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text(FROZEN, encoding="utf-8")
    assert load_policy(path) is load_policy(str(path))
    assert load_policy() is load_policy(POLICY_FILE)


def test_changed_file_is_noticed(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text(FROZEN, encoding="utf-8")
    before = load_policy(path)
    path.write_text(changed(("goal = 2000", "goal = 3000")), encoding="utf-8")
    os.utime(path, ns=(1, before.targets.hours.goal_year))  # another time, whatever the clock says
    after = load_policy(path)
    assert (before.targets.hours.goal, after.targets.hours.goal) == (2000.0, 3000.0)


def test_file_that_was_mended_is_loaded(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text("[policy", encoding="utf-8")
    with pytest.raises(PolicyError):
        load_policy(path)
    path.write_text(FROZEN, encoding="utf-8")
    assert load_policy(path).id == "hakusan-2026"


@pytest.mark.parametrize(
    ("name", "expected"), [("wieght", "weight"), ("judgment", "judgement"), ("zzz", "")]
)
def test_nearest(name, expected):
    assert nearest(name, ["weight", "judgement", "label"]) == expected
