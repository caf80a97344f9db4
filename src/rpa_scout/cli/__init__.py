"""The command line: one small module per command.

Exit codes: 0 success; 1 findings of severity error; 2 wrong usage or nothing readable;
70 a defect of the program; 130 stopped.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Sequence

from rpa_scout.cli.surroundings.language import choose_language
from rpa_scout.cli.surroundings.stopping import ctrl_c_cancels, leave_at_once
from rpa_scout.errors import PolicyError, PolicyFault, RpaScoutError
from rpa_scout.progress import Cancelled
from rpa_scout.text import _

EXIT_USAGE = 2
EXIT_DEFECT = 70  # EX_SOFTWARE of sysexits.h
EXIT_STOPPED = 130

_VERBOSE = "--verbose"
_log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _replace_unprintable_characters()
    try:
        with ctrl_c_cancels():
            code = _run(words, is_program=arguments is None)
        if sys.stdout is not None:  # pythonw has no console
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader closed the pipe; without this, Python reports it again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    return code


def _replace_unprintable_characters() -> None:
    """Print ``?`` for characters that the console's encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _run(words: Sequence[str], *, is_program: bool) -> int:
    # Read before the command runs, like the language, because it may follow any command.
    verbose = _VERBOSE in words
    words = [word for word in words if word != _VERBOSE]
    try:
        choose_language(words)
        code = _logged(words, verbose=verbose)
    except RpaScoutError as error:
        from rpa_scout.cli.surroundings.remedies import complaint_of

        _complain(complaint_of(error))
        for fault in error.faults if isinstance(error, PolicyError) else ():
            _complain("  " + _fault_line(fault))
        code = EXIT_USAGE
    except (Cancelled, KeyboardInterrupt):
        _complain(_("Stopped. No half-written file is left."))
        if is_program:
            # The live exception holds the inventory; freeing it would delay the exit.
            leave_at_once(EXIT_STOPPED)
        code = EXIT_STOPPED
    except BrokenPipeError:
        raise
    except Exception as error:
        if verbose:
            raise
        code = _report_defect(error)
    return code


def _logged(words: Sequence[str], *, verbose: bool) -> int:
    if not words or "--help" in words:
        return _code_of(words)  # help ends at once and needs no log
    from rpa_scout.log import start_log
    from rpa_scout.output import remove_leftovers

    start_log(verbose=verbose)
    remove_leftovers()
    started = time.monotonic()
    # Only the name of the command: arguments may hold a password or a server address.
    _log.info("command %s", words[0])
    code = _code_of(words)
    _log.info("command %s ended with %d after %.1f s", words[0], code, time.monotonic() - started)
    return code


def _report_defect(error: Exception) -> int:
    from rpa_scout.log import log_defect

    path = log_defect(error)
    _complain(
        _(
            "This is a defect of the program ({kind}); nothing that was saved before is lost. "
            "Please send the file {path} to whoever looks after the program."
        ).format(kind=type(error).__name__, path=path)
    )
    return EXIT_DEFECT


def _code_of(words: Sequence[str]) -> int:
    from rpa_scout.cli.app import run

    code = run(words)
    if code == EXIT_STOPPED:  # Typer turns KeyboardInterrupt into this
        raise Cancelled
    return code


def _fault_line(fault: PolicyFault) -> str:
    line = f"{fault.key}: {_(fault.template).format(**fault.values)}"
    if fault.suggestion:
        line += " " + _("Did you mean “{name}”?").format(name=fault.suggestion)
    return line


def _complain(line: str) -> None:
    from rpa_scout.cli.surroundings.terminal import complain

    complain(line)
