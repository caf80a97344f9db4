"""What all tests share: Japanese, the default, before and after each; a calm Hypothesis."""

import gc
import os
import re
import signal
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir
from tests import frozen
from tests.window import NO_WINDOW

from rpa_scout.policy import load_fields, load_policy
from rpa_scout.text import DEFAULT_LANGUAGE, set_language

# The same examples every time, and no verdict by the clock.
settings.register_profile("rpa-scout", deadline=None, derandomize=True, database=None)
settings.load_profile("rpa-scout")


# Workers share the cores: a library that took all of them would only slow down the others.
if "PYTEST_XDIST_WORKER" in os.environ:
    for library in ("OMP", "OPENBLAS"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")


# Results carry the moment of their creation; one moment for all makes them comparable.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1775001600")


# Before any test module is imported: many load the policy and the fields at once.
frozen.use_frozen_policy()


# In the background, tests would inherit that Ctrl-C is ignored, and so would all they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# pytest-qt would break every test where Qt's libraries are missing.
pytest_plugins = [] if NO_WINDOW else ["pytestqt.plugin"]


def pytest_configure(config):
    cache = getattr(config, "cache", None)
    if cache is not None:
        set_hypothesis_home_dir(cache.mkdir("hypothesis"))


QUICK = (
    "architecture/",
    "cli/test_form_and_policy.py",
    "cli/test_rank_and_check.py",
    "published/",
    "unit/",
)
"""What the quick lane runs, but for SLOW; all else starts programs or servers, or searches long."""

SLOW = (
    "architecture/test_docstrings.py::test_examples_run",
    "architecture/test_imports.py",
    "unit/backtesting/",
    "unit/checking/rules/test_same_tasks.py::test_twenty_thousand",
    "unit/comparison/test_inventories.py",
    "unit/comparison/test_renames_in_samples.py",
    "unit/comparison/test_whole_city.py",
    "unit/forms/returning/",
    "unit/forms/test_make_samples.py",
    "unit/planning/",
    "unit/rank_robustness/",
    "unit/ranking/test_ranking_schema.py",
    "unit/reading/test_child_reader.py",
    "unit/reading/test_hostile.py",
    "unit/register/test_round_trip.py",
    "unit/reporting/test_audit_workbook.py",
    "unit/savings/test_calibration.py",
    "unit/scoring/test_open_choices.py",
)

BY_OFFICE = re.compile(r"\[(.*[-.])?(xls|ods)\b|of_other_programs|office")
"""Tests whose workbook LibreOffice saves first, by their name."""


def _name(path):
    return path.relative_to(Path(__file__).parent).as_posix()


def pytest_ignore_collect(collection_path, config):
    """Leave modules of which the quick lane runs nothing: their import takes long."""
    is_quick_lane = config.option.markexpr == "not slow"
    is_module = is_quick_lane and collection_path.match("test_*.py")
    return True if is_module and not _name(collection_path).startswith(QUICK) else None


def pytest_collection_modifyitems(items):
    for item in items:
        name = f"{_name(item.path)}::{item.nodeid.partition('::')[2]}"
        by_office = BY_OFFICE.search(name) or "office_file" in item.fixturenames
        if by_office or name.startswith(SLOW) or not name.startswith(QUICK):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish():
    """Spare the collector the modules and the thousands of tests, which stay to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _log_of_its_own(tmp_path_factory):
    """Keep the tests' log out of the user's folder; programs that tests start inherit it."""
    os.environ["RPA_SCOUT_LOG_DIR"] = str(tmp_path_factory.mktemp("log"))


@pytest.fixture(autouse=True)
def _default_language():
    set_language(DEFAULT_LANGUAGE)
    yield
    set_language(DEFAULT_LANGUAGE)


@pytest.fixture(scope="session")
def fields():
    return load_fields(frozen.POLICY_FILE.with_name("fields.toml"))


@pytest.fixture(scope="session")
def policy():
    return load_policy(frozen.POLICY_FILE)
