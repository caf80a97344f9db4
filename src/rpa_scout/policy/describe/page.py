"""A policy as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from rpa_scout.fiscal_years import fiscal_year_in_full
from rpa_scout.policy.derived import DERIVED_QUANTITIES
from rpa_scout.policy.describe.fields import markdown_table
from rpa_scout.policy.describe.labels import AXES, FIGURE_LABELS, PARAMETER_LABELS
from rpa_scout.policy.describe.means import answers_text, means_lines
from rpa_scout.policy.describe.money import money_lines
from rpa_scout.policy.describe.plan import plan_lines
from rpa_scout.policy.describe.route import gate_reason_lines, loss_scale_line, route_lines
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.means import rules_of_means
from rpa_scout.policy.model import SIGNAL, Factor, Policy, Scorecard
from rpa_scout.policy.parameters import SAVINGS_PARAMETERS, ParameterRule, Pert
from rpa_scout.policy.targets import Target
from rpa_scout.text import N_, Language, translated

_CONFIRMED_ABOVE = (
    N_(
        "Above the hours of the department's staff ({hours:,g} hours a year each; "
        "{staff:,g} staff where the number is not known)."
    ),
    N_(
        "Minutes per item or hours a year above {factor:,g} times the median of their "
        "kind (from {group} tasks of the kind on)."
    ),
)


def _pert(rule: Pert, code: Language) -> tuple[str, str, str, str]:
    return f"{rule.low:g}", f"{rule.mode:g}", f"{rule.high:g}", rule.source.text_in(code)


def policy_markdown(policy: Policy, fields: FieldSet, code: Language) -> str:
    """Describe a policy."""
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
        yield f"# {head.title_in(self.code)}"
        yield ""
        yield (
            f"`{head.id}`, "
            + self.say(N_("version"))
            + f" {head.version}. {head.source.text_in(self.code)}"
        )
        yield ""
        yield from self.section(N_("Targets"), self.targets())
        for scorecard in policy.scorecard:
            yield f"## {scorecard.label_in(self.code)} (`{scorecard.id}`)"
            yield ""
            yield from self.scorecard(scorecard)
        yield from self.section(N_("Means"), self.means())
        if policy.route:
            yield from self.section(N_("The AI route"), route_lines(policy, self.fields, self.code))
        if policy.gate_reason:
            yield from self.section(
                N_("Why a gate bars a means"), gate_reason_lines(policy, self.code)
            )
        if policy.signal:
            yield from self.section(N_("Words that are looked for"), self.signals())
        yield from self.section(N_("Savings: parameters of all means"), self.savings())
        yield from self.section(N_("Effort to build"), self.effort())
        yield from self.section(N_("Simulation"), self.simulation())
        yield from self.section(N_("Figures to be confirmed before they count"), self.checks())
        yield from self.section(N_("Tasks that are built together"), self.groups())
        if policy.plan is not None:
            yield from self.section(
                N_("Limits of the plan by fiscal year"), plan_lines(policy.plan, self.code)
            )
        if policy.money is not None:
            yield from self.section(N_("Money"), money_lines(policy, policy.money, self.code))

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
        year = partial(fiscal_year_in_full, code=self.code)

        def row(target: Target) -> tuple[object, ...]:
            now = f"{year(target.baseline_year)} {target.baseline:,g}"
            return (
                target.label_in(self.code),
                target.unit_in(self.code),
                now,
                f"{year(target.goal_year)} {target.goal:,g}",
                self.say(FIGURE_LABELS[target.figure]),
                target.source.text_in(self.code),
            )

        headings = (
            N_("indicator"),
            N_("unit"),
            N_("baseline"),
            N_("goal"),
            N_("figure"),
            N_("source"),
        )
        rows = map(row, self.policy.targets.indicators.values())
        yield from markdown_table(map(self.say, headings), list(rows))
        yield ""
        yield from self.target_chances()

    def target_chances(self) -> Iterator[str]:
        """Yield the wanted probabilities of the goals, and the yearly share of tasks that end."""
        targets = self.policy.targets
        sentence = N_(
            "Counted for probabilities of all goals of {chances}; the headline is that of "
            "{headline:.0%}."
        )
        yield self.say(sentence).format(
            chances=self.say(N_(", ")).join(f"{chance:.0%}" for chance in targets.chances),
            headline=targets.headline_chance,
        )
        yield ""
        share = targets.yearly_attrition_share
        if share is None:
            yield self.say(N_("Nothing of what already runs is taken to end."))
            return
        attrition = N_(
            "Of what already runs, {low:.0%} to {high:.0%} (likeliest {mode:.0%}) end every year."
        )
        yield (
            self.say(attrition).format(low=share.low, mode=share.mode, high=share.high)
            + f" ({share.source.text_in(self.code)})"
        )

    def scorecard(self, scorecard: Scorecard) -> Iterator[str]:
        """Yield a scorecard's criteria and factors."""
        headings = (N_("criterion"), N_("weight"), N_("source"), N_("reason"))
        rows = [
            (
                f"{criterion.label_in(self.code)}<br>`{criterion.id}`",
                f"{criterion.weight:g}",
                criterion.source.text_in(self.code),
                criterion.reason.text_in(self.code),
            )
            for criterion in scorecard.criterion
        ]
        yield from markdown_table(map(self.say, headings), rows)
        yield ""
        titles = (N_("criterion"), N_("factor"), N_("points"), N_("unknown"), N_("reason"))
        factors = [
            (f"`{criterion.id}`", self.label(factor.field), *self.factor(factor))
            for criterion in scorecard.criterion
            for factor in criterion.factor
        ]
        yield from markdown_table(map(self.say, titles), factors)
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
            parts.append(self.say(AXES[factor.axis]))
        return "<br>".join(parts), f"{factor.expected:.3g}", factor.reason.text_in(self.code)

    def means(self) -> Iterator[str]:
        """Yield every means with its requirements and parameters."""
        for means in self.policy.means:
            yield f"### {means.label_in(self.code)} (`{means.id}`)"
            yield ""
            yield from means_lines(means, self.policy, self.fields, self.code)
            yield ""
            yield from self.parameters(rules_of_means(means))
            yield ""
        yield "### " + self.say(N_("Where no means fits"))
        yield ""
        for advice in self.policy.fallback:
            conditions = [
                answers_text(self.fields[condition.field], condition.allowed, self.code)
                for condition in advice.any
            ]
            conditions_text = self.say(N_(" or ")).join(conditions) or self.say(N_("otherwise"))
            yield f"- {advice.label_in(self.code)} (`{advice.id}`): {conditions_text}"

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
        yield from markdown_table(map(self.say, headings), rows)

    def rule(self, name: str, rule: ParameterRule) -> Iterator[tuple[str, ...]]:
        """Yield a rule's row, and that of its setback."""
        label = f"{self.say(PARAMETER_LABELS[name])}<br>`{name}`"
        yield label, self.when(rule), *_pert(rule, self.code)
        if rule.setback:
            chance = self.say(N_("of these, with a chance of {chance:.0%}"))
            yield label, chance.format(chance=rule.setback.chance), *_pert(rule.setback, self.code)

    def when(self, rule: ParameterRule) -> str:
        """Write the condition of a rule in words."""
        parts = []
        signals = {signal.id: signal.label_in(self.code) for signal in self.policy.signal}
        for field_id, codes in rule.when.items():
            if field_id == SIGNAL:
                named = ", ".join(signals[code] for code in codes)
                parts.append(self.say(N_("words in the texts: {signals}")).format(signals=named))
                continue
            field = self.fields[field_id]
            answers = ", ".join(
                field.choice_label(code if code in field.codes else None, self.code)
                for code in codes
            )
            parts.append(f"{field.label_in(self.code)}: {answers}")
        return "<br>".join(parts) or self.say(N_("otherwise"))

    def signals(self) -> Iterator[str]:
        """Yield the words that announce trouble or tell a kind of work."""
        headings = (N_("signal"), N_("words"), N_("looked for in"), N_("source"))
        rows = [
            (
                f"{signal.label_in(self.code)}<br>`{signal.id}`",
                "、".join(signal.words),
                ", ".join(self.fields[field].label_in(self.code) for field in signal.fields),
                signal.source.text_in(self.code),
            )
            for signal in self.policy.signal
        ]
        yield from markdown_table(map(self.say, headings), rows)

    def savings(self) -> Iterator[str]:
        """Yield the parameters that all means share."""
        yield from self.parameters(
            {name: getattr(self.policy.savings, name) for name in SAVINGS_PARAMETERS}
        )
        if self.policy.savings.loss_scale is not None:
            yield ""
            yield loss_scale_line(self.policy.savings.loss_scale, self.code)

    def checks(self) -> Iterator[str]:
        """Yield the limits above which a person has to confirm an answer."""
        checks = self.policy.checks
        figures = {
            "hours": checks.hours_per_staff_year,
            "staff": checks.largest_department_staff,
            "factor": checks.unconfirmed_outlier_factor,
            "group": checks.outlier_group,
        }
        yield from (f"- {self.say(limit).format(**figures)}" for limit in _CONFIRMED_ABOVE)
        yield f"- {checks.source.text_in(self.code)}"

    def groups(self) -> Iterator[str]:
        """Yield what a further task of a group costs to build."""
        groups = self.policy.groups
        sentence = N_(
            "The scenario of a confirmed group is built once; every further task costs {share:.0%} "
            "of its own hours to build."
        )
        yield f"- {self.say(sentence).format(share=groups.adaptation_share)}"
        yield f"- {groups.source.text_in(self.code)}"

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
            + f" ({effort.source.text_in(self.code)})"
        )
        yield ""
        headings = (N_("multiplier"), N_("value"), N_("unknown"), N_("reason"))
        rows = [
            (self.label(multiplier.field), *self.factor(multiplier))
            for multiplier in effort.multiplier
        ]
        yield from markdown_table(map(self.say, headings), rows)

    def simulation(self) -> Iterator[str]:
        """Yield the settings of the simulation."""
        simulation = self.policy.simulation
        yield (
            self.say(N_("{draws:,} draws, seed {seed}, common share {share:g}.")).format(
                draws=simulation.draws, seed=simulation.seed, share=simulation.common_share
            )
            + f" ({simulation.source.text_in(self.code)})"
        )
        for name, share in simulation.common_share_of.items():
            yield ""
            yield f"- {self.say(PARAMETER_LABELS[name])} `{name}`: {share:g}"
