"""Start of ``python -m rpa_scout``."""

import sys

from rpa_scout.cli import main

if __name__ == "__main__":
    sys.exit(main())
