"""Parsing a part of a workbook as a stream, with limits."""

from __future__ import annotations

from xml.parsers import expat

from rpa_scout.reading.files.refusal import Refused

__all__ = ["Elements", "parse_part"]

_NESTING = 256
"""Depth of elements: a workbook needs a dozen."""

_IS_LAST = True  # expat takes its arguments without their names


class Elements:
    """Takes in the elements of a part; names come without their prefix."""

    depth = 0
    """Of the element that begins or ends; the root has depth 1."""

    takes_text = False
    """Whether text that comes now is wanted."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""

    def end(self, name: str) -> None:
        """Take in the end of an element."""

    def text(self, text: str) -> None:
        """Take in text, where it is wanted."""


def parse_part(part_name: str, part: bytes, elements: Elements) -> None:
    """Parse a part; refuse what is no well-formed XML, declares entities or is nested deeply."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        elements.depth += 1
        if elements.depth > _NESTING:
            raise Refused("file_nesting", part_name, str(_NESTING))
        elements.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        elements.end(name.rpartition(":")[2])
        elements.depth -= 1

    def text(piece: str) -> None:
        if elements.takes_text:
            elements.text(piece)

    def doctype(*_: object) -> None:
        raise Refused("file_entities", part_name)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(part, _IS_LAST)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refused("file_damaged") from error
