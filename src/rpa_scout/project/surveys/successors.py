"""Successors of departments that were renamed, merged or split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.schema import FormerDepartmentRow
from rpa_scout.text import fold


@dataclass(frozen=True)
class Successors:
    """Former departments and their successors."""

    # Names of the successors of a department, by its folded name. A department that continues
    # beside a new one is among its own successors.
    names: Mapping[str, tuple[str, ...]]

    @classmethod
    def of_texts(cls, texts: Iterable[tuple[str, str]]) -> Successors:
        """Read folded names and their successors from the texts of the table."""
        return cls({folded: tuple(from_text(text)) for folded, text in texts})

    def current(self, name: str) -> str:
        """Return the present name of a department; its own name if it became several."""
        seen = set()
        while (folded := fold(name)) not in seen:
            seen.add(folded)
            following = self.names.get(folded, ())
            if len(following) != 1:
                break
            name = following[0]
        return name

    def is_former(self, name: str) -> bool:
        """Tell whether a department no longer exists."""
        following = self.names.get(fold(name), ())
        return bool(following) and fold(name) not in map(fold, following)

    def predecessors(self, name: str) -> list[str]:
        """Return the folded names of the other departments that became this one."""
        wanted = fold(name)
        return [
            folded
            for folded in self.names
            if folded != wanted and fold(self.current(folded)) == wanted
        ]

    @property
    def group_of(self) -> dict[str, str]:
        """One name for all departments that came from each other, by folded name."""
        # Union-find: following the leaders of a name ends at the name of its group.
        leader: dict[str, str] = {}

        def lead(name: str) -> str:
            while leader.setdefault(name, name) != name:
                name = leader[name]
            return name

        for folded, following in self.names.items():
            for name in following:
                leader[lead(fold(name))] = lead(folded)
        return {name: lead(name) for name in list(leader)}


def stored_successors(connection: Connection) -> Successors:
    """Return the former departments of the project with their successors."""
    query = select(FormerDepartmentRow.department, FormerDepartmentRow.successors)
    rows = connection.execute(query.order_by(FormerDepartmentRow.department))
    return Successors.of_texts((row.department, row.successors) for row in rows)
