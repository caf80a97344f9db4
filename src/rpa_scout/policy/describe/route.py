"""The AI route, gates and the cause that losses have in common, for the policy's page."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.policy.describe.fields import markdown_table
from rpa_scout.policy.describe.means import answers_text
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.means import AI_FUNCTIONS, AI_HELP
from rpa_scout.policy.model import Policy
from rpa_scout.policy.parameters import LossScale
from rpa_scout.text import N_, Language, translated


def route_lines(policy: Policy, fields: FieldSet, code: Language) -> Iterator[str]:
    """Yield the kinds of work that AI is looked at for, and the means considered."""

    def say(sentence: str) -> str:
        return translated(sentence, code)

    headings = (
        N_("kind of work"),
        N_("function of AI"),
        N_("wish"),
        N_("means considered"),
        N_("source"),
    )
    joint = "・" if code == "ja" else ", "

    labels = {means.id: means.label_in(code) for means in policy.means}
    rows = [
        (
            f"{route.label_in(code)}<br>`{route.id}`",
            say(AI_FUNCTIONS[route.function]),
            answers_text(fields[AI_HELP], route.ai_help, code),
            joint.join(labels[means_id] for means_id in route.means),
            route.source.text_in(code),
        )
        for route in policy.route
    ]
    yield from markdown_table(map(say, headings), rows)
    if policy.hand_over:
        yield ""
    for hand_over in policy.hand_over:
        condition = answers_text(fields[hand_over.field], hand_over.allowed, code)
        yield f"- {condition}: {hand_over.sentence_in(code)}"


def gate_reason_lines(policy: Policy, code: Language) -> Iterator[str]:
    """Yield the reasons of the gates, with the advice for tasks that no means remains for."""
    headings = (N_("reason"), N_("what is said of a task that no means is left for"))
    rows = [
        (f"{reason.label_in(code)}<br>`{reason.id}`", reason.sentence_in(code))
        for reason in policy.gate_reason
    ]
    yield from markdown_table((translated(heading, code) for heading in headings), rows)


def loss_scale_line(scale: LossScale, code: Language) -> str:
    """Describe the cause that the losses of a task have in common."""
    sentence = N_(
        "The losses where all goes well have one cause in common (`loss_scale`): the logarithm is "
        "a Student t variable with {degrees:g} degrees of freedom and scale {deviation:g}; "
        "{common:.0%} of its variance is common to all tasks; with a chance of {nothing:.0%} "
        "nothing is left over."
    )
    text = translated(sentence, code).format(
        degrees=scale.degrees_of_freedom,
        deviation=scale.deviation,
        common=scale.common_share,
        nothing=scale.nothing_left_chance,
    )
    return f"{text} {scale.source.text_in(code)}"
