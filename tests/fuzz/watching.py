"""Watching workers: a crash or a hang is the failure of a case, and the next case goes on."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
SECONDS_A_FILE = 5.0
SILENCE_SECONDS = 60.0
"""A worker that says nothing for so long hangs. `SECONDS_A_FILE` are seconds of work; on a busy
machine these take ten times as long by the clock."""

START_SECONDS = 120.0


@dataclass
class Outcome:
    """What came of a number of cases."""

    cases: int = 0
    slowest: float = 0.0
    peak_bytes: int = 0
    codes: dict[str, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def take(self, line: dict[str, Any]) -> None:
        self.cases += 1
        seconds = float(line["seconds"])
        self.slowest = max(self.slowest, seconds)
        self.peak_bytes = max(self.peak_bytes, int(line["peak"]))
        self.codes[str(line["case"])] = list(line["codes"])
        if line["problem"]:
            self.problems.append(f"case {line['case']} ({line['file']}): {line['problem']}")
        if seconds > SECONDS_A_FILE:
            self.problems.append(f"case {line['case']} ({line['file']}): {seconds:.1f} s")


def run_cases(folder: Path, cases: Sequence[str]) -> Outcome:
    """Read all cases in a few processes."""
    whole = Outcome()
    with ThreadPoolExecutor(WORKERS) as pool:
        parts = [pool.submit(_run, folder, cases[first::WORKERS]) for first in range(WORKERS)]
        for part in parts:
            outcome = part.result()
            whole.cases += outcome.cases
            whole.slowest = max(whole.slowest, outcome.slowest)
            whole.peak_bytes = max(whole.peak_bytes, outcome.peak_bytes)
            whole.codes |= outcome.codes
            whole.problems += outcome.problems
    return whole


def _run(folder: Path, cases: Sequence[str]) -> Outcome:
    outcome = Outcome()
    while cases:
        done = _until_it_stops(folder, cases, outcome)
        if done < len(cases):
            outcome.cases += 1
            outcome.problems.append(f"case {cases[done]}: the reader crashed or hung")
            done += 1
        cases = cases[done:]
    return outcome


def _until_it_stops(folder: Path, cases: Sequence[str], outcome: Outcome) -> int:
    """Run a worker over cases; return how many it finished before it crashed or hung."""
    worker = _start(folder, cases)
    lines = _lines_of(worker)
    done = 0
    try:
        while done < len(cases):
            line = lines.get(timeout=SILENCE_SECONDS if done else START_SECONDS)
            if line is None:
                break
            outcome.take(json.loads(line))
            done += 1
    except queue.Empty:
        pass
    finally:
        worker.kill()
        worker.wait()
        if worker.stdout is not None:
            worker.stdout.close()
    return done


def _start(folder: Path, cases: Sequence[str]) -> subprocess.Popen[str]:
    # One thread of numerics: each would reserve address space, which is limited here.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    listed = folder / f"cases-{cases[0]}.txt"
    listed.write_text("\n".join(cases), encoding="utf-8")
    with listed.open(encoding="utf-8") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.worker", str(folder)],
            cwd=ROOT,
            env=environment,
            stdin=stream,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )


def _lines_of(worker: subprocess.Popen[str]) -> queue.SimpleQueue[str | None]:
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def read() -> None:
        assert worker.stdout is not None
        for line in worker.stdout:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines
