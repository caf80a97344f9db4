"""Which styles of an .ods strike text out, and what of a cell's text is not struck out."""

from __future__ import annotations

from rpa_scout.reading.files.package import Elements

_LINES = ("style:text-line-through-style", "style:text-line-through-type")
_PARENTS_AT_MOST = 20


class OdsStyles(Elements):
    """Collects styles, of cells and of parts of their text."""

    def __init__(self) -> None:
        self.strikes_out_any = False
        self._strikes: dict[str, bool] = {}
        self._parents: dict[str, str] = {}
        self._style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in a style, or what it says of text."""
        if name == "style":
            self._style = attributes.get("style:name", "")
            self._parents[self._style] = attributes.get("style:parent-style-name", "")
        elif name == "text-properties":
            lines = [attributes[line] for line in _LINES if line in attributes]
            if lines:
                self._strikes[self._style] = "none" not in lines
                self.strikes_out_any |= "none" not in lines

    def strikes_out(self, style: str) -> bool | None:
        """Tell whether a style strikes text out; None where it leaves that open."""
        for _ in range(_PARENTS_AT_MOST):
            if style in self._strikes or not style:
                break
            style = self._parents.get(style, "")
        return self._strikes.get(style)


class StruckText:
    """The text of a cell, with what is not struck out."""

    def __init__(self, is_struck: bool = False) -> None:
        self.has_struck = False
        self.remaining = ""
        self._is_struck = [is_struck]
        self._paragraphs = 0

    def start(self, name: str, attributes: dict[str, str], styles: OdsStyles) -> None:
        """Take in the beginning of an element."""
        if name == "p":
            self._paragraphs += 1
            if self._paragraphs > 1:
                self.add("\n")
        elif name == "span":
            strikes = styles.strikes_out(attributes.get("text:style-name", ""))
            self._is_struck.append(self._is_struck[-1] if strikes is None else strikes)
        elif name == "s":
            count = attributes.get("text:c", "1")
            self.add(" " * (int(count[:4]) if count.isascii() and count.isdigit() else 1))

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        if name == "span":
            self._is_struck.pop()

    def add(self, text: str) -> None:
        """Take in text."""
        if self._is_struck[-1]:
            self.has_struck |= bool(text.strip())
        else:
            self.remaining += text
