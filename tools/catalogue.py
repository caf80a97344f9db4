"""Update the Japanese catalogue: ``python tools/catalogue.py [--check]``.

Collects every marked sentence of the sources in ``locale/ja/.../rpa_scout.po`` and compiles it.
Existing translations stay; new sentences have none. ``--check`` writes nothing and exits with 1 if
the catalogue is stale or incomplete.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "src/rpa_scout/locale/ja/LC_MESSAGES/rpa_scout.po"
SOURCES = ("src/rpa_scout", "gui/rpa_scout_gui")
KEYWORDS = {"_": None, "N_": None}
TYPER_WORDS = (
    "Arguments",
    "Commands",
    "Options",
    "[default: {}]",
    "[required]",
)


def extracted() -> Catalog:
    """Return a catalogue of every marked sentence in the sources."""
    template = Catalog(domain="rpa_scout")
    for word in TYPER_WORDS:
        template.add(word, auto_comments=["a word of Typer's"])
    for source in SOURCES:
        messages = extract_from_dir(ROOT / source, keywords=KEYWORDS, comment_tags=())
        for name, _line, message, _comments, _context in sorted(
            messages, key=lambda message: message[:2]
        ):
            template.add(message, locations=[(f"{source}/{name}", None)])
    return template


HEADER = (
    ("Project-Id-Version", "rpa-scout"),
    ("Language", "ja"),
    ("Plural-Forms", "nplurals=1; plural=0;"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
)
"""The whole header; Babel's own holds the time, so that every run would differ."""


class SteadyCatalog(Catalog):
    """A catalogue with the same header at every run."""

    mime_headers = property(lambda _self: list(HEADER), lambda _self, _headers: None)


def translations() -> dict[str, str]:
    """Return the Japanese translation of every translated sentence."""
    if not PO.exists():
        return {}
    with PO.open("rb") as stream:
        return {
            message.id: message.string
            for message in read_po(stream, locale="ja")
            if message.id and message.string
        }


def updated() -> Catalog:
    """Return the Japanese catalogue for the sentences of the sources."""
    japanese_of = translations()
    catalogue = SteadyCatalog(
        locale="ja", header_comment="# Japanese sentences of rpa-scout.", fuzzy=False
    )
    for message in extracted():
        if message.id:
            japanese = japanese_of.get(message.id, "")
            catalogue.add(
                message.id, japanese, message.locations, message.flags, message.auto_comments
            )
    return catalogue


def as_bytes(catalogue: Catalog) -> tuple[bytes, bytes]:
    """Return the catalogue as .po and .mo."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, sort_output=True, width=0, include_lineno=False)
    write_mo(mo, catalogue)
    return po.getvalue(), mo.getvalue()


def main(arguments: list[str]) -> int:
    """Write or check the catalogue."""
    catalogue = updated()
    missing = [message.id for message in catalogue if message.id and not message.string]
    for sentence in missing:
        print(f"untranslated: {sentence}")
    stale = False
    for path, content in zip((PO, PO.with_suffix(".mo")), as_bytes(catalogue), strict=True):
        fresh = path.exists() and path.read_bytes() == content
        stale |= not fresh
        if not fresh and "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"written: {path.relative_to(ROOT)}")
    return 1 if missing or (stale and "--check" in arguments) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
