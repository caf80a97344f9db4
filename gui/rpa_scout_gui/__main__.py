"""Start the desktop window: ``rpa-scout-gui [PROJECT] [--lang ja|en] [--self-test]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rpa_scout.text import LANGUAGES, _


def main(words: list[str] | None = None) -> int:
    """Show the window, or say how to install it."""
    parser = argparse.ArgumentParser(prog="rpa-scout-gui")
    parser.add_argument("project", nargs="?", type=Path, help=_("Project file to open."))
    parser.add_argument("--lang", choices=LANGUAGES, help=_("Language of the window."))
    parser.add_argument(
        "--self-test", action="store_true", help=_("Build every page with sample data and exit.")
    )
    arguments = parser.parse_args(words)
    try:
        from rpa_scout_gui.app import run
        from rpa_scout_gui.self_test import self_test
    except ImportError as error:
        sys.stderr.write(
            _('The window needs its extra packages: pip install "rpa-scout[gui]"') + f" ({error})\n"
        )
        return 2
    return self_test() if arguments.self_test else run(arguments.project, code=arguments.lang)


if __name__ == "__main__":
    sys.exit(main())
