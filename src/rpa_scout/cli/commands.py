"""Commands whose help, also Typer's own texts, is in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from rpa_scout.text import _

if TYPE_CHECKING:
    from typer._click import Command as AnyCommand  # base of both Typer classes
    from typer._click import Context, HelpFormatter, Parameter
    from typer.core import TyperOption
else:
    AnyCommand = object


class _InUsersLanguage(AnyCommand):
    """Mixin that translates the usage line and the help of ``--help``."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help, whose sentences no table cuts."""
        from rpa_scout.cli.help_texts import fold_long_words

        fold_long_words()
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        pieces = self.collect_usage_pieces(ctx)
        pieces = [piece.strip("{}").replace("}...", "...") for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the parameters, shown by our names and without Python types."""
        params = super().get_params(ctx)
        for param in params:
            if hasattr(param, "display_type_rich"):
                shown = param.metavar if param.param_type_name == "option" else None
                param.display_type_rich = _always(shown)
        return params

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the ``--help`` option with translated help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option


def _always(shown: str | None) -> Callable[..., str | None]:
    """Return a function that always returns the same value."""
    return lambda *_arguments, **_named: shown


class Command(_InUsersLanguage, TyperCommand):
    """A command with translated help, under the rule on outputs."""

    def invoke(self, ctx: Context) -> object:
        """Run the command; note its inputs and check its outputs first."""
        from rpa_scout.cli.outputs import guarded

        assert self.callback is not None
        with guarded("-".join(ctx.command_path.split()[1:]), self.callback, ctx.params):
            return super().invoke(ctx)


class Group(_InUsersLanguage, TyperGroup):
    """A group of commands with translated help."""


class LateGroup(Group):
    """A group that imports its commands only when one of them, or their list, is needed."""

    module: ClassVar[str]
    """Dotted name of the module whose ``app`` holds the commands."""

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
