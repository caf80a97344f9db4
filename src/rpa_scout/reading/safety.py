"""Refusing hostile packages before anything of them is parsed.

A workbook is a zip archive of XML parts. Everything here looks at bytes only: names and sizes in
the archive's directory, then, while a part is unpacked piece by piece, its real size, its nesting
and whether it declares entities. Nobody reads a part but through :class:`Package`.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

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

_SMALL, _STEP, _WINDOW = 128 << 10, 2 << 10, 8 << 10
"""A part as small as this is watched step by step, a larger one through windows.

Nothing that reads it afterwards keeps a stack: a few thousand levels do no harm.
"""

_PIECE = 1 << 20
_LONGEST_MARK = 16
_XML = (".xml", ".rels", ".vml")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class Refused(Exception):  # noqa: N818 - an outcome; it never leaves this package
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
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            entries = self._archive.infolist()
        except (*_BROKEN, ValueError, struct.error) as error:
            raise Refused("file_damaged") from error
        _check_directory(entries)
        self._entries = {entry.filename: entry for entry in entries}
        self._declared = {entry.filename: entry.file_size for entry in entries}
        for entry in entries:
            # One byte more than declared shows an archive that lies about the size of a part;
            # other readers unpack it to its end.
            entry.file_size += 1
            entry.CRC = None  # type: ignore[assignment]  # who reads to the end checks it
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
            self._read[spelled] = b"".join(self.chunks(spelled))
        return self._read[spelled]

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece, each piece checked before it is given out.

        Parameters
        ----------
        name : str
            Its name as the archive spells it.

        Yields
        ------
        bytes
            Pieces of about a megabyte.

        Raises
        ------
        Refused
            The part is hostile or broken.
        """
        self._begun.add(name)
        guard = _Guard(name)
        for piece in self._pieces(self._entries[name]):
            self._unpacked += len(piece)
            if self._unpacked > _TOTAL_BYTES:
                raise Refused("file_bomb", _megabytes(self._unpacked), _megabytes(_TOTAL_BYTES))
            guard.look_at(piece)
            yield piece

    def check_rest(self) -> None:
        """Look through every part that nobody has read yet."""
        for name in self._entries:
            if name not in self._begun:
                for _ in self.chunks(name):
                    pass

    def with_part(self, name: str, content: bytes) -> bytes:
        """Return the package with one part replaced, unpacked but for its pictures."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as target:
            for one in self._entries:
                whole = content if one == name else b"".join(self._pieces(self._entries[one]))
                target.writestr(one, whole)
        return packed.getvalue()

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        size = 0
        try:
            with self._archive.open(entry) as stream:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    if size > self._declared[entry.filename]:
                        raise Refused("file_bomb", f"{entry.filename}: > {_megabytes(size - 1)}")
                    yield piece
        except (*_BROKEN, ValueError, struct.error) as error:
            raise Refused("file_damaged") from error


class _Guard:
    """Watches one part while it is unpacked."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = 0
        self._carried = b""
        self._is_xml: bool | None = None

    def look_at(self, piece: bytes) -> None:
        if self._is_xml is None:
            self._is_xml = self._begins_as_xml(piece)
        if not self._is_xml:
            return
        # What matters may be cut in two by the end of a piece.
        whole = self._carried + piece if self._carried else piece
        cut = whole.rfind(b"<", len(whole) - _LONGEST_MARK)
        self._carried = whole[cut:] if cut >= 0 else b""
        whole = whole[:cut] if cut >= 0 else whole
        if b"<!" in whole and (b"<!DOCTYPE" in whole or b"<!ENTITY" in whole):
            raise Refused("file_entities", self._name)
        self._look_at_depth(whole)

    def _begins_as_xml(self, piece: bytes) -> bool:
        begins = piece[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
        # In UTF-16, or anything stranger, declarations would not be seen; no program writes it.
        if begins and not begins.startswith(b"<") and self._name.lower().endswith(_XML):
            raise Refused("file_damaged")
        # A part may hide behind another name; relations between parts name it all the same.
        return begins.startswith(b"<")

    def _look_at_depth(self, piece: bytes) -> None:
        deepest = 0
        if len(piece) <= _SMALL:
            for start in range(0, len(piece), _STEP):
                self._depth += _deeper(piece[start : start + _STEP])
                deepest = max(deepest, self._depth)
        else:
            windows = range(0, len(piece), _SMALL // 2)
            deepest = max(_deeper(piece[start : start + _WINDOW]) for start in windows)
        if deepest > _NESTING:
            raise Refused("file_nesting", self._name, str(_NESTING))


def _deeper(piece: bytes) -> int:
    """Return by how many levels a piece of XML ends deeper than it begins."""
    aside = piece.count(b"<!") if b"<!" in piece else 0
    return piece.count(b"<") - 2 * piece.count(b"</") - piece.count(b"/>") - aside


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
