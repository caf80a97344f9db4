"""Moments as the project writes them."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["shown_here", "utc_now"]


def utc_now() -> str:
    """Return this moment: ISO 8601 in UTC, always of the same length, so that texts sort."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def shown_here(moment: str) -> str:
    """Return a moment in the time of this place, to the minute."""
    if not moment:
        return ""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
