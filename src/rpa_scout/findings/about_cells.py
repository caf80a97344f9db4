"""Rules on single cells."""

from __future__ import annotations

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["RULES"]

RULES = (
    FindingRule(
        "required_missing",
        "error",
        N_("“{field}” is empty."),
        N_("Fill it in; without it the row cannot be ranked."),
    ),
    FindingRule(
        "not_a_number",
        "error",
        N_("“{value}” cannot be read as a number for “{field}”."),
        N_("Write the number alone ({expected}), or leave it blank if it is not known."),
    ),
    FindingRule(
        "out_of_range",
        "error",
        N_("{value} is outside what “{field}” can be ({expected})."),
        N_("Correct the number, or leave it blank if it is not known."),
    ),
    FindingRule(
        "unknown_choice",
        "error",
        N_("“{value}” is none of the answers to “{field}”."),
        N_("Choose one of: {expected}. Leave it blank if it is not known."),
    ),
    FindingRule(
        "not_months",
        "warning",
        N_("“{value}” cannot be read as months for “{field}”; it counts as unknown."),
        N_("Write months as numbers from 1 to 12, separated by 、."),
    ),
    FindingRule(
        "cell_error",
        "error",
        N_("the cell for “{field}” shows the error {value}."),
        N_("Open the workbook and mend the formula, or type the value."),
    ),
    FindingRule(
        "formula_without_value",
        "error",
        N_("the formula for “{field}” has no stored value."),
        N_("Open the workbook in Excel, save it, and send it again; or type the value."),
    ),
)
