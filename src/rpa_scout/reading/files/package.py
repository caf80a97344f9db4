"""The parts of a zipped workbook, unpacked and parsed within limits.

Python's `zipfile` only lists the parts here. It stops at the size that the directory declares,
while other readers unpack to the end of the packed data, so a part could hold more for them.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.parsers import expat

from rpa_scout.findings.rule import FindingRule
from rpa_scout.reading.files.kinds import foreign_package
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.text import N_

_PARTS = 2_000
"""A workbook has some ten parts, and one for each picture."""

_PART_BYTES, _TOTAL_BYTES = 256 << 20, 512 << 20
"""Unpacked sizes. The sheet of 100,000 tasks with 28 answers takes 110 MB."""

_RATIO, _RATIO_FROM = 250, 16 << 20
"""A list packs to a tenth, empty rows with formats to a fortieth, a bomb to a thousandth."""

_PART_HEADER = struct.Struct("<4s5H3L2H")
_END_OF_DIRECTORY = 22
_LONGEST_START = 1024
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_PLAIN_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")
_IN_UTF_16 = (b"<\0", b"\0<", b"\xff\xfe", b"\xfe\xff")
_BROKEN = (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error)
_XML = (".xml", ".rels", ".vml")


class Package:
    """The parts of a zipped workbook. All reading of parts goes through this class."""

    def __init__(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                entries = archive.infolist()
        except _BROKEN as error:
            raise RefusedError("file_damaged") from error
        _check_directory(entries)
        self._content = memoryview(content)
        self._entries = {entry.filename: entry for entry in entries}
        # Excel finds parts whatever the case of their letters.
        self._spelled = {_folded(name): name for name in self._entries}
        self._was_read: set[str] = set()
        foreign = foreign_package(self._entries, self.read("mimetype"))
        if foreign:
            raise RefusedError("file_other_kind", kind=foreign)

    @property
    def is_unambiguous(self) -> bool:
        """Whether every reader finds the same directory: nothing stands behind or in front."""
        first = min((entry.header_offset for entry in self._entries.values()), default=0)
        end = bytes(self._content[-_END_OF_DIRECTORY:])
        return first == 0 and end.startswith(b"PK\x05\x06")

    @property
    def is_ods(self) -> bool:
        """Whether it is an .ods."""
        return "content.xml" in self._spelled

    @property
    def is_binary(self) -> bool:
        """Whether it is an .xlsb."""
        return "xl/workbook.bin" in self._spelled

    @property
    def is_encrypted_ods(self) -> bool:
        """Whether it is an .ods whose parts are encrypted."""
        if "encrypted-package" in self._spelled:
            return True
        return self.is_ods and b"encryption-data" in self.read("META-INF/manifest.xml")

    @property
    def unpacked_bytes(self) -> int:
        """Size of all parts."""
        return sum(entry.file_size for entry in self._entries.values())

    def find(self, name: str) -> str | None:
        """Return a part's name as the archive spells it, or None where there is no such part."""
        return self._spelled.get(_folded(name))

    def read(self, name: str) -> bytes:
        """Return a whole part, ``b""`` where there is none."""
        spelled = self.find(name)
        if spelled is None:
            return b""
        part = self._unpacked(self._entries[spelled])
        _check_start(spelled, part)
        self._was_read.add(spelled)
        return part

    def check_unread(self) -> None:
        """Check every part that was not read yet: relations may name any of them."""
        for name in self._entries:
            if name not in self._was_read:
                self.read(name)

    def with_parts(self, contents: Mapping[str, bytes]) -> bytes:
        """Return the package with the content of some parts replaced."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in self._entries:
                archive.writestr(name, contents[name] if name in contents else self.read(name))
        return target.getvalue()

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            part, is_whole = bytes(packed), True
        else:
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                part = unpacker.decompress(packed, entry.file_size + 1)
            except zlib.error as error:
                raise RefusedError("file_damaged") from error
            is_whole = unpacker.eof
        if len(part) > entry.file_size and len(packed) * _RATIO > _RATIO_FROM:
            raise RefusedError(
                "file_bomb", size=f"{entry.filename}: > {_megabytes(entry.file_size)}"
            )
        if not is_whole or len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
            raise RefusedError("file_damaged")
        return part

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        """Return the packed bytes of a part: behind its header, name and extra."""
        start = entry.header_offset
        header = self._content[start : start + _PART_HEADER.size]
        usual = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if len(header) < _PART_HEADER.size or not usual or entry.flag_bits & 1:
            raise RefusedError("file_damaged")
        mark, *_, name_length, extra_length = _PART_HEADER.unpack(header)
        if mark != b"PK\x03\x04":
            raise RefusedError("file_damaged")
        start += _PART_HEADER.size + name_length + extra_length
        return self._content[start : start + entry.compress_size]


def _folded(name: str) -> str:
    return name.replace("\\", "/").lower()


def _check_directory(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > _PARTS:
        raise RefusedError("file_parts", count=f"{len(entries):,}", limit=f"{_PARTS:,}")
    names: set[str] = set()
    for entry in entries:
        name = _folded(entry.filename)
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise RefusedError("file_paths", part=entry.filename)
        if name in names:
            raise RefusedError("file_parts_repeated", part=entry.filename)
        names.add(name)
        _check_size(entry)
    total = sum(entry.file_size for entry in entries)
    if total > _TOTAL_BYTES:
        raise RefusedError("file_bomb", size=_megabytes(total))


def _check_size(entry: zipfile.ZipInfo) -> None:
    declared = f"{entry.filename}: {_megabytes(entry.file_size)}"
    if entry.file_size > _PART_BYTES:
        raise RefusedError("file_bomb", size=declared)
    if entry.file_size > max(_RATIO_FROM, _RATIO * entry.compress_size):
        raise RefusedError("file_bomb", size=declared)


def _check_start(name: str, part: bytes) -> None:
    """Refuse entity declarations, and encodings in which a search would miss them."""
    start = part[:_LONGEST_START].removeprefix(b"\xef\xbb\xbf").lstrip()
    is_xml = not start or start.startswith(b"<")
    if start.startswith(_IN_UTF_16) or (not is_xml and name.lower().endswith(_XML)):
        raise RefusedError("file_damaged")
    if start.startswith(b"<?xml"):
        declaration, end, _ = start.partition(b"?>")
        encoding = _ENCODING.search(declaration)
        if not end or (encoding and encoding[1].lower() not in _PLAIN_ENCODINGS):
            raise RefusedError("file_damaged")
    # Entities are declared nowhere else.
    if is_xml and b"<!DOCTYPE" in part:
        raise RefusedError("file_entities", part=name)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


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
            raise RefusedError("file_nesting", part=part_name)
        elements.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        elements.end(name.rpartition(":")[2])
        elements.depth -= 1

    def text(piece: str) -> None:
        if elements.takes_text:
            elements.text(piece)

    def doctype(*_: object) -> None:
        raise RefusedError("file_entities", part=part_name)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(part, _IS_LAST)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise RefusedError("file_damaged") from error


RULES = (
    FindingRule(
        "file_bomb",
        "error",
        N_("the file was not opened: it unpacks to far more than its size ({size})."),
        N_("No usual workbook does. Ask the department for the original, saved in Excel."),
        quotes="size",
    ),
    FindingRule(
        "file_entities",
        "error",
        N_("the file was not opened: a part of it declares entities ({part})."),
        N_("No usual workbook does. Ask the department for the original, saved in Excel."),
        quotes="part",
    ),
    FindingRule(
        "file_nesting",
        "error",
        N_("the file was not opened: a part of it is nested too deeply ({part})."),
        N_("No usual workbook does. Ask the department for the original, saved in Excel."),
        quotes="part",
    ),
    FindingRule(
        "file_paths",
        "error",
        N_("the file was not opened: the path of a part leads out of it ({part})."),
        N_("No usual workbook does. Ask the department for the original, saved in Excel."),
        quotes="part",
    ),
    FindingRule(
        "file_parts",
        "error",
        N_("the file was not opened: it has {count} parts; at most {limit} are read."),
        N_("Delete pictures that are not needed, save it and try again."),
        quotes="count",
    ),
    FindingRule(
        "file_parts_repeated",
        "error",
        N_("the file was not opened: it has two parts of one name ({part})."),
        N_("No usual workbook does. Ask the department for the original, saved in Excel."),
        quotes="part",
    ),
)
