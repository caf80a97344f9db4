"""Times as the project stores them."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> str:
    """Return the present time in UTC (ISO 8601), always of the same length so that texts sort."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def shown_here(moment: str) -> str:
    """Return a time as local time, to the minute."""
    if not moment:
        return ""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
