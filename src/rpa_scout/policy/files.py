"""Where declared data lies: the default policy, a policy's file, the file of its survey fields."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from rpa_scout.policy.load import parse_toml
from rpa_scout.text import LANGUAGES, Language

DEFAULT_POLICY: Final = "hakusan-2026"
"""Id of the shipped policy."""

SHIPPED_DATA: Final = Path(__file__).with_name("data")

SHIPPED_FIELDS: Final = SHIPPED_DATA / "fields.toml"

_VARIABLE: Final = "RPA_SCOUT_POLICY"


def default_policy() -> str:
    """Return the policy used where none is named: ``RPA_SCOUT_POLICY``, or the shipped one."""
    return os.environ.get(_VARIABLE) or DEFAULT_POLICY


def policy_path(name_or_path: str | Path) -> Path:
    """Return the file of a policy by its id or its path."""
    shipped = SHIPPED_DATA / f"{name_or_path}.toml"
    if isinstance(name_or_path, str) and shipped.parent == SHIPPED_DATA and shipped.is_file():
        return shipped
    return Path(name_or_path)


def shipped_policy_text(code: Language) -> str:
    """Return the shipped policy's file with its comments in one language, to start from.

    Comments in Japanese start with ``#ja``, those in English with ``#en``; the others are examples
    of keys and stay.
    """
    text = policy_path(DEFAULT_POLICY).read_text(encoding="utf-8")
    others = "|".join(other for other in LANGUAGES if other != code)
    text = re.sub(rf"^#({others})\b.*\n", "", text, flags=re.MULTILINE)
    return re.sub(rf"^#{code}\b", "#", text, flags=re.MULTILINE)


def file_state(path: Path) -> tuple[int, int]:
    """Return time of change and size of a file: while both stay, so does its content."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def fields_path(policy_file: Path) -> Path:
    """Return the file of the survey fields of a policy: the one it names, or the shipped one."""
    return _fields_path(policy_file, *file_state(policy_file))


@lru_cache(maxsize=8)
def _fields_path(policy_file: Path, _modified_ns: int, _size: int) -> Path:
    header = parse_toml(policy_file).get("policy")
    named = header.get("fields") if isinstance(header, dict) else None
    if not isinstance(named, str) or not named:
        return SHIPPED_FIELDS
    return (policy_file.parent / named).resolve()
