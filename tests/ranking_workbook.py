"""Reading a workbook of a ranking back with openpyxl, which knows no data bars of Excel 2010."""

import warnings
from pathlib import Path
from typing import BinaryIO

import openpyxl
from openpyxl.workbook import Workbook


def open_ranking(source: Path | BinaryIO, *, values: bool = False) -> Workbook:
    """Open the workbook; openpyxl warns that it drops the data bars, which nobody asks it for."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*extension is not supported", UserWarning)
        return openpyxl.load_workbook(source, data_only=values)
