"""The survey's fields as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.text import N_, Language, translated


def markdown_table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the lines of a table."""
    cells = list(headings)
    yield f"| {' | '.join(cells)} |"
    yield "|" + " --- |" * len(cells)
    for row in rows:
        yield "| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |"


def fields_markdown(fields: FieldSet, code: Language) -> str:
    """Describe the survey's fields."""

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
        members = [field for field in fields if field.group == group.id]
        rows = [
            (f"`{field.id}`", field.label, _answer_kind(field, code), field.help_in(code))
            for field in members
        ]
        lines += [*markdown_table(map(say, headings), rows), ""]
    return "\n".join(lines)


def _answer_kind(field: FieldDefinition, code: Language) -> str:
    if field.kind == "choice":
        return "<br>".join(f"`{choice.code}` {choice.label}" for choice in field.choices)
    kinds = {
        "text": N_("text"),
        "names": N_("names separated by 、"),
        "number": N_("number"),
        "months": N_("months 1–12, separated by 、"),
    }
    described = translated(kinds[field.kind], code)
    if field.kind == "number":
        unit = field.unit if code == "ja" else field.unit_en
        described += f" {field.minimum:,g}–{field.maximum:,.0f} {unit}"
    if field.required:
        described += " " + translated(N_("(required)"), code)
    return described
