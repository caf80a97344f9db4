"""Changing single places of an XML part and leaving every other byte as it is.

A parser says where elements begin and end; what is changed is cut out and put in between. So
nothing is lost that this program knows nothing of: extensions, prefixes, even the order of
attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from rpa_scout.forms.returning.unkeepable import Unkeepable

__all__ = [
    "Edits",
    "Element",
    "escaped",
    "find_elements",
    "joined",
    "with_attribute",
    "without_rows",
]

_TAG: Final = re.compile(rb"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_DECLARED: Final = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_ROWS_BEGIN: Final = b"<sheetData>"
_ROWS_END: Final = b"</sheetData>"
_IS_LAST: Final = True  # expat takes its arguments without their names
_READABLE: Final = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a part, by its place."""

    name: str  # Name without prefix
    namespace: str  # Namespace
    # What stands before its name, with the colon; empty where nothing does.
    prefix: bytes
    # Values by name; names of other namespaces are preceded by them and a blank.
    attributes: Mapping[str, str]
    # Where its start tag begins, and where that ends.
    start: int
    inside: int
    # Where its end tag begins, and where that ends; of an empty tag, both are `inside`.
    close: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether it is an empty tag, ``<c/>``."""
        return self.close == self.end

    def tag(self, content: bytes) -> bytes:
        """Return its start tag."""
        return content[self.start : self.inside]

    def text(self, content: bytes) -> bytes:
        """Return all of it, from its start tag to its end tag."""
        return content[self.start : self.end]


@dataclass(slots=True)
class _Open:
    name: str
    attributes: Mapping[str, str] | None
    start: int


def find_elements(content: bytes, names: Iterable[str], *, whole: bool = True) -> list[Element]:
    """Find elements of a part."""
    return _Finder(content, frozenset(names), whole=whole).found()


class _Finder:
    def __init__(self, content: bytes, names: frozenset[str], *, whole: bool) -> None:
        self._content, self._names = content, names
        self._between = " " if whole else ":"
        self._open: list[_Open] = []
        self._elements: list[Element] = []
        self._parser = expat.ParserCreate(namespace_separator=" " if whole else None)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse_doctype

    def found(self) -> list[Element]:
        declared = _DECLARED.match(self._content)
        if self._content.startswith(_UTF_16) or (declared and declared[1].lower() not in _READABLE):
            raise Unkeepable("encoding")
        try:
            self._parser.Parse(self._content, _IS_LAST)
        except expat.ExpatError as error:
            raise Unkeepable("xml") from error
        return sorted(self._elements, key=lambda one: one.start)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        short = name.rpartition(self._between)[2]
        wanted = short in self._names or ("*" in self._names and len(self._open) <= 1)
        start = self._parser.CurrentByteIndex
        self._open.append(_Open(name, attributes if wanted else None, start))

    def _end(self, _name: str) -> None:
        one = self._open.pop()
        if one.attributes is not None:
            self._elements.append(self._element(one, self._parser.CurrentByteIndex))

    def _element(self, one: _Open, at_end: int) -> Element:
        content = self._content
        tag = _TAG.match(content, one.start)
        if tag is None:
            raise Unkeepable("xml")
        namespace, _, name = one.name.rpartition(self._between)
        before = content[one.start + 1 : content.index(name.encode(), one.start)]
        close = end = tag.end()
        if not tag[0].endswith(b"/>"):
            close, end = at_end, content.index(b">", at_end) + 1
        assert one.attributes is not None
        return Element(name, namespace, before, one.attributes, one.start, tag.end(), close, end)


def _refuse_doctype(*_: object) -> None:
    raise Unkeepable("doctype")


@dataclass
class Edits:
    """Changes to one part, made all at once."""

    content: bytes  # The part as it is
    _changes: list[tuple[int, int, bytes]] = field(default_factory=list)

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put `new` in the place of the bytes from `start` to `end`."""
        self._changes.append((start, end, new))

    def insert(self, place: int, new: bytes) -> None:
        """Put `new` before the byte at `place`, after what was inserted there already."""
        self._changes.append((place, place, new))

    def append_to(self, element: Element, new: bytes) -> None:
        """Put `new` at the end of an element's content."""
        if element.is_empty:
            tag = element.tag(self.content)
            name = element.prefix + element.name.encode()
            opened = tag[:-2].rstrip() + b">" + new + b"</" + name + b">"
            self.replace(element.start, element.end, opened)
        else:
            self.insert(element.close, new)

    def made(self) -> bytes:
        """Return the part with all changes; raises where two of them overlap."""
        parts, at = [], 0
        for start, end, new in sorted(self._changes, key=lambda one: one[:2]):
            if start < at:
                raise Unkeepable("xml")
            parts += [self.content[at:start], new]
            at = end
        return b"".join([*parts, self.content[at:]])


def without_rows(content: bytes) -> tuple[bytes, bytes]:
    """Take the rows out of a sheet, which are nearly all of it, to look at the rest."""
    start, end = content.find(_ROWS_BEGIN), content.rfind(_ROWS_END)
    if start < 0 or end < 0:
        return content, b""
    start += len(_ROWS_BEGIN)
    return content[:start] + content[end:], content[start:end]


def joined(outline: bytes, rows: bytes) -> bytes:
    """Put the rows back into a sheet."""
    return outline.replace(_ROWS_BEGIN, _ROWS_BEGIN + rows, 1) if rows else outline


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """Return a start tag with an attribute set, or without it where the value is None.

    >>> with_attribute(b'<c r="A1" s="3"/>', "s", "7")
    b'<c r="A1" s="7"/>'
    >>> with_attribute(b'<c r="A1"/>', "s", "7")
    b'<c r="A1" s="7"/>'
    """
    there = re.search(rb"\s" + name.encode() + rb"""\s*=\s*("[^"]*"|'[^']*')""", tag)
    new = b"" if value is None else b" " + name.encode() + b'="' + escaped(value) + b'"'
    if there:
        return tag[: there.start()] + new + tag[there.end() :]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + new + tag[end:]


def escaped(text: str) -> bytes:
    """Return a text as it stands in XML."""
    allowed = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        allowed = allowed.replace(sign, entity)
    return allowed.encode("utf-8", "ignore")
