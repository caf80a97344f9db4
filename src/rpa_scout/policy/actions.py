"""Changes of answers that departments can bring about, as the survey"s fields declare them."""

from __future__ import annotations

from pydantic import Field

from rpa_scout.policy.declared import Declared, Identifier
from rpa_scout.text import Language


class Action(Declared):
    """A change of an answer that a department can bring about itself.

    Attributes
    ----------
    when : tuple of str
        Answers from which it leads away; for choice fields.
    above : float or None
        The same for numbers: it leads down to `to`.
    to : str or float
        The answer afterwards.
    also : dict of str to str
        Answers to other fields that change with it.
    needs : dict of str to tuple of str
        Answers to other fields that it presupposes; unanswered ones do not stand in the way.
    advice, advice_en : str
        What the department does, in a sentence.
    """

    when: tuple[Identifier, ...] = ()
    above: float | None = None
    to: str | float
    also: dict[Identifier, str] = Field(default_factory=dict)
    needs: dict[Identifier, tuple[str, ...]] = Field(default_factory=dict)
    advice: str
    advice_en: str

    def advice_in(self, code: Language) -> str:
        """Return the advice in the language `code`."""
        return self.advice if code == "ja" else self.advice_en
