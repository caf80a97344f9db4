"""The parts of a file: names, relations, content types, and bytes that stay."""

import io
import warnings
import zipfile

import pytest
from tests.unit.forms.returning.parts import parts, zipped

from rpa_scout.forms.returning.package import Package, Relation
from rpa_scout.forms.returning.unkeepable import UnkeepableError

TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="vml" ContentType="vml"/>'
    b'<Override PartName="/XL/b2.xml" ContentType="b"/></Types>'
)
RELATIONS = (
    b'<?xml version="1.0"?>\n<Relationships '
    b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="urn:x/link" Target="http://example.org" TargetMode="External"/>'
    b'<!-- note --><Relationship Id="rId3" Type="urn:x/sheet" Target="../c/d.xml"/>'
    b'<Relationship Id="rId4" Type="urn:x/sheet" Target="/e.xml"/></Relationships>'
)
CONTENTS = {
    "[Content_Types].xml": TYPES,
    "xl/a.xml": b"<a ><b x='1'/></a >",
    "xl/_rels/a.xml.rels": RELATIONS,
    "xl/b1.xml": b"no xml",
}


@pytest.fixture
def package():
    return Package(zipped(CONTENTS))


def test_a_part_that_was_only_looked_at_keeps_its_bytes(package):
    assert package.root("xl/a.xml").tag == "a"
    assert package.related("xl/a.xml", "sheet") == ["c/d.xml", "e.xml"]
    assert parts(package.content()) == CONTENTS


def test_a_change_taken_back_leaves_the_bytes(package):
    element = package.root("xl/a.xml")[0]
    element.set("x", "2")
    element.set("x", "1")
    assert parts(package.content()) == CONTENTS
    element.set("x", "2")
    assert parts(package.content())["xl/a.xml"] == b'<a><b x="2"/></a>'


def test_relations_lead_to_parts_of_the_package(package):
    assert package.relations("xl/a.xml") == [
        Relation("rId3", "sheet", "c/d.xml"),
        Relation("rId4", "sheet", "e.xml"),
    ]
    assert package.relations("xl/b1.xml") == []


def test_a_new_relation_takes_the_first_free_id(package):
    assert package.relate("xl/a.xml", "comments", "xl/c1.xml") == "rId2"
    assert package.relate("xl/a.xml", "comments", "xl/c2.xml") == "rId5"
    assert package.relate("xl/b1.xml", "comments", "xl/c2.xml") == "rId1"
    assert package.related("xl/a.xml", "comments") == ["xl/c1.xml", "xl/c2.xml"]
    assert parts(package.content())["xl/_rels/b1.xml.rels"].count(b"<Relationship ") == 1


def test_a_new_part_takes_a_name_that_nothing_uses(package):
    # b1 is a part, and b2 is declared without one.
    assert package.add("xl/b", "xml", b"<b/>", "b") == "xl/b3.xml"
    assert package.add("xl/v", "vml", b"<v/>", "vml") == "xl/v1.vml"
    after = parts(package.content())
    assert after["xl/b3.xml"] == b"<b/>"
    assert after["[Content_Types].xml"].count(b"<Override ") == 2


def test_a_replaced_part_has_no_relations(package):
    package.root("xl/a.xml").set("y", "1")
    package.replace("xl/a.xml", b"<n/>")
    after = parts(package.content())
    assert after["xl/a.xml"] == b"<n/>"
    assert "xl/_rels/a.xml.rels" not in after


def test_dates_of_parts_stay(package):
    with zipfile.ZipFile(io.BytesIO(package.content())) as archive:
        dates = {info.date_time for info in archive.infolist()}
    with zipfile.ZipFile(io.BytesIO(zipped(CONTENTS))) as archive:
        assert {date[0] for date in dates} == {info.date_time[0] for info in archive.infolist()}


def twice():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(2):
            archive.writestr("[Content_Types].xml", TYPES)
    return target.getvalue()


def broken():
    content = zipped({**CONTENTS, "xl/c.xml": b"0123456789" * 99})
    position = content.index(b"xl/c.xml") + len("xl/c.xml")
    return content[:position] + b"\xff" * 9 + content[position + 9 :]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(lambda: b"", "zip", id="empty"),
        pytest.param(lambda: b"PK\x03\x04 no archive", "zip", id="no archive"),
        pytest.param(lambda: zipped({"xl/a.xml": b""}), "zip", id="no content types"),
        pytest.param(twice, "zip", id="one name twice"),
        pytest.param(broken, "zip", id="broken part"),
        pytest.param(
            lambda: zipped({**CONTENTS, **{f"m/{number}": b"" for number in range(2_000)}}),
            "size",
            id="too many parts",
        ),
    ],
)
def test_what_is_no_package(content, reason):
    with pytest.raises(UnkeepableError) as caught:
        Package(content())
    assert caught.value.reason == reason


def test_a_missing_part(package):
    with pytest.raises(UnkeepableError, match="parts"):
        package.root("xl/none.xml")
