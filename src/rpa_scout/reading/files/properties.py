"""When a workbook was saved, and what the survey form wrote into it about itself."""

from __future__ import annotations

import datetime as dt
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpa_scout.output import RESULT_PROPERTY
from rpa_scout.output.packages import parsed_part, text_of
from rpa_scout.reading.files.old_excel.container import Container
from rpa_scout.reading.files.package import Package
from rpa_scout.reading.files.refusal import unless_broken

if TYPE_CHECKING:
    from lxml import etree

_START_OF_PROPERTIES, _SAVED_AT, _PROPERTIES_AT_MOST = 44, 13, 100
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
"""Windows counts from it, ten ticks a microsecond."""

FORM_PROPERTY = "rpa-scout form"
DEPARTMENT_PROPERTY = "department"


@dataclass(frozen=True, slots=True)
class FileProperties:
    """What a file says about itself."""

    saved_at: dt.datetime | None = None
    form_version: str = ""
    form_department: str = ""
    result: str = ""


def package_properties(package: Package) -> FileProperties:
    """Read the properties of a zipped workbook, .xlsx or .ods."""
    custom = _custom(parsed_part(package.read("docProps/custom.xml")))
    custom = custom or (_custom_ods(package) if package.find("meta.xml") else {})
    return FileProperties(
        _saved_at(package),
        custom.get(FORM_PROPERTY, ""),
        custom.get(DEPARTMENT_PROPERTY, ""),
        custom.get(RESULT_PROPERTY, ""),
    )


def _custom(root: etree._Element) -> dict[str, str]:
    return {entry.get("name", ""): text_of(entry) for entry in root}


def _custom_ods(package: Package) -> dict[str, str]:
    fields: dict[str, str] = {}
    for element in parsed_part(package.read("meta.xml")).iter():
        if element.tag.endswith("}user-defined"):
            name = next((text for key, text in element.items() if str(key).endswith("}name")), "")
            fields[str(name)] = (element.text or "").strip()
    return fields


def _saved_at(package: Package) -> dt.datetime | None:
    part, wanted = ("docProps/core.xml", "}modified")
    if package.find(part) is None:
        part, wanted = ("meta.xml", "}date")
    for element in parsed_part(package.read(part)).iter():
        if element.tag.endswith(wanted) and element.text:
            return _moment(element.text.strip())
    return None


def _moment(text: str) -> dt.datetime | None:
    # LibreOffice writes nine digits of a second.
    head, dot, tail = text.partition(".")
    if dot:
        zone = tail.lstrip("0123456789")
        text = head + zone
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def ole_properties(content: bytes) -> FileProperties:
    """Read the properties of an .xls."""
    return FileProperties(unless_broken(lambda: _last_saved(content), otherwise=None))


def _last_saved(content: bytes) -> dt.datetime | None:
    """Return when an .xls was saved, as its summary says."""
    summary = Container(content).stream("\x05SummaryInformation") or b""
    (start,) = struct.unpack_from("<I", summary, _START_OF_PROPERTIES)
    (count,) = struct.unpack_from("<I", summary, start + 4)
    for index in range(min(count, _PROPERTIES_AT_MOST)):
        number, offset = struct.unpack_from("<II", summary, start + 8 + 8 * index)
        if number == _SAVED_AT:
            _, ticks = struct.unpack_from("<IQ", summary, start + offset)
            return _EPOCH + dt.timedelta(microseconds=ticks // 10) if ticks else None
    return None
