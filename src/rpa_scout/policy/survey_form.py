"""What a survey form has beside its fields: sheets, groups of columns, examples, words."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field

from rpa_scout.policy.declared import Declared, Identifier, Labelled, Named


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
    tasks_sheet_en, guide_sheet_en, examples_sheet_en, choices_sheet_en, questions_sheet_en : str
        Their names in an English form; the Japanese ones where left out.
    never_read : tuple of str
        Sheets that hold no list of tasks, besides those of the English form.
    rows : int
        Rows with input rules.
    prepared_rows : int
        Rows that are drawn and numbered in a blank form: one printed page.
    none_label, none_label_en : str
        Label of the box by which a department answers that it has no such task.
    own_headings, own_headings_en : tuple of str
        Headings of columns that the form fills in itself; reading passes over them.
    time : FillingTime
        How the time is reckoned that the form promises.
    """

    tasks_sheet: str
    guide_sheet: str
    examples_sheet: str
    choices_sheet: str
    questions_sheet: str
    tasks_sheet_en: str = ""
    guide_sheet_en: str = ""
    examples_sheet_en: str = ""
    choices_sheet_en: str = ""
    questions_sheet_en: str = ""
    never_read: tuple[str, ...]
    rows: int
    prepared_rows: int = 25
    none_label: str = ""
    none_label_en: str = ""
    own_headings: tuple[str, ...] = ()
    own_headings_en: tuple[str, ...] = ()
    time: FillingTime = FillingTime()

    @cached_property
    def questions_sheets(self) -> tuple[str, ...]:
        """Names of the page of questions in either language."""
        return tuple(filter(None, (self.questions_sheet, self.questions_sheet_en)))

    @cached_property
    def without_tasks(self) -> frozenset[str]:
        """Sheets that hold neither tasks nor questions, in either language."""
        english = (self.guide_sheet_en, self.examples_sheet_en, self.choices_sheet_en)
        return frozenset((*self.never_read, *filter(None, english))).difference(
            self.questions_sheets
        )

    @cached_property
    def none_labels(self) -> tuple[str, ...]:
        """Labels of the box for "no such task" in either language."""
        return tuple(filter(None, (self.none_label, self.none_label_en)))


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
    answers_en : dict of str to str
        The texts among them in English.
    """

    id: Identifier
    lesson: str
    lesson_en: str
    answers: dict[str, float | str]
    answers_en: dict[str, float | str] = Field(default_factory=dict)
