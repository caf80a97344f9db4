"""Checking the container of an .xls: sectors, the tables that chain them, and the directory.

An interrupted copy leaves chains that are lost, cut or run in a circle. calamine and
msoffcrypto trust the sizes in the container: a file of one kilobyte can make them allocate
gigabytes. They only get containers that were checked here.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from rpa_scout.reading.files.refusal import RefusedError

_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER_BYTES, _ENTRY_BYTES, _MINI_BYTES = 512, 128, 64
_FREE, _END, _FAT_SECTOR, _LAST_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
_SHIFTS, _MINI_SHIFT = (9, 12), 6
_IN_HEADER = 109
"""Sectors of the allocation table that the header names."""

_ENTRIES_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the directory."""

    name: str
    kind: int
    start: int
    size: int


class Container:
    """A container whose streams can be read within its own size."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise RefusedError("file_damaged") from error

    def _open(self) -> None:
        content = self._content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        directory, _, self._mini_below, mini_table = struct.unpack_from("<IIII", content, 48)
        if content[:8] != _MAGIC or shift not in _SHIFTS or mini_shift != _MINI_SHIFT:
            raise RefusedError("file_damaged")
        self._sector_bytes = 1 << shift
        self._sectors = len(content) // self._sector_bytes - 1
        self._table = self._allocation_table()
        # What the table has in use behind the end of the file was lost.
        if any(following != _FREE for following in self._table[self._sectors :]):
            raise RefusedError("file_damaged")
        self._entries = self._directory(directory)
        root = self._entries[0]
        if root.kind != _ROOT:
            raise RefusedError("file_damaged")
        self._mini_stream = self._stream(root.start, root.size)
        self._mini_table = self._numbers(self._chain(mini_table))

    @property
    def names(self) -> frozenset[str]:
        """Names of its streams and folders, in small letters."""
        return frozenset(entry.name.lower() for entry in self._entries)

    def stream(self, name: str) -> bytes | None:
        """Return a stream by its name, None where there is none."""
        for entry in self._entries:
            if entry.kind == _STREAM and entry.name.lower() == name.lower():
                return self._read(entry)
        return None

    def check_streams(self) -> None:
        """Refuse the container where any of its streams is broken."""
        for entry in self._entries:
            if entry.kind == _STREAM:
                self._read(entry)

    def _read(self, entry: _Entry) -> bytes:
        if entry.size >= self._mini_below:
            return self._stream(entry.start, entry.size)
        chain = _chain(entry.start, self._mini_table) if entry.size else []
        whole = b"".join(
            self._mini_stream[sector * _MINI_BYTES : (sector + 1) * _MINI_BYTES] for sector in chain
        )
        return _cut(whole, entry.size)

    def _allocation_table(self) -> list[int]:
        """Return the sector that follows each sector."""
        first, count = struct.unpack_from("<II", self._content, 68)
        listed = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        sector, visited = first, set[int]()
        while sector not in (_END, _FREE) and count:
            if sector in visited:
                raise RefusedError("file_damaged")
            visited.add(sector)
            *more, sector = self._numbers([sector])
            listed += more
        sectors = [sector for sector in listed if sector <= _LAST_SECTOR]
        if len(set(sectors)) != len(sectors):
            raise RefusedError("file_damaged")
        return self._numbers(sectors)

    def _directory(self, start: int) -> list[_Entry]:
        whole = b"".join(map(self._sector, self._chain(start)))
        if len(whole) > _ENTRIES_AT_MOST * _ENTRY_BYTES:
            raise RefusedError("file_damaged")
        entries = []
        for position in range(0, len(whole) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", whole, position + 64)
            name_bytes = whole[position : position + max(0, min(length, 64) - 2)]
            first, size = struct.unpack_from("<IQ", whole, position + 116)
            if self._sector_bytes == _HEADER_BYTES:
                size &= 0xFFFFFFFF  # the upper half is not always cleared in such files
            name = name_bytes.decode("utf-16-le", "replace")
            entries.append(_Entry(name, kind, first, size))
        return entries

    def _stream(self, start: int, size: int) -> bytes:
        if size > len(self._content):
            raise RefusedError("file_damaged")
        return _cut(b"".join(map(self._sector, self._chain(start))), size) if size else b""

    def _chain(self, start: int) -> list[int]:
        return _chain(start, self._table)

    def _sector(self, number: int) -> bytes:
        if number >= self._sectors:
            raise RefusedError("file_damaged")
        begin = (number + 1) * self._sector_bytes
        return self._content[begin : begin + self._sector_bytes]

    def _numbers(self, sectors: Sequence[int]) -> list[int]:
        whole = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4]))


def _chain(start: int, table: Sequence[int]) -> list[int]:
    """Follow a chain of sectors to its end."""
    sectors: list[int] = []
    sector = start
    while sector not in (_END, _FREE):
        # A chain that is longer than the table runs in a circle.
        if sector >= len(table) or len(sectors) > len(table):
            raise RefusedError("file_damaged")
        sectors.append(sector)
        sector = table[sector]
    return sectors


def _cut(whole: bytes, size: int) -> bytes:
    if len(whole) < size:
        raise RefusedError("file_damaged")
    return whole[:size]


_NEW_SECTOR = 4096
"""The header names tables for 450 MB of such sectors."""


def container_of(name: str, stream: bytes) -> bytes:
    """Write a container with a single stream."""
    stream = stream.ljust(_NEW_SECTOR, b"\0")
    data = -(-len(stream) // _NEW_SECTOR)
    tables = -(-(data + 1) * 4 // (_NEW_SECTOR - 4))
    # Sectors: the tables, the directory, the stream.
    chain = [_FAT_SECTOR] * tables + [_END]
    chain += [*range(tables + 2, tables + 1 + data), _END]
    chain += [_FREE] * (tables * _NEW_SECTOR // 4 - len(chain))
    # Version 3 in spite of the sectors of version 4, which calamine refuses without small streams.
    header = _MAGIC + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 12, 6) + bytes(6)
    header += struct.pack("<9I", 1, tables, tables, 0, _NEW_SECTOR, _END, 0, _END, 0)
    header += struct.pack(f"<{_IN_HEADER}I", *range(tables), *[_FREE] * (_IN_HEADER - tables))
    directory = _entry("Root Entry", _ROOT, _END, 0, child=1)
    directory += _entry(name, _STREAM, tables + 1, len(stream), child=_FREE)
    return b"".join(
        (
            header.ljust(_NEW_SECTOR, b"\0"),
            struct.pack(f"<{len(chain)}I", *chain),
            directory.ljust(_NEW_SECTOR, b"\0"),
            stream.ljust(data * _NEW_SECTOR, b"\0"),
        )
    )


def _entry(name: str, kind: int, start: int, size: int, *, child: int) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBB3I", len(spelled), kind, 1, _FREE, _FREE, child)
    return spelled.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
