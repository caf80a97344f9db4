"""Documents from templates that a city edits in Word: ``{{ 名前 }}`` and ``{%tr for … %}``."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias
from zipfile import BadZipFile

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from rpa_scout.documents.filling.native_charts import NativeChart
from rpa_scout.documents.filling.plain_text import document_text
from rpa_scout.errors import InputError
from rpa_scout.output import RESULT_PROPERTY
from rpa_scout.provenance import creation_time
from rpa_scout.text import N_

Shown: TypeAlias = "str | float | Mapping[str, Shown] | Sequence[Shown]"

_EMU_PER_CENTIMETRE: Final = 360_000
_DRAWING: Final = (
    '</w:t></w:r><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="chart{number}" '
    'descr="{title}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    '<w:r><w:t xml:space="preserve">'
)

_PROPERTIES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
)


class _ChartInText:
    """A chart where a template names it; a chart of Word's own, not a picture."""

    def __init__(self, template: DocxTemplate, chart: NativeChart, number: int) -> None:
        self._template = template
        self._chart = chart
        self._number = number

    def __html__(self) -> str:
        chart = self._chart
        return _DRAWING.format(
            width=round(chart.width_cm * _EMU_PER_CENTIMETRE),
            height=round(chart.height_cm * _EMU_PER_CENTIMETRE),
            number=1000 + self._number,
            title=chart.title,
            relation=self._related_part(),
        )

    __str__ = __html__

    def _related_part(self) -> str:
        document = self._template.docx.part
        package, number = document.package, self._number
        part = Part(
            PackURI(f"/word/charts/chart{number}.xml"),
            CONTENT_TYPE.DML_CHART,
            self._chart.xml_for_word,
            package,
        )
        workbook = Part(
            PackURI(f"/word/embeddings/chart{number}.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            self._chart.workbook,
            package,
        )
        relation = part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
        assert relation == NativeChart.WORKBOOK_RELATION
        return str(document.relate_to(part, RELATIONSHIP_TYPE.CHART))


def filled_document(
    path: Path,
    values: Mapping[str, Shown],
    charts: Mapping[str, NativeChart],
    title: str,
    kind: str,
) -> bytes:
    """Fill a template; a name that this document does not have is an error with its name."""
    template = DocxTemplate(path)
    # Templates come from other people: a sandbox lets them read values, and nothing else.
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        template.init_docx()
        shown = {
            name: _ChartInText(template, chart, number)
            for number, (name, chart) in enumerate(charts.items(), start=1)
        }
        storable = {name: _storable(value) for name, value in values.items()}
        template.render({**storable, **shown}, environment)
    except UndefinedError as error:
        raise InputError(
            N_("{path}: the document has no such value ({detail}). It has: {names}."),
            path=path,
            detail=error.message,
            names="、".join([*values, *charts]),
        ) from error
    except (TemplateSyntaxError, SecurityError) as error:
        raise InputError(
            N_("{path}: a place to be filled is not written as it should be ({detail})."),
            path=path,
            detail=str(error),
        ) from error
    except (OSError, BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise InputError(
            N_("{path} cannot be opened as a Word template (.docx)."), path=path
        ) from error
    # Not get_docx(): once rendered, that opens the template anew.
    properties = template.docx.core_properties
    properties.title = title
    properties.created = properties.modified = creation_time().replace(tzinfo=None)
    _mark(template, kind)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def _mark(template: DocxTemplate, kind: str) -> None:
    """Mark a document as a result of this program, by a property of its own."""
    package = template.docx.part.package
    content = _PROPERTIES.format(name=RESULT_PROPERTY, value=kind).encode()
    for relation in package.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            del package.rels[relation.rId]
            break
    uri = PackURI("/docProps/custom.xml")
    part = Part(uri, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, content, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _storable(value: Shown) -> Shown:
    """Return values with texts that XML can hold."""
    if isinstance(value, str):
        return document_text(value)
    if isinstance(value, Mapping):
        return {name: _storable(part) for name, part in value.items()}
    if isinstance(value, Sequence):
        return [_storable(part) for part in value]
    return value
