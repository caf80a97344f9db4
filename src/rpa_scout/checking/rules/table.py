"""All rules on rows, collected from the modules of this folder."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Final

from rpa_scout.checking import rules
from rpa_scout.checking.rules.rule import RowRule

__all__ = ["ROW_RULES"]


def _collected() -> tuple[RowRule, ...]:
    """Return the ``RULES`` of every module beside this one, in the order of their work."""
    own = __name__.rpartition(".")[2]
    names = [module.name for module in pkgutil.iter_modules(rules.__path__) if module.name != own]
    modules = [import_module(f"{rules.__name__}.{name}") for name in names]
    declared = [rule for module in modules for rule in getattr(module, "RULES", ())]
    return tuple(sorted(declared, key=lambda rule: rule.order))


ROW_RULES: Final = _collected()
