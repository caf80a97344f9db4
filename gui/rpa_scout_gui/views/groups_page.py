"""似た業務: groups of the same work over all departments, to be built once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpa_scout.similarity.same_work.groups import WorkGroup
from rpa_scout.text import N_, _
from rpa_scout_gui.models.group_rows import GROUP_COLUMNS, group_arrays, group_key
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.panels.group_panel import GroupPanel
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.filter_bar import FilterBar
from rpa_scout_gui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from rpa_scout.project.parts.groups import WorkGroups

_SIZES: Final = (700, 480)
_NAME_WIDTH: Final = 270


class GroupsPage(Page):
    """The page of groups of the same work."""

    page_id = "groups"
    shows = frozenset({"project", "groups", "assessment"})
    filters: FilterBar

    def _build(self) -> None:
        self._groups: dict[str, WorkGroup] = {}
        self.status = PlainLabel(self)
        self.status.setWordWrap(True)
        self.model = ColumnTableModel(GROUP_COLUMNS, "key", self)
        self.table = DataTable(self.model, _("Groups of the same work"), self)
        self.table.stretch("name", _NAME_WIDTH, edge="hours_per_year")
        counts = (N_("{count:,} groups"), N_("{shown:,} of {count:,} groups"))
        self.filters = FilterBar(self.model, self.table, ("standing",), self, counts=counts)
        self.panel = GroupPanel(self._session, self)
        columns = TwoColumns(self, _SIZES)
        columns.left.addWidget(self.status)
        columns.left.addWidget(self.filters)
        columns.left.addWidget(self.table, 1)
        columns.right.addWidget(self.panel, 1)
        self.table.keys_selected.connect(self._choose)
        self.refresh()

    def refresh(self) -> None:
        """Read the confirmed groups and compare the tasks again, in the background."""
        project, assessment = self._session.project, self._session.assessment
        if project is None or assessment is None:
            self._show(())
            return
        self._jobs.run(
            "groups",
            lambda _progress: project.groups.all(assessment),
            self._show_groups,
            self._session.problem.emit,
        )

    def _show_groups(self, groups: WorkGroups) -> None:
        self._show((*groups.confirmed, *groups.proposed))

    def _show(self, groups: tuple[WorkGroup, ...]) -> None:
        self._groups = {group_key(group): group for group in groups}
        self.model.set_arrays(group_arrays(groups))
        self.filters.offer_values()
        confirmed = sum(group.is_confirmed for group in groups)
        sentence = _(
            "Confirmed groups: {confirmed}, proposals: {proposed}. A person confirms what one "
            "scenario can serve; the plan then builds it once."
        )
        self.status.setText(sentence.format(confirmed=confirmed, proposed=len(groups) - confirmed))
        if groups and not self.table.selected_keys():
            self.table.selectRow(0)
        self._choose([str(key) for key in self.table.selected_keys()])

    def _choose(self, keys: list[str]) -> None:
        self.panel.show_group(self._groups.get(next(iter(keys), "")))
