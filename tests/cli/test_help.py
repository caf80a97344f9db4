"""Help in the user's language, wrong usage in one clear sentence."""

import json
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest
from tests.cli.conftest import environment

COMMANDS = (
    (),
    ("form",),
    ("check",),
    ("rank",),
    ("explain",),
    ("plan",),
    ("backtest",),
    ("gui",),
    ("policy",),
    ("policy", "show"),
    ("policy", "check"),
    ("policy", "new"),
    ("weights",),
    ("weights", "form"),
    ("weights", "import"),
    ("project", "plan"),
    ("project", "adopt-plan"),
    ("project", "indicator"),
)
# Names of options and placeholders, and what may stand in any language.
NAMES = {
    "adopt-plan",
    "explain",
    "indicator",
    "postgresql",
    "rpascout",
    "NAME.rpascout",
    "weights",
    "similar",
    "region",
    "import",
    "json",
    "undo",
    "VALUE",
    "FILE.json",
    "TASK",
    "TASK_ID",
    "YEAR",
    "R9",
    "CRITERION",
    "SHARE",
    "all",
    "order",
    "ranges",
    "TEXT",
    "rpa-scout",
    "OPTIONS",
    "COMMAND",
    "ARGS",
    "PATH",
    "DATE",
    "DIR",
    "FILE",
    "FILE.xlsx",
    "LIST.csv",
    "CASES.csv",
    "reference",  # of reference_cases.csv
    "cases.csv",
    "N",
    "NAME",
    "PROJECT",
    "TOML",
    "JSON",
    "CSV",
    "Excel",
    "Markdown",
    "ID",
    "AI-OCR",
    "RPA",
    "AI",
    "ja",
    "en",
    "rpa",
    "ai",
    "hakusan-2026",
    "xlsx",
    "xlsm",
    "xls",
    "ods",
    "csv",
    "form",
    "check",
    "rank",
    "plan",
    "backtest",
    "actuals",
    "project",
    "gui",
    "policy",
    "show",
    "new",
    "YYYY-MM-DD",
}


ALL_PAGES = """
import contextlib, io, json, sys
from rpa_scout import cli
for words in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main([*words, "--help", "--lang", sys.argv[2]])
    print(json.dumps({"returncode": code, "stdout": out.getvalue(), "stderr": err.getvalue()}))
"""


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """Help of every command; a process a language, as Typer takes its words when imported."""
    folder = tmp_path_factory.mktemp("help")
    pages = {}
    for language in ("ja", "en"):
        words = [sys.executable, "-W", "error", "-c", ALL_PAGES, json.dumps(COMMANDS), language]
        done = subprocess.run(
            words, capture_output=True, encoding="utf-8", env=environment(), cwd=folder, check=True
        )
        shown = [SimpleNamespace(**json.loads(line)) for line in done.stdout.splitlines()]
        pages |= {(words, language): page for words, page in zip(COMMANDS, shown, strict=True)}
    return pages


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_in_japanese(pages, words):
    done = pages[words, "ja"]
    assert (done.returncode, done.stderr) == (0, "")
    assert f"使い方: {' '.join(('rpa-scout', *words))}" in done.stdout
    without_types = re.sub(r"<[^>]*>|\[x>=1\]", " ", done.stdout)  # judged below
    shown = re.findall(r"(?<![A-Za-z0-9.-])[A-Za-z][A-Za-z0-9.]*(?:-[A-Za-z0-9]+)*", without_types)
    assert {word.rstrip(".") for word in shown} - NAMES == set()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_in_english(pages, words):
    done = pages[words, "en"]
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Usage: {' '.join(('rpa-scout', *words))}" in done.stdout
    assert not re.search(r"[぀-ヿ一-鿿]", done.stdout)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_sentence_of_the_help_is_cut(pages, words, language):
    shown = re.sub(r"[^…]*…」|「[^」]*…", "", pages[words, language].stdout)
    assert not re.search(r"… *│", shown)


def test_help_shows_no_types_of_the_programming_language(pages):
    shown = "".join(done.stdout for done in pages.values())
    assert sorted(set(re.findall(r"<[^>]*>|\{[^}]*\}", shown))) == []


def test_language_before_the_command(run):
    assert run("--lang=ja", "rank", "--help").stdout == run("rank", "--help").stdout
    assert "Usage:" in run("--lang=en", "rank", "--help").stdout


def test_language_from_the_environment(run):
    assert "Usage:" in run("--help", RPA_SCOUT_LANG="en").stdout
    assert "使い方" in run("--help", "--lang", "ja", RPA_SCOUT_LANG="en").stdout


def test_japanese_is_the_default_wherever_one_is(run):
    assert "使い方" in run("--help", LANG="en_US.UTF-8", LANGUAGE="en").stdout


def test_version(run):
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"rpa-scout \d+\.\d+\.\d+\n", done.stdout)


WRONG = {
    ("nonsense",): "コマンドの指定に誤りがあります",
    ("rank",): "PATH",
    ("check",): "PATH",
    ("rank", "--nonsense", "x"): "--nonsense",
    ("rank", "x", "--top", "0"): "--topには1以上",
    ("rank", "x", "--top", "many"): "--top",
    ("rank", "x", "--json"): "--json",
    ("rank", "x", "--lang"): "--lang",
    ("rank", "x", "--scorecard", "nonsense"): "nonsense",
    ("rank", "x", "--policy", "nonsense"): "nonsense",
    ("--lang", "de", "rank", "x"): "de",
    ("form",): "--out",
    ("form", "--out", "forms"): "--department",
    ("form", "--out", "forms", "--departments", "none.csv"): "none.csv",
    ("policy", "check"): "FILE",
    ("policy", "check", "none.toml"): "none.toml",
    ("policy", "show", "nonsense"): "nonsense",
    ("policy", "nonsense"): "コマンドの指定に誤りがあります",
    ("gui", "a", "b"): "コマンドの指定に誤りがあります",
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_is_one_clear_sentence(main, words):
    code, out, err = main(*words)
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert WRONG[words] in lines[0]
    assert len(lines) <= 2
    assert lines[1:] == [] or lines[1].startswith("使い方：rpa-scout")
    assert re.search(r"[ぁ-ヿ一-鿿]", lines[0])


def test_wrong_usage_leaves_no_traceback(run):
    for words in (("rank",), ("nonsense",), ("rank", "--nope")):
        done = run(*words)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [(), ("policy",)])
def test_a_missing_command_shows_the_help(main, words):
    code, out, err = main(*words)
    assert code == 2
    assert "使い方" in out
    assert "コマンドがありません。" in err


def test_window_without_its_packages_says_one_line(main, monkeypatch):
    monkeypatch.setattr("rpa_scout.cli.gui.find_spec", lambda name: None if "Side" in name else 1)
    code, out, err = main("gui")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "画面" in err


def test_window_is_a_program_of_its_own(main, monkeypatch):
    started = []

    def start(arguments):
        started.append(arguments)
        return SimpleNamespace(wait=lambda: 3)

    monkeypatch.setattr("rpa_scout.cli.gui.find_spec", lambda _name: 1)
    monkeypatch.setattr("rpa_scout.cli.gui.start_python", start)
    assert main("gui", "業務.rpascout", "--lang", "en") == (3, "", "")
    assert started == [["-m", "rpa_scout_gui", "業務.rpascout", "--lang", "en"]]
