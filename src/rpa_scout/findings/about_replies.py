"""Rules on replies to questions that were sent back to a department."""

from __future__ import annotations

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["RULES"]

RULES = (
    FindingRule(
        "answered_in_questions",
        "info",
        N_("“{field}”: instead of “{written}” in the list, the reply counts ({reply})."),
        N_("Nothing to do; the reply stands on the page of questions."),
    ),
    FindingRule(
        "confirmed_in_questions",
        "info",
        N_("“{field}”: the department confirms “{written}” ({reply})."),
        N_("Nothing to do; the reply stands on the page of questions."),
    ),
    FindingRule(
        "row_withdrawn",
        "info",
        N_("the department withdraws the task “{task}” ({question}); the row is left out."),
        N_("Nothing to do; the reply stands on the page of questions."),
        quotes="task",
    ),
    FindingRule(
        "answer_without_question",
        "warning",
        N_(
            "the reply “{reply}” ({question}) was not used: the task it is about is no longer "
            "where it was, or its file was not read."
        ),
        N_("Read the file as well, type the answer into its list, or send the questions again."),
        quotes="reply",
    ),
    FindingRule(
        "answer_row_unclear",
        "warning",
        N_(
            "the reply “{reply}” was not used: it is not clear which question its row belongs to "
            "({question}); rows may have been sorted, copied or typed over."
        ),
        N_("Send the questions again, or type the answer into the list."),
        quotes="reply",
    ),
    FindingRule(
        "answer_and_cell_differ",
        "warning",
        N_(
            "“{field}” was changed in the list to “{written}”, "
            "but the reply says {reply}; the list counts."
        ),
        N_("Ask the department which of the two is right."),
    ),
    FindingRule(
        "answers_differ",
        "warning",
        N_("the reply “{reply}” for “{field}” was not used: another reply says {rival}."),
        N_("Ask the department which of the two is right, and delete the other."),
        quotes="reply",
    ),
    FindingRule(
        "answer_not_usable",
        "warning",
        N_("the reply “{reply}” to “{field}” ({question}) does not answer the question."),
        N_("Ask the department for the answer itself."),
        quotes="reply",
    ),
)
