"""XML parts as trees: what is refused, and what survives parsing and writing."""

from xml.etree.ElementTree import canonicalize

import pytest

from rpa_scout.forms.returning.markup import (
    RELATION_ID,
    RELATIONSHIPS,
    add_child,
    parse,
    serialize,
    without_control_characters,
)
from rpa_scout.forms.returning.unkeepable import UnkeepableError

BOMB = (
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    b'<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (b"", "xml"),
        (b"<a><b></a>", "xml"),
        (b"<a/><a/>", "xml"),
        (b"<a>&undeclared;</a>", "xml"),
        (b"<a>\xff</a>", "xml"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "xml"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><a/>', "encoding"),
        (b'<?xml version="1.0" encoding="Shift_JIS"?><a/>', "encoding"),
        (b"<!DOCTYPE a><a/>", "doctype"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "doctype"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a b="&x;"/>', "doctype"),
        (BOMB + b"<a>&d;</a>", "doctype"),
        (b"<a>" * 300 + b"</a>" * 300, "xml"),
    ],
)
def test_refused_parts(part, reason):
    with pytest.raises(UnkeepableError) as caught:
        parse(part)
    assert caught.value.reason == reason


def test_no_file_of_this_machine_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    part = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'
    with pytest.raises(UnkeepableError, match="doctype"):
        parse(part.encode())


def test_a_part_too_large_for_a_tree_is_refused():
    with pytest.raises(UnkeepableError, match="size"):
        parse(b"<a>" + b" " * (32 << 20) + b"</a>")


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("<a><!-- 注 --><?x y?>\n <b/>\t</a>", id="comments and blanks"),
        pytest.param("<!-- 前 --><a/><!-- 後 -->", id="outside the root"),
        pytest.param('<a b="1&#10;2&#9;3&quot;&lt;&amp;">&#13;&gt;</a>', id="references"),
        pytest.param("<a><![CDATA[<&>]]></a>", id="character data"),
        pytest.param('<x:a xmlns:x="urn:x" xmlns:y="urn:y" I="y"><x:b/></x:a>', id="prefixes"),
        pytest.param(
            '<a xmlns="urn:x"><b xmlns="urn:y" xmlns:z="urn:x"><z:c/></b></a>', id="nested"
        ),
        pytest.param('<a xml:space="preserve"> \n漢字𠮷 </a>', id="text"),
        pytest.param("\ufeff<a/>", id="mark before the part"),
    ],
)
def test_what_is_written_is_what_was_parsed(part):
    # ElementTree's own parser and canonical form are independent of lxml.
    written = serialize(parse(part.encode()))
    assert canonicalize(written, with_comments=True) == canonicalize(
        part.encode().decode("utf-8-sig"), with_comments=True
    )


@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0" encoding="UTF-16"?>'])
def test_parts_in_utf_16_are_written_in_utf_8(declaration):
    written = serialize(parse(f"{declaration}<a>漢字</a>".encode("utf-16")), declaration=False)
    assert written.decode() == "<a>漢字</a>"


@pytest.mark.parametrize("standalone", ['standalone="yes"', 'standalone="no"', ""])
def test_the_declaration_stays(standalone):
    part = f'<?xml version="1.0" encoding="UTF-8" {standalone}?><a/>'.encode()
    written = serialize(parse(part))
    assert written.startswith(b"<?xml ")
    assert (b"standalone='yes'" in written) == ("yes" in standalone)
    assert b"'no'" not in written  # which is what a part without it means
    assert serialize(parse(b"<a/>"), declaration=False) == b"<a/>"


def test_a_child_takes_namespace_and_prefix_of_its_parent():
    root = parse(b'<x:a xmlns:x="urn:x"><x:b/></x:a>')
    add_child(root, "c", {"d": "1"}, 0)
    assert serialize(root, declaration=False) == b'<x:a xmlns:x="urn:x"><x:c d="1"/><x:b/></x:a>'


def test_a_relation_id_uses_the_prefix_that_is_declared():
    root = parse(f'<a xmlns="urn:x" xmlns:q="{RELATIONSHIPS}"/>'.encode())
    add_child(root, "b", {RELATION_ID: "rId1"})
    assert b'<b q:id="rId1"/>' in serialize(root)
    root = parse(b'<a xmlns="urn:x"/>')
    add_child(root, "b", {RELATION_ID: "rId1"})
    assert f'<b xmlns:r="{RELATIONSHIPS}" r:id="rId1"/>'.encode() in serialize(root)


def test_blanks_between_children_stay_where_they_are():
    root = parse(b"<a>\n  <b/>\n</a>")
    add_child(root, "c", {}, 1)
    assert serialize(root, declaration=False) == b"<a>\n  <b/>\n<c/></a>"


@pytest.mark.parametrize("character", [chr(0), chr(11), chr(13), "\ud800", "\ufffe", "\uffff"])
def test_characters_that_xml_cannot_hold_are_left_out(character):
    text = without_control_characters(f'<a & "𠮷">{character}\n\t')
    assert text == '<a & "𠮷">\n\t'
    root = parse(b"<a/>")
    root.text = text
    assert serialize(root, declaration=False).decode() == '<a>&lt;a &amp; "𠮷"&gt;\n\t</a>'
