"""The sentences of the question sheet; whoever writes one translates it."""

from __future__ import annotations

from typing import Final

from rpa_scout.questions import (
    ANSWER_HEADING,
    HOW_HEADING,
    NAME_HEADING,
    NUMBER_HEADING,
    REASON_HEADING,
)
from rpa_scout.text import N_

AUTHOR: Final = N_("Survey team")
FILE_STEM: Final = N_("Please confirm")

TITLE: Final = N_("Please confirm some answers of your survey")
ADDRESSED_TITLE: Final = N_("To: {departments} – {title}")
LEGEND: Final = N_(" {label}    ")
THANKS: Final = N_("Thank you for taking part in the survey. ")
COUNT_LINE: Final = N_(
    "Please look at these {count} questions about the form that you returned: fill in the column "
    "“Your answer”, save the file, and return it{until}{to}. If you do not know, write “I do not "
    "know”."
)
UNTIL: Final = N_(" by {deadline}")
TO: Final = N_(" to {sender}")
CONTACT: Final = N_("From, and contact for questions: {contact}")
REMARKS_LINE: Final = N_(
    "There is something to check about the columns of the list. Please read the remarks below, "
    "correct the list, save the file, and return it{until}{to}."
)
WAY_LINE_COPY: Final = N_(
    "A click on a cell in the column “Cell” opens that place of the list. You may correct the "
    "coloured cells of the list instead."
)
WAY_LINE_OWN: Final = N_(
    "The questions are about your file “{file}”. Please fill in the answers in this table."
)

HEADINGS: Final = (
    NUMBER_HEADING,
    N_("Cell"),
    NAME_HEADING,
    REASON_HEADING,
    N_("Written now"),
    ANSWER_HEADING,
    HOW_HEADING,
)
KIND_LABELS: Final = {
    "error": N_("to be filled in"),
    "warning": N_("to be checked"),
    "info": N_("not filled in yet"),
    "settled": N_("answered already"),
}
ROW: Final = N_("Row {row}")
NOTHING_WRITTEN: Final = N_("(blank)")
PREVIOUS_REPLY: Final = N_("{written}\n(earlier answer) {replied}")
HELP: Final = N_("{question}\n({help})")
EXAMPLE: Final = N_(" Example: {example}")
BETWEEN_DEPARTMENTS: Final = N_("; ")

HOW_KEEP: Final = N_(" If what is written is correct, write “{keep}”.")
HOW_WITHDRAW: Final = N_(
    "If it is another task, write a name that tells the two apart; if it is the same, write "
    "“{withdraw}”."
)

REMARKS_TITLE: Final = N_(
    "About the columns of the list (there is no answer cell; please correct the list)"
)
SETTLED_TITLE: Final = N_("Answered in an earlier round")
NOTE_MARK: Final = N_("[Please confirm]")
NOTE: Final = N_(
    "{mark} number {number}\n{reason}\nPlease answer in the column “Your answer” of the sheet "
    "“{sheet}”."
)
DONE_NOTE: Final = N_("{mark}\nThis is settled. Thank you.")
