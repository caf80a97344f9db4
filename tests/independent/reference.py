"""The arithmetic of rpa-scout once more, row by row, for tests: shares no code with the engine.

Written from docs/method.md alone. The scorecards are copied from the design's tables by hand, so
that the policy file is checked against them; savings and effort are read from the policy file.
"""

from __future__ import annotations

import math
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

if TYPE_CHECKING:
    from pathlib import Path

Answer = str | float | list[str] | list[int] | None
Task = dict[str, Answer]
Policy = Mapping[str, Any]
Knots = Sequence[Sequence[float]]

NUMBER_UNKNOWN = 0.3  # docs/method.md: the estimate for an unknown number
WORD_FOR_UNKNOWN = "unknown"  # how a "when" of the policy names an unanswered field


# ------------------------------------------------------------------ the two scorecards


@dataclass(frozen=True)
class Table:
    """A factor that looks a choice up."""

    field: str
    points: dict[str, float]


@dataclass(frozen=True)
class Lines:
    """A factor of straight lines through knots, constant outside."""

    field: str
    axis: str
    knots: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Criterion:
    """A weight and the factors whose product is weighed."""

    weight: float
    factors: tuple[Table | Lines, ...]


VOLUME = Lines("items_per_year", "log10", ((100, 0.0), (1_000, 0.4), (10_000, 0.8), (50_000, 1.0)))
WORKLOAD = Lines("hours_per_year", "log10", ((10, 0.0), (50, 0.3), (200, 0.7), (500, 1.0)))

SCORECARDS: dict[str, dict[str, Criterion]] = {
    "rpa": {
        "typical_pattern": Criterion(
            7,
            (
                Table(
                    "pattern",
                    {
                        "entry": 1.0,
                        "matching": 1.0,
                        "document": 1.0,
                        "aggregation": 1.0,
                        "notice": 1.0,
                        "collection": 1.0,
                        "intake": 1.0,
                        "other": 0.2,
                    },
                ),
            ),
        ),
        "routine": Criterion(
            20,
            (
                Table(
                    "judgement",
                    {
                        "none": 1.0,
                        "simple_rules": 0.75,
                        "sometimes_complex": 0.3,
                        "judgement": 0.0,
                    },
                ),
                Lines("exception_percent", "linear", ((0, 1.0), (10, 0.9), (30, 0.5), (60, 0.2))),
            ),
        ),
        "volume": Criterion(15, (VOLUME,)),
        "workload": Criterion(15, (WORKLOAD,)),
        "deferrable": Criterion(
            8, (Table("timing", {"batch": 1.0, "same_day": 0.6, "immediate": 0.0}),)
        ),
        "digital_input": Criterion(
            15,
            (
                Table(
                    "input_form",
                    {
                        "system": 1.0,
                        "spreadsheet": 1.0,
                        "web_form": 1.0,
                        "text_pdf": 0.8,
                        "print": 0.7,
                        "handwriting": 0.5,
                        "spoken": 0.3,
                    },
                ),
                Table("digitisable", {"already": 1.0, "online_form": 1.0, "ocr": 0.8, "no": 0.1}),
            ),
        ),
        "stability": Criterion(
            15,
            (
                Table(
                    "change_frequency",
                    {"rarely": 1.0, "yearly": 0.7, "half_yearly": 0.4, "monthly": 0.1},
                ),
                Table("planned_change", {"none": 1.0, "within_3y": 0.8, "within_1y": 0.5}),
            ),
        ),
        "template": Criterion(
            5, (Table("template", {"vendor": 1.0, "other_city": 0.6, "none": 0.0}),)
        ),
    },
    "ai": {
        "function_fit": Criterion(
            25,
            (
                Table(
                    "ai_help",
                    {
                        "none": 0.0,
                        "writing": 1.0,
                        "transcription": 1.0,
                        "answering": 1.0,
                        "recognition": 1.0,
                        "classification": 1.0,
                        "prediction": 1.0,
                        "optimisation": 1.0,
                    },
                ),
            ),
        ),
        "workload": Criterion(20, (WORKLOAD,)),
        "volume": Criterion(15, (VOLUME,)),
        "data_available": Criterion(
            15, (Table("past_data", {"digital": 1.0, "paper": 0.4, "none": 0.0}),)
        ),
        "checkable": Criterion(
            15, (Table("checking", {"easy": 1.0, "expert": 0.6, "impossible": 0.0}),)
        ),
        "information": Criterion(
            10, (Table("personal_data", {"none": 1.0, "personal": 0.5, "my_number": 0.0}),)
        ),
    },
}


# ----------------------------------------------------------------------------- reading the answers


def load_policy(path: Path) -> Policy:
    """Read a policy file as plain data."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def number(task: Task, field: str) -> float | None:
    """Give the number answered, or None where nothing is known."""
    answer = task.get(field)
    if answer is None:
        return None
    if isinstance(answer, (str, list)):
        message = f"{field} is not a number: {answer!r}"
        raise TypeError(message)
    return float(answer)


def code(task: Task, field: str) -> str | None:
    """Give the choice answered, or None where nothing is known."""
    answer = task.get(field)
    if answer is None or isinstance(answer, str):
        return answer
    message = f"{field} is not a choice: {answer!r}"
    raise TypeError(message)


def items_per_year(task: Task) -> float | None:
    """Multiply runs by items; None if one of them is unknown."""
    runs = number(task, "runs_per_year")
    items = number(task, "items_per_run")
    if runs is None or items is None:
        return None
    return runs * items


def hours_per_year(task: Task) -> float | None:
    """Add up the hours from their parts; the reported hours where a part is missing."""
    runs = number(task, "runs_per_year")
    items = number(task, "items_per_run")
    minutes = number(task, "minutes_per_item")
    if runs is None or items is None or minutes is None:
        return number(task, "hours_per_year_reported")
    setup = number(task, "setup_minutes_per_run") or 0.0
    return runs * (setup + items * minutes) / 60


def quantity(task: Task, field: str) -> float | None:
    """Give a number that was answered or is derived from answers."""
    if field == "items_per_year":
        return items_per_year(task)
    if field == "hours_per_year":
        return hours_per_year(task)
    return number(task, field)


def along(knots: Knots, axis: str, value: float) -> float:
    """Follow straight lines through the knots, constant outside, on a linear or log10 axis."""
    if value <= knots[0][0]:
        return float(knots[0][1])
    if value >= knots[-1][0]:
        return float(knots[-1][1])
    right = 1
    while knots[right][0] < value:
        right += 1
    (x0, y0), (x1, y1) = knots[right - 1], knots[right]
    if axis == "log10":
        fraction = (math.log10(value) - math.log10(x0)) / (math.log10(x1) - math.log10(x0))
    elif axis == "linear":
        fraction = (value - x0) / (x1 - x0)
    else:
        message = f"no such axis: {axis}"
        raise ValueError(message)
    return y0 + fraction * (y1 - y0)


# ------------------------------------------------------------------------------------------- score


class Points(NamedTuple):
    """An estimate and the lowest and highest it can be."""

    points: float
    low: float
    high: float


class CriterionScore(TypedDict):
    """What one criterion brings to a score."""

    points: float
    low: float
    high: float
    weight: float
    contribution: float


class Score(TypedDict):
    """A score, its range, and its criteria by id."""

    score: float
    low: float
    high: float
    criteria: dict[str, CriterionScore]


def declared_unknown(
    policy: Policy, scorecard_id: str, criterion_id: str, field: str
) -> float | None:
    """Give the "unknown" a policy states for a factor, or None where it states none."""
    for card in policy["scorecard"]:
        for criterion in card["criterion"]:
            if (card["id"], criterion["id"]) == (scorecard_id, criterion_id):
                for factor in criterion["factor"]:
                    if factor["field"] == field and "unknown" in factor:
                        return float(factor["unknown"])
    return None


def factor_points(factor: Table | Lines, task: Task, unknown: float | None) -> Points:
    """Give the points of one factor; the full range where the answer is unknown."""
    if isinstance(factor, Table):
        choice = code(task, factor.field)
        if choice is not None:
            known = factor.points[choice]
            return Points(known, known, known)
        possible = list(factor.points.values())
        default = sum(possible) / len(possible)
    else:
        value = quantity(task, factor.field)
        if value is not None:
            known = along(factor.knots, factor.axis, value)
            return Points(known, known, known)
        possible = [points for _, points in factor.knots]
        default = NUMBER_UNKNOWN
    return Points(default if unknown is None else unknown, min(possible), max(possible))


def score(policy: Policy, scorecard_id: str, task: Task) -> Score:
    """Score a task after docs/method.md, with the design's own points and weights."""
    card = SCORECARDS[scorecard_id]
    total = sum(criterion.weight for criterion in card.values())
    criteria: dict[str, CriterionScore] = {}
    for criterion_id, criterion in card.items():
        points = low = high = 1.0
        for factor in criterion.factors:
            unknown = declared_unknown(policy, scorecard_id, criterion_id, factor.field)
            part = factor_points(factor, task, unknown)
            points *= part.points
            low *= part.low
            high *= part.high
        criteria[criterion_id] = {
            "points": points,
            "low": low,
            "high": high,
            "weight": criterion.weight,
            "contribution": 100 * criterion.weight * points / total,
        }
    return {
        "score": 100 * sum(each["weight"] * each["points"] for each in criteria.values()) / total,
        "low": 100 * sum(each["weight"] * each["low"] for each in criteria.values()) / total,
        "high": 100 * sum(each["weight"] * each["high"] for each in criteria.values()) / total,
        "criteria": criteria,
    }


# ----------------------------------------------------------------------------------------- savings


class ClosedForm(NamedTuple):
    """What a means does for a task when every parameter sits at its mode."""

    hours_now: float | None
    hours_after: float | None
    saved: float | None
    break_even_items_per_run: float | None
    build_hours: float


class Parts(NamedTuple):
    """Runs a year, items a run, minutes an item, set-up minutes a run."""

    runs: float
    items: float
    minutes: float
    setup: float


def says(policy: Policy, signal_id: str, task: Task) -> bool:
    """Tell whether a word of a signal stands in one of the task's texts."""
    signal = next(each for each in policy["signal"] if each["id"] == signal_id)
    for field in signal["fields"]:
        text = unicodedata.normalize("NFKC", str(task.get(field) or "")).lower().replace(" ", "")
        if any(unicodedata.normalize("NFKC", word).lower() in text for word in signal["words"]):
            return True
    return False


def condition_holds(policy: Policy, field: str, codes: Sequence[str], task: Task) -> bool:
    """Tell whether one condition of a rule holds; signals stand in the place of a field."""
    if field == "signal":
        return any(says(policy, each, task) for each in codes)
    return (code(task, field) or WORD_FOR_UNKNOWN) in codes


def mode_of(policy: Policy, rules: Sequence[Mapping[str, Any]], task: Task) -> float:
    """Give the mode of the first rule whose every condition holds."""
    for rule in rules:
        when = rule.get("when", {})
        if all(condition_holds(policy, field, codes, task) for field, codes in when.items()):
            return float(rule["mode"])
    message = "no rule holds"
    raise LookupError(message)


def means_of(policy: Policy, means_id: str) -> Mapping[str, Any]:
    """Find a means by its id."""
    for means in policy["means"]:
        if means["id"] == means_id:
            found: Mapping[str, Any] = means
            return found
    raise LookupError(means_id)


def build_hours(policy: Policy, means_id: str, task: Task) -> float:
    """Multiply the hours to build a means by what makes this task harder."""
    effort = policy["effort"]
    systems = task.get("systems")
    count = len(systems) if isinstance(systems, list) else 0
    hours: float = means_of(policy, means_id)["build_hours"]
    hours += effort["hours_per_extra_system"] * max(count - 1, 0)
    for multiplier in effort["multiplier"]:
        field = multiplier["field"]
        if "points" in multiplier:
            choice = code(task, field)
            factor = None if choice is None else multiplier["points"][choice]
        else:
            value = quantity(task, field)
            factor = (
                None if value is None else along(multiplier["knots"], multiplier["axis"], value)
            )
        hours *= multiplier["unknown"] if factor is None else factor
    return hours


def fill_from_hours(policy: Policy, task: Task, hours: float) -> Parts:
    """Work out missing runs, items or minutes from the reported hours."""
    runs = number(task, "runs_per_year")
    items = number(task, "items_per_run")
    minutes = number(task, "minutes_per_item")
    setup = number(task, "setup_minutes_per_run") or 0.0
    total = 60 * hours
    assumed = mode_of(policy, policy["savings"]["minutes_per_item_unknown"], task)
    if runs is None:
        of_an_item = assumed if minutes is None else minutes
        if items is not None and setup + items * of_an_item > 0:
            run = setup + items * of_an_item
            if minutes is None:
                run = min(run, total)
        else:
            run = mode_of(policy, policy["savings"]["minutes_per_run_unknown"], task)
            run = min(max(run, setup + of_an_item), total)
        runs = total / run if run > 0 else 0.0
    per_run = max(60 * hours / runs - setup, 0.0) if runs > 0 else 0.0
    if items is None and minutes is None:
        minutes = min(assumed, per_run)
    if minutes is None:
        assert items is not None
        minutes = per_run / items if items > 0 else 0.0
    if items is None:
        items = per_run / minutes if minutes > 0 else 0.0
    return Parts(runs, items, minutes, setup)


def parts_of(policy: Policy, task: Task) -> Parts | None:
    """Give the four parts of a task's hours, or None where no hours are known."""
    runs = number(task, "runs_per_year")
    items = number(task, "items_per_run")
    minutes = number(task, "minutes_per_item")
    if runs is not None and items is not None and minutes is not None:
        parts = Parts(runs, items, minutes, number(task, "setup_minutes_per_run") or 0.0)
    else:
        hours = number(task, "hours_per_year_reported")
        setup = number(task, "setup_minutes_per_run") or 0.0
        if hours is not None:
            parts = fill_from_hours(policy, task, hours)
        elif runs is not None and items is not None and runs * items > 0:
            # Only the minutes are unknown: they are assumed, and the hours follow.
            minutes = mode_of(policy, policy["savings"]["minutes_per_item_unknown"], task)
            parts = Parts(runs, items, minutes, setup)
        else:
            return None
    factor = mode_of(policy, policy["savings"]["reported_time_factor"], task)
    return Parts(parts.runs, parts.items, parts.minutes * factor, parts.setup * factor)


def exception_share(policy: Policy, task: Task) -> float:
    """Add the robot's own failures to the exceptions, at most 1."""
    percent = number(task, "exception_percent")
    if percent is None:
        share = mode_of(policy, policy["savings"]["exception_share_unknown"], task)
    else:
        share = percent / 100
    return min(1.0, share + mode_of(policy, policy["savings"]["robot_failure_share"], task))


def closed_form(policy: Policy, means_id: str, task: Task) -> ClosedForm:
    """Compute the hours and break-even, every parameter at its mode."""
    build = build_hours(policy, means_id, task)
    parts = parts_of(policy, task)
    if parts is None:
        return ClosedForm(None, None, None, None, build)
    runs, n, t, s = parts
    own = means_of(policy, means_id)["parameters"]
    common = policy["savings"]
    a = mode_of(policy, common["automatable_share"], task)
    x = mode_of(policy, common["exception_factor"], task)
    e = exception_share(policy, task)
    m = build * mode_of(policy, common["upkeep_share"], task)
    q = mode_of(policy, own["adoption_share"], task)
    c = mode_of(policy, own["check_share"], task)
    k = mode_of(policy, own["correction_share"], task)
    d = mode_of(policy, own["digitise_minutes_per_item"], task)
    u = mode_of(policy, own["attended_minutes_per_run"], task)
    g = mode_of(policy, own["setup_share"], task)

    now = runs * (s + n * t) / 60
    per_item = (1 - q) * t + q * (e * x * t + (1 - e) * (1 - a) * t + (c + k) * t + d)
    after = runs * (u + g * s + n * per_item) / 60 + m

    never_run = math.inf if m > 0 else 0.0
    numerator = u + g * s - s + (60 * m / runs if runs > 0 else never_run)
    denominator = t - per_item
    if numerator <= 0:
        break_even = 0.0
    elif denominator <= 0:
        break_even = math.inf
    else:
        break_even = numerator / denominator
    saved = now - after
    if saved > 0:
        saved = min(saved * mode_of(policy, common["realisation_share"], task), now)
    return ClosedForm(now, now - saved, saved, break_even, build)


# ------------------------------------------------------------------------------------------- means


def holds(requirement: Mapping[str, Any], task: Task) -> bool:
    """Tell whether an answer meets a requirement; unknown passes unless it must be known."""
    answer = code(task, requirement["field"])
    if answer is None:
        return not requirement.get("must_be_known", False)
    return answer in requirement["in"]


def passes(gate: Mapping[str, Any], task: Task) -> bool:
    """Tell whether a gate lets a task through; unknown passes, and so does its exception."""
    answer = code(task, gate["field"])
    if answer is None:
        return True
    unless = gate.get("unless")
    if unless is not None and code(task, unless["field"]) in unless["in"]:
        return True
    return answer in gate["in"] if "in" in gate else answer not in gate["not_in"]


def fallback_of(policy: Policy, task: Task) -> str:
    """Take the first fallback with a condition that is known to hold, or without conditions."""
    for fallback in policy["fallback"]:
        conditions = fallback.get("any")
        if not conditions or any(code(task, each["field"]) in each["in"] for each in conditions):
            return str(fallback["id"])
    message = "no fallback holds"
    raise LookupError(message)


def choose_means(policy: Policy, task: Task) -> tuple[str, list[str]]:
    """Choose the means with the most hours saved, and say which answers it takes for granted."""
    best: Mapping[str, Any] | None = None
    best_saved = -math.inf
    for means in policy["means"]:
        if not all(holds(requirement, task) for requirement in means["requirement"]):
            continue
        if not all(passes(gate, task) for gate in means.get("gate", ())):
            continue
        saved = closed_form(policy, means["id"], task).saved
        if best is None or (saved is not None and saved > best_saved):
            best = means
            best_saved = -math.inf if saved is None else saved
    if best is None:
        return fallback_of(policy, task), []
    fields = {requirement["field"] for requirement in best["requirement"]}
    return str(best["id"]), sorted(field for field in fields if task.get(field) is None)
