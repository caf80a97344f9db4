"""Whether paths exist, without waiting for network drives that are gone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

_WAIT_SECONDS: Final = 0.3
"""Windows takes up to half a minute to say that a network drive is gone."""


def missing(paths: Iterable[Path], exists: Callable[[Path], bool] = Path.exists) -> set[Path]:
    """Return the paths that certainly do not exist; one that gives no answer is not among them."""
    gone: set[Path] = set()

    def look(path: Path) -> None:
        try:
            if not exists(path):
                gone.add(path)
        except OSError:
            return  # a drive that is gone, or no permission: nobody knows

    threads = [threading.Thread(target=look, args=(path,), daemon=True) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_WAIT_SECONDS)
    return set(gone)  # threads that still wait may add to the other
