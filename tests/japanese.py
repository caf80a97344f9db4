"""Which texts of a file are Japanese: every cell, note, rule, heading of print, name, property."""

import re
import zipfile

from lxml import etree

JAPANESE = re.compile(
    r"[\u3000-\u3002\u300c-\u3011\u3040-\u30ff\u3400-\u9fff\uff01-\uff0f\uff1a-\uff1f]"
)
"""Kana, ideographs, and the punctuation between them; not ～, which English texts may hold too."""

_NO_TEXTS = ("styles.xml", "fontTable.xml", "numbering.xml", "settings.xml")
_FONTS = {"rFont", "rFonts", "latin", "ea"}


def texts_of(path):
    """Yield each text of a workbook or document once; names of fonts are none."""
    seen = set()
    with zipfile.ZipFile(path) as package:
        for part in package.namelist():
            if not part.endswith((".xml", ".rels", ".vml")) or "theme" in part:
                continue
            if part.endswith(_NO_TEXTS):
                continue
            for element in etree.fromstring(package.read(part)).iter(etree.Element):
                if etree.QName(element).localname in _FONTS:
                    continue
                seen.update(filter(None, (element.text, element.tail, *element.attrib.values())))
    return seen


def japanese_in(path, *own):
    """Return the texts that are Japanese beyond the city's own words."""
    found = []
    for text in sorted(texts_of(path)):
        rest = text
        for word in sorted(own, key=len, reverse=True):
            rest = rest.replace(word, "")
        if JAPANESE.search(rest):
            found.append(text)
    return found
