"""Loading a policy by name or path, and checking it against the survey's fields."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rpa_scout.errors import PolicyError
from rpa_scout.output import note_input
from rpa_scout.policy.faults import faults_of
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.files import (
    SHIPPED_DATA,
    default_policy,
    fields_path,
    file_state,
    policy_path,
)
from rpa_scout.policy.load import load_declaration, nearest
from rpa_scout.policy.model import (
    Policy,
)
from rpa_scout.text import N_


def load_policy(name_or_path: str | Path | None = None) -> Policy:
    """Load a policy.

    Parameters
    ----------
    name_or_path : str or Path, optional
        Id of a shipped policy, or the path of a TOML file. By default the file that the environment
        variable ``RPA_SCOUT_POLICY`` names, or else the shipped policy.

    Returns
    -------
    Policy
        The policy, frozen and checked against the survey's fields.

    Raises
    ------
    PolicyError
        Lists every fault: key path, sentence, and nearest valid name.

    Examples
    --------
    >>> import rpa_scout as rs
    >>> policy = rs.load_policy()
    >>> policy.id, policy.targets.hours.gap, policy.targets.tasks.gap
    ('hakusan-2026', 800.0, 19.0)
    """
    chosen = default_policy() if name_or_path is None else name_or_path
    return _load(policy_path(chosen).resolve())


def _load(path: Path) -> Policy:
    note_input(path)
    try:
        state = file_state(path)
    except OSError:
        shipped = nearest(path.name, (file.stem for file in SHIPPED_DATA.glob("*-*.toml")))
        if shipped:
            sentence = N_("There is no policy file {path}. Did you mean “{name}”?")
            raise PolicyError(sentence, path=path, name=shipped) from None
        raise PolicyError(N_("There is no policy file {path}."), path=path) from None
    fields = fields_path(path)
    return _load_unchanged(path, fields, state, file_state(fields) if fields.is_file() else (0, 0))


@lru_cache(maxsize=8)
def _load_unchanged(
    path: Path, fields_file: Path, _state: tuple[int, int], _fields_state: tuple[int, int]
) -> Policy:
    policy = load_declaration(Policy, path)
    if policy.policy.fields is not None:
        policy = policy.model_copy(update={"own_fields": load_fields(fields_file)})
    faults = list(faults_of(policy))
    if faults:
        raise PolicyError(N_("The policy file {path} cannot be used."), faults, path=path)
    return policy
