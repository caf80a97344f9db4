"""Base classes of declared data: frozen, labelled in two languages, named by an id."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rpa_scout.text import Language

__all__ = ["Declared", "Identifier", "Labelled", "Named"]

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Declared(BaseModel):
    """A frozen piece of declared data; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


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
