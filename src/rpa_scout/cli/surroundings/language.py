"""The language of this run, set before the help texts are built."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from pathlib import Path

from rpa_scout import text

_OPTION = "--lang"


def choose_language(words: Sequence[str]) -> None:
    """Set the language from ``--lang`` or ``RPA_SCOUT_LANG``; Japanese is the default."""
    text.set_language(
        _language_option(words) or os.environ.get("RPA_SCOUT_LANG") or text.DEFAULT_LANGUAGE
    )
    # Typer translates "Options", "Usage:" with gettext's default domain when it is imported, so
    # that domain must be our catalogue before the import.
    gettext.bindtextdomain(text.DOMAIN, Path(text.__file__).with_name("locale"))
    gettext.textdomain(text.DOMAIN)
    os.environ["LANGUAGE"] = text.language()


def _language_option(words: Sequence[str]) -> str:
    for position, word in enumerate(words):
        if word == _OPTION and position + 1 < len(words):
            return words[position + 1]
        if word.startswith(f"{_OPTION}="):
            return word.partition("=")[2]
    return ""
