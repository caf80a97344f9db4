"""Commands whose help is in the user's language, Typer's own words included."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from rpa_scout.text import _

__all__ = ["Command", "Group"]


class _InUsersLanguage:
    """Mixin: translates the usage line and the help of ``--help``."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's private types
        """Write the usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]  # of the class mixed with
        pieces = [piece.strip("{}").replace("}...", "...") for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's private types
        """Return the parameters, shown with what we call them and no Python type."""
        params = super().get_params(ctx)  # type: ignore[misc]  # of the class mixed with
        for param in params:
            if hasattr(param, "display_type_rich"):
                shown = param.metavar if param.param_type_name == "option" else None
                param.display_type_rich = lambda ctx, shown=shown: shown  # noqa: ARG005 - called with it
        return params

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's private types
        """Return ``--help`` with its help translated."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of the class mixed with
        if option is not None:
            option.help = _("Show this message and exit.")
        return option


class Command(_InUsersLanguage, TyperCommand):
    """A command."""


class Group(_InUsersLanguage, TyperGroup):
    """A group of commands."""
