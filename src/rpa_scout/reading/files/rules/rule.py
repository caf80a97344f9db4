"""What a rule on a file that was read looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rpa_scout.findings import Finding
from rpa_scout.findings.rules import Rule
from rpa_scout.reading.files.kinds import ContentKind
from rpa_scout.reading.files.raw_sheet import RawSheet
from rpa_scout.reading.files.texts.csv_table import OpenQuote


@dataclass(frozen=True, slots=True)
class FileContext:
    """A file that was read."""

    file: str  # As it was named
    suffix: str  # In lower case, with the dot
    kind: ContentKind
    sheets: Sequence[RawSheet]
    open_quotes: Sequence[OpenQuote] = ()

    def finding(self, code: str, /, **values: str) -> Finding:
        """Return a finding on the file as a whole."""
        return Finding(code, self.file, values=values)


FileRule = Rule[FileContext, Finding]
