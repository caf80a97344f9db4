"""Only the command line names its options and commands; what the window can show names neither."""

import re

import pytest
import typer.main
from babel.messages.pofile import read_po
from tests.docs.test_wording import PO
from typer.core import TyperGroup

from rpa_scout.cli.app import app
from rpa_scout.cli.surroundings.remedies import REMEDIES, complaint_of
from rpa_scout.errors import InputError, Remedy
from rpa_scout.text import set_language
from rpa_scout_gui.problems import what_happened, what_to_do

COMMAND_LINE = ("src/rpa_scout/cli/", "gui/rpa_scout_gui/__main__.py")
"""Where sentences of the command line are declared: the engine shares none of them."""


def paths_of(command, words=()):
    yield words
    if isinstance(command, TyperGroup):
        context = command.context_class(command)
        for name in command.list_commands(context):
            yield from paths_of(command.get_command(context, name), (*words, name))


PATHS = [" ".join(words) for words in paths_of(typer.main.get_command(app)) if words]
COMMANDS = "|".join(PATHS)
DEEP = "|".join(path for path in PATHS if " " in path)
OPTION = r"(?<![\w-])--[a-z]|\[plan\]"
ENGLISH = re.compile(rf"{OPTION}|\brpa-scout (?:{COMMANDS})\b|“(?:{DEEP}|plan --)")
"""A command in English stands in quotes: “project plan” alone is also a plan of the project."""
JAPANESE = re.compile(rf"{OPTION}|\brpa-scout (?:{COMMANDS})\b|(?<![a-z])(?:{DEEP})(?![a-z])")


def test_the_engine_and_the_window_name_no_command():
    with PO.open("rb") as stream:
        shared = [
            message
            for message in read_po(stream, locale="ja")
            if message.id
            and not all(file.startswith(COMMAND_LINE) for file, _line in message.locations)
        ]
    english = [text.id for text in shared if ENGLISH.search(text.id)]
    japanese = [text.id for text in shared if JAPANESE.search(text.string)]
    assert (english, japanese) == ([], [])


@pytest.mark.parametrize(
    "sentence",
    [
        "--replace を付けてください。",
        "rpa-scout actuals form で作ります。",
        "「project restore」で復元します。",
        "actuals import で取り込みます。",
        "選定方針の [plan] に書いてください。",
    ],
)
def test_command_words_are_noticed(sentence):
    assert JAPANESE.search(sentence)
    assert not JAPANESE.search("rpa-scout の不具合ですので、project をお知らせください。")


@pytest.mark.parametrize("remedy", Remedy)
@pytest.mark.parametrize("code", ["ja", "en"])
def test_each_face_has_its_own_words(remedy, code):
    set_language(code)
    error = InputError("Nothing is there.").helped_by(remedy)
    assert complaint_of(error).startswith("Nothing is there.")
    words = JAPANESE if code == "ja" else ENGLISH
    assert words.search(complaint_of(error))
    assert what_happened(error) == "Nothing is there."
    assert what_to_do(error)
    assert not words.search(what_to_do(error))


def test_every_remedy_has_its_option():
    assert set(REMEDIES) == set(Remedy)


def test_the_window_names_the_menu():
    set_language("ja")
    error = InputError("{path}", path="x").helped_by(Remedy.MAKE_A_PROJECT)
    assert what_to_do(error) == "メニュー「ファイル」の「新しいプロジェクト…」を選んでください。"
