"""The parts of an .xlsx file, their relations and their content types (ECMA-376, part 2)."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from itertools import count
from typing import Final

from lxml import etree

from rpa_scout.forms.returning.markup import RELATIONSHIPS, add_child, parse, serialize
from rpa_scout.forms.returning.unkeepable import UnkeepableError

_TYPES_PART: Final = "[Content_Types].xml"
_EMPTY_RELATIONS: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
# Reading refuses larger packages, but the file may have changed since it was read.
_MOST_PARTS: Final = 2_000
_LARGEST_PACKAGE: Final = 512 << 20  # bytes, unpacked
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # unknown compression
    RuntimeError,  # encrypted part
    ValueError,  # name or date that cannot be
    lzma.LZMAError,
    OSError,  # broken bzip2
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A part's relation to another part."""

    id: str  # Such as ``rId1``
    kind: str  # Last word of its type, such as ``worksheet``
    target: str  # Name of the other part, without a leading slash


class Package:
    """The parts of one file; a part is written anew only if its tree was changed."""

    def __init__(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                infos = archive.infolist()
                _check_size(infos)
                self._infos = {info.filename: info for info in infos}
                self._contents = {info.filename: archive.read(info) for info in infos}
        except _UNREADABLE as error:
            raise UnkeepableError("zip") from error
        if len(infos) != len(self._contents) or _TYPES_PART not in self._contents:
            raise UnkeepableError("zip")
        self._roots: dict[str, etree._Element] = {}
        # How a part's tree was written before any change; the original may be written otherwise.
        self._unchanged: dict[str, bytes] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(self._contents)

    def original(self, name: str) -> bytes:
        """Return a part as it is in the file, without changes to its tree."""
        try:
            return self._contents[name]
        except KeyError as error:
            raise UnkeepableError("parts") from error

    def root(self, name: str) -> etree._Element:
        """Return the root of a part's tree; changes to the tree change the part."""
        if name not in self._roots:
            content = self.original(name)
            if name.casefold().endswith(".vml"):
                # Excel writes line breaks in VML as <br>, which is not XML.
                content = content.replace(b"<br>", b"<br/>")
            self._roots[name] = root = parse(content)
            self._unchanged[name] = serialize(root)
        return self._roots[name]

    def add(self, stem: str, suffix: str, content: bytes, content_type: str) -> str:
        """Add a part under a name not used yet and return the name."""
        types = self.root(_TYPES_PART)
        used = {name.casefold() for name in self._contents}
        # A content type may be declared for a part that does not exist.
        used |= {
            override.get("PartName", "").lstrip("/").casefold()
            for override in types.iter("{*}Override")
        }
        names = (f"{stem}{number}.{suffix}" for number in count(1))
        name = next(name for name in names if name.casefold() not in used)
        self._contents[name] = content
        defaults = {
            default.get("Extension", "").casefold(): default.get("ContentType")
            for default in types.iter("{*}Default")
        }
        if defaults.get(suffix) != content_type:
            add_child(types, "Override", {"PartName": f"/{name}", "ContentType": content_type})
        return name

    def replace(self, name: str, content: bytes) -> None:
        """Replace a part by one that has no relations."""
        for replaced in (name, _relations_part(name)):
            self._contents.pop(replaced, None)
            self._roots.pop(replaced, None)
        self._contents[name] = content

    def relations(self, part: str) -> list[Relation]:
        """Return a part's relations to parts of this package; ``""`` is the package itself."""
        name = _relations_part(part)
        if name not in self._contents:
            return []
        return [
            Relation(
                element.get("Id", ""),
                element.get("Type", "").rpartition("/")[2],
                _resolved(part, element.get("Target", "")),
            )
            for element in self.root(name).iter("{*}Relationship")
            if element.get("TargetMode") != "External"
        ]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the names of the parts to which a part has relations of a kind."""
        return [relation.target for relation in self.relations(part) if relation.kind == kind]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation and return its id."""
        name = _relations_part(part)
        self._contents.setdefault(name, _EMPTY_RELATIONS)
        root = self.root(name)
        used = {element.get("Id") for element in root}  # external relations included
        ids = (f"rId{number}" for number in count(1))
        relation_id = next(candidate for candidate in ids if candidate not in used)
        relation_type = f"{RELATIONSHIPS}/{kind}"
        attributes = {"Id": relation_id, "Type": relation_type, "Target": f"/{target}"}
        add_child(root, "Relationship", attributes)
        return relation_id

    def content(self) -> bytes:
        """Return the file; unchanged parts keep their dates, new ones have a fixed one."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in self._contents:
                info = zipfile.ZipInfo(name, _EARLIEST)
                if name in self._infos:
                    info.date_time = self._infos[name].date_time
                    info.external_attr = self._infos[name].external_attr
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, self._written(name))
        return target.getvalue()

    def _written(self, name: str) -> bytes:
        content, root = self._contents[name], self._roots.get(name)
        if root is None:
            return content
        written = serialize(root)
        if written == self._unchanged[name]:
            return content
        return written if b"<?xml" in content[:8] else serialize(root, declaration=False)


def _check_size(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _LARGEST_PACKAGE:
        raise UnkeepableError("size")


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
