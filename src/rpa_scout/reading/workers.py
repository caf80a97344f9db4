"""Running several pieces of work at a time, with results in order and an immediate stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from queue import Empty, SimpleQueue
from typing import Generic, NoReturn, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_HEARTBEAT_SECONDS = 0.25
"""So often the caller may look whether the user wants to stop: half a second is promised."""


def in_order(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    workers: int,
    while_waiting: Callable[[Task], None],
) -> Generator[Result]:
    """Yield the results of `work` in the order of `tasks`, computed by several threads.

    The threads are daemons: neither the end of this iterator nor that of the interpreter waits for
    a piece of work that has begun, as a thread pool of the standard library would. Pieces that
    have not begun when the iterator is closed are not begun any more.
    """
    crew = _Crew(work, tasks)
    for _ in range(min(workers, len(tasks))):
        threading.Thread(target=crew.run, name="rpa-scout reading", daemon=True).start()
    try:
        for position, task in enumerate(tasks):
            yield crew.wait_for(position, task, while_waiting)
    finally:
        crew.stopped.set()


class _Crew(Generic[Task, Result]):
    """Threads that each take the next piece, and put its outcome into the queue of the piece."""

    def __init__(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> None:
        self.stopped = threading.Event()
        self._work = work
        self._lock = threading.Lock()
        self._next = iter(enumerate(tasks))
        self._done: list[SimpleQueue[Callable[[], Result]]] = [SimpleQueue() for _ in tasks]

    def run(self) -> None:
        """Work until all pieces are done, or the caller has stopped."""
        while not self.stopped.is_set():
            with self._lock:
                position, task = next(self._next, (-1, None))
            if position < 0 or task is None:
                return
            self._done[position].put(self._outcome(task))

    def _outcome(self, task: Task) -> Callable[[], Result]:
        try:
            result = self._work(task)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            return _raising(error)
        return lambda: result

    def wait_for(self, position: int, task: Task, while_waiting: Callable[[Task], None]) -> Result:
        """Return the result of a piece, or raise its exception."""
        while True:
            try:
                outcome = self._done[position].get(timeout=_HEARTBEAT_SECONDS)
            except Empty:
                while_waiting(task)
            else:
                return outcome()


def _raising(error: BaseException) -> Callable[[], NoReturn]:
    def outcome() -> NoReturn:
        raise error

    return outcome
