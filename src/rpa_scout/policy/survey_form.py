"""What a survey form has beside its fields: sheets, groups of columns, examples, words."""

from __future__ import annotations

from rpa_scout.policy.declared import Declared, Identifier, Labelled, Named

__all__ = ["AlikeTasks", "AnswerWords", "Example", "FieldGroup", "FormSheets"]


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
        Rows made ready for answers.
    """

    tasks_sheet: str
    guide_sheet: str
    examples_sheet: str
    choices_sheet: str
    questions_sheet: str
    never_read: tuple[str, ...]
    rows: int


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
