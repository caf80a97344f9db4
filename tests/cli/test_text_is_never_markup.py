"""Text of files reaches the terminal as text: no escape sequence, no markup of the screen's own."""

import json
import os
import subprocess
import sys

import pytest
from tests.cli.conftest import environment
from tests.systems import needs_posix
from tests.unit.reading.surveys import SHEET, table, write_openpyxl

from rpa_scout.policy.fields import load_fields

STEERING = "\x1b]0;title\x07\x1b[2J\x9b31m\u202e"
"""Another title, an empty screen, red in one sign, and writing from right to left."""

FILE = "業務.rpascout"
FIELDS = load_fields()


def steered(label):
    return f"{label}\u202e\x9b2J[bold]"  # openpyxl refuses the signs below a blank


def rows():
    """Yield a row a field, with what steers a terminal in this field."""
    sound = {
        "department": "税務課",
        "name": "納付書の転記",
        "runs_per_year": 12,
        "items_per_run": 5,
    }
    for field in FIELDS.ids:
        yield {**sound, "name": f"業務 {field}", field: steered(f"業務 {field}")}


@pytest.fixture
def survey(tmp_path):
    path = write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table(list(rows()), tuple(FIELDS.ids))})
    text = tmp_path / "会計課.csv"
    text.write_text(
        f"所属,業務名,備考\n会計課{STEERING},支出{STEERING},{STEERING}\n", encoding="utf-8"
    )
    folder = tmp_path / "surveys"
    folder.mkdir()
    for file in (path, text):
        file.rename(folder / file.name)
    return folder


def on_a_terminal(folder, *words):
    """Run the program on a terminal; return all that was written to it."""
    import pty  # there is none on Windows

    main, inner = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "rpa_scout", *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=inner,
        stderr=inner,
        cwd=folder.parent,
        env=environment(TERM="xterm-256color", COLUMNS="200"),
    ):
        os.close(inner)
        written = b""
        while True:
            try:
                part = os.read(main, 65536)
            except OSError:  # the program has ended
                break
            if not part:
                break
            written += part
    os.close(main)
    return written.decode("utf-8")


PROJECT_COMMANDS = (
    ("new", FILE, "--author", f"担当{STEERING}"),
    ("import", FILE, "surveys", "--reason", f"理由{STEERING}"),
    ("rank", FILE),
    ("history", FILE, "--all-tasks"),
    ("diff", FILE),
    ("departments", FILE),
    ("target", FILE),
)


@needs_posix
def test_nothing_steers_the_terminal(survey):
    commands = [("check", "surveys", "--notes"), ("rank", "surveys"), ("check", STEERING)]
    commands += [("project", *words) for words in PROJECT_COMMANDS]
    for words in commands:
        shown = on_a_terminal(survey, *words)
        assert shown, words
        for sign in ("\x1b]", "\x1b[2J", "\x9b", "\u202e", "\x07"):
            assert sign not in shown, (words, sign)


def test_json_on_the_screen_holds_no_control_characters(main, survey):
    code, out, _ = main("check", survey, "--json", "-")
    assert code in (0, 1)
    assert not {"\x1b", "\x9b", "\u202e"} & set(out)
    texts = json.dumps(json.loads(out), ensure_ascii=False)
    assert "\x9b" in texts  # and nothing is lost
