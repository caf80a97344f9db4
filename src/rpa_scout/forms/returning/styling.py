"""Styles of a workbook: those it has stay as they are, new ones are put behind them."""

from __future__ import annotations

from rpa_scout.forms.returning.splicing import Edits, Element, find_elements, with_attribute
from rpa_scout.forms.returning.unkeepable import Unkeepable

__all__ = ["StyleSheet"]

_LISTS = ("fonts", "fills", "borders")
_MEMBERS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
_IDS = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}


class StyleSheet:
    """The part that declares a workbook's cell formats."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        found = find_elements(content, ["*", *_MEMBERS.values()])
        self._lists: dict[str, Element] = {}
        self._members: dict[str, list[Element]] = {}
        for one in found:
            if one.name in _MEMBERS and one.name not in self._lists:
                self._lists[one.name] = one
        if set(self._lists) != set(_MEMBERS) or any(one.prefix for one in found):
            raise Unkeepable("styles")
        for name, one in self._lists.items():
            inside = [
                other
                for other in found
                if other.name == _MEMBERS[name] and one.start < other.start < one.end
            ]
            self._members[name] = inside
        self._added: dict[str, list[bytes]] = {name: [] for name in _MEMBERS}
        self._filled: dict[tuple[int, str], int] = {}
        self._fills: dict[str, int] = {}

    def filled(self, style: int, color: str) -> int:
        """Return the number of a style like another but for the colour of its ground."""
        if (style, color) not in self._filled:
            like = self._members["cellXfs"]
            if style >= len(like):
                raise Unkeepable("styles")
            one = like[style]
            tag = with_attribute(one.tag(self._content), "fillId", str(self._fill(color)))
            tag = with_attribute(tag, "applyFill", "1")
            rest = self._content[one.inside : one.end]
            self._filled[style, color] = self._add("cellXfs", tag + rest)
        return self._filled[style, color]

    def _fill(self, color: str) -> int:
        if color not in self._fills:
            rgb = f"FF{color.removeprefix('#')}"
            fill = (
                f'<fill><patternFill patternType="solid"><fgColor rgb="{rgb}"/>'
                '<bgColor indexed="64"/></patternFill></fill>'
            )
            self._fills[color] = self._add("fills", fill.encode())
        return self._fills[color]

    def taken_over(self, other: StyleSheet) -> int:
        """Add all formats of another workbook; return by how much their numbers grow."""
        grown = {name: self._count(name) for name in _MEMBERS}
        for name in _LISTS:
            for one in other._members[name]:
                self._add(name, one.text(other._content))
        for one in other._members["cellXfs"]:
            tag = one.tag(other._content)
            for name, attribute in _IDS.items():
                number = int(one.attributes.get(attribute, "0")) + grown[name]
                tag = with_attribute(tag, attribute, str(number))
            tag = with_attribute(tag, "xfId", "0")
            self._add("cellXfs", tag + other._content[one.inside : one.end])
        return grown["cellXfs"]

    def content(self) -> bytes:
        """Return the part with what was added."""
        edits = Edits(self._content)
        for name, added in self._added.items():
            if not added:
                continue
            one = self._lists[name]
            tag = with_attribute(one.tag(self._content), "count", str(self._count(name)))
            edits.replace(one.start, one.inside, tag)
            edits.insert(one.close, b"".join(added))
        return edits.made()

    def _count(self, name: str) -> int:
        return len(self._members[name]) + len(self._added[name])

    def _add(self, name: str, element: bytes) -> int:
        self._added[name].append(element)
        return self._count(name) - 1
