"""What the survey form declares about itself: its sheets, own columns and the time it takes."""

from __future__ import annotations

from rpa_scout.policy.declared import Declared

__all__ = ["FillingTime", "FormSheets"]


class FillingTime(Declared):
    """Seconds that a respondent needs, from which the form's promise is reckoned.

    Attributes
    ----------
    choice, number, text, names, months : float
        To answer one question of that kind, with the answer known.
    lookup_per_task : float
        To look up or ask for figures of one task.
    reading : float
        To read the instructions once.
    """

    choice: float = 6.0
    number: float = 8.0
    text: float = 15.0
    names: float = 15.0
    months: float = 8.0
    lookup_per_task: float = 60.0
    reading: float = 300.0


class FormSheets(Declared):
    """Names of the form's sheets, shared by those who write the form and those who read it.

    Attributes
    ----------
    tasks_sheet, guide_sheet, examples_sheet, choices_sheet : str
        The list of tasks, the page on how to fill it in, worked examples, the choice lists.
    questions_sheet : str
        The page of questions that is sent back to a department.
    never_read : tuple of str
        Sheets that hold no list of tasks.
    rows : int
        Rows with input rules.
    prepared_rows : int
        Rows that are drawn and numbered in a blank form: one printed page.
    none_label : str
        Label of the box by which a department answers that it has no such task.
    own_headings : tuple of str
        Headings of columns that the form fills in itself; reading passes over them.
    time : FillingTime
        How the time is reckoned that the form promises.
    """

    tasks_sheet: str
    guide_sheet: str
    examples_sheet: str
    choices_sheet: str
    questions_sheet: str
    never_read: tuple[str, ...]
    rows: int
    prepared_rows: int = 25
    none_label: str = ""
    own_headings: tuple[str, ...] = ()
    time: FillingTime = FillingTime()
