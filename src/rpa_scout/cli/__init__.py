"""The command line: one module a command, each a few lines around the engine.

Exit codes: 0 fine; 1 findings of severity error; 2 wrong usage or nothing readable; 130 stopped.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rpa_scout.cli.language import choose_language
from rpa_scout.errors import PolicyError, RpaScoutError
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
    try:
        choose_language(words)
        from rpa_scout.cli.app import run

        return run(words)
    except RpaScoutError as error:
        _complain(sentence_of(error))
        if isinstance(error, PolicyError):
            for fault in error.faults:
                _complain("  " + _fault_line(fault))
        return EXIT_USAGE
    except (Cancelled, KeyboardInterrupt):
        _complain(_("Stopped. Nothing was written."))
        return EXIT_STOPPED


def _fault_line(fault: object) -> str:
    from rpa_scout.errors import PolicyFault

    assert isinstance(fault, PolicyFault)
    line = f"{fault.key}: {_(fault.template).format(**fault.values)}"
    if fault.suggestion:
        line += " " + _("Did you mean “{name}”?").format(name=fault.suggestion)
    return line


def _complain(line: str) -> None:
    sys.stderr.write(line + "\n")
