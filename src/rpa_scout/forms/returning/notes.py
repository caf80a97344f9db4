"""Cell notes of a sheet: present texts stay, ours are added beside or below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from rpa_scout.forms.returning import texts
from rpa_scout.forms.returning.marking import Mark
from rpa_scout.forms.returning.markup import (
    MAIN,
    add_child,
    main,
    without_control_characters,
)
from rpa_scout.forms.returning.note_boxes import draw_boxes
from rpa_scout.forms.returning.package import Package
from rpa_scout.forms.returning.unkeepable import UnkeepableError
from rpa_scout.forms.styles import FONT
from rpa_scout.text import LANGUAGES, _, translated

_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_EMPTY_COMMENTS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
).encode()
_RUN_LOOK: Final = {
    "sz": {"val": "9"},
    "color": {"indexed": "81"},
    "rFont": {"val": FONT},
    "family": {"val": "3"},
}
_PRESERVE: Final = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}


def cells_with_our_notes(package: Package, sheet_part: str) -> set[str]:
    """Return the cells of a sheet that carry a note of ours from an earlier round."""
    return {
        comment.get("ref", "")
        for part in package.related(sheet_part, "comments")
        for comment in package.root(part).iter(main("comment"))
        if any(_is_ours(run) for run in _runs(comment))
    }


def add_notes(package: Package, sheet_part: str, marks: Sequence[Mark], author: str = "") -> None:
    """Write a note over every marked cell."""
    if _cells_with_threads(package, sheet_part) & {mark.cell for mark in marks}:
        # Excel shows either a note or a thread, and writes the thread's note itself.
        raise UnkeepableError("threads")
    parts = package.related(sheet_part, "comments")
    if not parts:
        parts = [package.add("xl/comments", "xml", _EMPTY_COMMENTS, _COMMENTS_TYPE)]
        package.relate(sheet_part, "comments", parts[0])
    draw_boxes(
        package, sheet_part, _write_texts(package.root(parts[0]), marks, author or _(texts.AUTHOR))
    )


def _cells_with_threads(package: Package, sheet_part: str) -> set[str]:
    return {
        thread.get("ref", "")
        for part in package.related(sheet_part, "threadedComment")
        for thread in package.root(part).iter("{*}threadedComment")
    }


def _write_texts(root: etree._Element, marks: Sequence[Mark], author: str) -> list[Mark]:
    """Write the texts; return the marks of cells that had no note yet."""
    authors, comments = root.find(main("authors")), root.find(main("commentList"))
    if authors is None or comments is None:
        raise UnkeepableError("comments")
    noted = {comment.get("ref"): comment for comment in comments.iterfind(main("comment"))}
    new = [mark for mark in marks if mark.cell not in noted]
    for mark in marks:
        if mark.cell in noted:
            _append_run(noted[mark.cell], mark.note)
    if new:
        number = str(_author(authors, author))
        for mark in new:
            comment = add_child(comments, "comment", {"ref": mark.cell, "authorId": number})
            _add_run(add_child(comment, "text", {}), mark.note, 0)
    return new


def _author(authors: etree._Element, name: str) -> int:
    """Return the position of a name in the list of authors."""
    names = [author.text for author in authors.iterfind(main("author"))]
    if name not in names:
        names.append(name)
        add_child(authors, "author", {}).text = name
    return names.index(name)


def _append_run(comment: etree._Element, note: str) -> None:
    """Put our text below what is there, and in the place of our text of an earlier round."""
    text = comment.find(main("text"))
    if text is None:
        text = add_child(comment, "text", {}, 0)
    runs = list(_runs(comment))
    ours = next((number for number, run in enumerate(runs) if _is_ours(run)), len(runs))
    for run in runs[ours:]:
        text.remove(run)
    position = 0
    for run in runs[:ours]:
        position = text.index(run) + 1
        if run.tag == main("t"):
            # A text of runs must not begin with a bare text.
            add_child(text, "r", {}, position - 1).append(run)
    _add_run(text, f"\n\n{note}" if ours else note, position)


def _runs(comment: etree._Element) -> Iterator[etree._Element]:
    """Yield the parts of a note's text; hints for pronunciation are none of them."""
    for text in comment.iterfind(main("text")):
        yield from text.iterchildren(main("r"), main("t"))


def _is_ours(run: etree._Element) -> bool:
    written = "".join(map(str, run.itertext())).lstrip()
    # An earlier round may have been in another language.
    return written.startswith(tuple(translated(texts.NOTE_MARK, code) for code in LANGUAGES))


def _add_run(text: etree._Element, note: str, position: int) -> None:
    run = add_child(text, "r", {}, position)
    look = add_child(run, "rPr", {})
    for name, attributes in _RUN_LOOK.items():
        add_child(look, name, attributes)
    add_child(run, "t", _PRESERVE).text = without_control_characters(note)
