"""Faults of a policy across its tables, which the declaration of a table does not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rpa_scout.errors import PolicyError, PolicyFault
from rpa_scout.policy.derived import DERIVED_QUANTITIES, NEEDED_FIELDS
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.policy.load import nearest
from rpa_scout.policy.means import AI_HELP, RESERVED_REASONS, Condition, Gate, Means, rules_of_means
from rpa_scout.policy.model import SIGNAL, UNKNOWN, Factor, Policy
from rpa_scout.policy.parameters import MEANS_PARAMETERS, SAVINGS_PARAMETERS, ParameterRule
from rpa_scout.text import N_


def faults_of(policy: Policy, fields: FieldSet | None = None) -> Iterator[PolicyFault]:
    """Yield the contradictions of a policy within itself and to its survey fields, or others."""
    fields = fields or policy.survey
    yield from _needed_faults(fields)
    yield from _repeated("scorecard", (scorecard.id for scorecard in policy.scorecard))
    for scorecard in policy.scorecard:
        path = f"scorecard[{scorecard.id}]"
        yield from _repeated(f"{path}.criterion", scorecard.ids)
        for criterion in scorecard.criterion:
            for factor in criterion.factor:
                key = f"{path}.criterion[{criterion.id}].factor[{factor.field}]"
                yield from _factor_faults(key, factor, fields)
                yield from _points_outside_unit(key, factor)
    for factor in policy.effort.multiplier:
        yield from _factor_faults(f"effort.multiplier[{factor.field}]", factor, fields)
    yield from _means_faults(policy, fields)
    for path, rules in rules_by_path(policy):
        yield from _rule_faults(path, rules, policy, fields)
    yield from _signal_faults(policy, fields)
    for name in policy.simulation.common_share_of:
        drawn = (*MEANS_PARAMETERS, *SAVINGS_PARAMETERS)
        if name not in drawn:
            yield PolicyFault(
                f"simulation.common_share_of.{name}",
                N_("there is no such parameter."),
                suggestion=nearest(name, drawn),
            )
    if policy.fallback[-1].any:
        yield PolicyFault("fallback", N_("the last one must hold always: leave out “any”."))


def require_fields(policy: Policy, fields: FieldSet) -> None:
    """Raise an error if a policy asks for fields or answers that a survey does not have."""
    faults = [] if fields is policy.survey else list(faults_of(policy, fields))
    if faults:
        raise PolicyError(
            N_("The surveys were read with other fields than those of the policy {id}."),
            faults,
            id=policy.id,
        )


def _needed_faults(fields: FieldSet) -> Iterator[PolicyFault]:
    for field_id, kind in NEEDED_FIELDS.items():
        field = fields.by_id.get(field_id)
        if field is None or field.kind != kind:
            yield PolicyFault(
                f"field[{field_id}]",
                N_("the program reckons with this field: declare it with kind = “{kind}”."),
                {"kind": kind},
            )


def rules_by_path(policy: Policy) -> Iterator[tuple[str, tuple[ParameterRule, ...]]]:
    """Yield every parameter's rules with its key path."""
    for means in policy.means:
        path = f"means[{means.id}]" + ("" if means.parameters is None else ".parameters")
        for name, rules in rules_of_means(means).items():
            yield f"{path}.{name}", rules
    for name in SAVINGS_PARAMETERS:
        yield f"savings.{name}", getattr(policy.savings, name)


def _signal_faults(policy: Policy, fields: FieldSet) -> Iterator[PolicyFault]:
    yield from _repeated("signal", (signal.id for signal in policy.signal))
    texts = [field.id for field in fields.of_kind("text")]
    for signal in policy.signal:
        for field_id in signal.fields:
            if field_id not in texts:
                yield PolicyFault(
                    f"signal[{signal.id}].fields",
                    N_("there is no text field “{field}”."),
                    {"field": field_id},
                    suggestion=nearest(field_id, texts),
                )


def _means_faults(policy: Policy, fields: FieldSet) -> Iterator[PolicyFault]:
    yield from _repeated("means", [means.id for means in policy.means])
    yield from _repeated("fallback", [advice.id for advice in policy.fallback])
    yield from _gate_reason_faults(policy)
    yield from _route_faults(policy, fields)
    for hand_over in policy.hand_over:
        yield from _condition_faults("hand_over", hand_over, fields)
    for means in policy.means:
        path = f"means[{means.id}]"
        for requirement in means.requirement:
            yield from _condition_faults(f"{path}.requirement", requirement, fields)
        for gate in means.gate:
            yield from _gate_faults(f"{path}.gate", gate, policy, fields)
        if means.licence_yen_per_year is not None and policy.money is None:
            yield PolicyFault(
                f"{path}.licence_yen_per_year",
                N_("a licence counts in yen only: enter the price of an hour in [money] as well."),
            )
    for fallback in policy.fallback:
        for condition in fallback.any:
            yield from _condition_faults(f"fallback[{fallback.id}].any", condition, fields)


def _route_faults(policy: Policy, fields: FieldSet) -> Iterator[PolicyFault]:
    """Yield wishes, signals and means that routes name and nobody declares."""
    yield from _repeated("route", [route.id for route in policy.route])
    means_ids = [means.id for means in policy.means]
    signals = [signal.id for signal in policy.signal]
    for route in policy.route:
        path = f"route[{route.id}]"
        yield from _codes_faults(path, AI_HELP, route.ai_help, fields, ())
        yield from _unknown_ids(f"{path}.means", route.means, means_ids)
        yield from _unknown_ids(f"{path}.signal", route.signal, signals)
    for means in policy.means:
        yield from _unknown_ids(f"means[{means.id}].steps", means.steps, means_ids)
        yield from _step_faults(policy, means)


def _step_faults(policy: Policy, means: Means) -> Iterator[PolicyFault]:
    """Yield steps that have no parameters of a whole item to compute with."""
    steps = [declared for declared in policy.means if declared.id in means.steps]
    for step in steps if means.parameters is None else ():
        if step.parameters is None or min(rule.low for rule in step.parameters.touched_share) < 1.0:
            yield PolicyFault(
                f"means[{means.id}].steps",
                N_("“{id}” cannot be a step: it has steps, or touches only a part of an item."),
                {"id": step.id},
            )


def _unknown_ids(path: str, ids: Iterable[str], declared: list[str]) -> Iterator[PolicyFault]:
    for declared_id in ids:
        if declared_id not in declared:
            yield PolicyFault(
                path,
                N_("“{id}” is not declared."),
                {"id": declared_id},
                suggestion=nearest(declared_id, declared),
            )


def _gate_faults(path: str, gate: Gate, policy: Policy, fields: FieldSet) -> Iterator[PolicyFault]:
    answers = gate.allowed or gate.barred
    yield from _codes_faults(path, gate.field, answers, fields, ())
    if gate.unless is not None:
        yield from _condition_faults(f"{path}.{gate.field}.unless", gate.unless, fields)
    reasons = [reason.id for reason in policy.gate_reason]
    if gate.because not in reasons:
        yield PolicyFault(
            f"{path}.{gate.field}.because",
            N_("there is no reason “{reason}”; declare it under gate_reason."),
            {"reason": gate.because},
            suggestion=nearest(gate.because, reasons),
        )


def _gate_reason_faults(policy: Policy) -> Iterator[PolicyFault]:
    ids = [reason.id for reason in policy.gate_reason]
    yield from _repeated("gate_reason", ids)
    for reason_id in ids:
        if reason_id in RESERVED_REASONS:
            yield PolicyFault(
                f"gate_reason[{reason_id}]",
                N_("the program uses this id itself; choose another."),
            )


def _repeated(path: str, ids: Iterable[str]) -> Iterator[PolicyFault]:
    seen: set[str] = set()
    for definition_id in ids:
        if definition_id in seen:
            yield PolicyFault(f"{path}[{definition_id}]", N_("this id is used twice."))
        seen.add(definition_id)


def _factor_faults(path: str, factor: Factor, fields: FieldSet) -> Iterator[PolicyFault]:
    if factor.field in DERIVED_QUANTITIES:
        field = None
    else:
        field = fields.by_id.get(factor.field)
        if field is None:
            names = (*DERIVED_QUANTITIES, *fields.ids)
            yield PolicyFault(
                path, N_("there is no such field."), suggestion=nearest(factor.field, names)
            )
            return
    is_choice = field is not None and field.kind == "choice"
    if is_choice != (factor.points is not None) or (
        field and field.kind not in ("choice", "number")
    ):
        yield PolicyFault(path, N_("a choice field takes “points”, a number takes “knots”."))
    elif field is not None and factor.points is not None:
        yield from _choice_faults(f"{path}.points", field, factor.points)
        for code in field.codes:
            if code not in factor.points:
                yield PolicyFault(
                    f"{path}.points", N_("the points of “{code}” are missing."), {"code": code}
                )


def _points_outside_unit(path: str, factor: Factor) -> Iterator[PolicyFault]:
    for points in (*factor.outcomes, factor.expected):
        if not 0.0 <= points <= 1.0:
            yield PolicyFault(
                path, N_("points lie between 0 and 1; {points} does not."), {"points": points}
            )
    if not factor.lowest <= factor.expected <= factor.highest:
        yield PolicyFault(path, N_("“unknown” must lie between the lowest and the highest points."))


def _choice_faults(
    path: str, field: FieldDefinition, codes: Iterable[str]
) -> Iterator[PolicyFault]:
    for code in codes:
        if code not in field.codes:
            yield PolicyFault(
                f"{path}.{code}",
                N_("there is no such choice."),
                suggestion=nearest(code, field.codes),
            )


def _condition_faults(path: str, condition: Condition, fields: FieldSet) -> Iterator[PolicyFault]:
    yield from _codes_faults(path, condition.field, condition.allowed, fields, ())


def _rule_faults(
    path: str, rules: tuple[ParameterRule, ...], policy: Policy, fields: FieldSet
) -> Iterator[PolicyFault]:
    signals = [signal.id for signal in policy.signal]
    for rule in rules:
        for field_id, codes in rule.when.items():
            if field_id == SIGNAL:
                for code in codes:
                    if code not in signals:
                        yield PolicyFault(
                            f"{path}.when.{SIGNAL}",
                            N_("there is no signal “{signal}”."),
                            {"signal": code},
                            suggestion=nearest(code, signals),
                        )
                continue
            yield from _codes_faults(f"{path}.when", field_id, codes, fields, (UNKNOWN,))
    if rules[-1].when:
        yield PolicyFault(path, N_("the last rule must hold always: leave out “when”."))


def _codes_faults(
    path: str, field_id: str, codes: Iterable[str], fields: FieldSet, extra: tuple[str, ...]
) -> Iterator[PolicyFault]:
    field = fields.by_id.get(field_id)
    if field is None or field.kind != "choice":
        choices = [field.id for field in fields.of_kind("choice")]
        yield PolicyFault(
            f"{path}.{field_id}",
            N_("there is no such choice field."),
            suggestion=nearest(field_id, choices),
        )
        return
    yield from _choice_faults(
        f"{path}.{field_id}", field, (code for code in codes if code not in extra)
    )
