"""What a person has set on a page; it is kept when the window is built again."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from rpa_scout_gui.models.filters import ColumnFilter


@dataclass(frozen=True, slots=True)
class TableState:
    """Sorting, columns and selection of a table."""

    sorted_by: int  # Position of the column; -1: none
    order: Qt.SortOrder
    hidden: tuple[bool, ...]
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
