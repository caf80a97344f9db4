"""Run the measures: ``python benchmarks/run.py [part of a name …] [--json FILE]``."""

from __future__ import annotations

import json
import platform
import sys
from dataclasses import asdict
from pathlib import Path

import five_years
import large
import planning
import project
import registry
import robustness
import savings
import scoring
import similarity
import startup
import surveys
import window
import workbook

MODULES = (
    *(scoring, savings, startup, surveys, large, project, similarity, window),
    *(planning, robustness, five_years, workbook),
)
"""Modules that register their measures when imported."""


def main(arguments: list[str]) -> int:
    """Run the measures whose names contain a given word; without words, all."""
    target = None
    if "--json" in arguments:
        position = arguments.index("--json")
        target = Path(arguments[position + 1])
        del arguments[position : position + 2]
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    print(f"{'measure':<32} {'size':<18} {'ours s':>9} {'bare s':>9} {'ratio':>7} {'aim':>5}")
    results = []
    for name, measure in registry.MEASURES.items():
        if arguments and not any(word in name for word in arguments):
            continue
        for result in registry.run(measure):
            results.append(result)
            aim = "" if result.aim is None else f"{result.aim:g}"
            print(
                f"{name:<32} {result.size:<18} {result.ours:>9.4f} {result.bare:>9.4f} "
                f"{result.ratio:>7.2f} {aim:>5}",
                flush=True,
            )
    if target:
        target.write_text(
            json.dumps([asdict(result) for result in results], indent=2), encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
