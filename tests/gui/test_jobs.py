"""Jobs: the newest of a key wins, cancelling is quick, threads end."""

import threading
import time

import pytest
from PySide6.QtCore import QThread

from rpa_scout_gui.jobs import JobRunner


def until_released(gate):
    def work(progress):
        progress.start("reading", 2)
        progress.advance(detail="a.xlsx")
        while not gate.wait(0.01):
            progress.advance(0)
        return "done"

    return work


def test_result_arrives_in_the_window_s_thread(jobs, qtbot):
    seen = []
    jobs.run(
        "a",
        lambda _progress: threading.get_ident(),
        lambda ident: seen.append(
            (ident, threading.get_ident(), QThread.currentThread().isMainThread())
        ),
    )
    qtbot.waitUntil(lambda: bool(seen))
    ((worker, window, is_main),) = seen
    assert worker != window == threading.get_ident()
    assert is_main
    assert jobs.is_idle


def test_newest_of_a_key_wins(jobs, qtbot):
    first, results = threading.Event(), []
    jobs.run("a", lambda _progress: first.wait(5) and "old", results.append)
    jobs.run("a", lambda _progress: "new", results.append)
    qtbot.waitUntil(lambda: results == ["new"])
    first.set()
    qtbot.wait(50)
    assert results == ["new"]


def test_errors_go_to_who_asked_or_to_all(jobs, qtbot):
    told, general = [], []
    jobs.job_failed.connect(general.append)
    jobs.run("a", lambda _progress: 1 / 0, print, told.append)
    jobs.run("b", lambda _progress: 1 / 0, print)
    qtbot.waitUntil(lambda: bool(told and general))
    assert isinstance(told[0], ZeroDivisionError)
    assert isinstance(general[0], ZeroDivisionError)


def test_cancelled_work_ends_quickly_and_tells_nothing(jobs, qtbot):
    gate, results, ended = threading.Event(), [], []
    jobs.job_ended.connect(ended.append)
    jobs.run("a", until_released(gate), results.append, results.append)
    qtbot.wait(30)
    began = time.monotonic()
    jobs.cancel("a")
    assert ended == ["a"]
    assert not jobs.is_running("a")
    assert time.monotonic() - began < 0.5
    qtbot.wait(60)
    assert results == []


def test_progress_is_shown_after_half_a_second(jobs, qtbot):
    gate, states, results = threading.Event(), [], []
    began = time.monotonic()
    jobs.progress_changed.connect(lambda state: states.append((time.monotonic() - began, state)))
    jobs.run("a", until_released(gate), results.append, title="Reading")
    qtbot.waitUntil(lambda: bool(states), timeout=3000)
    seconds, state = states[0]
    assert seconds >= 0.5
    assert (state.title, state.stage, state.done, state.total) == ("Reading", "reading", 1, 2)
    gate.set()
    qtbot.waitUntil(lambda: results == ["done"])


@pytest.mark.usefixtures("qapp")  # signals need one
def test_threads_end_at_close():
    before = set(threading.enumerate())
    jobs = JobRunner()
    jobs.run("a", until_released(threading.Event()), print)
    assert set(threading.enumerate()) > before
    jobs.close()
    assert set(threading.enumerate()) == before
    jobs.run("b", lambda _progress: 1, print)  # nothing runs any more
    assert jobs.is_idle
