"""Generated pages and the READMEs' output are what the program says now."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.ja.md")


def test_generated_pages_are_fresh():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_docs.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("readme", READMES)
def test_readme_shows_a_real_output(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    shown = text.partition("<!-- output -->")[2].partition("<!-- /output -->")[0]
    assert "判断基準" in shown
    assert shown.count("\n") > 15


def test_both_readmes_give_the_same_two_commands():
    english, japanese = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    commands = re.findall(r"```sh\n(python3 -m venv .*)\n```", english)
    assert len(commands) == 2
    for command in commands:
        assert command in japanese


@pytest.mark.parametrize("page", [*READMES, "CHANGELOG.md"])
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)", text)
    for target in targets:
        assert (ROOT / target).exists(), target
