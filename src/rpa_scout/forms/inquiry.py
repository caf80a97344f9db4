"""What a municipal inquiry says at its head: subject, basis, deadline, contact, sender."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, fields, replace
from typing import Final

from rpa_scout.errors import InputError
from rpa_scout.text import N_, Language, _, language

DEFAULT_SUBJECT: Final = N_("Survey of tasks for RPA and AI (inquiry)")

_REIWA_BEGINS: Final = 2018  # the year before the first year of Reiwa
_WEEKDAYS: Final = "月火水木金土日"
# Names of the standard library follow the machine's locale, not the language of the document.
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SENDER_AND_CONTACT: Final = N_("{sender}, {contact}")
_WRITTEN_IN_WORDS = re.compile(r"(\d{1,2})([A-Z][a-z]+)(\d{4})")
_ERA_DATE = re.compile(r"(?:令和|令|R)\.?(\d{1,2}|元)(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?")
_DATE = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The head of an inquiry; an empty text is not known yet."""

    subject: str = ""
    basis: str = ""
    deadline: str = ""  # ISO date
    contact: str = ""  # Extension, telephone, mail
    sender: str = ""  # The division that asks, and to which forms are returned

    def updated(self, **changes: str | None) -> Inquiry:
        """Return the head with new parts; None leaves a part unchanged."""
        cleaned = {
            name: " ".join(text.split()) for name, text in changes.items() if text is not None
        }
        if cleaned.get("deadline"):
            cleaned["deadline"] = read_date(cleaned["deadline"]).isoformat()
        return replace(self, **cleaned)

    @property
    def shown_subject(self) -> str:
        """The subject, or the usual one."""
        return self.subject or _(DEFAULT_SUBJECT)

    @property
    def shown_deadline(self) -> str:
        """The deadline as 令和8年10月30日（金） or its like; ``""`` without one."""
        return shown_date(self.deadline) if self.deadline else ""

    @property
    def shown_contact(self) -> str:
        """The sender and the contact, which often begins with the sender itself."""
        if self.contact.startswith(self.sender):
            return self.contact
        if not self.contact:
            return self.sender
        return _(_SENDER_AND_CONTACT).format(sender=self.sender, contact=self.contact)

    @property
    def parts(self) -> dict[str, str]:
        """The parts that are known, by name."""
        named = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: text for name, text in named.items() if text}


NO_HEAD: Final = Inquiry()
"""A head whose parts are all empty."""


def today() -> dt.date:
    """Return the office's own date, to which deadlines are compared."""
    return dt.datetime.now(dt.UTC).astimezone().date()


def read_date(written: str) -> dt.date:
    """Read a date as people write it.

    >>> read_date("令和8年10月30日"), read_date("R8.10.30") == read_date("2026-10-30")
    (datetime.date(2026, 10, 30), True)
    >>> read_date(shown_date("2026-10-30", "en"))
    datetime.date(2026, 10, 30)
    """
    plain = "".join(unicodedata.normalize("NFKC", written).split())
    plain = re.sub(r"\((?:[月火水木金土日]|[A-Za-z]+)\)$", "", plain)
    era, dated = _ERA_DATE.fullmatch(plain), _DATE.fullmatch(plain)
    in_words = _WRITTEN_IN_WORDS.fullmatch(plain)
    try:
        if in_words and in_words[2] in _MONTHS:
            return dt.date(int(in_words[3]), _MONTHS.index(in_words[2]) + 1, int(in_words[1]))
        if era:
            year = _REIWA_BEGINS + (1 if era[1] == "元" else int(era[1]))
            return dt.date(year, int(era[2]), int(era[3]))
        if dated:
            return dt.date(int(dated[1]), int(dated[2]), int(dated[3]))
    except ValueError:
        pass
    raise InputError(
        N_("“{date}” is no date; write it as 2026-10-30 or 令和8年10月30日."), date=written
    )


def shown_date(
    written: str | dt.date, code: Language | None = None, *, weekday: bool = True
) -> str:
    """Write a date as official letters do.

    >>> shown_date("2026-10-30", "ja"), shown_date("2026-10-30", "en")
    ('令和8年10月30日（金）', '30 October 2026 (Friday)')
    """
    date = written if isinstance(written, dt.date) else read_date(written)
    if (code or language()) == "en":
        shown, day = f"{date.day} {_MONTHS[date.month - 1]} {date.year}", _DAYS[date.weekday()]
        return f"{shown} ({day})" if weekday else shown
    year = date.year - _REIWA_BEGINS
    shown_year = f"令和{'元' if year == 1 else year}" if year >= 1 else str(date.year)
    shown = f"{shown_year}年{date.month}月{date.day}日"
    return f"{shown}（{_WEEKDAYS[date.weekday()]}）" if weekday else shown
