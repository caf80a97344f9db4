"""Start of the desktop window."""

from __future__ import annotations

import sys

from rpa_scout.text import _

__all__ = ["main"]


def main() -> int:
    """Say how the window can be had; it is not part of this version yet.

    Returns
    -------
    int
        2, the exit code for wrong usage.
    """
    sys.stderr.write(
        _('The window needs its extra packages: pip install "rpa-scout[gui]"') + "\n",
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
