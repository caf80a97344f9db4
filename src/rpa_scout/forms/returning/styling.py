"""Styles of a workbook: present ones keep their numbers, new ones are added behind them."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from rpa_scout.forms.returning.markup import add_child, integer, main
from rpa_scout.forms.returning.unkeepable import UnkeepableError

_MEMBERS: Final = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
_IDS: Final = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}


class StyleSheet:
    """The part that declares a workbook's cell formats."""

    def __init__(self, root: etree._Element) -> None:
        self._lists: dict[str, etree._Element] = {}
        for name in _MEMBERS:
            members = root.find(main(name))
            if members is None:
                raise UnkeepableError("styles")
            self._lists[name] = members
        self._counts = {name: len(self._members(name)) for name in _MEMBERS}
        self._filled: dict[tuple[int, str], int] = {}
        self._fills: dict[str, int] = {}

    def filled(self, style: int, color: str) -> int:
        """Return the number of a style that differs from another in its fill colour only."""
        if (style, color) not in self._filled:
            formats = self._members("cellXfs")
            if not 0 <= style < len(formats):
                raise UnkeepableError("styles")
            copy = deepcopy(formats[style])
            copy.set("fillId", str(self._fill(color)))
            copy.set("applyFill", "1")
            self._filled[style, color] = self._append("cellXfs", copy)
        return self._filled[style, color]

    def append_all(self, source: StyleSheet) -> int:
        """Add the cell formats of another workbook; return the number of the first one."""
        offsets = dict(self._counts)
        for name in _IDS:
            for member in source._members(name):
                self._append(name, deepcopy(member))
        for member in source._members("cellXfs"):
            cell_format = deepcopy(member)
            for name, attribute in _IDS.items():
                number = integer(cell_format, attribute) + offsets[name]
                cell_format.set(attribute, str(number))
            cell_format.set("xfId", "0")
            self._append("cellXfs", cell_format)
        return offsets["cellXfs"]

    def _fill(self, color: str) -> int:
        if color not in self._fills:
            fill = etree.Element(main("fill"))
            pattern = add_child(fill, "patternFill", {"patternType": "solid"})
            add_child(pattern, "fgColor", {"rgb": f"FF{color.removeprefix('#')}"})
            add_child(pattern, "bgColor", {"indexed": "64"})
            self._fills[color] = self._append("fills", fill)
        return self._fills[color]

    def _members(self, name: str) -> list[etree._Element]:
        return self._lists[name].findall(main(_MEMBERS[name]))

    def _append(self, name: str, member: etree._Element) -> int:
        number = self._counts[name]
        self._counts[name] += 1
        self._lists[name].append(member)
        self._lists[name].set("count", str(self._counts[name]))
        return number
