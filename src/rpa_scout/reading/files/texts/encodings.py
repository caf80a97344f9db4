"""Decoding text files in the encodings that Japanese offices use."""

from __future__ import annotations

import codecs
import re

from rpa_scout.reading.files.refusal import RefusedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # Before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_JIS_SHIFT = re.compile(rb"\x1b(\$[@B]|\([BJI])")
_EUC = re.compile(rb"(?:[\0-\x7f]++|\x8e[\xa1-\xdf]|[\xa1-\xfe]{2})*+")
_EUC_SIGNS = re.compile(rb"(?:[\xa1-\xfe]{2})++|\x8e[\xa1-\xdf]")
_HALF_WIDTH_SHIFT = b"\x8e"
_HALF_WIDTH = re.compile("[｡-ﾟ]")
_NOT_ASCII = re.compile("[^\0-\x7f]")
_NO_SHIFT_JIS = re.compile("[\x80\uf8f0-\uf8f3]")
"""What Python makes of bytes that Shift_JIS does not have."""

_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(content: bytes) -> str:
    """Decode a text file, or refuse it."""
    text = _decoded(content)
    if text is None or _CONTROL.search(text):
        raise RefusedError("file_encoding")
    return text


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _as(content, encoding)
    if b"\0" in content:
        return _utf16_without_mark(content)
    if _JIS_SHIFT.search(content):
        return _from_jis(content)
    text = _as(content, "utf-8")
    return text if text is not None else _shift_jis_or_euc(content)


def _as(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(content: bytes) -> str | None:
    # Commas, digits and line ends have a zero byte: behind, or in front where bytes are swapped.
    is_little = content[1::2].count(0) >= content[::2].count(0)
    return _as(content, "utf-16-le" if is_little else "utf-16-be")


def _shift_jis_or_euc(content: bytes) -> str | None:
    text, euc = _as(content, "cp932"), _from_euc(content)
    if text is not None and _NO_SHIFT_JIS.search(text):
        text = None
    if text is None or euc is None:
        return euc if text is None else text
    # Text in EUC reads in Shift_JIS as a mass of half-width katakana.
    is_garbled = 2 * len(_HALF_WIDTH.findall(text)) > len(_NOT_ASCII.findall(text))
    return euc if is_garbled else text


def _from_euc(content: bytes) -> str | None:
    """Decode EUC-JP with the signs of Windows."""
    if not _EUC.fullmatch(content):
        return None
    return _as(_EUC_SIGNS.sub(_shift_jis_of_euc, content), "cp932")


def _shift_jis_of_euc(match: re.Match[bytes]) -> bytes:
    is_half_width = match[0].startswith(_HALF_WIDTH_SHIFT)
    return (
        match[0][1:] if is_half_width else _shift_jis_pairs(bytes(sign & 0x7F for sign in match[0]))
    )


def _from_jis(content: bytes) -> str | None:
    """Decode ISO-2022-JP, with the signs of Windows such as ① that Python's decoder lacks."""
    first, *pieces = _JIS_SHIFT.split(content)
    converted = bytearray(first)
    for shift, piece in zip(pieces[::2], pieces[1::2], strict=True):
        if shift.startswith(b"$"):
            converted += _shift_jis_pairs(piece)
        elif shift == b"(I":
            converted += bytes(sign | 0x80 if sign > ord(" ") else sign for sign in piece)
        else:
            converted += piece
    return _as(bytes(converted), "cp932")


_FIRST, _HALF, _FIRST_HIGH = 0x21, 0x5F, 0x60
"""In JIS X 0208: the first sign, and where the two halves of Shift_JIS divide."""


def _shift_jis_pairs(piece: bytes) -> bytes:
    """Convert pairs of JIS X 0208 to Shift_JIS; a line end inside stays."""
    converted = bytearray()
    position = 0
    while position < len(piece):
        high = piece[position]
        if high < _FIRST or position + 1 == len(piece):
            converted.append(high)
            position += 1
            continue
        low = piece[position + 1]
        converted.append((high + 1) // 2 + (0x70 if high < _HALF else 0xB0))
        if high % 2:
            converted.append(low + (0x1F if low < _FIRST_HIGH else 0x20))
        else:
            converted.append(low + 0x7E)
        position += 2
    return bytes(converted)
