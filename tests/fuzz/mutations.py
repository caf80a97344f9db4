"""Damaging files by chance: the same case number gives the same file."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePath
from random import Random

from tests.fuzz.nasty import NASTY, nasty_grid
from tests.fuzz.old_workbooks import END, FREE, SECTOR, patched
from tests.fuzz.seeds import csv_of, ods_of, packed, rows_of, xlsx_of

SEED = 20260523
Mutation = Callable[[Random, bytes], bytes]

_TAG = re.compile(rb"<[^>]*>")
_TEXT = re.compile(rb">([^<]+)<")
_ATTRIBUTE = re.compile(rb'="([^"]*)"')
_NUMBER = re.compile(rb"\d+")
_NUMBERS = (b"0", b"-1", b"1048577", b"4294967296", b"99999999999999999999", b"1e999", b"NaN")


def case_file(case: int, seeds: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the name and content of a case's file."""
    draw = Random(f"{SEED}-{case}")
    if case % 4 == 0:
        return _nasty_file(draw)
    name = draw.choice(sorted(seeds))
    suffix, content = PurePath(name).suffix, seeds[name]
    mutations = _BY_SUFFIX.get(suffix, _OF_BYTES)
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        try:
            content = draw.choice(mutations)(draw, content)
        except zipfile.BadZipFile:  # damaged beyond being an archive by the one before
            content = draw.choice(_OF_BYTES)(draw, content)
    if draw.random() < 0.05:
        suffix = draw.choice((".xlsx", ".xls", ".ods", ".csv", ".xlsm"))
    return f"case{suffix}", content


def _nasty_file(draw: Random) -> tuple[str, bytes]:
    cells = nasty_grid(draw)
    kind = draw.choice((".xlsx", ".xlsx", ".ods", ".csv"))
    if kind == ".csv":
        return "case.csv", csv_of(cells, draw.choice(("utf-8", "utf-8-sig", "utf-16")))
    if kind == ".ods":
        return "case.ods", ods_of(_without_controls(cells))
    return "case.xlsx", xlsx_of(rows_of(_without_controls(cells), draw.choice((1, 1, 3))))


def _without_controls(cells: list[list[object]]) -> list[list[object]]:
    """Leave out what no XML can hold; the mutations of XML see to that."""
    return [
        [
            "".join(sign for sign in value if sign >= " " or sign in "\t\n\r")
            .encode("utf-8", "replace")
            .decode()
            if isinstance(value, str)
            else value
            for value in line
        ]
        for line in cells
    ]


# --------------------------------------------------------------------------------------- bytes


def flip_bits(draw: Random, content: bytes) -> bytes:
    """Flip a few bits."""
    damaged = bytearray(content)
    for _ in range(draw.choice((1, 3, 20))):
        if damaged:
            damaged[draw.randrange(len(damaged))] ^= 1 << draw.randrange(8)
    return bytes(damaged)


def set_bytes(draw: Random, content: bytes) -> bytes:
    """Overwrite a few bytes with extremes."""
    damaged = bytearray(content)
    for _ in range(draw.choice((1, 4, 16))):
        at = draw.randrange(max(len(damaged) - 4, 1))
        damaged[at : at + 4] = draw.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f", b"\x80"))
    return bytes(damaged)


def cut(draw: Random, content: bytes) -> bytes:
    """Cut the end off."""
    return content[: draw.randrange(len(content) + 1)]


def take_out(draw: Random, content: bytes) -> bytes:
    """Take a piece out of the middle."""
    start = draw.randrange(len(content) + 1)
    return content[:start] + content[start + draw.randrange(200) :]


def put_in(draw: Random, content: bytes) -> bytes:
    """Put noise into the middle."""
    start = draw.randrange(len(content) + 1)
    return content[:start] + draw.randbytes(draw.randrange(1, 100)) + content[start:]


def repeat(draw: Random, content: bytes) -> bytes:
    """Repeat a piece."""
    start = draw.randrange(len(content) + 1)
    piece = content[start : start + draw.randrange(1, 2000)]
    return content[:start] + piece * draw.choice((2, 5, 50)) + content[start:]


# ---------------------------------------------------------------------------------- containers


def zero_sector(draw: Random, content: bytes) -> bytes:
    """Overwrite a sector with zeros, as a copy does that was interrupted."""
    start = _sector(draw, content)
    return content[:start] + bytes(SECTOR) + content[start + SECTOR :]


def swap_sectors(draw: Random, content: bytes) -> bytes:
    """Give two sectors each other's content."""
    first, second = sorted((_sector(draw, content), _sector(draw, content)))
    if second < first + SECTOR:
        return content
    return (
        content[:first]
        + content[second : second + SECTOR]
        + content[first + SECTOR : second]
        + content[first : first + SECTOR]
        + content[second + SECTOR :]
    )


def cut_at_sector(draw: Random, content: bytes) -> bytes:
    """Cut the end off behind a whole sector."""
    return content[: _sector(draw, content)]


def change_link(draw: Random, content: bytes) -> bytes:
    """Let the table of sectors lead elsewhere: in a circle, to a free sector, beyond the file."""
    if len(content) < 3 * SECTOR:
        return content
    (table,) = struct.unpack_from("<I", content, 76)
    sectors = len(content) // SECTOR
    start = (min(table, sectors - 2) + 1) * SECTOR
    following = draw.choice((draw.randrange(sectors), END, FREE, 0x7FFF_FFFF))
    return patched(content, start + 4 * draw.randrange(min(sectors, 127)), "<I", following)


def change_header(draw: Random, content: bytes) -> bytes:
    """Put an extreme number into the header of a container."""
    if len(content) < SECTOR:
        return content
    number = draw.choice((0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF, END))
    return patched(content, draw.randrange(24, 108, 4), "<I", number)


def _sector(draw: Random, content: bytes) -> int:
    return SECTOR * draw.randrange(1, max(2, len(content) // SECTOR))


# ----------------------------------------------------------------------------------- archives


def _in_a_part(change: Mutation) -> Mutation:
    """Apply a mutation to one unpacked part of an archive."""

    def mutate(draw: Random, content: bytes) -> bytes:
        parts = _parts(content)
        name = draw.choice(sorted(parts, key=lambda part: ("sheet1" not in part, part)))
        if draw.random() < 0.5:
            name = next((part for part in parts if "sheet1" in part or part == "content.xml"), name)
        parts[name] = change(draw, parts[name])
        return packed(parts)

    return mutate


def _parts(content: bytes) -> dict[str, str | bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        raise
    except Exception as error:  # zlib.error, EOFError, struct.error … of a damaged archive
        raise zipfile.BadZipFile from error


def swap_parts(draw: Random, content: bytes) -> bytes:
    """Give two parts each other's content."""
    parts = _parts(content)
    if len(parts) < 2:
        return content
    first, second = draw.sample(sorted(parts), 2)
    parts[first], parts[second] = parts[second], parts[first]
    return packed(parts)


def drop_part(draw: Random, content: bytes) -> bytes:
    """Leave a part out."""
    parts = _parts(content)
    if parts:
        del parts[draw.choice(sorted(parts))]
    return packed(parts)


def _replaced(pattern: re.Pattern[bytes], draw: Random, part: bytes, new: bytes) -> bytes:
    spans = [match.span(pattern.groups and 1) for match in pattern.finditer(part)]
    if not spans:
        return part
    start, end = draw.choice(spans)
    return part[:start] + new + part[end:]


def junk_for_text(draw: Random, part: bytes) -> bytes:
    """Replace the text of an element by junk."""
    return _replaced(_TEXT, draw, part, str(draw.choice(NASTY)).encode("utf-8", "replace"))


def junk_for_attribute(draw: Random, part: bytes) -> bytes:
    """Replace an attribute by another, or by junk."""
    candidates = _ATTRIBUTE.findall(part) or [b""]
    junk = draw.choice(
        (*candidates[:50], b"", b"A0", b"XFD1048576", b"ZZZZ99999999", b"\xff", *_NUMBERS)
    )
    return _replaced(_ATTRIBUTE, draw, part, junk)


def extreme_number(draw: Random, part: bytes) -> bytes:
    """Replace digits by an extreme number."""
    return _replaced(_NUMBER, draw, part, draw.choice(_NUMBERS))


def drop_tag(draw: Random, part: bytes) -> bytes:
    """Leave a tag out."""
    return _replaced(_TAG, draw, part, b"")


def repeat_tag(draw: Random, part: bytes) -> bytes:
    """Put a tag where another stands."""
    candidates = _TAG.findall(part) or [b""]
    return _replaced(_TAG, draw, part, draw.choice(candidates) * draw.choice((1, 2, 100)))


_OF_BYTES: tuple[Mutation, ...] = (flip_bits, set_bytes, cut, take_out, put_in, repeat)
_OF_XML: tuple[Mutation, ...] = (
    junk_for_text,
    junk_for_attribute,
    junk_for_attribute,
    extreme_number,
    extreme_number,
    drop_tag,
    repeat_tag,
)
_OF_ZIP: tuple[Mutation, ...] = (
    *_OF_BYTES,
    *(_in_a_part(mutate) for mutate in _OF_BYTES),
    *(_in_a_part(mutate) for mutate in _OF_XML),
    swap_parts,
    drop_part,
)
_OF_OLE = (
    zero_sector,
    zero_sector,
    swap_sectors,
    cut_at_sector,
    change_link,
    change_link,
    change_header,
)
_BY_SUFFIX = {".xlsx": _OF_ZIP, ".ods": _OF_ZIP, ".xls": (*_OF_BYTES, *_OF_OLE)}
