"""The sheets of a workbook through calamine; as a program, the child process that runs it.

calamine is native code. If it asks for more memory than there is, the whole process ends, and no
exception can stop that. So a workbook that is not vouched for is read in a child process. The child
imports nothing else of this package, so that it starts quickly.
"""

from __future__ import annotations

import io
import pickle
import struct
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, NamedTuple

_SMALL_SHEET = 5_000
"""Rows that are turned into Python values in one go; with more, other threads would wait long."""

_ROWS_AT_ONCE = 500
_LIMITS = struct.Struct("<QQ")
_CLASSES = [("datetime", name) for name in ("date", "datetime", "time", "timedelta")]


class DamagedError(Exception):  # an outcome, told as a finding
    """The reader cannot read the workbook."""


class ProtectedError(Exception):  # an outcome, told as a finding
    """The workbook is encrypted."""


class NativeSheet(NamedTuple):
    """A sheet as calamine gives it; empty rows above and columns left of its cells may be missing.

    `end` is the last cell, row and column counted from 0; None where there is none.
    """

    name: str
    is_hidden: bool
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    end: tuple[int, int] | None
    rows: Iterable[Sequence[object]]


class PlainValues(pickle.Unpickler):
    """Unpickles values of cells only: a child under a hostile workbook can name no function."""

    def find_class(self, module: str, name: str) -> object:
        """Return one of the few classes that values of cells have."""
        if (module, name) not in _CLASSES:
            raise pickle.UnpicklingError(name)
        return super().find_class(module, name)


def native_sheets(content: bytes, skip: Collection[str]) -> Iterator[NativeSheet]:
    """Yield the sheets of a workbook but those in `skip`."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for about in workbook.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet or about.name in skip:
                    continue
                sheet = workbook.get_sheet_by_name(about.name)
                merged = list(sheet.merged_cell_ranges or ())
                is_hidden = about.visible != SheetVisibleEnum.Visible
                rows: Iterable[Sequence[object]] = (
                    sheet.to_python(skip_empty_area=False)
                    if sheet.height < _SMALL_SHEET
                    else sheet.iter_rows()
                )
                yield NativeSheet(about.name, is_hidden, merged, sheet.end, rows)
    except PasswordError as error:
        raise ProtectedError from error
    except (CalamineError, OSError) as error:
        raise DamagedError from error
    except BaseException as error:
        # A panic of the reader's Rust code derives from BaseException and has no public name.
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedError from error


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the input ends.

    A request is two numbers (bytes of memory, seconds of work) and a pickled workbook with the
    names to skip. The answer is a series of pickled values: a tuple for each sheet, followed by
    lists of its rows and None; at the end a word.
    """
    while len(limits := requests.read(_LIMITS.size)) == _LIMITS.size:
        memory, seconds = _LIMITS.unpack(limits)
        _limit(memory, seconds)
        content, skip = PlainValues(requests).load()
        try:
            for sheet in native_sheets(content, skip):
                pickle.dump(tuple(sheet[:-1]), answers)
                rows = iter(sheet.rows)
                while piece := list(islice(rows, _ROWS_AT_ONCE)):
                    pickle.dump(piece, answers)
                pickle.dump(None, answers)
            pickle.dump("read", answers)
        except DamagedError:
            pickle.dump("damaged", answers)
        except ProtectedError:
            pickle.dump("protected", answers)
        answers.flush()


def _limit(memory: int, seconds: int) -> None:
    """Limit what this process may take from now on; on Windows its parent does."""
    try:
        import resource
    except ImportError:
        return
    worked = int(time.process_time()) + 1
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, worked + seconds)):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if most < 0 else min(limit, most), most))


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
