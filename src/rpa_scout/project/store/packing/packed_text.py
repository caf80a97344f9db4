"""A column type for long texts: the program sees text, the database holds it compressed."""

from __future__ import annotations

import zlib

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

_LEVEL = 6  # level 9 takes twice the time for 2 % less


class DamagedTextError(ValueError):
    """A packed text is not as it was written."""


def packed(text: str) -> bytes:
    """Compress a text."""
    return zlib.compress(text.encode(), _LEVEL)


def unpacked(content: bytes) -> str:
    """Return the text that :func:`packed` compressed."""
    try:
        return zlib.decompress(content).decode()
    except (zlib.error, TypeError) as error:  # a text in the place of bytes is a TypeError
        raise DamagedTextError(error) from error


class PackedText(TypeDecorator[str]):
    """A text that is stored compressed."""

    impl = LargeBinary
    cache_ok = True

    @property
    def python_type(self) -> type[str]:
        """The type of its values."""
        return str

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> bytes | None:
        """Compress a value on its way to the database."""
        return None if value is None else packed(value)

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> str | None:
        """Read a value from the database."""
        return None if value is None else unpacked(value)
