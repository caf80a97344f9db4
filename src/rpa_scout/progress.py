"""How long work reports where it stands and learns that it should stop."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


class Cancelled(BaseException):
    """The user stopped the work.

    Derives from `BaseException`, as `KeyboardInterrupt` does, so that no handler of errors takes
    it for one.
    """


@runtime_checkable
class Progress(Protocol):
    """What a long step calls while it works.

    A step calls :meth:`start` once, then :meth:`advance` after each piece of work. An
    implementation stops the work by raising :class:`Cancelled` from either.
    """

    def start(self, stage: str, total: int) -> None:
        """Begin a stage of `total` pieces."""

    def advance(self, done: int = 1, detail: str = "") -> None:
        """Report `done` more pieces; `detail` names the latest, such as a file name."""


class Silent:
    """A progress that nobody watches."""

    def start(self, stage: str, total: int) -> None:
        """Begin a stage; nothing is shown."""

    def advance(self, done: int = 1, detail: str = "") -> None:
        """Report work; nothing is shown."""
