"""使い方 and 用語集: how the page at hand is used, and what the terms mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.glossary.terms import Term, load_terms, term_of
from rpa_scout.text import _, fold
from rpa_scout_gui.pages import PageSpec

_SIZE: Final = (720, 560)


class _TextDialog(QDialog):
    """A text to read; deletes itself when it is closed."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(*_SIZE)
        self.browser = QTextBrowser(self)
        self.browser.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.browser, 1)
        self._column.addWidget(buttons)


class PageHelpDialog(_TextDialog):
    """How a page is used, and the terms that stand in its tables."""

    def __init__(self, page: PageSpec, columns: Iterable[str], parent: QWidget) -> None:
        title = _("How to use: {page}").format(page=_(page.title))
        super().__init__(title, parent)
        explained = [term for term in map(term_of, columns) if term is not None]
        terms = list(dict.fromkeys(explained))
        steps = "".join(f"<li>{escape(_(step))}</li>" for step in page.steps)
        text = f"<p>{escape(_(page.tooltip))}</p><ol>{steps}</ol>"
        if terms:
            heading = _("Terms of this page")
            text += f"<h3>{escape(heading)}</h3>{_table(terms)}"
        self.browser.setHtml(text)


class GlossaryDialog(_TextDialog):
    """All terms by subject, with a box to search them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Glossary"), parent)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search a term …"))
        self.search.setAccessibleName(_("Search a term …"))
        self.search.setClearButtonEnabled(True)
        self._column.insertWidget(0, self.search)
        self.search.textChanged.connect(lambda _text: self._show())
        self._show()

    def _show(self) -> None:
        self.browser.setHtml("".join(_groups(fold(self.search.text()))))


def _groups(wanted: str) -> Iterator[str]:
    for group in load_terms():
        terms = [
            term
            for term in group.terms
            if wanted in fold(f"{term.ja} {term.en} {term.code} {term.meaning()}")
        ]
        if terms:
            yield f"<h3>{escape(group.label())}</h3>{_table(terms)}"


def _table(terms: Iterable[Term]) -> str:
    rows = (
        f"<tr><td width=190><b>{escape(term.label())}</b></td>"
        f"<td>{escape(term.meaning())}</td></tr>"
        for term in terms
    )
    return f"<table cellpadding=4>{''.join(rows)}</table>"
