"""Columns in other measures than a field's, as declared with the survey's fields."""

from __future__ import annotations

from rpa_scout.policy.declared import Identifier, Named


class Measure(Named):
    """A column that lists of other origin have instead of a field, in another measure.

    Attributes
    ----------
    field : str
        The number field that it is converted to.
    per_year : float
        How often its period comes round in a year.
    aliases : tuple of str
        Headings of such columns.
    """

    field: Identifier
    per_year: float
    aliases: tuple[str, ...] = ()
