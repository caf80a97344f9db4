"""What a survey form has beside its fields: sheets, groups of columns, examples, words."""

from __future__ import annotations

from rpa_scout.policy.declared import Declared, Identifier, Labelled, Named

__all__ = ["AlikeTasks", "AnswerWords", "Example", "FieldGroup", "FillingTime", "FormSheets"]


class AnswerWords(Declared):
    """What people write instead of an answer of the form, for all fields.

    Attributes
    ----------
    yes, no, partly : tuple of str
        Words that mean so; what they stand for says each field.
    nothing : tuple of str
        Signs such as 「－」, which may mean no or that nothing was written.
    unknown : tuple of str
        Further words for "I do not know".
    ditto : tuple of str
        Words and signs that repeat the cell above.
    no_tasks : tuple of str
        Written as the name of a task, the answer that a department has none.
    """

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    ditto: tuple[str, ...] = ()
    no_tasks: tuple[str, ...] = ()


class AlikeTasks(Declared):
    """Choice fields by which tasks are of one kind, so that their figures can be compared.

    Attributes
    ----------
    hours : tuple of str
        Fields with the same answers for hours a year, and for what a calibration learns.
    minutes : tuple of str
        The same for minutes per item.
    no_kind : tuple of str
        Answers that are no kind of work, such as "other".
    """

    hours: tuple[Identifier, ...] = ()
    minutes: tuple[Identifier, ...] = ()
    no_kind: tuple[Identifier, ...] = ()


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


class FieldGroup(Named):
    """A group of columns of the form."""


class Example(Labelled):
    """A worked example shown in the form; never taken for an answer.

    Attributes
    ----------
    lesson, lesson_en : str
        What the example shows, in a sentence or two.
    answers : dict of str to float or str
        Answers by field id: the code of a choice (or ``unknown``), a number, or a text.
    """

    id: Identifier
    lesson: str
    lesson_en: str
    answers: dict[str, float | str]
