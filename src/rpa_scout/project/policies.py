"""Versions of the policy, each stored completely."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Connection, select

from rpa_scout.errors import ProjectError, UnknownNameError
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Policy
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.settings import put_setting
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.schema import PolicyRow, SettingRow
from rpa_scout.text import N_

CURRENT_POLICY: Final = "policy"
"""Name of the setting with the number of the version in force."""


def set_policy(change: Change, policy: Policy) -> int:
    """Put a policy in force; an identical version is stored only once."""
    content = to_text(_content(policy))
    digest = hashlib.sha256(content.encode()).hexdigest()
    query = select(PolicyRow.number).where(PolicyRow.sha256 == digest)
    number = change.connection.execute(query).scalar()
    if number is None:
        number = change.next_number(PolicyRow)
        row = {
            "number": number,
            "at": change.at,
            "author": change.author,
            "policy_id": policy.id,
            "version": policy.version,
            "title": policy.policy.title,
            "sha256": digest,
            "content": content,
        }
        change.add(PolicyRow, [row])
    put_setting(change, CURRENT_POLICY, number)
    return number


def current_policy_number(connection: Connection) -> int:
    """Return the number of the version in force."""
    # Every project has one: where it is missing, the error is that of a damaged file.
    query = select(SettingRow.value).where(SettingRow.name == CURRENT_POLICY)
    return int(from_text(connection.execute(query).scalar_one()))


def stored_policy(connection: Connection, number: int) -> Policy:
    """Return the version of the policy with this number."""
    query = select(PolicyRow.content).where(PolicyRow.number == number)
    content = connection.execute(query).scalar()
    if content is None:
        raise UnknownNameError(N_("There is no policy number {number}."), number=number)
    try:
        return _parsed(content)
    except ValidationError as error:
        raise ProjectError(
            N_(
                "Policy number {number} was written for another version of rpa-scout. It is kept "
                "as it is; put a policy of this version in force."
            ),
            number=number,
        ) from error


def _content(policy: Policy) -> dict[str, Any]:
    """Return a policy as JSON types, as it was stored before policies had fields of their own."""
    content = policy.model_dump(mode="json", by_alias=True)
    if policy.own_fields is None:
        del content["own_fields"], content["policy"]["fields"]
    return content


@lru_cache(maxsize=4)
def _parsed(content: str) -> Policy:
    return Policy.model_validate(from_text(content))


def policy_now(connection: Connection) -> Policy:
    """Return the policy in force."""
    return stored_policy(connection, current_policy_number(connection))


def current_fields(connection: Connection) -> FieldSet:
    """Return the survey's fields of the policy in force."""
    return policy_now(connection).survey
