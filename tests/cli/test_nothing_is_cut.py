"""No table of any command cuts a text, at any width and in both languages."""

import io
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.cli.files import PROJECT

from rpa_scout import cli
from rpa_scout.cli.screen import SafeConsole
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.text import set_language

SOURCES = Path(cli.__file__).parent
WIDTHS = (80, 120, 200)
OFFICIALS = ("担当A", "担当B")
PREPARING = (
    ("project", "departments", PROJECT, "list.csv"),
    ("project", "adopt-plan", PROJECT),
    ("project", "actuals", PROJECT, "actuals.xlsx"),
    ("plan", "surveys", "--in-house-hours", "8", "--json", "plan.json"),
)
COMMANDS = (
    ("project", "actuals", PROJECT),
    ("check", "../会計課.xlsx", "--return-to", "back", "--replace"),
    ("rank", "surveys", "--robustness", "--what-would-change"),
    ("plan", "surveys", "--in-house-hours", "900", "--what-if", "--compare", "plan.json"),
    ("backtest", "cases.csv", "--as-is"),
    ("region", "surveys", "../会計課.xlsx"),
    ("weights", "import", "重み", "--survey", "surveys/税務課.xlsx"),
    ("project", "rank", PROJECT),
    ("project", "departments", PROJECT),
    ("project", "coverage", PROJECT, "--questions"),
    ("project", "target", PROJECT),
    ("project", "indicator", PROJECT),
    ("project", "history", PROJECT),
)


def printed(table, width):
    out = io.StringIO()
    SafeConsole(file=out, width=width, highlight=False).print(table)
    return out.getvalue()


def signs(*texts):
    return Counter(sign for text in texts for sign in text if not sign.isspace())


def assert_nothing_is_cut(table, width):
    """Hold a printed table against its texts: the same signs, in order, and no others."""
    shown = printed(table, width)
    assert max(map(cell_len, shown.splitlines())) <= width
    headings = [column.heading for column in table._columns]
    cells = [cell for row in table._rows for cell in row]
    more = signs(shown) - signs(table.title, *headings, *cells)
    missing = signs(table.title, *headings, *cells) - signs(shown)
    below = signs(*(heading for heading in headings), "：:") + Counter("─")
    assert set(more) <= set(below)
    # A heading of which the column stands below is repeated in the rows instead.
    assert set(missing) <= set(signs(*headings))
    for cell in cells:
        following = iter(shown)
        assert all(sign in following for sign in cell if not sign.isspace())
    return shown


@pytest.fixture
def tables(monkeypatch):
    """Collect the tables that commands make, with the module that makes each."""
    made = []
    init = ScreenTable.__init__

    def noting(self, *arguments):
        init(self, *arguments)
        made.append((self, sys._getframe(1).f_globals["__name__"]))

    monkeypatch.setattr(ScreenTable, "__init__", noting)
    return made


def makers():
    """Return the modules of the command line that make tables."""
    return {
        "rpa_scout.cli." + ".".join(path.relative_to(SOURCES).with_suffix("").parts)
        for path in SOURCES.rglob("*.py")
        if "ScreenTable(" in path.read_text(encoding="utf-8")
    } - {ScreenTable.__module__}


def test_no_command_makes_tables_of_another_kind():
    others = [
        path.name for path in SOURCES.rglob("*.py") if "rich.table" in path.read_text("utf-8")
    ]
    assert others == []


@pytest.mark.usefixtures("forms", "wrong")
def test_no_table_of_any_command_is_cut(folder, forms, tables, capsys):
    (folder / "重み").symlink_to(forms)
    for words in PREPARING:
        assert cli.main([*words]) in (0, 1), (words, capsys.readouterr())
    for code in ("ja", "en"):
        tables.clear()
        for words in COMMANDS:
            assert cli.main([*words, "--lang", code]) in (0, 1), (words, capsys.readouterr())
        assert {module for _table, module in tables} == makers()
        set_language(code)
        for table, _module in tables:
            for width in WIDTHS:
                assert_nothing_is_cut(table, width)


TEXTS = st.text("業務の削減時間、。（）～ab 12,%", max_size=60)
NUMBERS = st.integers(-10_000_000, 10_000_000).map("{:,}".format)
FORMS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=9)


@settings(max_examples=60)
@given(st.data(), st.sampled_from((20, 40, *WIDTHS)), FORMS)
def test_no_text_is_cut(data, width, columns):
    table = ScreenTable(data.draw(TEXTS))
    for is_number, below in columns:
        table.add_column(data.draw(TEXTS), number=is_number, below=below)
    for _row in range(data.draw(st.integers(0, 3))):
        table.add_row(*(data.draw(NUMBERS if number else TEXTS) for number, _below in columns))
    shown = assert_nothing_is_cut(table, width)
    if width >= 80:
        words = {word for line in shown.splitlines() for word in line.split()}
        for row in table._rows:
            for place, cell in enumerate(row):
                if columns[place][0] and place in table._beside(width):
                    assert cell in words  # a number stays in one line


def test_what_does_not_fit_stands_below_its_row():
    set_language("ja")
    table = ScreenTable("順位表")
    for heading in ("順位", "業務名"):
        table.add_column(heading)
    table.add_column("備考", below=True)
    for heading in ("削減時間", "達成の確率"):
        table.add_column(heading, number=True)
    table.add_row("1", "軽自動車税の異動入力", "要確認項目：シナリオの雛型", "1,154", "97%")
    assert printed(table, 50).split("\n")[:5] == [
        "順位表",
        " 順位  業務名                削減時間  達成の確率",
        " " + "─" * 48,
        " 1     軽自動車税の異動入力     1,154         97%",
        "    備考：要確認項目：シナリオの雛型",
    ]
