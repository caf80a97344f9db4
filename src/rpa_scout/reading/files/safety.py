"""Refusing hostile packages before anything of them is parsed.

A workbook is a zip archive of XML parts. Everything here looks at bytes only: names and sizes in
the archive's directory, then, while a part is unpacked piece by piece, its real size, its nesting
and whether it declares entities. Nobody reads a part but through :class:`Package`.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from rpa_scout.reading.files.archives import PackedPart, archive_of
from rpa_scout.reading.files.xml_tags import Tags

__all__ = ["Package", "Refused"]

_PARTS = 2_000
"""Parts of a workbook: some ten, and one for each picture. More wear out memory for nothing."""

_PART_BYTES = 256 << 20
"""Unpacked size of a part. 100,000 tasks of 28 answers take 110 MB; reading takes nine times it."""

_TOTAL_BYTES = 512 << 20
"""Unpacked size of all parts that are read."""

_RATIO, _RATIO_FROM = 250, 16 << 20
"""A list packs to a tenth, empty rows with formats to a fortieth, a bomb to a thousandth."""

_NESTING = 256
"""Depth of elements: a workbook needs a dozen."""

_PIECE = 1 << 20
_PACKED_PIECE = 1 << 16
_LEAST_PIECE = 1 << 14
"""An archive can be packed so that parts unpack a few bytes at a time; so small nothing is seen."""

_KEPT_BYTES = 1 << 16
"""Parts up to this size are kept in memory, packed and unpacked, some dozens of them."""

_PART_HEADER = struct.Struct("<4s5H3L2H")
"""What stands before a part's name: begins with a mark, ends with the lengths of name and extra."""

_LONGEST_MARK = 16
_LONGEST_START = 1024
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_IN_UTF_16 = (b"<\0", b"\0<", b"\xff\xfe", b"\xfe\xff")
_XML = (".xml", ".rels", ".vml")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class Refused(Exception):  # noqa: N818 - an outcome, which whoever reads tells as a finding
    """A package that is not read.

    Parameters
    ----------
    code : str
        Code of the finding.
    value, expected : str, optional
        What was found, and what would have passed.
    """

    def __init__(self, code: str, value: str = "", expected: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value
        self.expected = expected


class Package:
    """The parts of a zipped workbook, each unpacked under guard.

    Parameters
    ----------
    content : bytes
        The file.

    Raises
    ------
    Refused
        The archive's directory is hostile or broken.
    """

    def __init__(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                entries = archive.infolist()
        except (*_BROKEN, ValueError, struct.error) as error:
            raise Refused("file_damaged") from error
        _check_directory(entries)
        self._content = memoryview(content)
        self._entries = {entry.filename: entry for entry in entries}
        self._folded = {name.replace("\\", "/").lower(): name for name in self._entries}
        self._read: dict[str, bytes] = {}
        self._begun: set[str] = set()
        self._unpacked = 0

    @property
    def is_ods(self) -> bool:
        """Whether it is an .ods."""
        return "content.xml" in self._folded

    @property
    def is_encrypted_ods(self) -> bool:
        """Whether it is an .ods whose parts are encrypted."""
        if "encrypted-package" in self._folded:
            return True
        return self.is_ods and b"encryption-data" in self.read("META-INF/manifest.xml")

    def find(self, name: str) -> str | None:
        """Return a part's name as the archive spells it, or None where there is no such part."""
        return self._folded.get(name.lower())

    def read(self, name: str) -> bytes:
        """Return a whole part, ``b""`` where there is none."""
        spelled = self.find(name)
        if spelled is None:
            return b""
        if spelled not in self._read:
            small = self._small(spelled)
            whole = b"".join(self.chunks(spelled)) if small is None else small
            self._read[spelled] = whole
        return self._read[spelled]

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece, each piece checked before it is given out.

        Pieces begin and end between tags.

        Parameters
        ----------
        name : str
            Its name as the archive spells it.

        Returns
        -------
        iterator of bytes
            Pieces of a megabyte at the most; it raises :class:`Refused` where the part is hostile
            or broken.
        """
        return _guarded(name, self._counted(name))

    def tagged(
        self, name: str, cut: Callable[[Iterable[bytes]], Iterable[bytes]]
    ) -> Iterator[Tags]:
        """Unpack a part as :meth:`chunks` does, cut as it will be used, with its tags.

        Parameters
        ----------
        name : str
            Its name as the archive spells it.
        cut : callable
            Cuts the part into pieces that begin and end between tags.

        Yields
        ------
        Tags
            The tags of each piece, and the piece.

        Raises
        ------
        Refused
            The part is hostile or broken.
        """
        guard = _Guard(name)
        for piece in cut(self._counted(name)):
            tags = Tags.of(piece)
            guard.look_at(piece, tags)
            yield tags

    def check_rest(self) -> None:
        """Look through every part that nobody has read yet."""
        for name in self._entries:
            if name not in self._begun and self._small(name) is None:
                for _ in self.chunks(name):
                    pass

    def size(self, name: str) -> int:
        """Return the unpacked size of a part, which no part exceeds without being refused."""
        return self._entries[name].file_size

    def is_intact(self, name: str, content: bytes) -> bool:
        """Tell whether the content of a part has the sum that the archive gives."""
        return zlib.crc32(content) == self._entries[name].CRC

    def with_parts(self, contents: Mapping[str, bytes]) -> bytes:
        """Return the package with the content of some parts replaced."""
        return archive_of(
            PackedPart.stored(name, contents[name])
            if name in contents
            else PackedPart(
                name, entry.compress_type, entry.CRC, entry.file_size, self._packed(entry)
            )
            for name, entry in self._entries.items()
        )

    def _small(self, name: str) -> bytes | None:
        """Return a whole part, or None where it is too large to be kept."""
        entry = self._entries[name]
        packed = self._packed(entry)
        if max(entry.file_size, len(packed)) > _KEPT_BYTES:
            return None
        self._begun.add(name)
        self._count(entry.file_size)
        return _small_part(name, entry.compress_type, entry.file_size, bytes(packed))

    def _count(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > _TOTAL_BYTES:
            raise Refused("file_bomb", _megabytes(self._unpacked), _megabytes(_TOTAL_BYTES))

    def _counted(self, name: str) -> Iterator[bytes]:
        self._begun.add(name)
        for piece in self._pieces(self._entries[name]):
            self._count(len(piece))
            yield piece

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(entry)
        return _unpacked(entry.filename, entry.compress_type, entry.file_size, packed)

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        """Return the packed bytes of a part: behind its header, name and extra."""
        start = entry.header_offset
        header = bytes(self._content[start : start + _PART_HEADER.size])
        usual = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if len(header) < _PART_HEADER.size or not usual or entry.flag_bits & 1:
            raise Refused("file_damaged")
        mark, *_others, name, extra = _PART_HEADER.unpack(header)
        if mark != b"PK\x03\x04":
            raise Refused("file_damaged")
        start += _PART_HEADER.size + name + extra
        return self._content[start : start + entry.compress_size]


@lru_cache(maxsize=64)
def _small_part(name: str, method: int, size: int, packed: bytes) -> bytes:
    """Unpack a small part under guard; many workbooks made from one form share most of them."""
    return b"".join(_guarded(name, _unpacked(name, method, size, memoryview(packed))))


def _guarded(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    guard = _Guard(name)
    for piece in _between_tags(pieces):
        guard.look_at(piece)
        yield piece


def _unpacked(name: str, method: int, size: int, packed: memoryview) -> Iterator[bytes]:
    """Unpack a part to its end, which other readers do too, whatever size it declares."""
    unpacked = 0
    try:
        for piece in _large_enough(_unpacked_pieces(packed, method)):
            unpacked += len(piece)
            if unpacked > size:
                raise Refused("file_bomb", f"{name}: > {_megabytes(unpacked - 1)}")
            yield piece
    except zlib.error as error:
        raise Refused("file_damaged") from error
    if unpacked < size:
        raise Refused("file_damaged")


def _unpacked_pieces(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for start in range(0, len(packed), _PIECE):
            yield bytes(packed[start : start + _PIECE])
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), _PACKED_PIECE):
        piece = unpacker.decompress(packed[start : start + _PACKED_PIECE], _PIECE)
        while piece:
            yield piece
            piece = unpacker.decompress(unpacker.unconsumed_tail, _PIECE)


class _Guard:
    """Watches one part while it is unpacked."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = self._tags = 0
        self._is_xml: bool | None = None

    def look_at(self, piece: bytes, tags: Tags | None = None) -> None:
        """Look at a piece that is cut between tags."""
        if self._is_xml is None:
            self._is_xml = self._begins_as_xml(piece)
        if not self._is_xml:
            return
        tags = tags or Tags.of(piece)
        if tags.has_declarations and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece):
            raise Refused("file_entities", self._name)
        self._tags += len(tags.starts)
        if self._tags <= _NESTING:
            return  # so few tags cannot be nested deeply, and most parts have no more
        deepest, deeper = tags.depths()
        if self._depth + deepest > _NESTING:
            raise Refused("file_nesting", self._name, str(_NESTING))
        self._depth += deeper

    def _begins_as_xml(self, piece: bytes) -> bool:
        begins = piece[:_LONGEST_START].removeprefix(b"\xef\xbb\xbf").lstrip()
        if begins.startswith(b"<?xml") and not _is_plain(begins):
            raise Refused("file_damaged")
        # In UTF-16, or anything stranger, declarations would not be seen; no program writes it.
        is_xml = not begins or begins.startswith(b"<")
        if begins.startswith(_IN_UTF_16) or (not is_xml and self._name.lower().endswith(_XML)):
            raise Refused("file_damaged")
        # A part may hide behind another name; relations between parts name it all the same.
        return is_xml


def _is_plain(begins: bytes) -> bool:
    """Tell whether an XML declaration ends soon and names no encoding but UTF-8."""
    declaration, end, _ = begins.partition(b"?>")
    encoding = _ENCODING.search(declaration)
    named = encoding[1].lower() if encoding else b"utf-8"
    return bool(end) and named in (b"utf-8", b"us-ascii", b"ascii")


def _large_enough(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join small pieces."""
    held: list[bytes] = []
    for piece in pieces:
        held.append(piece)
        if sum(map(len, held)) >= _LEAST_PIECE:
            yield b"".join(held)
            held.clear()
    if held:
        yield b"".join(held)


def _between_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Move a tag that a chunk may have cut in two to the next one."""
    whole = b""
    for chunk in chunks:
        cut = whole.rfind(b"<", max(0, len(whole) - _LONGEST_MARK))
        cut = cut if cut >= 0 else len(whole)
        if cut:
            yield whole[:cut]
        whole = whole[cut:] + chunk
    if whole:
        yield whole


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _PARTS:
        raise Refused("file_parts", f"{len(entries):,}", f"{_PARTS:,}")
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise Refused("file_paths", entry.filename)
        if name.lower() in seen:
            raise Refused("file_parts_repeated", entry.filename)
        seen.add(name.lower())
        _check_size(entry)
    total = sum(entry.file_size for entry in entries)
    if total > _TOTAL_BYTES:
        raise Refused("file_bomb", _megabytes(total), _megabytes(_TOTAL_BYTES))


def _check_size(entry: zipfile.ZipInfo) -> None:
    if entry.file_size > _PART_BYTES:
        raise Refused("file_bomb", _declared(entry), _megabytes(_PART_BYTES))
    if entry.file_size > max(_RATIO_FROM, _RATIO * entry.compress_size):
        raise Refused("file_bomb", _declared(entry), _megabytes(_RATIO * entry.compress_size))


def _declared(entry: zipfile.ZipInfo) -> str:
    return f"{entry.filename}: {_megabytes(entry.file_size)}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
