"""Answers of one row that cannot both be right."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from rpa_scout.arrays import Bools
from rpa_scout.checking.rules.rule import RowProblem, RowRule, RuleContext
from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

ROUTINE_EXCEPTION_PERCENT = 50.0
"""Percentage of exceptions that contradicts “no judgement”: most items leave the procedure."""

_PAPER = ("print", "handwriting", "spoken")
_ELECTRONIC = ("system", "spreadsheet", "web_form", "text_pdf")

_JUDGEMENT = "判断"
_NO_JUDGEMENT = re.compile(
    r"判断(?:する|の|を)?(?:必要|余地|要素|場面|部分)?[はがをもにと]?"
    r"(?:特に|ほぼ|ほとんど|あまり|一切|全く)*"
    r"(?:必要と?(?:は|が)?し?な|不要|無|な[いくし]|ありませ|せず|しな|"
    r"要らな|いらな|要しな|伴わな|入らな|挟まな|加えな)"
)
_SHOWN_AROUND = 12  # characters either side of the word, enough to find the place


def routine_with_judgement(context: RuleContext) -> Iterator[RowProblem]:
    """Yield tasks said to need no judgement whose description speaks of it."""
    descriptions = context.tasks["description"].to_numpy(dtype=object)
    for row in _rows(context, context.is_one_of("judgement", "none")):
        words = _words_on_judgement(descriptions[row] or "")
        if words:
            yield RowProblem(row, "routine_with_judgement", "judgement", values={"words": words})


def _words_on_judgement(description: str) -> str:
    """Return the words around a judgement that is called for; ``""`` where none is."""
    if _JUDGEMENT not in description:
        return ""
    denied = {match.start() for match in _NO_JUDGEMENT.finditer(description)}
    for match in re.finditer(_JUDGEMENT, description):
        if match.start() not in denied:
            start, end = max(match.start() - _SHOWN_AROUND, 0), match.end() + _SHOWN_AROUND
            before, after = "…" * (start > 0), "…" * (end < len(description))
            return f"{before}{description[start:end].strip()}{after}"
    return ""


def routine_with_exceptions(context: RuleContext) -> Iterator[RowProblem]:
    """Yield tasks said to need no judgement although half or more of the items are exceptions."""
    many = context.answers("exception_percent") >= ROUTINE_EXCEPTION_PERCENT
    for row in _rows(context, many & context.is_one_of("judgement", "none")):
        yield RowProblem(
            row,
            "routine_with_exceptions",
            "exception_percent",
            values={"percent": f"{context.answers('exception_percent')[row]:g}"},
            cells={"judgement": "judgement"},
        )


def paper_already_electronic(context: RuleContext) -> Iterator[RowProblem]:
    """Yield tasks whose input is paper or speech and yet electronic already."""
    both = context.is_one_of("input_form", *_PAPER) & context.is_one_of("digitisable", "already")
    for row in _rows(context, both):
        yield RowProblem(
            row, "paper_already_electronic", "digitisable", cells={"input": "input_form"}
        )


def electronic_input_not_already(context: RuleContext) -> Iterator[RowProblem]:
    """Yield tasks whose input is electronic although another answer says “no” or “not yet”."""
    electronic = context.is_one_of("input_form", *_ELECTRONIC)
    otherwise = context.is_one_of("digitisable", "online_form", "ocr", "no")
    for row in _rows(context, electronic & otherwise):
        yield RowProblem(
            row, "electronic_not_already", "digitisable", cells={"input": "input_form"}
        )


def _rows(context: RuleContext, which: Bools) -> list[int]:
    rows: list[int] = np.flatnonzero(which & context.usable).tolist()
    return rows


RULES = (
    RowRule(
        (
            FindingRule(
                "routine_with_judgement",
                "warning",
                N_("“{field}” is “{answer}”, but the description speaks of judgement: “{words}”."),
                N_("Choose the degree of judgement that fits, or put the description right."),
                quotes="answer",
                also=("description",),
            ),
        ),
        routine_with_judgement,
        order=40,
    ),
    RowRule(
        (
            FindingRule(
                "routine_with_exceptions",
                "warning",
                N_("“{field}” is {percent} %, although the judgement is said to be “{judgement}”."),
                N_("Check both: where half of the items need other treatment, somebody judges."),
                quotes="percent",
                also=("judgement",),
            ),
        ),
        routine_with_exceptions,
        order=50,
    ),
    RowRule(
        (
            FindingRule(
                "paper_already_electronic",
                "warning",
                N_("“{field}” is “{answer}”, but the input is “{input}”."),
                N_("Check both: what comes on paper or by word of mouth is not electronic yet."),
                quotes="answer",
                also=("input_form",),
            ),
        ),
        paper_already_electronic,
        order=60,
    ),
    RowRule(
        (
            FindingRule(
                "electronic_not_already",
                "warning",
                N_("“{field}” is “{answer}”, although the input is “{input}” and so electronic."),
                N_("Check both; where the input is electronic, say so."),
                quotes="answer",
                also=("input_form",),
            ),
        ),
        electronic_input_not_already,
        order=70,
    ),
)
