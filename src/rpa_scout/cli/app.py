"""The command-line application, and usage errors in the user's language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import typer
from typer.main import get_command

from rpa_scout.cli import (
    actuals,
    backtest,
    check,
    explain,
    form,
    gui,
    plan,
    policy,
    project,
    rank,
    weights,
)
from rpa_scout.cli.commands import Group
from rpa_scout.cli.options import Lang, Verbose, show_version
from rpa_scout.cli.region import region
from rpa_scout.cli.registering import add_commands
from rpa_scout.cli.same_work import similar
from rpa_scout.cli.surroundings.terminal import complain
from rpa_scout.text import _

if TYPE_CHECKING:
    from typer._click import Command as AnyCommand

app = typer.Typer(
    cls=Group,
    name="rpa-scout",
    help=_("Finds out which tasks of a city hall are worth automating."),
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
add_commands(
    app,
    ("form", form.form, _("Write a blank survey form for each department.")),
    ("check", check.check, _("Read survey workbooks and report errors by cell.")),
    ("rank", rank.rank, _("Read survey workbooks and rank the tasks.")),
    ("region", region.region, _("Compare many cities, and find work to build once.")),
    ("similar", similar.similar, _("Show what resembles a task, and proposed answers.")),
    ("explain", explain.explain, _("Show how the score and hours of a task are derived.")),
    ("plan", plan.plan, _("Plan which task is built in which fiscal year.")),
    (
        "backtest",
        backtest.backtest,
        _("Compare the estimates with published results of other bodies."),
    ),
)
app.add_typer(project.app, name="project", help=_("Keep what was collected, decided and measured."))
app.add_typer(actuals.app, name="actuals", help=_("Ask for running automations and their actuals."))
app.add_typer(policy.app, name="policy", help=_("Show, check or start a city's policy."))
app.add_typer(weights.app, name="weights", help=_("Ask officials for weights, and compare."))
add_commands(app, ("gui", gui.gui, _("Open the window.")))


@app.callback()
def root(*, lang: Lang = None, verbose: Verbose = False, version: show_version = False) -> None:
    """Read the options before the command."""


@cache
def _root_command() -> AnyCommand:
    """Return all commands, built once: Typer would read every signature again for each run."""
    return get_command(app)


def run(words: Sequence[str]) -> int:
    """Run a command."""
    try:
        code = _root_command()(list(words), prog_name="rpa-scout", standalone_mode=False)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        # Typer vendors Click, so that the exception class has no public name.
        complain(_complaint(error))
        return 2
    return code if isinstance(code, int) else 0


def _complaint(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "rpa-scout"
    sentence = _sentence(error) or str(getattr(error, "message", "")) or type(error).__name__
    return f"{sentence}\n" + _("See: {command} --help").format(command=command)


def _sentence(error: Exception) -> str:
    """Return the message for a usage error, by Click's name of the exception."""
    parameter = getattr(error, "param", None)
    name = parameter.opts[0] if parameter is not None else ""
    if not name.startswith("-"):
        name = getattr(parameter, "metavar", None) or name.upper()
    option = getattr(error, "option_name", "")
    sentences = {
        "NoArgsIsHelpError": _("A command is missing."),
        "MissingParameter": _("“{name}” is missing.").format(name=name),
        "NoSuchOption": _("There is no option “{name}”.").format(name=option),
        "BadOptionUsage": _("The option “{name}” needs a value.").format(name=option),
        "BadParameter": _bad_value(name, parameter),
        "UsageError": _("There are too many words, or there is no such command."),
    }
    return sentences.get(type(error).__name__, "")


def _bad_value(name: str, parameter: object) -> str:
    """Return the message for a value that an option cannot take, with the least number it takes."""
    # Older versions of Typer keep the bounds with the type of the option.
    bounds = parameter if hasattr(parameter, "min") else getattr(parameter, "type", None)
    least = getattr(bounds, "min", None)
    if least is None:
        return _("The value of “{name}” cannot be used.").format(name=name)
    return _("“{name}” takes a number of at least {least}.").format(name=name, least=least)
