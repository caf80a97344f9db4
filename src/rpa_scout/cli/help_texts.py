"""Help that can be read at any width."""

from __future__ import annotations

from rich.text import Text
from typer import rich_utils


class _Folding(rich_utils.OptionHighlighter):
    """Lets a text without spaces, as Japanese is, go on in the next line instead of cutting it."""

    def __call__(self, text: str | Text) -> Text:
        """Highlight options, and fold what is longer than its column."""
        highlighted = super().__call__(text)
        highlighted.overflow = "fold"
        return highlighted


def fold_long_words() -> None:
    """Use it for the help of all commands."""
    rich_utils.highlighter = _Folding()
