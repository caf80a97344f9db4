"""Tables on the terminal of which nothing is cut: what does not fit beside stands below its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from rpa_scout.cli.surroundings.terminal import visible
from rpa_scout.text import _

_GAP: Final = 2  # between columns
_LEAST: Final = 12  # half-width characters in which a text is still read with ease
_LEAST_OF_HEADINGS: Final = 20
_INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    is_number: bool  # stays in one line, to the right
    may_go_below: bool


@dataclass
class ScreenTable:
    """A table of plain texts, made for the width that it is printed in.

    Texts go on in the next line. Where the columns are still too wide, those that may go below do,
    the last first; then others, except the first two.
    """

    title: str = ""
    _columns: list[_Column] = field(default_factory=list)
    _rows: list[Sequence[str]] = field(default_factory=list)

    def add_column(self, heading: str, *, number: bool = False, below: bool = False) -> None:
        """Add a column; with `below` it is the first to leave a narrow terminal."""
        self._columns.append(_Column(visible(heading), number, below))

    def add_columns(self, *headings: str, number: bool = False) -> None:
        """Add columns of one kind."""
        for heading in headings:
            self.add_column(heading, number=number)

    def add_row(self, *cells: str) -> None:
        """Add a row with a text for every column."""
        assert len(cells) == len(self._columns)
        self._rows.append([visible(cell) for cell in cells])

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        beside = self._beside(width)
        widths = self._widths(beside, width)
        if self.title:
            yield _plain(visible(self.title), "italic")
        headings = [self._columns[position].heading for position in beside]
        yield from self._lines(console, headings, beside, widths, "bold")
        yield _plain(" " + "─" * min(sum(widths) + _GAP * (len(widths) - 1), width - 1), "")
        for row in self._rows:
            yield from self._lines(
                console, [row[position] for position in beside], beside, widths, ""
            )
            yield from self._below(console, row, beside, width)
        yield _plain("", "")

    def _natural(self, position: int) -> int:
        texts = (self._columns[position].heading, *(row[position] for row in self._rows))
        return max(1, *(cell_len(line) for text in texts for line in text.split("\n")))

    def _least(self, position: int) -> int:
        """Return the width that a column needs: of its numbers, or of a readable text."""
        column = self._columns[position]
        if not column.is_number:
            return min(self._natural(position), _LEAST)
        cells = [cell_len(line) for row in self._rows for line in row[position].split("\n")]
        words = [cell_len(word) for word in column.heading.split()]
        return max([1, *cells, *(min(word, _LEAST_OF_HEADINGS) for word in words)])

    def _beside(self, width: int) -> list[int]:
        """Return the positions of the columns that stand beside each other."""
        beside = list(range(len(self._columns)))
        first_to_go = [position for position in beside[2:] if self._columns[position].may_go_below]
        then = [position for position in beside[2:] if position not in first_to_go]
        for position in (*reversed(first_to_go), *reversed(then)):
            if 1 + sum(self._least(shown) + _GAP for shown in beside) - _GAP <= width:
                break
            beside.remove(position)
        return beside

    def _widths(self, beside: Sequence[int], width: int) -> list[int]:
        """Share the width: every column has what it needs, and wide texts get what is left."""
        least = [self._least(position) for position in beside]
        natural = [self._natural(position) for position in beside]
        room = width - 1 - _GAP * (len(beside) - 1)
        while sum(least) > room:
            least[least.index(max(least))] -= 1
        spare = room - sum(least)
        while spare > 0:
            wanting = [position for position, most in enumerate(natural) if least[position] < most]
            if not wanting:
                break
            for position in sorted(wanting, key=lambda position: least[position])[:spare]:
                least[position] += 1
                spare -= 1
        return least

    def _lines(
        self,
        console: Console,
        cells: Sequence[str],
        beside: Sequence[int],
        widths: Sequence[int],
        style: str,
    ) -> Iterator[Text]:
        columns = [
            [line.plain.rstrip() for line in Text(cell).wrap(console, width, overflow="fold")]
            for cell, width in zip(cells, widths, strict=True)
        ]
        for number in range(max(map(len, columns))):
            parts = []
            for position, lines, width in zip(beside, columns, widths, strict=True):
                text = lines[number] if number < len(lines) else ""
                space = " " * (width - cell_len(text))
                parts.append(space + text if self._columns[position].is_number else text + space)
            yield _plain(" " + (" " * _GAP).join(parts).rstrip(), style)

    def _below(
        self, console: Console, row: Sequence[str], beside: Sequence[int], width: int
    ) -> Iterator[Text]:
        parts = [
            _("{label}: {text}").format(label=column.heading.replace("\n", " "), text=row[position])
            for position, column in enumerate(self._columns)
            if position not in beside and row[position]
        ]
        text = Text("  ".join(parts).replace("\n", " "))
        for line in text.wrap(console, width - len(_INDENT), overflow="fold") if parts else ():
            yield _plain(_INDENT + line.plain.rstrip(), "")


def _plain(line: str, style: str) -> Text:
    return Text(line, style=style, no_wrap=True, overflow="ignore")
