"""Base classes of declared data: frozen, labelled in two languages, named by an id."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any, Self, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rpa_scout.text import N_, Language, language

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Declared(BaseModel):
    """A frozen piece of declared data; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    def in_language(self, code: Language) -> Self:
        """Return a copy whose texts are those of a language, such as `label` from `label_en`.

        What has no text of its own in that language keeps the Japanese one.
        """
        return self if code == "ja" else cast("Self", self._english)

    @cached_property
    def _english(self) -> Declared:
        names = type(self).model_fields
        values: dict[str, Any] = {name: _in_english(getattr(self, name)) for name in names}
        for name in names:
            if f"{name}_en" in names:
                values[name] = _translated(values[name], values[f"{name}_en"])
        # Not model_copy(): it would take over what has been derived from the texts before.
        return self.model_construct(**values)


def _in_english(value: object) -> object:
    if isinstance(value, Declared):
        return value.in_language("en")
    if isinstance(value, tuple):
        return tuple(map(_in_english, value))
    return value


def _translated(japanese: object, translation: object) -> object:
    """Return a translation, or what there is without one; of tables, entry by entry."""
    if isinstance(japanese, dict) and isinstance(translation, dict):
        return japanese | translation
    return translation or japanese


class Explanation(Declared):
    """A reason or source in Japanese and English; ``str()`` gives the user's language.

    A plain text in a city's file stands for both languages and is stored as plain text again, so
    that the digests of policies stored before there were two languages stay as they are.
    """

    ja: str
    en: str

    @classmethod
    def same(cls, text: str) -> Explanation:
        """Return an explanation that reads the same in both languages."""
        return cls(ja=text, en=text)

    @model_validator(mode="before")
    @classmethod
    def _from_plain_text(cls, content: object) -> object:
        if isinstance(content, str):
            return {"ja": content, "en": content}
        if not isinstance(content, dict | Explanation):
            raise PydanticCustomError("explanation_type", "a text or a table")
        return content

    @model_serializer(mode="wrap")
    def _as_plain_text(self, as_table: SerializerFunctionWrapHandler) -> str | dict[str, Any]:
        return self.ja if self.ja == self.en else as_table(self)

    def text_in(self, code: Language) -> str:
        """Return the text in the language `code`."""
        return self.ja if code == "ja" else self.en

    def __str__(self) -> str:
        """Return the text in the user's language."""
        return self.text_in(language())


def _not_empty(explanation: Explanation) -> Explanation:
    if not (explanation.ja.strip() and explanation.en.strip()):
        raise ValueError(N_("say where the figures come from."))
    return explanation


Explained = Annotated[Explanation, AfterValidator(_not_empty)]
"""An explanation that must not be empty."""


class Labelled(Declared):
    """Something with a Japanese and an English label."""

    label: str
    label_en: str

    def label_in(self, code: Language) -> str:
        """Return the label in the language `code`."""
        return self.label if code == "ja" else self.label_en


class Named(Labelled):
    """Something labelled that has an id."""

    id: Identifier


def labels_of(entries: Iterable[Named]) -> dict[str, str]:
    """Return labels by id, in the user's language."""
    return {entry.id: entry.label_in(language()) for entry in entries}
