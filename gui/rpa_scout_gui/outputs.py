"""What the window writes and prints: documents, workbooks, pages and sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from rpa_scout.errors import RpaScoutError
from rpa_scout.text import _
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.views.page import Page

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from rpa_scout.documents.issuing import Issue
    from rpa_scout.documents.making import MadeKind, Wishes
    from rpa_scout.progress import Progress
    from rpa_scout_gui.main_window import MainWindow

DOCUMENT_ACTIONS: Mapping[str, MadeKind] = {
    "documents.report": "council_report",
    "documents.cards": "task_card",
    "documents.results": "department_results",
    "documents.plan": "action_plan",
    "documents.verification": "verification",
}
"""Kind of the document that an action makes."""


class Outputs:
    """The files and printed pages of one window."""

    def __init__(self, window: MainWindow, files: FileQuestions) -> None:
        self._window, self._files = window, files
        self._session, self._jobs = window.session, window.jobs

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do."""
        return {
            "documents.ranking": self.write_ranking,
            "documents.audit": self.write_audit,
            "file.backup": self.backup,
            "file.print": self.print_page,
            "file.pdf": self.page_as_pdf,
            "file.task_pdf": self.task_as_pdf,
            **{name: partial(self.ask_document, kind) for name, kind in DOCUMENT_ACTIONS.items()},
        }

    # Documents

    def ask_document(self, kind: MadeKind) -> None:
        """Ask for date and number of a document, then for its place."""
        from rpa_scout_gui.dialogs.document import DocumentDialog

        if self._session.project is not None:
            DocumentDialog(self, kind, self._window.chosen_tasks(), self._window).open()

    def make_document(self, kind: MadeKind, out: Path, issue: Issue, wishes: Wishes) -> None:
        """Make a document in the background, and open its folder."""
        from rpa_scout.documents.making import DOCUMENTS, make_document

        project = self._session.project
        if project is None:
            return
        title = _("Making: {document}").format(document=_(DOCUMENTS[kind].label))

        def make(progress: Progress) -> list[Path]:
            return make_document(kind, project, out, issue, wishes, progress)

        def finish(_written: list[Path]) -> None:
            self._session.refresh()
            self._show_folder(out)

        from rpa_scout_gui.dialogs.replacing import WritingJobs

        # The dialog that chose a file has asked about it; what lies in a folder is asked about now.
        agreed = [] if out.is_dir() else [out]
        WritingJobs(self._jobs, self._files).run("document", make, finish, title, agreed)

    def ask_place(self, kind: MadeKind) -> Path | None:
        """Ask where a document goes."""
        from rpa_scout.documents.making import DOCUMENTS

        document = DOCUMENTS[kind]
        label = _(document.label)
        if not document.suffix:
            return self._files.folder(label)
        return self._files.save(label, f"{label}{document.suffix}", document.suffix)

    def write_ranking(self) -> None:
        """Ask for a path and write the ranking workbook."""
        from rpa_scout.pipeline import compared_report, write_ranking

        assessment, project = self._session.assessment, self._session.project
        if assessment is None or project is None:
            return
        path = self._files.save(_("Write ranking workbook"), _("ranking") + ".xlsx", ".xlsx")
        if path is not None:
            report = project.assessments.report(assessment=assessment)
            self._write(
                _("Writing the ranking"),
                lambda: write_ranking(compared_report(report, project), path, replace=True),
                path,
            )

    def write_audit(self) -> None:
        """Ask for a path and write the workbook in which the scores are computed again."""
        from rpa_scout.pipeline import audit_content
        from rpa_scout.reporting.audit.workbook import write_audit

        project = self._session.project
        if project is None:
            return
        path = self._files.save(_("Write audit workbook"), _("audit workbook") + ".xlsx", ".xlsx")
        if path is None:
            return
        scorecard = self._session.scorecard

        def write() -> object:
            # Results that were not kept cannot be audited: keep the present ones first.
            if not any(stored.scorecard == scorecard for stored in project.assessments.all()):
                project.assessments.assess(scorecard)
            return write_audit(audit_content(project), path)

        self._write(_("Writing the audit workbook"), write, path)

    def backup(self) -> None:
        """Ask for a path and write a copy of the project."""
        project = self._session.project
        if project is None:
            return
        path = self._files.save(_("Save a copy"), _("copy") + ".rpascout", ".rpascout")
        if path is not None:
            self._write(_("Saving a copy"), lambda: project.backup(path), path)

    # Pages and sheets

    def print_page(self) -> None:
        """Ask for a printer and print the current page."""
        from rpa_scout_gui.dialogs.printing import ask_and_print

        page = self._window.page
        ask_and_print(page, self._printed_page(), self._window.heading, self._window.show_error)

    def page_as_pdf(self) -> None:
        """Ask for a path and write the current page as a PDF."""
        from rpa_scout_gui.dialogs.printing import document_as_pdf, page_as_pdf

        window = self._window
        path = self._files.save(_("Page as PDF"), f"{window.page_title}.pdf", ".pdf")
        if path is None:
            return
        document = self._printed_page()
        if document is None:
            self._do(lambda: page_as_pdf(window.page, window.heading, path), path)
        else:
            self._do(lambda: document_as_pdf(document, window.heading, path), path)

    def _printed_page(self) -> QTextDocument | None:
        """Return the page as text and tables; None if it is mostly drawn."""
        from rpa_scout_gui.dialogs.printed import printed_page

        page = self._window.page
        return printed_page(page, self._window.heading) if isinstance(page, Page) else None

    def task_as_pdf(self) -> None:
        """Ask for a path and write a one-page PDF on the selected task."""
        from rpa_scout_gui.dialogs.printed import printed_task
        from rpa_scout_gui.dialogs.printing import document_as_pdf

        page, assessment = self._window.page, self._session.assessment
        key = page.table.current_key() if isinstance(page, Page) else None
        if assessment is None or key is None:
            return
        task = str(key)
        path = self._files.save(_("Sheet of the task as PDF"), f"{task}.pdf", ".pdf")
        if path is not None:
            document = printed_task(assessment, task, self._session.decisions.get(task))
            self._do(lambda: document_as_pdf(document, task, path, is_upright=True), path)

    def _write(self, title: str, write: Callable[[], object], path: Path) -> None:
        self._jobs.run(
            "write",
            lambda _progress: write(),
            lambda _result: self._show_folder(path),
            title=title,
        )

    def _do(self, write: Callable[[], object], path: Path) -> None:
        try:
            write()
        except RpaScoutError as error:
            self._window.show_error(error)
        else:
            self._window.show_written(path)

    def _show_folder(self, path: Path) -> None:
        """Say what was written, and open its folder, which the user has chosen."""
        self._window.show_written(path)
        folder = path if path.is_dir() else path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
