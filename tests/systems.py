"""Tests that some systems cannot run."""

import os

import pytest

needs_posix = pytest.mark.skipif(
    os.name != "posix", reason="signals, devices, permissions and terminals of POSIX"
)
