"""Every command over texts that are formulas, markup and signs that steer: they stay texts.

Commands, their outputs and the fields come from their declarations; what a command is given in
the place of its required words stands in `WORDS`.
"""

import os
import re
import shutil
import sys
import threading
import zipfile
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree
from tests.cli.foreign_texts import FIELDS, PROJECT, STARTS, TEXT, prepare
from tests.cli.test_outputs import COMMANDS, OUTPUTS, option_of
from tests.cli.test_outputs import WORDS as WORDS_OF_OUTPUTS
from tests.systems import needs_posix

from rpa_scout import cli

WITHOUT_TERMINAL = {"gui"}
WORDS = {
    **WORDS_OF_OUTPUTS,
    "policy check": ("policy.toml",),
    "policy show": ("policy.toml",),
    "project adopt-plan": (PROJECT, "--plan", "plan.json", "--reason", TEXT),
    "project confirm": (PROJECT, "税務課-2", "items_per_run", "--reason", TEXT),
    "project correct": (PROJECT, "税務課-2", f"remarks={TEXT}", "--reason", TEXT),
    "project card": (PROJECT, "税務課-4", "税務課-5"),
    "project coverage": (PROJECT, "--today", "2027-03-01"),
    "project decide": (PROJECT, "税務課-2", "--state", "on_hold", "--reason", TEXT),
    "project department merge": (PROJECT, "税務課", "会計課", "--into", TEXT),
    "project department rename": (PROJECT, "税務課", TEXT),
    "project department split": (PROJECT, "税務課", "--into", TEXT, "--into", "会計課"),
    "project group confirm": (PROJECT, "税務課-2", "税務課-3", "--name", TEXT, "--reason", TEXT),
    "project group refuse": (PROJECT, "税務課-2", "税務課-3", "--reason", TEXT),
    "project group split": (PROJECT, "税務課-2", "--reason", TEXT),
    "project indicator": (PROJECT,),
    "project new": ("new.rpascout",),
    "project objections": (PROJECT, "actuals.xlsx"),
    "project override": (PROJECT, "税務課-2", "means", "rpa", "--reason", TEXT),
    "project restore": ("restored.rpascout", "export.jsonl"),
    "project task add": (PROJECT, "--department", TEXT, "--name", TEXT, "--answer", f"name={TEXT}"),
    "project task merge": (PROJECT, "税務課-2", "税務課-3", "--name", TEXT),
    "project task split": (PROJECT, "税務課-3", "--into", TEXT, "--into", "別の業務"),
    "project undo": (PROJECT, "--of-others"),
    "weights import": ("weights.xlsx", "--project", PROJECT),
}
WITHOUT_TEXTS = {"policy new", "weights form", "project backup"}
"""Outputs that show nothing of surveys and projects."""

STEERING = ("\x1b]", "\x1b[2J", "\x9b", "\u202e", "\x07")
FORMULA = re.compile(r'HYPERLINK\("//server/x","([^"]+)"\)')
QUOTED_SHEET = re.compile("'(?:[^']|'')*'!")
FORMULA_PARTS = {"f", "formula", "formula1", "formula2", "definedName", "instrText", "fldSimple"}
STARTS_OF = {field: STARTS[place % len(STARTS)][-1] for place, field in enumerate(FIELDS.ids)}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("foreign")
    before = Path.cwd()
    os.chdir(folder)
    try:
        prepare(folder)
    finally:
        os.chdir(before)
    return folder


@pytest.fixture
def folder(prepared, tmp_path, monkeypatch):
    copy = tmp_path / "files"
    shutil.copytree(prepared, copy)
    monkeypatch.chdir(copy)
    monkeypatch.setenv("COLUMNS", "250")
    return copy


def texts_of(path):
    """Yield every text of a package with the name of its element; fail where one is at work."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for element in etree.fromstring(package.read(name)).iter():
                kind = etree.QName(element).localname
                assert kind != "Relationship" or "server" not in element.get("Target"), name
                text = "".join([element.text or "", *element.attrib.values()])
                at_work = QUOTED_SHEET.sub("", text) if kind in FORMULA_PARTS else ""
                assert "server" not in at_work, (path, name, text)
                yield kind, element.text or ""


def check_package(path):
    """Return the fields whose texts a package shows, each as it was written."""
    fields = set()
    for kind, text in texts_of(path):
        for match in FORMULA.finditer(text):
            fields.add(match[1])
            # Blanks at the beginning of an answer may be left out, but no apostrophe comes in.
            before = text[: match.start()]
            assert kind != "t" or before.endswith(STARTS_OF.get(match[1], STARTS)), (path, text)
            assert not before.startswith("'"), (path, text)
    return fields


def check_files(before, folder):
    """Check all that a command has written; return the fields that were shown."""
    shown = set()
    for path in folder.rglob("*"):
        if not path.is_file() or PROJECT in str(path) or before.get(path) == path.stat().st_mtime:
            continue
        content = path.read_bytes()
        if zipfile.is_zipfile(path):
            shown |= check_package(path)
        elif content.startswith((b"<!DOCTYPE", b"<html")):
            assert b"<img src=" not in content
        elif not content.startswith((b"SQLite", b"{")):
            shown |= set(FORMULA.findall(content.decode()))
    return shown


def times_of(folder):
    return {path: path.stat().st_mtime for path in folder.rglob("*")}


class Terminal:
    """A terminal in the place of the streams of this process."""

    def __enter__(self):
        import pty  # there is none on Windows

        self._main, inner = pty.openpty()
        self._written = bytearray()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self._streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (os.fdopen(os.dup(inner), "w", encoding="utf-8") for _ in "oe")
        os.close(inner)
        return self

    def _read(self):
        while True:
            try:
                part = os.read(self._main, 65_536)
            except OSError:  # nobody writes any more
                return
            if not part:
                return
            self._written += part

    def __exit__(self, *_error):
        ours = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._streams
        for stream in ours:
            stream.close()
        self._reader.join()
        os.close(self._main)

    @property
    def text(self):
        return self._written.decode("utf-8")


def shown_by(words):
    """Run a command on a terminal; return what it shows."""
    with Terminal() as terminal:
        code = cli.main([str(word) for word in words])
    assert code in (0, 1, 2), words
    text = terminal.text
    assert "Traceback" not in text, (words, text[-2_000:])
    assert [sign for sign in STEERING if sign in text] == [], (words, text[:2_000])
    return text


def text_options(name):
    """Return the options of a command that take a text which no word gives already."""
    from typing import get_type_hints

    hints = get_type_hints(COMMANDS[name].callback)
    for parameter in COMMANDS[name].params:
        option = next((word for word in getattr(parameter, "opts", ()) if word[:2] == "--"), None)
        kinds = {hints.get(parameter.name), *get_args(hints.get(parameter.name))}
        is_text = bool(kinds & {str, list[str]}) and parameter.name != "lang"
        if option and is_text and option not in WORDS[name]:
            yield option


def test_every_command_is_tried():
    assert set(WORDS) == set(COMMANDS) - WITHOUT_TERMINAL


def words_for(name, parameter, value):
    """Return the words that point an output of a command at a file."""
    return [*name.split(), *WORDS[name], *option_of(name, parameter), value]


def outputs_of_command(name):
    """Return words that give a command one of its outputs; those without one stay as they are."""
    for of_command, parameter, output in OUTPUTS:
        if of_command == name and not parameter.endswith(("json", "template_out")):
            return words_for(name, parameter, "results" if output.what == "folder" else "r.xlsx")
    return [*name.split(), *WORDS[name]]


@needs_posix
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", sorted(WORDS))
def test_no_text_steers_the_terminal(name):
    words = outputs_of_command(name)
    assert shown_by(words), words
    typed = [word for option in text_options(name) for word in (option, TEXT)]
    assert shown_by([*words, *typed]), words


FILES = [
    (name, parameter, suffix)
    for name, parameter, output in OUTPUTS
    if not parameter.endswith(("json", "template_out"))
    for suffix in ((".xlsx", ".docx", ".html") if output.what != "folder" else ("",))
    if suffix in ("", ".xlsx") or suffix in str(COMMANDS[name].callback.__doc__)
]


@pytest.mark.parametrize(("name", "parameter", "suffix"), FILES)
def test_no_text_becomes_a_formula_or_markup(folder, name, parameter, suffix):
    before = times_of(folder)
    code = cli.main([str(word) for word in words_for(name, parameter, f"result{suffix}")])
    shown = check_files(before, folder)
    if code in (0, 1) and name not in WITHOUT_TEXTS:
        assert shown
