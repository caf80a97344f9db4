"""The parts of an .xlsx file, their relations and their types (ECMA-376, part 2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rpa_scout.forms.returning.splicing import Edits, escaped, find_elements
from rpa_scout.forms.returning.unkeepable import Unkeepable

__all__ = ["RELATION_TYPES", "Package", "Relation"]

RELATION_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""Begin of the types of relations; a strict package has others."""

_TYPES_PART: Final = "[Content_Types].xml"
_EMPTY_RELATIONS: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relation:
    """A part's relation to another."""

    id: str  # Its id, such as ``rId1``
    kind: str  # Last word of its type, such as ``worksheet``
    target: str  # Name of the other part, without a slash before it


class Package:
    """The parts of one file."""

    def __init__(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                infos = archive.infolist()
                self._infos = {one.filename: one for one in infos}
                self._parts = {one.filename: archive.read(one) for one in infos}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError) as why:
            raise Unkeepable("zip") from why
        if len(infos) != len(self._parts) or _TYPES_PART not in self._parts:
            raise Unkeepable("zip")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(self._parts)

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def __getitem__(self, name: str) -> bytes:
        try:
            return self._parts[name]
        except KeyError as error:
            raise Unkeepable("parts") from error

    def __setitem__(self, name: str, content: bytes) -> None:
        self._parts[name] = content

    def relations(self, part: str) -> list[Relation]:
        """Return a part's relations to parts of this package; ``""`` is the package itself."""
        name = _relations_part(part)
        if name not in self._parts:
            return []
        return [
            Relation(
                one.attributes.get("Id", ""),
                one.attributes.get("Type", "").rpartition("/")[2],
                _resolved(part, one.attributes.get("Target", "")),
            )
            for one in find_elements(self[name], ["Relationship"])
            if one.attributes.get("TargetMode") != "External"
        ]

    def relation_ids(self, part: str) -> set[str]:
        """Return the ids of all relations of a part, external ones included."""
        name = _relations_part(part)
        if name not in self._parts:
            return set()
        found = find_elements(self[name], ["Relationship"])
        return {one.attributes.get("Id", "") for one in found}

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation and return its id."""
        name = _relations_part(part)
        self._parts.setdefault(name, _EMPTY_RELATIONS)
        used = self.relation_ids(part)
        new = next(one for one in _numbered("rId", 1) if one not in used)
        root = find_elements(self[name], ["Relationships"])[0]
        edits = Edits(self[name])
        element = b'<%sRelationship Id="%s" Type="%s/%s" Target="/%s"/>' % (
            root.prefix,
            new.encode(),
            RELATION_TYPES.encode(),
            kind.encode(),
            escaped(target),
        )
        edits.append_to(root, element)
        self[name] = edits.made()
        return new

    def unrelate(self, part: str) -> None:
        """Take all relations from a part, as when it is written anew."""
        self._parts.pop(_relations_part(part), None)

    def add(self, stem: str, suffix: str, content: bytes, content_type: str) -> str:
        """Add a part under a name not used yet and return the name."""
        taken = {name.casefold() for name in self._parts}
        name = next(
            one
            for one in (f"{stem}{number}.{suffix}" for number in range(1, len(taken) + 2))
            if one.casefold() not in taken
        )
        self._parts[name] = content
        self._declare(name, suffix, content_type)
        return name

    def _declare(self, name: str, suffix: str, content_type: str) -> None:
        content = self[_TYPES_PART]
        root = find_elements(content, ["Types"])[0]
        known = {
            one.attributes.get("Extension", "").casefold(): one.attributes.get("ContentType")
            for one in find_elements(content, ["Default"])
        }
        if known.get(suffix) == content_type:
            return
        edits = Edits(content)
        edits.append_to(
            root,
            b'<%sOverride PartName="/%s" ContentType="%s"/>'
            % (root.prefix, escaped(name), content_type.encode()),
        )
        self[_TYPES_PART] = edits.made()

    def content(self) -> bytes:
        """Return the file; unchanged parts keep their dates, new ones have a fixed one."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self._parts.items():
                info = zipfile.ZipInfo(name, _EARLIEST)
                if name in self._infos:
                    info.date_time = self._infos[name].date_time
                    info.external_attr = self._infos[name].external_attr
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, part)
        return target.getvalue()


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _numbered(stem: str, first: int) -> Iterator[str]:
    number = first
    while True:
        yield f"{stem}{number}"
        number += 1
