"""The manuals name commands, options and pages that exist, and lead to each other."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main
from tests.docs.test_wording import OTHER_WORDS
from typer.core import TyperGroup

from rpa_scout.cli.app import app
from rpa_scout.text import translated

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs/ja"
GENERATED = ("fields.md", "findings.md", "columns.md", "shipped-policy.md")
MANUALS = sorted(path for path in FOLDER.glob("*.md") if path.name not in GENERATED)
PAGES = [*sorted(FOLDER.glob("*.md")), ROOT / "README.ja.md", ROOT / "docs/documents.md"]


def commands_of(page):
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`(rpa-scout [^`]*)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in (*lines, *inline) if line.startswith("rpa-scout ")]


def faults_of(line):
    """Return the words of a command line that no command takes."""
    _, *words = shlex.split(line, comments=True)
    command = typer.main.get_command(app)
    while isinstance(command, TyperGroup) and words and not words[0].startswith("-"):
        inner = command.get_command(command.context_class(command), words[0])
        if inner is None:
            return [words[0]]
        command, words = inner, words[1:]
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    return [word for word in words if word.startswith("--") and word not in known | {"--help"}]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_exist(page):
    wrong = {line: faults for line in commands_of(page) if (faults := faults_of(line))}
    assert wrong == {}


def test_wrong_commands_are_noticed():
    assert faults_of("rpa-scout rank 回答 --topp 5") == ["--topp"]
    assert faults_of("rpa-scout projekt rank") == ["projekt"]
    assert len(commands_of(FOLDER / "year.md")) > 20


def test_pages_of_the_window_have_these_names():
    specification = (ROOT / "gui/rpa_scout_gui/pages.py").read_text(encoding="utf-8")
    titles = re.findall(r'PageSpec\(\s*"\w+",\s*N_\("([^"]+)"\)', specification)
    names = {translated(title, "ja") for title in titles}
    year = (FOLDER / "year.md").read_text(encoding="utf-8")
    sentences = re.findall(r"画面では((?:「[^」]+」と?)+)です", year)
    named = {name for sentence in sentences for name in re.findall("「([^」]+)」", sentence)}
    named |= set(re.findall("画面の「([^」]+)」", year))
    assert named == names


@pytest.mark.parametrize("page", sorted(FOLDER.glob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_leads_to_every_manual():
    readme = (ROOT / "README.ja.md").read_text(encoding="utf-8")
    contents = (FOLDER / "README.md").read_text(encoding="utf-8")
    for page in FOLDER.glob("*.md"):
        if page.name != "README.md":
            assert f"(docs/ja/{page.name})" in readme, page.name
            assert f"({page.name})" in contents, page.name


@pytest.mark.parametrize("page", [*MANUALS, ROOT / "README.ja.md"], ids=lambda page: page.name)
@pytest.mark.parametrize("concept", OTHER_WORDS)
def test_manuals_use_the_words(page, concept):
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    text = re.sub(r"`[^`]*`|\]\([^)]*\)|終了コード|判断基準の方針", "", text)
    assert re.findall(OTHER_WORDS[concept], text) == []


@pytest.mark.parametrize("page", MANUALS, ids=lambda page: page.name)
def test_output_was_made_by_a_run(page):
    """Every block of output belongs to commands that the generator runs."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"(<!-- run[^>]*-->\n```sh\n.*?```\n)?```text", text, re.DOTALL)
    assert all(blocks)
