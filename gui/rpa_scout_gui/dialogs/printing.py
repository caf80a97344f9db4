"""Print the current page, or a text such as one task's sheet, on A4."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPixmap,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from rpa_scout.errors import OutputError
from rpa_scout.output import written_aside
from rpa_scout.text import N_, _

_ACROSS: Final = QPageLayout.Orientation.Landscape
_UPRIGHT: Final = QPageLayout.Orientation.Portrait
_MARGIN_MILLIMETRES: Final = 12.0
_DOTS_PER_INCH: Final = 300
_HEADING_SHARE: Final = 0.05
_SHARPNESS: Final = 3.0


def page_as_pdf(page: QWidget, heading: str, path: Path) -> None:
    """Write a page as a PDF, A4 landscape."""
    layout = _layout(_ACROSS)
    with written_aside(path, replace=True) as temporary_path:
        writer = QPdfWriter(str(temporary_path))
        writer.setResolution(_DOTS_PER_INCH)
        writer.setPageLayout(layout)
        writer.setTitle(heading)
        _paint(writer, page, heading, path)


def document_as_pdf(
    document: QTextDocument, heading: str, path: Path, *, is_upright: bool = False
) -> None:
    """Write a document as a PDF of text and lines, A4."""
    with written_aside(path, replace=True) as temporary_path:
        writer = QPdfWriter(str(temporary_path))
        writer.setResolution(_DOTS_PER_INCH)
        writer.setPageLayout(_layout(_UPRIGHT if is_upright else _ACROSS))
        writer.setTitle(heading)
        document.print_(writer)


def ask_and_print(
    page: QWidget,
    document: QTextDocument | None,
    heading: str,
    failed: Callable[[BaseException], object],
) -> None:
    """Ask for a printer, and print a document, or the picture of a page without one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(_layout(_ACROSS))
    printer.setDocName(heading)
    dialog = QPrintDialog(printer, page)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def print_it() -> None:
        try:
            if document is None:
                _paint(printer, page, heading, None)
            else:
                document.print_(printer)
        except OutputError as error:
            failed(error)

    dialog.accepted.connect(print_it)
    QDialog.open(dialog)


def _layout(orientation: QPageLayout.Orientation) -> QPageLayout:
    margins = QMarginsF(*[_MARGIN_MILLIMETRES] * 4)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, orientation, margins, QPageLayout.Unit.Millimeter)


def _paint(device: QPdfWriter | QPrinter, page: QWidget, heading: str, path: Path | None) -> None:
    """Draw the page as large as the paper allows, below its heading."""
    # A picture, because print engines do not support every drawing mode of the style.
    picture = QPixmap(page.size() * _SHARPNESS)
    picture.setDevicePixelRatio(_SHARPNESS)
    page.render(picture)
    picture.setDevicePixelRatio(1.0)
    painter = QPainter()
    if not painter.begin(device):
        raise OutputError(N_("{path} cannot be written."), path=path or _("printer"))
    try:
        paper = QRectF(painter.viewport())
        heading_height = paper.height() * _HEADING_SHARE
        painter.drawText(
            QRectF(0, 0, paper.width(), heading_height), Qt.AlignmentFlag.AlignLeft, heading
        )
        area = paper.adjusted(0, heading_height, 0, 0)
        scale = min(area.width() / page.width(), area.height() / page.height())
        size = QSizeF(page.width() * scale, page.height() * scale)
        painter.drawPixmap(
            QRectF(QPointF(0, heading_height), size), picture, QRectF(picture.rect())
        )
    finally:
        painter.end()
