"""Fit the savings parameters to the published cases: ``python tools/fit_parameters.py [--check]``.

Replaces the fitted rules in the shipped policy; the rest of the file stays unchanged. ``--check``
writes nothing and exits with 1 if the file is stale. The same cases and prior always give the same
numbers.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

from rpa_scout.backtesting.fitting import fitted_rules
from rpa_scout.backtesting.groups import published_groups
from rpa_scout.backtesting.run import usable_cases
from rpa_scout.evidence.cases import read_cases
from rpa_scout.policy.declared import Explanation
from rpa_scout.policy.files import policy_path
from rpa_scout.policy.parameters import LossScale, ParameterRule, Pert
from rpa_scout.policy.policies import load_policy

POLICY = policy_path("hakusan-2026")


def rule_line(rule: ParameterRule) -> str:
    """Write a rule as a line of an array in TOML."""
    parts = []
    if rule.when:
        conditions = ", ".join(f"{name} = {codes(values)}" for name, values in rule.when.items())
        parts.append(f"when = {{ {conditions} }}")
    parts.append(pert_text(rule))
    if rule.setback is not None:
        chance = f"chance = {rule.setback.chance:g}"
        parts.append(f"setback = {{ {chance}, {pert_text(rule.setback)} }}")
    return f"  {{ {', '.join(parts)} }},\n"


def pert_text(pert: Pert) -> str:
    """Write the numbers and the source of a PERT."""
    numbers = f"low = {pert.low:g}, mode = {pert.mode:g}, high = {pert.high:g}"
    text = f"{numbers}, source = {source_text(pert.source)}"
    return f"{text}, rests_on = {codes(pert.rests_on)}" if pert.rests_on else text


def source_text(source: Explanation) -> str:
    """Write a source in both languages as a table of a line in TOML."""
    return f'{{ ja = "{source.ja}", en = "{source.en}" }}'


def scale_line(scale: LossScale) -> str:
    """Write the scale of losses as a table of a line in TOML."""
    numbers = ", ".join(
        f"{name} = {getattr(scale, name):g}" for name in LossScale.model_fields if name != "source"
    )
    return f"loss_scale = {{ {numbers}, source = {source_text(scale.source)} }}\n"


def codes(values: Sequence[str]) -> str:
    """Write codes as a list in TOML."""
    return "[" + ", ".join(f'"{code}"' for code in values) + "]"


def with_rules(text: str, rules: Mapping[tuple[str, str], Sequence[ParameterRule]]) -> str:
    """Replace the rules of a policy file by means and parameter."""
    for (means, name), fitted in rules.items():
        head = f'[[means]]\nid = "{means}"\n' if means else "\n[savings]\n"
        start = text.index(head)
        array = re.compile(rf"^{name} = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)
        match = array.search(text, start)
        assert match is not None, (means, name)
        lines = f"{name} = [\n{''.join(map(rule_line, fitted))}]\n"
        text = text[: match.start()] + lines + text[match.end() :]
    return text


def main(words: Sequence[str]) -> int:
    """Write the fitted policy, or check that it is current."""
    published = read_cases()
    cases, _left_out = usable_cases(published)
    fitted = fitted_rules(cases, load_policy(POLICY), published_groups(published))
    fitted_policy = POLICY.read_text(encoding="utf-8")
    text = with_rules(fitted_policy, fitted.rules)
    text = re.sub(
        r"^loss_scale = .*\n", lambda _: scale_line(fitted.loss_scale), text, flags=re.MULTILINE
    )
    for name, move in fitted.moves.items():
        print(f"{name}: {move:+.2f} prior deviations")
    print(f"effective candidates: {fitted.candidates_left:.0f}")
    if text == fitted_policy:
        print(f"{POLICY.name} is up to date")
        return 0
    if "--check" in words:
        print(f"stale: {POLICY.name}")
        return 1
    POLICY.write_text(text, encoding="utf-8")
    print(f"written: {POLICY.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
