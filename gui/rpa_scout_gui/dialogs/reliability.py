"""The dialog that shows how often the ranges of the estimates hold published results."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from rpa_scout.backtesting import backtest
from rpa_scout.backtesting.reliability import Reliability, reliability_lines
from rpa_scout.backtesting.result import BacktestResult
from rpa_scout.evidence.cases import read_cases
from rpa_scout.policy.model import Policy
from rpa_scout.text import _
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.session import Session


def show_reliability(session: Session, jobs: JobRunner, parent: QWidget) -> None:
    """Hold the estimates against published results, in the background, and show the result."""
    policy = session.policy
    jobs.run(
        "reliability",
        lambda progress: backtest(read_cases(), policy, progress=progress),
        lambda result: ReliabilityDialog(result, policy, parent).open(),
        session.problem.emit,
        _("Simulating published cases"),
    )


class ReliabilityDialog(QDialog):
    """Forecasts of published results against the results; deletes itself when it is closed."""

    def __init__(self, result: BacktestResult, policy: Policy, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("How reliable the estimates are"))
        self.resize(900, 480)
        self.browser = QTextBrowser(self)
        self.browser.setAccessibleName(self.windowTitle())
        self.browser.setHtml("".join(_page(result, policy)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self.browser)
        column.addWidget(buttons)


def _page(result: BacktestResult, policy: Policy) -> Iterator[str]:
    title = _(
        "{count} published cases, each forecast from those of the other bodies "
        "(share of the hours saved)"
    ).format(count=len(result.cases))
    yield f"<h3>{escape(title)}</h3>"
    yield f"<p>{escape(_('Share of the results in the ranges (95 % range by bodies)'))}</p>"
    headings = (
        *(_("Means"), _("Number of cases"), _("Bodies"), "50%", "80%", "95%"),
        *(_("Above p90"), _("Below p10"), "CRPS"),
    )
    yield "<table cellpadding=4>"
    yield _row("th", headings)
    labels = policy.means_labels()
    of_all = result.reliability
    yield _row("td", (_("all"), *_figures(of_all)))
    for means_id, part in of_all.by_means.items():
        yield _row("td", (labels.get(means_id, means_id), *_figures(part)))
    yield "</table>"
    for line in reliability_lines(of_all):
        yield f"<p>{escape(line)}</p>"


def _figures(part: Reliability) -> Iterator[str]:
    yield f"{part.count}"
    yield f"{part.bodies}"
    for coverage in part.coverage:
        yield f"{coverage.share:.0%} ({coverage.low:.0%}～{coverage.high:.0%})"
    yield f"{part.above:.0%}"
    yield f"{part.below:.0%}"
    yield f"{part.crps:.3f}"


def _row(tag: str, cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
