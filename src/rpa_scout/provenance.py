"""The provenance of a result: time, author, program version, policy and surveys."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rpa_scout.policy.model import Policy
from rpa_scout.version import __version__

_HASHED_AT_A_TIME: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class SurveyDigest:
    """A survey's file and the SHA-256 of its bytes, ``""`` where unknown."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """The provenance of a result; `author` is ``""`` where unknown."""

    created_at: dt.datetime
    author: str
    program_version: str
    policy_id: str
    policy_version: str
    surveys: tuple[SurveyDigest, ...] = ()


def creation_time() -> dt.datetime:
    """Return the present time in UTC, or the time that SOURCE_DATE_EPOCH sets.

    The variable is a convention of reproducible-builds.org: with it, equal input gives equal bytes.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return dt.datetime.fromtimestamp(int(fixed), dt.UTC)
    except (ValueError, OverflowError, OSError):  # Not set, or outside the calendar.
        return dt.datetime.now(dt.UTC).replace(microsecond=0)


def os_user() -> str:
    """Return the login name, or ``""`` where the system has none, as in some containers."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal text, or ``""`` where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(_HASHED_AT_A_TIME):
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()


def provenance_of(
    surveys: Iterable[SurveyDigest] = (), policy: Policy | None = None, author: str | None = None
) -> Provenance:
    """Return the provenance of a new result; the author is the login name by default."""
    return Provenance(
        created_at=creation_time(),
        author=os_user() if author is None else author,
        program_version=__version__,
        policy_id="" if policy is None else policy.id,
        policy_version="" if policy is None else policy.version,
        surveys=tuple(surveys),
    )
