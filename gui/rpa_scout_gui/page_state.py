"""What a person has set on a page: kept when the window is built again, in part for good."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rpa_scout_gui.models.filters import ColumnFilter

_MOST_PROJECTS: Final = 20
"""Projects whose conditions are kept."""


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """The columns of a table by their ids: order, hidden ones, chosen widths, and sorting."""

    order: tuple[str, ...]
    hidden: tuple[str, ...]
    widths: Mapping[str, int]  # pixels at 100 %
    sorted_by: str  # empty: none
    is_falling: bool


@dataclass(frozen=True, slots=True)
class TableState:
    """Columns and selection of a table."""

    columns: ColumnLayout
    selected: tuple[Hashable, ...]
    top: Hashable | None  # Key of the first row that is seen


@dataclass(frozen=True, slots=True)
class FilterState:
    """Search text and conditions above a table."""

    text: str
    conditions: Mapping[str, ColumnFilter]


@dataclass(frozen=True, slots=True)
class PageState:
    """State of all tables, tabs and switches of a page, and what only this page has."""

    tables: tuple[TableState, ...]
    filters: FilterState | None
    switches: tuple[bool, ...]
    tabs: tuple[int, ...]
    own: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What stays of a page from one session to the next; conditions belong to one project."""

    layouts: tuple[ColumnLayout, ...] = ()
    filters: Mapping[str, FilterState] = field(default_factory=dict)  # by the path of the project

    def with_filters(self, earlier: Mapping[str, FilterState]) -> KeptPage:
        """Return the page with the conditions of projects that were open before, newest last."""
        others = {path: state for path, state in earlier.items() if path not in self.filters}
        newest = [*others.items(), *self.filters.items()][-_MOST_PROJECTS:]
        return KeptPage(self.layouts, dict(newest))


def kept_as_json(kept: KeptPage) -> str:
    """Return what stays of a page as a line of JSON."""
    content = {
        "layouts": [asdict(layout) for layout in kept.layouts],
        "filters": {path: _plain_filters(state) for path, state in kept.filters.items()},
    }
    return json.dumps(content, ensure_ascii=False)


def kept_from_json(line: str) -> KeptPage:
    """Return what a line of JSON keeps of a page; nothing where it cannot be read."""
    try:
        content = json.loads(line)
        layouts = tuple(_layout(entry) for entry in content["layouts"])
        filters = {str(path): _filters(entry) for path, entry in content["filters"].items()}
        return KeptPage(layouts, filters)
    except (ValueError, KeyError, TypeError, AttributeError):
        return KeptPage()


def _layout(entry: dict[str, Any]) -> ColumnLayout:
    return ColumnLayout(
        order=tuple(map(str, entry["order"])),
        hidden=tuple(map(str, entry["hidden"])),
        widths={str(name): int(width) for name, width in entry["widths"].items()},
        sorted_by=str(entry["sorted_by"]),
        is_falling=bool(entry["is_falling"]),
    )


def _plain_filters(state: FilterState) -> dict[str, Any]:
    conditions = {name: _plain(condition) for name, condition in state.conditions.items()}
    return {"text": state.text, "conditions": conditions}


def _filters(entry: dict[str, Any]) -> FilterState:
    conditions = {str(name): _condition(plain) for name, plain in entry["conditions"].items()}
    return FilterState(str(entry["text"]), conditions)


def _plain(condition: ColumnFilter) -> dict[str, Any]:
    from rpa_scout_gui.models.filters import AnyOf, Within

    if isinstance(condition, Within):
        return {"low": condition.low, "high": condition.high}
    name = "any_of" if isinstance(condition, AnyOf) else "one_of"
    return {name: sorted(getattr(condition, "allowed", ()), key=repr)}


def _condition(entry: dict[str, Any]) -> ColumnFilter:
    from rpa_scout_gui.models.filters import AnyOf, OneOf, Within

    if "low" in entry:
        return Within(float(entry["low"]), float(entry["high"]))
    if "any_of" in entry:
        return AnyOf(frozenset(entry["any_of"]))
    return OneOf(frozenset(entry["one_of"]))
