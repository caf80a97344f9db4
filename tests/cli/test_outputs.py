"""Every command with every output at every kind of file that must not change: nothing changes."""

import json
import re
import shutil

import pytest
import typer.main
from tests.cli.files import PROJECT

from rpa_scout import cli
from rpa_scout.cli.app import app
from rpa_scout.cli.outputs import outputs_of

WORDS = {
    "form": ("--department", "税務課", "--departments", "list.csv", "--policy", "policy.toml"),
    "check": ("surveys", "--departments", "list.csv", "--policy", "policy.toml"),
    "rank": (
        *("surveys", "--departments", "list.csv", "--policy", "policy.toml"),
        *("--actuals", "actuals.xlsx"),
    ),
    "explain": ("surveys", "税務課-2", "--policy", "policy.toml"),
    "plan": ("surveys", "--departments", "list.csv", "--policy", "policy.toml"),
    "similar": ("surveys", "税務課-2", "--policy", "policy.toml"),
    "region": ("surveys", "--policy", "policy.toml"),
    "backtest": ("cases.csv", "--as-is", "--policy", "policy.toml"),
    "policy new": (),
    "actuals form": ("--year", "2026", "--project", PROJECT),
    "actuals import": ("actuals.xlsx", "--project", PROJECT),
    "project import": (PROJECT, "surveys", "--departments", "list.csv"),
    "project departments": (PROJECT, "list.csv"),
    "project policy": (PROJECT, "policy.toml"),
    "project actuals": (PROJECT, "actuals.xlsx"),
    "project backup": (PROJECT,),
    "project explain": (PROJECT, "税務課-2"),
    "project similar": (PROJECT, "税務課-2"),
    "project card": (PROJECT, "--proposed"),
    "project export": (PROJECT,),
    "weights form": ("--official", "担当", "--policy", "policy.toml"),
    "weights import": ("--project", PROJECT),
    "project results": (PROJECT,),
    "project verification": (PROJECT, "--year", "R8"),
    **{
        f"project {name}": (PROJECT,)
        for name in (
            "rank",
            "groups",
            "status",
            "target",
            "history",
            "diff",
            "rename",
            "verify",
            "coverage",
            "plan",
            "audit",
            "report",
        )
    },
}
"""What each command is given besides the output. Files among it are what it reads."""

BACKUP = re.compile(r"業務-\d+T")
"""A backup is made when a project is opened for changes, whatever happens then."""

MORE_WORDS = {("project backup", "json"): ("--list",)}

REPLACE_NOTHING = {
    ("policy new", "path"),
    ("project backup", "out"),
    ("project report", "template_out"),
    ("project card", "template_out"),
    ("project verification", "template_out"),
    ("project plan", "template_out"),
    ("project results", "template_out"),
}
"""They replace nothing, whatever the user says."""

WITHOUT_RESULT = {("weights import", "json")}
"""They need more than a project and surveys to have something to write."""

HANDED_OUT = {
    ("project report", "out"),
    ("project card", "out"),
    ("project plan", "out"),
    ("project verification", "out"),
}
"""Documents that the project keeps a record of: an earlier one is replaced only when told so."""


def commands(group=None, words=()):
    """Yield the words and the function of every command."""
    group = group or typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "list_commands"):
            command.list_commands(None)
            yield from commands(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


COMMANDS = dict(commands())
OUTPUTS = [
    (name, parameter, output)
    for name, command in COMMANDS.items()
    for parameter, output in outputs_of(command.callback).items()
]
FILES = [(name, parameter) for name, parameter, output in OUTPUTS if output.what != "folder"]
FOLDERS = [(name, parameter) for name, parameter, output in OUTPUTS if output.what == "folder"]

REPLACING = [pair for pair in FILES if pair not in REPLACE_NOTHING]

READ = {
    "survey": "surveys/税務課.xlsx",
    "locked survey": "surveys/locked.xlsx",
    "broken survey": "surveys/broken.xlsx",
    "survey by a link": "link.xlsx",
    "survey by its second name": "second.xlsx",
    "list of departments": "list.csv",
    "policy": "policy.toml",
    "cases": "cases.csv",
    "actuals": "actuals.xlsx",
}
SURVEYS = {path for kind, path in READ.items() if "survey" in kind}
NEVER_REPLACED = {
    "project": PROJECT,
    "another project": "other.rpascout",
    "project by a link": "link.rpascout",
    "copy among the backups": f"{PROJECT}-backups/copy.rpascout",
    "journal of the project": f"{PROJECT}-journal",
    "lock of the project": f"{PROJECT}.lock",
    "folder": "surveys",
    "device": "/dev/null",
    "pipe": "pipe",
    "protected file": "protected.txt",
}
SOMEBODYS = {
    "text": "notes.txt",
    "export of another project": "other.jsonl",
    "export as a workbook": "other.xlsx",
    "ranking that was worked on": "ranking.xlsx",
}


def state(folder):
    """Return the name, kind, permissions and content of everything but new backups."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else None,
        )
        for path in folder.rglob("*")
        if not BACKUP.match(path.name)
    }


def option_of(name, parameter):
    """Return the option by which a parameter of a command is given; nothing for an argument."""
    declared = next(
        entry for entry in COMMANDS[name].params if getattr(entry, "name", "") == parameter
    )
    return [entry for entry in declared.opts if entry.startswith("-")][:1]


def words_for(name, parameter, value, *more):
    """Return the words that point an output of a command at a file."""
    given = (*WORDS[name], *MORE_WORDS.get((name, parameter), ()))
    return [*name.split(), *given, *option_of(name, parameter), value, *more]


def refused(words, capsys):
    capsys.readouterr()
    code = cli.main([str(word) for word in words])
    complaint = capsys.readouterr().err
    assert code == 2, (words, code, complaint)
    assert len(complaint.splitlines()) == 1, complaint


def test_every_command_with_an_output_is_tried():
    assert {name for name, _parameter, _output in OUTPUTS} == set(WORDS)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", [name for name, parameter in FILES if parameter == "json"])
def test_json_on_the_screen_stands_there_alone(capsys, name):
    """A program reads it, whatever else the command is asked to write."""
    more = [
        word
        for other, parameter in FILES
        if other == name and parameter not in ("json", "template_out")
        for word in (*option_of(name, parameter), "result.xlsx")
    ]
    capsys.readouterr()
    code = cli.main([str(word) for word in words_for(name, "json", "-", *more)])
    written = capsys.readouterr()
    assert code in (0, 1), written.err
    assert isinstance(json.loads(written.out), dict)


def test_every_parameter_that_names_an_output_is_marked():
    """Help and placeholders say what a parameter writes; the mark says it to the rule."""
    unmarked = [
        (name, parameter.name)
        for name, command in COMMANDS.items()
        for parameter in command.params
        if parameter.name not in outputs_of(command.callback)
        and (
            parameter.name in ("out", "json", "html", "csv", "docx", "xlsx", "pdf")
            or str(getattr(parameter, "help", "")).endswith(("書きます。", "書き出します。"))
        )
    ]
    assert unmarked == []


def test_commands_that_write_files_can_be_told_to_replace_them():
    named = {name for name, command in COMMANDS.items() if "replace" in options(command)}
    folders = {name for name, _parameter in FOLDERS}
    assert named == {name for name, _parameter in REPLACING} | folders


def options(command):
    return {parameter.name for parameter in command.params}


@pytest.mark.parametrize(("name", "parameter"), FILES)
def test_nothing_changes_without_replace(folder, capsys, name, parameter):
    before = state(folder)
    for kind, target in {**NEVER_REPLACED, **READ, **SOMEBODYS}.items():
        refused(words_for(name, parameter, target), capsys)
        assert state(folder) == before, kind


@pytest.mark.parametrize(("name", "parameter"), REPLACING)
def test_nothing_that_counts_changes_with_replace(folder, capsys, name, parameter):
    before = state(folder)
    read = {kind: target for kind, target in READ.items() if is_read(name, target)}
    for kind, target in {**NEVER_REPLACED, **read}.items():
        refused(words_for(name, parameter, target, "--replace"), capsys)
        assert state(folder) == before, kind


def is_read(name, target):
    return target in WORDS[name] or ("surveys" in WORDS[name] and target in SURVEYS)


@pytest.mark.parametrize(("name", "parameter"), REPLACING)
def test_somebodys_file_is_replaced_when_told_so(prepared, folder, name, parameter):
    for target in SOMEBODYS.values():
        if (name, parameter) in WITHOUT_RESULT:
            return
        if (name, parameter) in HANDED_OUT and not target.endswith(".xlsx"):
            continue  # the name decides the kind of the document
        before = (folder / target).read_bytes()
        shutil.copy(prepared / PROJECT, folder / PROJECT)
        cli.main([str(word) for word in words_for(name, parameter, target, "--replace")])
        assert (folder / target).read_bytes() != before


@pytest.mark.parametrize(
    ("name", "parameter"), [pair for pair in REPLACING if pair not in HANDED_OUT | WITHOUT_RESULT]
)
def test_an_output_replaces_its_own_earlier_one(prepared, folder, capsys, name, parameter):
    target = folder / ("result.json" if parameter == "json" else "result.xlsx")
    words = [str(word) for word in words_for(name, parameter, target)]
    for _time in range(2):
        assert cli.main(words) in (0, 1), capsys.readouterr().err
        shutil.copy(prepared / PROJECT, folder / PROJECT)
    if parameter == "json":
        first = next(iter(json.loads(target.read_text(encoding="utf-8"))))
        assert first == "schema"


@pytest.mark.parametrize(("name", "parameter"), FOLDERS)
def test_a_folder_of_outputs_spares_what_lies_in_it(folder, name, parameter):
    before = state(folder)
    for target in ("surveys", "notes.txt", "/dev/null", PROJECT, f"{PROJECT}-backups", "link.xlsx"):
        cli.main([str(word) for word in words_for(name, parameter, target)])
        after = state(folder)
        # The project may keep a record of what was handed out.
        kept = [path for path in before if not path.startswith(PROJECT)]
        assert {path: after.get(path) for path in kept} == {path: before[path] for path in kept}, (
            target
        )
        assert (folder / PROJECT).is_file()
