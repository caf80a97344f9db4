"""What it costs to build for a group of the same work, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.policy.checks import Groups
from rpa_scout.text import N_, Language, translated


def group_lines(groups: Groups, code: Language) -> Iterator[str]:
    """Yield what a further task of a group costs, and where the share comes from."""
    sentence = N_(
        "The scenario of a confirmed group is built once; every further task costs {share:.0%} "
        "of its own hours to build."
    )
    yield f"- {translated(sentence, code).format(share=groups.adaptation_share)}"
    yield f"- {groups.source.text_in(code)}"
