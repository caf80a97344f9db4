"""Fields and policies as Markdown: the reference pages, and ``rpa-scout policy show``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rpa_scout.policy.derived import DERIVED_QUANTITIES
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.policy.model import (
    MEANS_PARAMETERS,
    SAVINGS_PARAMETERS,
    SIGNAL,
    Condition,
    Factor,
    Means,
    ParameterRule,
    Policy,
    Scorecard,
    Target,
)
from rpa_scout.policy.parameters import Pert
from rpa_scout.text import N_, Language, translated

__all__ = ["PARAMETER_LABELS", "fields_markdown", "policy_markdown"]

PARAMETER_LABELS = {
    "adoption_share": N_("share of items that go through the robot (q)"),
    "check_share": N_("checking, as a share of the time by hand (c)"),
    "correction_share": N_("correcting what was misread, as a share of the time by hand (k)"),
    "digitise_minutes_per_item": N_("minutes to make an item digital (d)"),
    "attended_minutes_per_run": N_("attended minutes per run (u)"),
    "setup_share": N_("share of the set-up that remains (g)"),
    "automatable_share": N_("automatable share of an item's work (a)"),
    "exception_factor": N_("what an exception costs, times the plain case (x)"),
    "exception_share_unknown": N_("share of exceptions where nobody has counted (e)"),
    "robot_failure_share": N_("share of items on which the robot itself fails (part of e)"),
    "upkeep_share": N_("upkeep a year, as a share of the hours to build (for m)"),
    "reported_time_factor": N_("error of reported times, as a factor"),
    "minutes_per_run_unknown": N_("minutes of a run by hand where only the yearly hours are known"),
    "minutes_per_item_unknown": N_("minutes per item where only the yearly hours are known"),
    "realisation_share": N_("what is left of a saving in live use (r)"),
    "going_live_share": N_("share of the tasks adopted that go live"),
    "position_in_range": N_("where in a written range the number lies, from 0 to 1"),
}
"""Labels of the savings parameters, with their symbols."""


def _table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    cells = list(headings)
    yield f"| {' | '.join(cells)} |"
    yield "|" + " --- |" * len(cells)
    for row in rows:
        yield "| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |"


def _pert(one: Pert) -> tuple[str, str, str, str]:
    return f"{one.low:g}", f"{one.mode:g}", f"{one.high:g}", one.source


def fields_markdown(fields: FieldSet, code: Language) -> str:
    """Describe the survey's fields.

    Parameters
    ----------
    fields : FieldSet
        The fields.
    code : {"ja", "en"}
        Language of the page.

    Returns
    -------
    str
        Markdown.
    """

    def say(sentence: str) -> str:
        return translated(sentence, code)

    about = N_(
        "Form version {version}. Every choice also offers 「わからない」; a blank means the same."
    )
    lines = ["# " + say(N_("Fields of the survey")), ""]
    lines += [say(about).format(version=fields.version), ""]
    for group in fields.group:
        lines += [f"## {group.label_in(code)}", ""]
        headings = (N_("id"), N_("heading"), N_("answer"), N_("help"))
        members = [one for one in fields if one.group == group.id]
        rows = [
            (f"`{one.id}`", one.label, _answer_kind(one, code), one.help_in(code))
            for one in members
        ]
        lines += [*_table(map(say, headings), rows), ""]
    return "\n".join(lines)


def _answer_kind(one: FieldDefinition, code: Language) -> str:
    if one.kind == "choice":
        return "<br>".join(f"`{choice.code}` {choice.label}" for choice in one.choices)
    kinds = {
        "text": N_("text"),
        "names": N_("names separated by 、"),
        "number": N_("number"),
        "months": N_("months 1–12, separated by 、"),
    }
    described = translated(kinds[one.kind], code)
    if one.kind == "number":
        unit = one.unit if code == "ja" else one.unit_en
        described += f" {one.minimum:,g}–{one.maximum:,.0f} {unit}"
    if one.required:
        described += " " + translated(N_("(required)"), code)
    return described


def policy_markdown(policy: Policy, fields: FieldSet, code: Language) -> str:
    """Describe a policy.

    Parameters
    ----------
    policy : Policy
        The policy.
    fields : FieldSet
        The survey's fields, for labels.
    code : {"ja", "en"}
        Language of the page.

    Returns
    -------
    str
        Markdown.
    """
    return "\n".join(_PolicyPage(policy, fields, code).lines())


class _PolicyPage:
    """A policy's page in one language."""

    def __init__(self, policy: Policy, fields: FieldSet, code: Language) -> None:
        self.policy = policy
        self.fields = fields
        self.code: Language = code

    def lines(self) -> Iterator[str]:
        """Yield the page line by line."""
        policy, head = self.policy, self.policy.policy
        yield f"# {head.title if self.code == 'ja' else head.title_en}"
        yield ""
        yield f"`{head.id}`, " + self.say(N_("version")) + f" {head.version}. {head.source}"
        yield ""
        yield from self.section(N_("Targets"), self.targets())
        for scorecard in policy.scorecard:
            yield f"## {scorecard.label_in(self.code)} (`{scorecard.id}`)"
            yield ""
            yield from self.scorecard(scorecard)
        yield from self.section(N_("Means"), self.means())
        if policy.signal:
            yield from self.section(N_("Words that announce trouble"), self.signals())
        yield from self.section(N_("Savings: parameters of all means"), self.savings())
        yield from self.section(N_("Effort to build"), self.effort())
        yield from self.section(N_("Simulation"), self.simulation())

    def say(self, sentence: str) -> str:
        """Translate a sentence into the page's language."""
        return translated(sentence, self.code)

    def section(self, title: str, lines: Iterable[str]) -> Iterator[str]:
        """Yield a headed section."""
        yield f"## {self.say(title)}"
        yield ""
        yield from lines
        yield ""

    def targets(self) -> Iterator[str]:
        """Yield the table of targets."""

        def row(one: Target) -> tuple[object, ...]:
            unit = one.unit if self.code == "ja" else one.unit_en
            now = f"{one.baseline:,g} ({one.baseline_year})"
            return (
                one.label_in(self.code),
                unit,
                now,
                f"{one.goal:,g} ({one.goal_year})",
                one.source,
            )

        headings = (N_("indicator"), N_("unit"), N_("baseline"), N_("goal"), N_("source"))
        targets = self.policy.targets
        yield from _table(map(self.say, headings), [row(targets.hours), row(targets.tasks)])

    def scorecard(self, scorecard: Scorecard) -> Iterator[str]:
        """Yield a scorecard's criteria and factors."""
        headings = (N_("criterion"), N_("weight"), N_("source"), N_("reason"))
        rows = [
            (f"{one.label_in(self.code)}<br>`{one.id}`", f"{one.weight:g}", one.source, one.reason)
            for one in scorecard.criterion
        ]
        yield from _table(map(self.say, headings), rows)
        yield ""
        titles = (N_("criterion"), N_("factor"), N_("points"), N_("unknown"), N_("reason"))
        factors = [
            (f"`{one.id}`", self.label(factor.field), *self.factor(factor))
            for one in scorecard.criterion
            for factor in one.factor
        ]
        yield from _table(map(self.say, titles), factors)
        yield ""

    def label(self, name: str) -> str:
        """Return the label of a field or derived quantity, with its id."""
        if name in DERIVED_QUANTITIES:
            label = self.say(DERIVED_QUANTITIES[name].label)
        else:
            label = self.fields[name].label_in(self.code)
        return f"{label} `{name}`"

    def factor(self, factor: Factor) -> tuple[str, str, str]:
        """Return a factor's points, the points of an unknown answer, and the reason."""
        if factor.points is not None:
            field = self.fields[factor.field]
            parts = [
                f"{field.choice_label(code, self.code)} {points:g}"
                for code, points in factor.points.items()
            ]
        else:
            parts = [f"{value:,g} → {points:g}" for value, points in factor.knots or ()]
            parts.append(f"({factor.axis})")
        return "<br>".join(parts), f"{factor.expected:.3g}", factor.reason

    def means(self) -> Iterator[str]:
        """Yield every means with its requirements and parameters."""
        for one in self.policy.means:
            yield f"### {one.label_in(self.code)} (`{one.id}`)"
            yield ""
            yield from self.requirements(one)
            yield ""
            rules = {name: getattr(one.parameters, name) for name in MEANS_PARAMETERS}
            yield from self.parameters(rules)
            yield ""
        yield "### " + self.say(N_("Where no means fits"))
        yield ""
        for advice in self.policy.fallback:
            conditions = [self.condition(one) for one in advice.any]
            told = self.say(N_(" or ")).join(conditions) or self.say(N_("otherwise"))
            yield f"- {advice.label_in(self.code)} (`{advice.id}`): {told}"

    def requirements(self, means: Means) -> Iterator[str]:
        """Yield the requirements of a means and the hours it takes to build."""
        for one in means.requirement:
            known = self.say(N_(" (has to be answered)")) if one.must_be_known else ""
            yield f"- {self.condition(one)}{known}"
        build = self.say(N_("Hours to build: {hours:g}")).format(hours=means.build_hours)
        yield f"- {build} ({means.build_reason})"

    def condition(self, condition: Condition) -> str:
        """Write a condition in words."""
        field = self.fields[condition.field]
        allowed = "・" if self.code == "ja" else ", "
        answers = allowed.join(field.choice_label(code, self.code) for code in condition.allowed)
        return f"{field.label_in(self.code)}: {answers}"

    def parameters(self, rules: dict[str, tuple[ParameterRule, ...]]) -> Iterator[str]:
        """Yield a table of parameters."""
        headings = (
            N_("parameter"),
            N_("when"),
            N_("least"),
            N_("likeliest"),
            N_("most"),
            N_("source"),
        )
        rows = [
            row
            for name, ordered in rules.items()
            for rule in ordered
            for row in self.rule(name, rule)
        ]
        yield from _table(map(self.say, headings), rows)

    def rule(self, name: str, rule: ParameterRule) -> Iterator[tuple[str, ...]]:
        """Yield a rule's row, and that of its setback."""
        label = f"{self.say(PARAMETER_LABELS[name])}<br>`{name}`"
        yield label, self.when(rule), *_pert(rule)
        if rule.setback:
            chance = self.say(N_("of these, with a chance of {chance:.0%}"))
            yield label, chance.format(chance=rule.setback.chance), *_pert(rule.setback)

    def when(self, rule: ParameterRule) -> str:
        """Write the condition of a rule in words."""
        parts = []
        signals = {one.id: one.label_in(self.code) for one in self.policy.signal}
        for field_id, codes in rule.when.items():
            if field_id == SIGNAL:
                named = ", ".join(signals[code] for code in codes)
                parts.append(self.say(N_("words that announce: {signals}")).format(signals=named))
                continue
            field = self.fields[field_id]
            answers = ", ".join(
                field.choice_label(code if code in field.codes else None, self.code)
                for code in codes
            )
            parts.append(f"{field.label_in(self.code)}: {answers}")
        return "<br>".join(parts) or self.say(N_("otherwise"))

    def signals(self) -> Iterator[str]:
        """Yield the words that announce trouble."""
        headings = (N_("signal"), N_("words"), N_("looked for in"), N_("source"))
        rows = [
            (
                f"{one.label_in(self.code)}<br>`{one.id}`",
                "、".join(one.words),
                ", ".join(self.fields[field].label_in(self.code) for field in one.fields),
                one.source,
            )
            for one in self.policy.signal
        ]
        yield from _table(map(self.say, headings), rows)

    def savings(self) -> Iterator[str]:
        """Yield the parameters that all means share."""
        yield from self.parameters(
            {name: getattr(self.policy.savings, name) for name in SAVINGS_PARAMETERS}
        )

    def effort(self) -> Iterator[str]:
        """Yield the rules for the effort to build."""
        effort = self.policy.effort
        yield (
            self.say(
                N_(
                    "Each system beyond the first adds {hours:g} hours. "
                    "Medium from {medium:g} hours, high from {high:g}."
                )
            ).format(
                hours=effort.hours_per_extra_system,
                medium=effort.medium_from_hours,
                high=effort.high_from_hours,
            )
            + f" ({effort.source})"
        )
        yield ""
        headings = (N_("multiplier"), N_("value"), N_("unknown"), N_("reason"))
        rows = [(self.label(one.field), *self.factor(one)) for one in effort.multiplier]
        yield from _table(map(self.say, headings), rows)

    def simulation(self) -> Iterator[str]:
        """Yield how the spread is drawn."""
        one = self.policy.simulation
        yield (
            self.say(N_("{draws:,} draws, seed {seed}, common share {share:g}.")).format(
                draws=one.draws, seed=one.seed, share=one.common_share
            )
            + f" ({one.source})"
        )
        for name, share in one.common_share_of.items():
            yield ""
            yield f"- {self.say(PARAMETER_LABELS[name])} `{name}`: {share:g}"
