"""The command line: one module a command, each a few lines around the engine.

Exit codes: 0 fine; 1 findings of severity error; 2 wrong usage or nothing readable; 130 stopped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from rpa_scout.cli.language import choose_language
from rpa_scout.cli.stopping import ctrl_c_cancels, leave_at_once
from rpa_scout.errors import PolicyError, PolicyFault, RpaScoutError
from rpa_scout.progress import Cancelled
from rpa_scout.text import _, sentence_of

__all__ = ["main"]

EXIT_USAGE = 2
EXIT_STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words after the program's name; by default those of the process.

    Returns
    -------
    int
        Exit code.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    _show_what_the_console_can()
    try:
        with ctrl_c_cancels():
            code = _run(words, is_program=arguments is None)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    return code


def _show_what_the_console_can() -> None:
    """Show a sign that a console's encoding lacks as ``?`` instead of stopping at it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _run(words: Sequence[str], *, is_program: bool) -> int:
    try:
        choose_language(words)
        code = _code_of(words)
    except RpaScoutError as error:
        _complain(sentence_of(error))
        for fault in error.faults if isinstance(error, PolicyError) else ():
            _complain("  " + _fault_line(fault))
        code = EXIT_USAGE
    except (Cancelled, KeyboardInterrupt):
        _complain(_("Stopped. No half-written file is left."))
        if is_program:
            # While the exception lives, nothing of what was read has to be given back.
            leave_at_once(EXIT_STOPPED)
        code = EXIT_STOPPED
    return code


def _code_of(words: Sequence[str]) -> int:
    from rpa_scout.cli.app import run

    code = run(words)
    if code == EXIT_STOPPED:  # what Typer makes of a KeyboardInterrupt
        raise Cancelled
    return code


def _fault_line(fault: PolicyFault) -> str:
    line = f"{fault.key}: {_(fault.template).format(**fault.values)}"
    if fault.suggestion:
        line += " " + _("Did you mean “{name}”?").format(name=fault.suggestion)
    return line


def _complain(line: str) -> None:
    sys.stderr.write(line + "\n")
