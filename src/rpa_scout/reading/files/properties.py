"""When a workbook was saved, and what the survey form wrote into it about itself."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from rpa_scout.output import RESULT_PROPERTY
from rpa_scout.reading.files.broken_files import unless_broken
from rpa_scout.reading.files.safety import Package

__all__ = ["FileProperties", "ole_properties", "package_properties", "parsed"]

FORM_PROPERTY = "rpa-scout form"
DEPARTMENT_PROPERTY = "department"


@dataclass(frozen=True, slots=True)
class FileProperties:
    """What a file says about itself.

    Attributes
    ----------
    saved_at : datetime or None
        When it was saved last, in UTC; None where it does not say.
    form_version, form_department : str
        What the survey form wrote; ``""`` where it is no form of ours.
    result : str
        Which result of ours the workbook is, such as ``ranking``; ``""`` where it is none.
    """

    saved_at: dt.datetime | None = None
    form_version: str = ""
    form_department: str = ""
    result: str = ""


def package_properties(package: Package) -> FileProperties:
    """Read the properties of a zipped workbook, .xlsx or .ods.

    Parameters
    ----------
    package : Package
        The workbook.

    Returns
    -------
    FileProperties
        What is there; broken properties count as absent.
    """
    custom = _custom(parsed(package.read("docProps/custom.xml")))
    custom = custom or (_custom_ods(package) if package.find("meta.xml") else {})
    return FileProperties(
        _saved_at(package),
        custom.get(FORM_PROPERTY, ""),
        custom.get(DEPARTMENT_PROPERTY, ""),
        custom.get(RESULT_PROPERTY, ""),
    )


def parsed(part: bytes) -> ET.Element:
    """Parse a small part.

    Parameters
    ----------
    part : bytes
        XML whose declarations of entities were refused before.

    Returns
    -------
    Element
        Its root; an empty element where it is absent or no XML.
    """
    try:
        return ET.fromstring(part)  # noqa: S314 - declarations of entities are refused
    except (ET.ParseError, ValueError, LookupError):
        return ET.Element("nothing")


def _custom(root: ET.Element) -> dict[str, str]:
    return {one.get("name", ""): "".join(one.itertext()).strip() for one in root}


def _custom_ods(package: Package) -> dict[str, str]:
    fields = {}
    for one in parsed(package.read("meta.xml")).iter():
        if one.tag.endswith("}user-defined"):
            name = next((text for key, text in one.items() if key.endswith("}name")), "")
            fields[name] = (one.text or "").strip()
    return fields


def _saved_at(package: Package) -> dt.datetime | None:
    part, wanted = ("docProps/core.xml", "}modified")
    if package.find(part) is None:
        part, wanted = ("meta.xml", "}date")
    for one in parsed(package.read(part)).iter():
        if one.tag.endswith(wanted) and one.text:
            return _moment(one.text.strip())
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
    """Read the properties of an .xls.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    FileProperties
        What is there; broken properties count as absent.
    """
    import olefile

    def last_saved() -> object:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            return container.get_metadata().last_saved_time

    saved_at = unless_broken(last_saved, otherwise=None)
    if not isinstance(saved_at, dt.datetime):
        return FileProperties()
    return FileProperties(saved_at.replace(tzinfo=dt.UTC))
