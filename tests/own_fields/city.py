"""Cities with survey fields of their own, as two files beside each other."""

from pathlib import Path

from tests.frozen import POLICY_FILE

import rpa_scout as rs

URGENCY = """[[field]]
id = "urgency"
label = "緊急度"
label_en = "Urgency"
kind = "choice"
group = "core"
core = true
width = 14
help = "どれだけ急ぐかを選びます。"
help_en = "How urgent it is."
aliases = ["急ぎ具合"]
choices = [
  { code = "high", label = "急ぐもの", label_en = "urgent", aliases = ["大至急"] },
  { code = "low", label = "急がないもの", label_en = "not urgent" },
]

"""

CRITERION = """[[scorecard.criterion]]
id = "can_wait"
label = "急がない業務"
label_en = "Can wait"
weight = 40
source = "assumption"
reason = "assumption"
why = "急がない業務は、まとめて処理できます。"
why_en = "What can wait can be done in batches."
factor = [ { field = "urgency", points = { high = 0.1, low = 1.0 }, reason = "assumption" } ]

"""

NEEDED = (
    *("department", "section", "name", "description", "systems", "remarks"),
    *("runs_per_year", "items_per_run", "minutes_per_item", "setup_minutes_per_run"),
    *("hours_per_year_reported", "exception_percent"),
)


def city_with_one_field_more(folder: Path):
    """Return the policy of a city whose survey has one field more, with a criterion over it."""
    fields = POLICY_FILE.with_name("fields.toml").read_text(encoding="utf-8")
    (folder / "own-fields.toml").write_text(_inserted(fields, "[[field]]\n", URGENCY), "utf-8")
    text = POLICY_FILE.read_text(encoding="utf-8").replace('"fields.toml"', '"own-fields.toml"', 1)
    path = folder / "own.toml"
    path.write_text(_inserted(text, "[[scorecard.criterion]]\n", CRITERION), "utf-8")
    return path, rs.load_policy(path)


def city_with_few_fields(folder: Path):
    """Return the policy of a city that asks for what is reckoned with, and for urgency."""
    text = POLICY_FILE.with_name("fields.toml").read_text(encoding="utf-8")
    head, *blocks = text.partition("[[example]]")[0].split("[[field]]\n")
    kept = [block for block in blocks if _id_of(block) in NEEDED]
    before, _, after = head.partition("[alike]")
    head = before + "[form]" + after.partition("[form]")[2]
    fields = "[[field]]\n".join([head + URGENCY, *kept])
    (folder / "few-fields.toml").write_text(fields, "utf-8")
    path = folder / "few.toml"
    path.write_text(FEW, "utf-8")
    return path, rs.load_policy(path)


def _inserted(text: str, before: str, block: str) -> str:
    start, found, rest = text.partition(before)
    assert found
    return start + block + found + rest


def _id_of(block: str) -> str:
    return block.partition('id = "')[2].partition('"')[0]


def _one(low: float, mode: float, high: float) -> str:
    return f'[ {{ low = {low}, mode = {mode}, high = {high}, source = "assumption" }} ]'


_SAVINGS = {
    "automatable_share": (0.5, 0.8, 0.9),
    "exception_factor": (1, 1.1, 2),
    "exception_share_unknown": (0, 0.05, 0.2),
    "robot_failure_share": (0, 0.01, 0.03),
    "upkeep_share": (0.05, 0.1, 0.2),
    "reported_time_factor": (0.8, 1, 1.2),
    "realisation_share": (0.8, 0.9, 1),
    "minutes_per_run_unknown": (20, 60, 300),
    "minutes_per_item_unknown": (1, 4, 20),
    "position_in_range": (0, 0.5, 1),
    "going_live_share": (0.5, 0.8, 1),
}
_MEANS = {
    "adoption_share": (0.7, 0.9, 1),
    "check_share": (0, 0.05, 0.1),
    "correction_share": (0, 0.01, 0.05),
    "digitise_minutes_per_item": (0, 0, 0),
    "attended_minutes_per_run": (0, 2, 5),
    "setup_share": (0.5, 0.8, 1),
}
_HEADER = (
    POLICY_FILE.read_text(encoding="utf-8")
    .partition("[[scorecard]]")[0]
    .replace('"fields.toml"', '"few-fields.toml"')
)

FEW = f"""{_HEADER}
[[scorecard]]
id = "rpa"
label = "判断基準"
label_en = "Criteria"

{CRITERION}
[[means]]
id = "robot"
label = "ロボット"
label_en = "Robot"
build_hours = 30
build_reason = "assumption"
requirement = [ {{ field = "urgency", in = ["low"] }} ]

[means.parameters]
{chr(10).join(f"{name} = {_one(*pert)}" for name, pert in _MEANS.items())}

[[fallback]]
id = "keep"
label = "手作業を続ける"
label_en = "Keep by hand"

[savings]
{chr(10).join(f"{name} = {_one(*pert)}" for name, pert in _SAVINGS.items())}

[effort]
hours_per_extra_system = 12
medium_from_hours = 60
high_from_hours = 120
vendor_from = "high"
source = "assumption"

[simulation]
seed = 1
draws = 400
common_share = 0.3
source = "assumption"
"""
