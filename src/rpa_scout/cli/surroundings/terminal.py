"""What reaches the terminal: text of files is shown, and never steers the terminal.

A cell may hold escape sequences, which change the title, the colours or the content of the screen,
and signs that turn the direction of writing round.
"""

from __future__ import annotations

import re
import sys
from typing import Final

_STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SHOWN_AS: Final = "\ufffd"


def steers(text: str) -> bool:
    """Tell whether a text holds control characters."""
    return _STEERING.search(text) is not None


def visible(text: str) -> str:
    """Return a text whose control characters are replaced by a visible sign.

    >>> visible("税務課" + chr(27) + "[2J")
    '税務課\ufffd[2J'
    """
    return _STEERING.sub(_SHOWN_AS, text)


def json_for_screen(text: str) -> str:
    """Return JSON in which control characters stand as escapes, which JSON knows."""
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def say(line: str) -> None:
    """Write a line to standard output."""
    sys.stdout.write(visible(line) + "\n")


def complain(line: str) -> None:
    """Write a line to the error stream, which a program without a console does not have."""
    if sys.stderr is not None:
        sys.stderr.write(visible(line) + "\n")
