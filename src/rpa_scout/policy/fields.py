"""The survey's fields as declared in ``data/fields.toml``."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from rpa_scout.errors import PolicyError
from rpa_scout.policy.actions import Action
from rpa_scout.policy.choices import BETWEEN_LABELS, UNKNOWN_LABELS, Choice, Phrase, unknown_label
from rpa_scout.policy.declared import Declared, Identifier, Named
from rpa_scout.policy.files import (
    SHIPPED_FIELDS,
    default_policy,
    fields_path,
    file_state,
    policy_path,
)
from rpa_scout.policy.load import load_declaration
from rpa_scout.policy.measures import Measure
from rpa_scout.policy.survey_form import AlikeTasks, AnswerWords, Example, FieldGroup, FormSheets
from rpa_scout.text import N_, Language, fold, language

FieldKind = Literal["text", "names", "number", "months", "choice"]


def without_unit(label: str) -> str:
    """Return a label without the unit or remark in brackets.

    >>> without_unit("1件当たりの時間（分／件）"), without_unit("Minutes per item (min/item)")
    ('1件当たりの時間', 'Minutes per item')
    """
    return label.partition("（")[0].partition(" (")[0]


def is_unanswered(cell: object) -> bool:
    """Return whether a cell of a table of tasks holds no answer.

    >>> is_unanswered(None), is_unanswered(float("nan")), is_unanswered(0.0), is_unanswered("")
    (True, True, False, False)
    """
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


class FieldDefinition(Named):
    """One field of the survey.

    Attributes
    ----------
    id : str
        Name of the field in code, data frames and JSON.
    kind : {"text", "names", "number", "months", "choice"}
        How a cell is read.
    core : bool
        Whether the form asks for it among the first columns.
    expected : bool, optional
        Whether a list of tasks without such a column gets a finding; by default if it is core.
    unit, unit_en : str
        Unit of a number, such as ``分／件``; it is part of the label too.
    minimum, maximum : float
        Range of a number, both ends included.
    blank : float or None
        Number that an empty cell stands for; None where empty means unknown.
    choices : tuple of Choice
        Answers of a choice field, best known first.
    actionable : tuple of Action
        What a department can change about it.
    yes, no, partly : tuple of str
        Codes of the choices that 有, 無 and △ stand for; empty where they are no answer.
    phrases : tuple of Phrase
        Words that stand for several choices at once.
    numbered : bool
        Whether a number alone is the number of a choice, counted from 1.
    fills : str
        Id of the number field that a choice answers where its cell is blank; ``""``: none.
    """

    kind: FieldKind
    group: Identifier
    core: bool = False
    expected: bool | None = None
    required: bool = False
    unit: str = ""
    unit_en: str = ""
    minimum: float = 0.0
    maximum: float = 0.0
    blank: float | None = None
    width: float = 12.0
    help: str
    help_en: str
    aliases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    actionable: tuple[Action, ...] = ()
    yes: tuple[Identifier, ...] = ()
    no: tuple[Identifier, ...] = ()
    partly: tuple[Identifier, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    numbered: bool = False
    fills: str = ""

    def __hash__(self) -> int:
        # Actions hold dictionaries, which have no hash; equal fields have the same id and label.
        return hash((self.id, self.label, self.kind))

    @model_validator(mode="after")
    def _choices_belong_to_choice_fields(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError(N_("a field of kind “choice” has choices, and no other has."))
        return self

    @model_validator(mode="after")
    def _words_stand_for_choices(self) -> Self:
        phrased = (code for phrase in self.phrases for code in phrase.codes)
        for code in (*self.yes, *self.no, *self.partly, *phrased):
            if code not in self.codes:
                message = f"field “{self.id}”: there is no choice “{code}”"
                raise ValueError(message)
        return self

    @property
    def is_expected(self) -> bool:
        """Whether a list of tasks without such a column gets a finding."""
        if self.expected is None:
            return self.core and not self.required
        return self.expected

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the choices, in declared order."""
        return tuple(choice.code for choice in self.choices)

    @cached_property
    def position_of(self) -> dict[object, int]:
        """Position of the choice by its label or code to the letter; -1 for an empty answer."""
        spellings: dict[object, int] = dict.fromkeys(("", *UNKNOWN_LABELS), -1)
        for position, choice in enumerate(self.choices):
            for spelling in (choice.code, choice.label, choice.label_en):
                spellings.setdefault(spelling, position)
        return spellings

    @cached_property
    def code_of(self) -> dict[str, int]:
        """Position of the choice by every folded spelling of it; -1 for "I do not know"."""
        spellings: dict[str, int] = {fold(word): -1 for word in UNKNOWN_LABELS}
        for position, choice in enumerate(self.choices):
            for spelling in (choice.code, choice.label, choice.label_en, *choice.aliases):
                spellings.setdefault(fold(spelling), position)
        return spellings

    def accepts(self, answer: object) -> bool:
        """Return whether an answer fits the field: a choice's code, a number, a text."""
        if self.kind == "choice":
            return answer in (*self.codes, "unknown")
        if self.kind == "number":
            return isinstance(answer, float) and self.minimum <= answer <= self.maximum
        return isinstance(answer, str)

    def choice_label(self, code: str | None, in_language: Language | None = None) -> str:
        """Return the label of a choice code; None gives the label of "I do not know"."""
        for choice in self.choices:
            if choice.code == code:
                return choice.label_in(in_language or language())
        return unknown_label(in_language)

    def shown_labels(self, stored: str, in_language: Language | None = None) -> str:
        """Return labels of choices, which findings store in Japanese, in the user's language.

        A text that holds anything else stays as it is.
        """
        if (in_language or language()) == "ja":
            return stored
        shown = {choice.label: choice.label_en for choice in self.choices}
        shown[UNKNOWN_LABELS[0]] = unknown_label(in_language)
        parts = stored.split(BETWEEN_LABELS)
        return " / ".join(shown[part] for part in parts) if shown.keys() >= {*parts} else stored

    def help_in(self, code: Language) -> str:
        """Return the help sentence in the language `code`."""
        return self.help if code == "ja" else self.help_en


class FieldSet(Declared):
    """All fields of the survey, in the order of the form.

    Attributes
    ----------
    version : str
        Version of the form made from these fields.
    form : FormSheets
        Names of the form's sheets.
    group : tuple of FieldGroup
        Groups of columns.
    field : tuple of FieldDefinition
        The fields, core columns first.
    example : tuple of Example
        Worked examples of the form.
    words : AnswerWords
        What people write instead of an answer of the form.
    alike : AlikeTasks
        Fields by which tasks are of one kind.
    measure : tuple of Measure
        Columns in other measures that are converted.
    """

    version: str
    form: FormSheets
    group: tuple[FieldGroup, ...]
    field: tuple[FieldDefinition, ...]
    example: tuple[Example, ...] = ()
    words: AnswerWords = AnswerWords()
    alike: AlikeTasks = AlikeTasks()
    measure: tuple[Measure, ...] = ()

    @model_validator(mode="after")
    def _examples_answer_the_fields(self) -> Self:
        for example in self.example:
            for field_id, answer in (*example.answers.items(), *example.answers_en.items()):
                field = self.by_id.get(field_id)
                if field is None or not field.accepts(answer):
                    message = f"example “{example.id}”: “{answer}” is no answer to “{field_id}”"
                    raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _kinds_are_choices(self) -> Self:
        for field_id in (*self.alike.hours, *self.alike.minutes):
            if field_id not in self.by_id or not self.by_id[field_id].choices:
                message = f"alike: there is no choice field “{field_id}”"
                raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _actions_lead_to_answers(self) -> Self:
        for field in self.field:
            for action in field.actionable:
                answers = [(field.id, answer) for answer in (*action.when, action.to)]
                answers += action.also.items()
                answers += [(name, code) for name, codes in action.needs.items() for code in codes]
                for field_id, answer in answers:
                    if field_id not in self.by_id or not self.by_id[field_id].accepts(answer):
                        message = f"action of “{field.id}”: “{answer}” is no answer to “{field_id}”"
                        raise ValueError(message)
        return self

    def __iter__(self) -> Iterator[FieldDefinition]:  # type: ignore[override]  # fields, not keys
        return iter(self.field)

    def __getitem__(self, field_id: str) -> FieldDefinition:
        return self.by_id[field_id]

    @cached_property
    def by_id(self) -> dict[str, FieldDefinition]:
        """Fields by their id."""
        return {field.id: field for field in self.field}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids in the order of the form."""
        return tuple(field.id for field in self.field)

    def of_kind(self, *kinds: FieldKind) -> tuple[FieldDefinition, ...]:
        """Return the fields of the given kinds, in the order of the form."""
        return tuple(field for field in self.field if field.kind in kinds)

    @cached_property
    def automated_answers(self) -> tuple[tuple[str, str], ...]:
        """Fields and codes of the answers which say that a robot does the task already."""
        return tuple(
            (field.id, choice.code)
            for field in self.field
            for choice in field.choices
            if choice.automated
        )

    def shown_labels(self, field_id: str, stored: str, in_language: Language | None = None) -> str:
        """Do the same as :meth:`FieldDefinition.shown_labels` for the field of an id."""
        field = self.by_id.get(field_id)
        return field.shown_labels(stored, in_language) if field else stored

    def label(self, field_id: str, in_language: Language | None = None) -> str:
        """Return the label of a field, in the present language unless another is named.

        An unknown id is its own label.
        """
        field = self.by_id.get(field_id)
        return field.label_in(in_language or language()) if field else field_id


def load_fields(path: str | Path | None = None) -> FieldSet:
    """Return the survey's fields.

    Parameters
    ----------
    path : str or Path, optional
        A city's own file; by default the fields of the default policy.

    Returns
    -------
    FieldSet
        The fields, validated.

    Raises
    ------
    PolicyError
        Lists every fault of the file: key path, sentence, and nearest valid name.

    Examples
    --------
    >>> import rpa_scout as rs
    >>> rs.load_fields()["minutes_per_item"].unit
    '分／件'
    """
    if path is None:
        path = fields_path(policy_path(default_policy()))
    file = Path(path).resolve()
    try:
        state = file_state(file)
    except OSError:
        raise PolicyError(N_("There is no file of survey fields {path}."), path=file) from None
    return _load_unchanged(file, *state)


def shipped_fields() -> FieldSet:
    """Return the shipped fields; published cases and the models of likeness speak of them."""
    return load_fields(SHIPPED_FIELDS)


@lru_cache(maxsize=8)
def _load_unchanged(path: Path, _modified_ns: int, _size: int) -> FieldSet:
    return load_declaration(FieldSet, path)
