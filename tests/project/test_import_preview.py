"""What an import would do, told before: the same as the import does, and nothing is stored."""

import pytest
from tests.project.surveys import TAX, TWO, survey

from rpa_scout.comparison.change_rows import change_rows
from rpa_scout.errors import NotAllowedError
from rpa_scout.project.project import Project
from rpa_scout.text import set_language

NEXT_YEAR = survey(
    {
        "税務課": [
            ("異動届の入力", {"items_per_run": 60.0, "input_form": "handwriting"}),
            "証明書の発行",
        ],
        "会計課": ["支出命令の確認"],
    }
)


def test_the_preview_is_what_the_import_does_and_stores_nothing(project):
    project.surveys.import_(TAX)
    project.tasks.decide(["税務課-7"], "adopted", "効果が大きい")
    head = project.verify().head
    before = project.inventory()
    preview = project.surveys.preview(NEXT_YEAR)
    assert project.verify().head == head
    assert project.verify().is_whole
    assert project.inventory().tasks.equals(before.tasks)
    done = project.surveys.import_(NEXT_YEAR)
    assert preview.counts == done.counts
    assert (preview.added, preview.changed, preview.gone) == (done.added, done.changed, done.gone)
    assert preview.comparison.cells.equals(done.comparison.cells)


def test_rows_name_every_changed_cell_and_every_new_or_gone_task(project):
    project.surveys.import_(TAX)
    set_language("ja")
    rows = list(change_rows(project.surveys.preview(NEXT_YEAR).comparison))
    changed = [row for row in rows if row.field]
    assert [(row.name, row.old, row.new) for row in changed] == [
        ("異動届の入力", "40", "60"),
        ("異動届の入力", "Excel・CSV", "紙（手書き）"),
    ]
    assert all(row.cell.startswith("業務一覧!") and row.cell.endswith("6") for row in changed)
    whole = [(row.kind, row.department, row.name) for row in rows if not row.field]
    assert whole == [
        ("調査票にない", "税務課", "課税台帳の照合"),
        ("新しい業務", "会計課", "支出命令の確認"),
    ]


def test_an_import_after_a_preview_conflicts_with_nothing(file, policy):
    with Project.create(file, policy, "担当A") as project:
        project.surveys.import_(TAX)
        project.surveys.preview(TWO)
        project.tasks.note("打合せ済み", "税務課-6")
        assert len(project.surveys.imports()) == 1
    with Project.open(file, "担当B", read_only=True) as reader, pytest.raises(NotAllowedError):
        reader.surveys.preview(TWO)
