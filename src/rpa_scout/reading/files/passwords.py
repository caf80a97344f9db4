"""Opening workbooks that are protected by a password; decrypted bytes stay in memory."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from rpa_scout.findings.rule import FindingRule
from rpa_scout.reading.files.old_excel.container import Container
from rpa_scout.reading.files.refusal import RefusedError, unless_broken
from rpa_scout.text import N_

if TYPE_CHECKING:
    from msoffcrypto.format.base import BaseOfficeFile

_EXCELS_OWN = "VelvetSweatshop"
"""Excel encrypts with this where only the structure is protected, and opens it without asking."""

_SPINS_AT_MOST = 2_000_000
"""Excel hashes a password 100,000 times; more than this would keep the reader busy for seconds."""

_SPINS = re.compile(rb'spinCount="([0-9]{1,12})"')


def is_encrypted(content: bytes) -> bool:
    """Tell whether an OLE container holds an encrypted workbook."""
    return unless_broken(lambda: bool(_office_file(content).is_encrypted()), otherwise=False)


def decrypted(content: bytes, passwords: Sequence[str]) -> bytes:
    """Decrypt a workbook."""
    spins = max((int(number) for number in _SPINS.findall(content)), default=0)
    if spins > _SPINS_AT_MOST:
        raise RefusedError("file_too_large", size=f"spinCount {spins:,}")
    for password in (_EXCELS_OWN, *passwords):
        opened = unless_broken(partial(_opened, content, password), otherwise=None)
        if opened is not None:
            return opened
    raise RefusedError("file_password_wrong" if passwords else "file_password")


def _opened(content: bytes, password: str) -> bytes:
    target = io.BytesIO()
    office = _office_file(content)
    try:
        office.load_key(password=password, verify_password=True)
    except TypeError:  # an .xls is verified by decrypting it
        office.load_key(password=password)
    office.decrypt(target)
    return target.getvalue()


def _office_file(content: bytes) -> BaseOfficeFile:
    import msoffcrypto

    # msoffcrypto reads whatever sizes a container declares.
    Container(content).check_streams()
    return msoffcrypto.OfficeFile(io.BytesIO(content))


RULES = (
    FindingRule(
        "file_password",
        "error",
        N_("the workbook is protected by a password."),
        N_("Give the password when reading it, or save the workbook without one and try again."),
    ),
    FindingRule(
        "file_password_wrong",
        "error",
        N_("the workbook is protected by a password, and none of those given opens it."),
        N_("Ask the department for the password, or for the workbook without one."),
    ),
)
