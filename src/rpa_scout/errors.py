"""The exceptions of rpa-scout.

::

    RpaScoutError
    ├── InputError             what was asked for is wrong: change the request
    │   ├── PolicyError        a policy or field declaration has faults (all of them are listed)
    │   ├── UnknownNameError   a task, scorecard or language of that name does not exist
    │   ├── NoPlanError        what has been decided does not fit the limits of a plan
    │   ├── NotAllowedError    a project does not allow that change in its present state
    │   └── ConflictError      somebody else has changed it meanwhile: look at both values
    ├── FileError              the file system stands in the way: look at the file
    │   ├── OutputError        a result could not be written; nothing half-written is left
    │   │   └── NotReplacedError   a file is there, and nobody said that it may be replaced
    │   │       └── KeptFileError  somebody was asked, and keeps it: the other files are written
    │   └── ProjectError       a project cannot be used
    │       ├── ProjectLockedError   somebody else is changing it
    │       ├── ProjectDamagedError  its file is damaged; the newest good backup is named
    │       ├── NewerProjectError    a newer version of the program wrote it
    │       ├── OlderProjectError    an older version wrote it: open it once for changes
    │       └── StorageError         disk, share or server failed; the last change reported holds
    └── InternalError          a bug of ours: please report it

Each carries an English template and its values. The sentence for the user is made late, in the
user's language, by :func:`rpa_scout.text.sentence_of`. It holds on every face: where an option, a
command or a menu helps, the error names a :class:`Remedy`, and the command line or the window adds
how it is done there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Self


class Remedy(Enum):
    """What helps against an error; each face has its own words for how it is done."""

    GIVE_VENDOR_PRICE = auto()
    LIST_BACKUPS = auto()
    MAKE_A_COPY = auto()
    MAKE_A_PROJECT = auto()
    REPLACE_THE_FILE = auto()
    RESTORE_A_BACKUP = auto()
    TEST_AS_IS = auto()
    WRITE_THE_TEMPLATE = auto()


class RpaScoutError(Exception):
    """Root of every exception that rpa-scout raises on purpose."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values
        self.remedy: Remedy | None = None

    def __str__(self) -> str:
        return self.message(str)

    def helped_by(self, remedy: Remedy) -> Self:
        """Name what helps, and return the error."""
        self.remedy = remedy
        return self

    def message(self, translate: Callable[[str], str]) -> str:
        """Return the sentence, its template translated by `translate`."""
        return translate(self.template).format(**self.values)


class InputError(RpaScoutError):
    """The request is wrong; the files are not to blame."""


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """One fault of a declaration."""

    # Path of the key, such as ``scorecard[rpa].criterion[volume].weight``.
    key: str
    template: str  # English sentence with named placeholders
    values: dict[str, object] = field(default_factory=dict)  # Values for the placeholders
    suggestion: str = ""  # The nearest name that would have been right, or ``""``


class PolicyError(InputError):
    """A policy or field declaration has faults."""

    def __init__(self, template: str, faults: Sequence[PolicyFault] = (), **values: object) -> None:
        super().__init__(template, **values)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        lines = [super().__str__()]
        lines += [f"{fault.key}: {fault.template.format(**fault.values)}" for fault in self.faults]
        return "\n".join(lines)


class UnknownNameError(InputError):
    """Something was asked for by a name that does not exist."""


class NoPlanError(InputError):
    """What has been decided does not fit the limits of a plan."""

    def __init__(
        self, template: str, shortages: Sequence[object] = (), /, **values: object
    ) -> None:
        super().__init__(template, **values)
        self.shortages = tuple(shortages)


class NotAllowedError(InputError):
    """A project does not allow that change in its present state."""


class ConflictError(InputError):
    """Somebody else has changed what was to be changed; both values are in the sentence."""


class FileError(RpaScoutError):
    """The file system stands in the way."""


class OutputError(FileError):
    """A result could not be written."""


class NotReplacedError(OutputError):
    """A file is there, and nobody said that it may be replaced."""


class KeptFileError(NotReplacedError):
    """A file is there, and somebody who was asked keeps it."""


class ProjectError(FileError):
    """A project cannot be used."""


class ProjectLockedError(ProjectError):
    """Somebody else is changing the project."""


class ProjectDamagedError(ProjectError):
    """The file of a project is damaged. It was left as it is."""


class OlderProjectError(ProjectError):
    """An older version of the program wrote the project, which was opened read only."""


class NewerProjectError(ProjectError):
    """A newer version of the program wrote the project."""


class StorageError(ProjectError):
    """Disk, share or server failed. Every change reported as done is kept, no other."""


class InternalError(RpaScoutError):
    """A bug of rpa-scout."""
