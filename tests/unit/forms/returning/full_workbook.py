"""A survey with nearly everything that Excel can put into a workbook, and three wrong cells.

XlsxWriter writes what it can; pivot table, thread, external link, form control and a sheet with
prefixes are put in by hand.
"""

from __future__ import annotations

import base64
import io
import re

import xlsxwriter
from tests.unit.forms.returning.parts import parts, zipped
from tests.unit.forms.returning.rounds import FIELDS

COLUMNS = ("department", "name", "runs_per_year", "items_per_run", "minutes_per_item")
LABELS = [FIELDS[field_id].label for field_id in COLUMNS]
WRONG = ("E2", "B4", "D4")
"""Cells that are asked about: one has a note, one is not in the file, one has neither."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office/2017/10/relationships"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PERSON = "{11111111-2222-3333-4444-555555555555}"
_THREAD = "{66666666-7777-8888-9999-AAAAAAAAAAAA}"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

_CONTROL = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">'
    '<control shapeId="1100" r:id="rId81" name="Button 1"><controlPr defaultSize="0">'
    '<anchor><from><xdr:col xmlns:xdr="urn:xdr">7</xdr:col></from></anchor></controlPr></control>'
    "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
)
_BUTTON = (
    '<v:shape id="_x0000_s1100" style="position:absolute" o:button="t"><v:textbox>'
    '<div>印刷<br>する</div></v:textbox><x:ClientData ObjectType="Button"/></v:shape></xml>'
)
_CONTROL_PROPERTIES = (
    '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'objectType="Button" lockText="1"/>'
)
_THREADED = (
    f'<ThreadedComments xmlns="{_THREADS}"><threadedComment ref="A2" dT="2026-01-05T09:00:00.00" '
    f'personId="{_PERSON}" id="{_THREAD}"><text>確認済み</text></threadedComment>'
    "</ThreadedComments>"
)
_PERSONS = (
    f'<personList xmlns="{_THREADS}"><person displayName="担当" id="{_PERSON}" userId="u" '
    'providerId="None"/></personList>'
)
_EXTERNAL_LINK = (
    f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_RELATIONS}" r:id="rId1"><sheetNames>'
    '<sheetName val="前年度"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1">'
    '<cell r="A1"><v>7</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
)
_CACHE = (
    f'<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_RELATIONS}" r:id="rId1" refreshedBy="u" '
    'refreshedDate="46000" createdVersion="6" refreshedVersion="6" minRefreshableVersion="3" '
    'recordCount="2"><cacheSource type="worksheet"><worksheetSource ref="A1:B3" sheet="集計"/>'
    '</cacheSource><cacheFields count="2"><cacheField name="課" numFmtId="0">'
    '<sharedItems count="2"><s v="甲"/><s v="乙"/></sharedItems></cacheField>'
    '<cacheField name="件数" numFmtId="0"><sharedItems containsSemiMixedTypes="0" '
    'containsString="0" containsNumber="1" containsInteger="1" minValue="1" maxValue="2"/>'
    "</cacheField></cacheFields></pivotCacheDefinition>"
)
_RECORDS = (
    f'<pivotCacheRecords xmlns="{_MAIN}" count="2"><r><x v="0"/><n v="1"/></r>'
    '<r><x v="1"/><n v="2"/></r></pivotCacheRecords>'
)
_PIVOT = (
    f'<pivotTableDefinition xmlns="{_MAIN}" name="集計表" cacheId="1" dataCaption="値" '
    'createdVersion="6" updatedVersion="6"><location ref="D1:E4" firstHeaderRow="1" '
    'firstDataRow="1" firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow" '
    'showAll="0"><items count="3"><item x="0"/><item x="1"/><item t="default"/></items>'
    '</pivotField><pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1">'
    '<field x="0"/></rowFields><rowItems count="3"><i><x/></i><i><x v="1"/></i><i t="grand"><x/>'
    '</i></rowItems><colItems count="1"><i/></colItems><dataFields count="1">'
    '<dataField name="合計" fld="1" baseField="0" baseItem="0"/></dataFields>'
    "</pivotTableDefinition>"
)


def full_workbook() -> bytes:
    contents = parts(_written_by_xlsxwriter())
    texts = {name: part.decode() for name, part in contents.items() if not name.endswith("png")}
    _add(
        texts,
        "xl/ctrlProps/ctrlProp1.xml",
        _CONTROL_PROPERTIES,
        "application/vnd.ms-excel.controlproperties+xml",
    )
    _add(
        texts,
        "xl/threadedComments/threadedComment1.xml",
        _THREADED,
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    _add(texts, "xl/persons/person.xml", _PERSONS, "application/vnd.ms-excel.person+xml")
    _add(
        texts,
        "xl/externalLinks/externalLink1.xml",
        _EXTERNAL_LINK,
        f"{_SPREADSHEET}.externalLink+xml",
    )
    _add(
        texts,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        _CACHE,
        f"{_SPREADSHEET}.pivotCacheDefinition+xml",
    )
    _add(
        texts,
        "xl/pivotCache/pivotCacheRecords1.xml",
        _RECORDS,
        f"{_SPREADSHEET}.pivotCacheRecords+xml",
    )
    _add(texts, "xl/pivotTables/pivotTable1.xml", _PIVOT, f"{_SPREADSHEET}.pivotTable+xml")
    list_sheet, memo, summary = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3))
    _relate(texts, list_sheet, 81, f"{_RELATIONS}/ctrlProp", "../ctrlProps/ctrlProp1.xml")
    _relate(
        texts,
        list_sheet,
        82,
        f"{_MICROSOFT}/threadedComment",
        "../threadedComments/threadedComment1.xml",
    )
    _relate(texts, summary, 1, f"{_RELATIONS}/pivotTable", "../pivotTables/pivotTable1.xml")
    _relate(texts, "xl/workbook.xml", 81, f"{_MICROSOFT}/person", "persons/person.xml")
    _relate(
        texts,
        "xl/workbook.xml",
        82,
        f"{_RELATIONS}/externalLink",
        "externalLinks/externalLink1.xml",
    )
    _relate(
        texts,
        "xl/workbook.xml",
        83,
        f"{_RELATIONS}/pivotCacheDefinition",
        "pivotCache/pivotCacheDefinition1.xml",
    )
    _relate(
        texts,
        "xl/externalLinks/externalLink1.xml",
        1,
        f"{_RELATIONS}/externalLinkPath",
        "前年度.xlsx",
        'TargetMode="External"',
    )
    _relate(
        texts,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        1,
        f"{_RELATIONS}/pivotCacheRecords",
        "pivotCacheRecords1.xml",
    )
    _relate(
        texts,
        "xl/pivotTables/pivotTable1.xml",
        1,
        f"{_RELATIONS}/pivotCacheDefinition",
        "../pivotCache/pivotCacheDefinition1.xml",
    )
    _put_before(
        texts,
        "xl/workbook.xml",
        "<definedNames>",
        '<externalReferences><externalReference r:id="rId82"/></externalReferences>',
    )
    _put_before(
        texts,
        "xl/workbook.xml",
        "</workbook>",
        '<pivotCaches><pivotCache cacheId="1" r:id="rId83"/></pivotCaches>',
    )
    _put_before(texts, list_sheet, "<tableParts", _CONTROL)
    drawing = "xl/drawings/vmlDrawing1.vml"
    texts[drawing] = texts[drawing].replace("</xml>", _BUTTON)
    texts[memo] = with_prefix(texts[memo])
    return zipped({**contents, **{name: text.encode() for name, text in texts.items()}})


def with_prefix(sheet: str) -> str:
    """Return a sheet whose elements all carry a prefix, as some programs write them."""
    return re.sub(r"<(/?)(\w)", r"<\1x:\2", sheet).replace(" xmlns=", " xmlns:x=", 1)


def _written_by_xlsxwriter() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        strong = workbook.add_format({"bold": True, "bg_color": "#123456", "num_format": "0.00"})
        sheet = workbook.add_worksheet("一覧")
        for row, task in enumerate(
            (
                LABELS,
                ("税務課", "", 12, 200, "日による"),
                ("税務課", "異動届の入力", 240, 20, 3),
                ("税務課", None, 60, "多い", 3),
            )
        ):
            for column, answer in enumerate(task):
                if answer is not None:
                    sheet.write(row, column, answer, strong if answer == "日による" else None)
        sheet.write_rich_string("B2", "納付書", strong, "の転記", " 　")
        sheet.write_formula("G2", "=120*2", None, 240)
        sheet.write_formula("G3", "=[1]前年度!$A$1", None, 7)
        sheet.write_comment("A2", "[Threaded comment] 確認済み", {"author": f"tc={_THREAD}"})
        sheet.write_comment("E2", "係より：日によって違います", {"author": "税務課"})
        sheet.add_sparkline("H2", {"range": "一覧!C2:D2"})
        sheet.conditional_format("C2:C9", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format(
            "D2:D9", {"type": "cell", "criteria": ">", "value": 99, "format": strong}
        )
        sheet.data_validation("F2:F9", {"validate": "list", "source": ["一", "二"]})
        sheet.data_validation("C2:C9", {"validate": "integer", "criteria": ">", "value": 0})
        sheet.add_table("A1:E4", {"columns": [{"header": label} for label in LABELS]})
        sheet.insert_image("J2", "点.png", {"image_data": io.BytesIO(_PIXEL)})
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=一覧!$C$2:$C$4"})
        sheet.insert_chart("J10", chart)
        sheet.write_url("G9", "https://example.org/?a=1&b=2", None, "外部")
        memo = workbook.add_worksheet("メモ")
        memo.write("A1", "そのまま")
        memo.merge_range("B2:C3", "結合", strong)
        summary = workbook.add_worksheet("集計")
        for row, line in enumerate((("課", "件数"), ("甲", 1), ("乙", 2))):
            summary.write_row(row, 0, line)
        for row, line in enumerate((("行", "合計"), ("甲", 1), ("乙", 2), ("総計", 3))):
            summary.write_row(row, 3, line)
        workbook.define_name("メモ!単位", "=メモ!$A$1")
        workbook.define_name("集計!単位", "=集計!$B$1")
        workbook.define_name("全体", "=一覧!$A$1:$E$4")
    return target.getvalue()


def _add(texts: dict[str, str], name: str, text: str, content_type: str) -> None:
    texts[name] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
    _put_before(texts, "[Content_Types].xml", "</Types>", override)


def _relate(
    texts: dict[str, str], part: str, number: int, kind: str, target: str, mode: str = ""
) -> None:
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    texts.setdefault(
        relations,
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        "</Relationships>",
    )
    relation = f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}" {mode}/>'
    _put_before(texts, relations, "</Relationships>", relation)


def _put_before(texts: dict[str, str], name: str, tag: str, text: str) -> None:
    assert texts[name].count(tag) == 1, (name, tag)
    texts[name] = texts[name].replace(tag, text + tag)
