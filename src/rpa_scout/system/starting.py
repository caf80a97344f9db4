"""Starting the running Python once more."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

_CREATION_FLAGS = 0x0800_0000 if os.name == "nt" else 0
"""CREATE_NO_WINDOW: a program without a console would show one for its child."""


def start_python(arguments: Sequence[str], *, is_piped: bool = False) -> subprocess.Popen[bytes]:
    """Start Python with other arguments; with pipes it shows nothing and takes no Ctrl-C."""
    words = [sys.executable, *arguments]
    pipe = subprocess.PIPE if is_piped else None
    return subprocess.Popen(  # noqa: S603 - this very Python, no shell
        words,
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL if is_piped else None,
        creationflags=_CREATION_FLAGS if is_piped else 0,
        # Ctrl-C is for the parent, which then closes the pipe.
        start_new_session=is_piped,
    )
