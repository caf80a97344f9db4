"""``rpa-scout policy``: show, check or create a city's policy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.outputs import Output
from rpa_scout.cli.registering import command_group
from rpa_scout.cli.surroundings.terminal import say
from rpa_scout.text import _

_Name = Annotated[
    str | None, typer.Argument(metavar="[FILE]", help=_("Policy: a TOML file, or a shipped id."))
]


def show(name: _Name = None) -> int:
    """Print a policy's reference page."""
    from rpa_scout.policy.describe import policy_markdown
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.text import language

    policy = load_policy(name)
    say(policy_markdown(policy, policy.survey, language()))
    return 0


def check(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=_("The TOML file."))],
) -> int:
    """Check a policy file; report all faults together."""
    from rpa_scout.policy.policies import load_policy

    policy = load_policy(path)
    say(
        _("{path} is in order: policy {id}, version {version}.").format(
            path=path, id=policy.id, version=policy.version
        )
    )
    return 0


def new(
    path: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=_("The TOML file to write.")),
        Output(),
    ],
) -> int:
    """Write the shipped policy to a new file, with the comments in the user's language."""
    from rpa_scout.errors import OutputError
    from rpa_scout.output import write_file
    from rpa_scout.policy.files import shipped_policy_text
    from rpa_scout.text import N_, language

    if path.exists():
        raise OutputError(N_("{path} exists already; name another file."), path=path)
    write_file(path, shipped_policy_text(language()).encode())
    say(_("Written: {path}").format(path=path))
    return 0


app = command_group(
    ("show", show, _("Show a policy as Markdown.")),
    ("check", check, _("Report every fault of a policy file.")),
    ("new", new, _("Start a policy file of your own from the shipped one.")),
)
