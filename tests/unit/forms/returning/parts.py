"""The parts of a workbook before and after: what was added, what was changed, what was removed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

IDENTITY = ("r", "ref", "name", "Id", "PartName", "id", "sqref")
"""Attributes by which an element is the same before and after, though it was changed inside."""


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(contents: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target.getvalue()


def changes(before: bytes, after: bytes) -> list[str]:
    """Return how a part differs: ``+element``, ``-element``, ``@element attribute``, ``=element``.

    ElementTree parses both, independently of the parser under test.
    """
    roots = (ET.fromstring(content) for content in (before, after))
    return list(_changes(*roots))


def _changes(before: ET.Element, after: ET.Element) -> Iterator[str]:
    name = _name(after)
    if before.tag != after.tag:
        yield f"={name}"
        return
    for attribute in sorted({*before.keys(), *after.keys()}):
        if before.get(attribute) != after.get(attribute):
            yield f"@{name} {attribute}"
    if (before.text or "") != (after.text or ""):
        yield f"={name}"
    remaining = list(after)
    for child in before:
        skipped = next((number for number, new in enumerate(remaining) if _same(child, new)), None)
        if skipped is None:
            yield f"-{_name(child)}"
            continue
        yield from (f"+{_name(new)}" for new in remaining[:skipped])
        yield from _changes(child, remaining[skipped])
        if (child.tail or "") != (remaining[skipped].tail or ""):
            yield f"={name}"
        del remaining[: skipped + 1]
    yield from (f"+{_name(new)}" for new in remaining)


def _same(before: ET.Element, after: ET.Element) -> bool:
    return before.tag == after.tag and all(
        before.get(attribute) == after.get(attribute) for attribute in IDENTITY
    )


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def changed_parts(before: bytes, after: bytes) -> dict[str, list[str]]:
    """Return the changes of every part whose bytes differ; a removed part has ``["-"]``."""
    old, new = parts(before), parts(after)
    return {
        name: changes(_readable(content), _readable(new[name])) if name in new else ["-"]
        for name, content in old.items()
        if new.get(name) != content
    }


def _readable(content: bytes) -> bytes:
    # VML as Excel writes it is no XML.
    return content.replace(b"<br>", b"<br/>")
