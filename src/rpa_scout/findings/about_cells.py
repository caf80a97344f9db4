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
        "required_unreadable",
        "error",
        N_("the cell for “{field}” has no value that can be used ({written})."),
        N_("Type the value into the cell; without it the row cannot be ranked."),
    ),
    FindingRule(
        "not_a_number",
        "warning",
        N_("“{written}” cannot be read as a number for “{field}”; it counts as unknown."),
        N_("Write the number alone ({allowed}), or leave it blank if it is not known."),
    ),
    FindingRule(
        "out_of_range",
        "warning",
        N_("{written} is outside what “{field}” can be ({allowed}); it counts as unknown."),
        N_("Correct the number, or leave it blank if it is not known."),
    ),
    FindingRule(
        "unknown_choice",
        "warning",
        N_("“{written}” is none of the answers to “{field}”; it counts as unknown."),
        N_("Choose one of: {choices}. Leave it blank if it is not known."),
    ),
    FindingRule(
        "not_months",
        "warning",
        N_("“{written}” cannot be read as months for “{field}”; it counts as unknown."),
        N_("Write months as numbers from 1 to 12, separated by 、."),
    ),
    FindingRule(
        "read_as",
        "info",
        N_("“{written}” for “{field}” was read as {taken}."),
        N_("Nothing to do if that is what was meant."),
    ),
    FindingRule(
        "range_read",
        "info",
        N_("“{written}” for “{field}” was read as the range {taken}; its middle is used."),
        N_("Nothing to do; the range widens the range of the hours saved."),
    ),
    FindingRule(
        "number_from_choice",
        "info",
        N_("“{field}” is blank; the frequency “{written}” was taken as {taken}."),
        N_("Nothing to do; a number in the cell takes its place."),
    ),
    FindingRule(
        "choice_read_as",
        "info",
        N_("“{written}” for “{field}” was taken for the answer “{taken}”."),
        N_("Nothing to do if that is what was meant."),
    ),
    FindingRule(
        "choice_doubtful",
        "warning",
        N_("“{written}” for “{field}” can mean something else too; “{taken}” was taken."),
        N_("Choose the answer that is meant from the list."),
    ),
    FindingRule(
        "choice_left_open",
        "warning",
        N_("“{written}” for “{field}” leaves open which of these counts: {choices}."),
        N_("Choose the one that most of the work is; until then the score's range spans them."),
    ),
    FindingRule(
        "ditto_read",
        "info",
        N_("“{written}” for “{field}” was taken for the answer above: {taken}."),
        N_("Nothing to do if that is what was meant."),
    ),
    FindingRule(
        "ditto_without_answer",
        "warning",
        N_("“{written}” for “{field}” repeats the answer above, but there is none; it is unknown."),
        N_("Write the answer itself."),
    ),
    FindingRule(
        "date_as_text",
        "info",
        N_("“{field}” holds the date {written}; “{typed}” may have been typed."),
        N_("If it is no date, type it again in a cell formatted as text."),
    ),
    FindingRule(
        "ambiguous_number",
        "warning",
        N_("“{written}” for “{field}” can mean more than one number; {taken} was taken."),
        N_("Write the number alone, in the unit of the heading."),
    ),
    FindingRule(
        "percent_or_share",
        "warning",
        N_("{written} for “{field}” may be a percentage or a share; {taken} % was taken."),
        N_("Write 5 for five percent; if less than one percent is meant, write it with %."),
    ),
    FindingRule(
        "number_unknown",
        "warning",
        N_("“{written}” gives no number for “{field}”; it counts as unknown."),
        N_("Write a rough number, or a range such as 10～15."),
    ),
    FindingRule(
        "frequency_unknown",
        "warning",
        N_("“{written}” does not say how often; “{field}” counts as unknown."),
        N_("Write roughly how many times a year it was done, such as last year's number."),
    ),
    FindingRule(
        "unit_mismatch",
        "warning",
        N_("“{written}” is not in the unit of “{field}”; it counts as unknown."),
        N_("Write the number in the unit of the heading."),
    ),
    FindingRule(
        "date_damage",
        "warning",
        N_(
            "“{field}” holds the date or time {written}, probably made by the spreadsheet from "
            "“{typed}”; it counts as unknown."
        ),
        N_("Type it again in a cell formatted as text, such as 10～15 for a range."),
    ),
    FindingRule(
        "cell_error",
        "warning",
        N_("the cell for “{field}” shows the error {written}; it counts as unknown."),
        N_("Open the workbook and mend the formula, or type the value."),
    ),
    FindingRule(
        "formula_without_value",
        "warning",
        N_("the formula for “{field}” has no stored value; it counts as unknown."),
        N_("Open the workbook in Excel, save it, and send it again; or type the value."),
    ),
)
