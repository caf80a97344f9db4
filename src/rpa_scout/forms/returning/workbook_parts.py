"""Finds the parts of a workbook: the workbook itself, its styles and its sheets."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from rpa_scout.forms.returning.markup import RELATION_ID, main
from rpa_scout.forms.returning.package import Package
from rpa_scout.forms.returning.styling import StyleSheet
from rpa_scout.forms.returning.unkeepable import UnkeepableError


class WorkbookParts:
    """The parts of a workbook in a package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = self._only_related("", "officeDocument")
        self.root: etree._Element = package.root(self.part)
        if self.root.tag != main("workbook"):
            raise UnkeepableError("dialect")
        self.styles = StyleSheet(package.root(self._only_related(self.part, "styles")))

    def _only_related(self, part: str, kind: str) -> str:
        targets = self.package.related(part, kind)
        if len(targets) != 1:
            raise UnkeepableError("parts")
        return targets[0]

    @property
    def sheets(self) -> Mapping[str, str]:
        """Name of the part of every sheet by the sheet's name, in order."""
        targets = {relation.id: relation.target for relation in self.package.relations(self.part)}
        try:
            return {
                sheet.get("name", ""): targets[sheet.get(RELATION_ID, "")]
                for sheet in self.root.iterfind(f"{main('sheets')}/{main('sheet')}")
            }
        except KeyError as error:
            raise UnkeepableError("parts") from error
