"""Commands whose help is in the user's language, Typer's own words included."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from rpa_scout.text import _

if TYPE_CHECKING:
    from typer._click import Command as AnyCommand  # Typer's own, which both its classes are
    from typer._click import Context, HelpFormatter, Parameter
    from typer.core import TyperOption
else:
    AnyCommand = object

__all__ = ["Command", "Group", "LateGroup"]


class _InUsersLanguage(AnyCommand):
    """Mixin: translates the usage line and the help of ``--help``."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        pieces = self.collect_usage_pieces(ctx)
        pieces = [piece.strip("{}").replace("}...", "...") for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the parameters, shown with what we call them and no Python type."""
        params = super().get_params(ctx)
        for param in params:
            if hasattr(param, "display_type_rich"):
                shown = param.metavar if param.param_type_name == "option" else None
                param.display_type_rich = _always(shown)
        return params

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return ``--help`` with its help translated."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option


def _always(shown: str | None) -> Callable[..., str | None]:
    """Return a function that returns the same whatever it is called with."""
    return lambda *_arguments, **_named: shown


class Command(_InUsersLanguage, TyperCommand):
    """A command."""


class Group(_InUsersLanguage, TyperGroup):
    """A group of commands."""


class LateGroup(Group):
    """A group whose commands are imported when one of them, or their list, is asked for."""

    module: ClassVar[str]
    """The module whose ``app`` has the commands."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names of the commands."""
        self._fill()
        return super().list_commands(ctx)

    def get_command(self, ctx: Context, cmd_name: str) -> AnyCommand | None:
        """Return a command by its name."""
        self._fill()
        return super().get_command(ctx, cmd_name)

    def _fill(self) -> None:
        if not self.commands:
            self.commands.update(get_group(import_module(self.module).app).commands)
