"""Rules on sheets, headings, columns and lines."""

from __future__ import annotations

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["RULES"]

RULES = (
    FindingRule(
        "no_survey_table",
        "error",
        N_("no list of tasks was found: no line has at least {count} of the survey's headings."),
        N_("Use the survey form, or name the columns as the form does."),
    ),
    FindingRule(
        "column_missing",
        "error",
        N_("the column “{field}” is missing."),
        N_("Add the column; its heading is {heading}."),
    ),
    FindingRule(
        "column_absent",
        "info",
        N_("columns of the form that are not there count as unknown: {columns}."),
        N_("Add them where the answer is known; it narrows the range of the score."),
        quotes="columns",
    ),
    FindingRule(
        "lists_too_many",
        "error",
        N_("the workbook holds more than {limit} lists; those further on were not read."),
        N_("Put the tasks below one line of headings, or divide the workbook; then try again."),
    ),
    FindingRule(
        "column_unknown",
        "warning",
        N_("the column “{heading}” is none of the survey's; {count} values were not read."),
        N_("If it answers one of the form's questions, give it the form's heading."),
        quotes="heading",
    ),
    FindingRule(
        "column_near",
        "warning",
        N_("the column “{heading}” was taken for “{field}”."),
        N_("If it is something else, give it another heading; if not, use the form's."),
        quotes="heading",
    ),
    FindingRule(
        "column_unit",
        "warning",
        N_("the column “{heading}” looks like “{field}” in another unit; it was not read."),
        N_("Convert the values, and give the column the heading “{form_heading}”."),
        quotes="heading",
    ),
    FindingRule(
        "column_converted",
        "warning",
        N_("the column “{heading}” was converted to “{field}” (times {factor})."),
        N_("If it holds something else, give it another heading; if not, nothing is to be done."),
        quotes="heading",
    ),
    FindingRule(
        "column_items",
        "warning",
        N_(
            "the column “{heading}” was converted to “{field}”: the items of a year divided by "
            "its runs; where a monthly figure has no runs beside it, each month counts as a run."
        ),
        N_("If the runs are others, add the column for runs a year."),
        quotes="heading",
    ),
    FindingRule(
        "column_without_heading",
        "warning",
        N_("column {column} has no heading; {count} values were not read."),
        N_("If it answers one of the form's questions, give it the form's heading."),
        quotes="column",
    ),
    FindingRule(
        "column_twice",
        "warning",
        N_("two columns are headed “{field}”; the left one was read."),
        N_("Delete or rename the column that does not count."),
    ),
    FindingRule(
        "no_rows",
        "warning",
        N_("the list of tasks is empty."),
        N_("Ask the department whether it has nothing to report."),
    ),
    FindingRule(
        "department_without_tasks",
        "info",
        N_("“{written}”: the department answers that it has no such task ({department})."),
        N_("Nothing to do; the department counts as having answered."),
    ),
    FindingRule(
        "none_box_with_tasks",
        "warning",
        N_("“{box}” is ticked, but the list holds {count} tasks; they count."),
        N_("Ask the department which is right; empty the box or the list."),
        quotes="box",
    ),
    FindingRule(
        "sheet_hidden",
        "warning",
        N_("the sheet is hidden; its tasks count, because no other sheet holds a list."),
        N_("Delete the sheet if it is not to count."),
    ),
    FindingRule(
        "sheet_hidden_left_out",
        "warning",
        N_("the sheet is hidden; its {count} tasks do not count."),
        N_("If they are to count, show the sheet and try again; if not, nothing is to be done."),
    ),
    FindingRule(
        "older_year",
        "warning",
        N_("the list is of {year}, and there is one of {newer}; the older one does not count."),
        N_("If both are to count, send them in two files."),
        quotes="year",
    ),
    FindingRule(
        "struck_out_text",
        "warning",
        N_("struck-out text does not count: “{written}” was read as “{remaining}”."),
        N_(
            "Nothing to do if it is deleted; if not, remove the line through it. "
            "A row whose name is struck out is left out."
        ),
    ),
    FindingRule(
        "hidden_by_merge",
        "warning",
        N_("“{written}” does not count: a merged cell hides it."),
        N_("Separate the cells; delete the value, or fill in each row."),
    ),
    FindingRule(
        "rows_hidden",
        "info",
        N_("rows that are hidden were read all the same: {rows}."),
        N_("Delete the rows if they are not to count."),
        quotes="rows",
    ),
    FindingRule(
        "columns_hidden",
        "info",
        N_("columns that are hidden were read all the same: {columns}."),
        N_("Delete the columns if they are not to count."),
        quotes="columns",
    ),
    FindingRule(
        "total_row",
        "info",
        N_("left out as a row of totals: “{written}”."),
        N_("If it is a task, give it the name of the task."),
    ),
    FindingRule(
        "example_row",
        "info",
        N_("left out as an example: “{written}”."),
        N_("If it is a task, take the word for example out of its name."),
    ),
    FindingRule(
        "note_row",
        "info",
        N_("left out as a note: “{written}”."),
        N_("If it is a task, write it into the column for the name."),
    ),
    FindingRule(
        "section_title",
        "info",
        N_("“{written}” stands alone in its row: taken for the title of the rows below."),
        N_("If it is a task, fill in its other columns."),
    ),
    FindingRule(
        "cells_merged",
        "warning",
        N_("the cells for “{field}” are merged over several tasks; the first alone has the value."),
        N_("Separate the cells, and fill each of them in."),
    ),
    FindingRule(
        "department_merged",
        "info",
        N_("“{field}” was taken from the merged cell: {taken}."),
        N_("Nothing to do if these rows belong to it."),
        quotes="taken",
    ),
    FindingRule(
        "department_filled",
        "info",
        N_("“{field}” is blank here; it was taken from the rows above or below: {taken}."),
        N_("Nothing to do if these rows belong to it."),
        quotes="taken",
    ),
    FindingRule(
        "department_from_sheet",
        "info",
        N_("“{field}” stands nowhere in the list; it was taken from the sheet's name: {taken}."),
        N_("Nothing to do if that is right; if not, add the column."),
        quotes="taken",
    ),
    FindingRule(
        "department_from_file",
        "info",
        N_("“{field}” stands nowhere in the list; it was taken from the file's name: {taken}."),
        N_("Nothing to do if that is right; if not, add the column."),
        quotes="taken",
    ),
    FindingRule(
        "department_from_properties",
        "info",
        N_("“{field}” stands nowhere in the list; it was taken from the form's cover: {taken}."),
        N_("Nothing to do if that is right; if not, add the column."),
        quotes="taken",
    ),
)
