"""Moments as the project writes them."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["utc_now"]


def utc_now() -> str:
    """Return this moment: ISO 8601 in UTC, always of the same length, so that texts sort."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
