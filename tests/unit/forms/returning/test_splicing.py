"""Changing single places of an XML part."""

import pytest

from rpa_scout.forms.returning.splicing import Edits, escaped, find_elements, with_attribute
from rpa_scout.forms.returning.unkeepable import Unkeepable

PART = (
    '<?xml version="1.0"?><!-- 注 --><a:s xmlns:a="urn:x"><a:c r="A1" t=\'>\' s="3"/>'
    '<a:c r="B1">漢字<v>1</v></a:c ></a:s>'
).encode()


def test_elements_are_found_by_their_bytes():
    one, other = find_elements(PART, ["c"])
    assert one.text(PART) == b'<a:c r="A1" t=\'>\' s="3"/>'
    assert other.text(PART).decode() == '<a:c r="B1">漢字<v>1</v></a:c >'
    assert (one.prefix, one.is_empty, other.is_empty) == (b"a:", True, False)
    assert PART[other.inside : other.close].decode() == "漢字<v>1</v>"


def test_a_mark_before_the_part_shifts_nothing():
    content = b"\xef\xbb\xbf" + PART
    assert find_elements(content, ["c"])[0].text(content).startswith(b"<a:c ")


def test_star_finds_the_root_and_its_children():
    assert [one.name for one in find_elements(PART, ["*"])] == ["s", "c", "c"]


def test_what_is_not_changed_stays():
    edits = Edits(PART)
    one, other = find_elements(PART, ["c"])
    edits.replace(one.start, one.inside, with_attribute(one.tag(PART), "s", "7"))
    edits.append_to(other, b"<w/>")
    assert edits.made() == PART.replace(b's="3"', b's="7"').replace(b"</v>", b"</v><w/>")


def test_an_empty_element_is_opened():
    part = b'<a><b x="1" /></a>'
    edits = Edits(part)
    edits.append_to(find_elements(part, ["b"])[0], b"<c/>")
    assert edits.made() == b'<a><b x="1"><c/></b></a>'


def test_inserts_at_one_place_keep_their_order():
    edits = Edits(b"<a></a>")
    edits.insert(3, b"1")
    edits.insert(3, b"2")
    assert edits.made() == b"<a>12</a>"


def test_changes_that_overlap_are_refused():
    edits = Edits(b"<a></a>")
    edits.replace(0, 5, b"")
    edits.replace(3, 6, b"")
    with pytest.raises(Unkeepable):
        edits.made()


@pytest.mark.parametrize(
    ("tag", "value", "wanted"),
    [
        (b'<c  s="1" r="2">', "9", b'<c  s="9" r="2">'),
        (b"<c s='1'/>", "9", b'<c s="9"/>'),
        (b'<c ss="1"/>', "9", b'<c ss="1" s="9"/>'),
        (b"<c>", "9", b'<c s="9">'),
        (b'<c s="1" r="2"/>', None, b'<c r="2"/>'),
        (b'<c r="2"/>', None, b'<c r="2"/>'),
    ],
)
def test_attributes(tag, value, wanted):
    assert with_attribute(tag, "s", value) == wanted


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (b"<a><b></a>", "xml"),
        ("<a/>".encode("utf-16"), "encoding"),
        (b'<?xml version="1.0" encoding="Shift_JIS"?><a/>', "encoding"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "doctype"),
    ],
)
def test_parts_that_are_not_changed(part, reason):
    with pytest.raises(Unkeepable) as caught:
        find_elements(part, ["a"])
    assert caught.value.reason == reason


def test_signs_that_xml_cannot_hold_are_left_out():
    assert escaped('<a & "b">\x0b\x00\n') == b"&lt;a &amp; &quot;b&quot;&gt;\n"
