"""The policy and survey fields of all tests: a frozen copy, so that shipped figures may move.

``tests/conftest.py`` makes it the default policy, also of programs that tests start. Tests of what
is shipped (samples, published facts, docs) import the fixture ``shipped_policy_is_default``.
"""

import os
from pathlib import Path

import pytest

from rpa_scout.policy import DEFAULT_POLICY

POLICY_FILE = Path(__file__).with_name("policies") / "hakusan.toml"
VARIABLE = "RPA_SCOUT_POLICY"


def use_frozen_policy():
    """Make the frozen policy the default, here and in programs that are started from here."""
    os.environ[VARIABLE] = str(POLICY_FILE)


def policy_text():
    """Return the frozen policy as text that may be written to any folder."""
    text = POLICY_FILE.read_text(encoding="utf-8")
    fields = POLICY_FILE.with_name("fields.toml").as_posix()
    assert 'fields = "fields.toml"' in text
    return text.replace('fields = "fields.toml"', f'fields = "{fields}"', 1)


@pytest.fixture(scope="module", autouse=True)
def shipped_policy_is_default():
    """Make the shipped policy the default; imported by the conftest of the tests concerned."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, DEFAULT_POLICY)
        yield
