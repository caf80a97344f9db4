"""Print the lowest declared versions as constraints: ``python tools/lowest_versions.py > low.txt``.

``pip install -c low.txt .`` then installs the lowest versions that ``pyproject.toml`` allows.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent


def lowest(requirement: Requirement) -> str:
    """Return the constraint that pins a requirement to its lower bound."""
    bounds = [bound.version for bound in requirement.specifier if bound.operator == ">="]
    if len(bounds) != 1:
        message = f"{requirement.name} needs one lower bound in pyproject.toml"
        raise SystemExit(message)
    return f"{requirement.name}=={bounds[0]}"


def main() -> int:
    """Print a constraint for every dependency that the program needs at run time."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for line in (*project["dependencies"], *extras["gui"], *extras["postgres"]):
        print(lowest(Requirement(line)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
