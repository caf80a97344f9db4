"""``--lang en``: no file that a command writes is Japanese beyond what the city itself wrote."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from tests.cli.files import PROJECT
from tests.cli.test_outputs import BACKUP, OUTPUTS, words_for
from tests.japanese import texts_of

from rpa_scout import cli
from rpa_scout.evidence.cases import CASES_FILE
from rpa_scout.policy.policies import load_policy

WORDS = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\u30fc\u3400-\u9fff]+")
"""Kana and ideographs; English lines may hold signs such as 「／」 and 「・」."""

FOR_JAPANESE_READERS = {
    ("project card", "out"),
    ("project plan", "out"),
    ("project report", "out"),
    ("project results", "to"),
    ("project verification", "out"),
}
"""Documents in the form that Japanese councils and departments expect: docs/documents.md."""

HOLDS_NO_SENTENCES = {
    ("policy new", "path"),  # a policy holds both languages
    ("project backup", "out"),  # a copy of the project
    ("region", "parquet"),  # columns of ids and numbers
}
HOLDS_THE_POLICY = {("project export", "out"), ("project target", "json")}
"""They hold what the policy declares, in both languages."""

FOLLOWING = [
    (name, parameter, output)
    for name, parameter, output in OUTPUTS
    if (name, parameter) not in FOR_JAPANESE_READERS | HOLDS_NO_SENTENCES
    and parameter != "template_out"  # the templates of these documents
]


@pytest.fixture(scope="module")
def own_words(prepared):
    """Japanese words of the city's surveys and policy, and of the published cases."""
    texts = [PROJECT, *(str(path) for path in prepared.rglob("*"))]
    for name in ("surveys/税務課.xlsx", "actuals.xlsx"):
        texts += texts_of(prepared / name)
    with CASES_FILE.open(encoding="utf-8-sig", newline="") as lines:
        texts += [cell for row in csv.reader(lines) for cell in row]
    texts += [*_english_texts(load_policy().model_dump()), "担当"]
    return words_of(texts)


def words_of(texts):
    return {word for text in texts for word in WORDS.findall(text)}


def _english_texts(declared):
    """Yield the English texts of a policy, which may name documents of the city."""
    if isinstance(declared, dict):
        for key, value in declared.items():
            if key != "ja" and f"{key}_en" not in declared:
                yield from _english_texts(value)
    elif isinstance(declared, tuple | list):
        for value in declared:
            yield from _english_texts(value)
    elif isinstance(declared, str):
        yield declared


def lines_of(path):
    if path.is_dir():
        return {line for file in path.iterdir() for line in (file.name, *lines_of(file))}
    content = path.read_bytes()
    return texts_of(path) if content[:2] == b"PK" else set(content.decode().splitlines())


@pytest.mark.parametrize(("name", "parameter", "output"), FOLLOWING)
def test_it_holds_no_japanese_but_the_citys(
    prepared, own_words, tmp_path, monkeypatch, name, parameter, output
):
    folder = tmp_path / "files"
    shutil.copytree(prepared, folder)
    monkeypatch.chdir(folder)
    before = {*folder.iterdir()}
    suffix = ".json" if parameter == "json" else ".xlsx"
    target = "out" if output.what == "folder" else f"result{suffix}"
    words = words_for(name, parameter, target, "--lang", "en")
    assert cli.main([str(word) for word in words]) in (0, 1)
    own = own_words
    if (name, parameter) in HOLDS_THE_POLICY:
        own = own | words_of([load_policy().model_dump_json()])
    for path in {*folder.iterdir()} - before:
        if BACKUP.match(path.name) or "-backups" in path.name:
            continue
        foreign = {line for line in lines_of(path) if words_of([line]) - own}
        assert foreign == set()


def test_what_stays_japanese_is_written_all_the_same(prepared, tmp_path, monkeypatch):
    """The choice is the document's, not an accident: it is there, and it is Japanese."""
    shutil.copytree(prepared, tmp_path / "files")
    monkeypatch.chdir(tmp_path / "files")
    words = words_for("project report", "out", "report.xlsx", "--lang", "en")
    assert cli.main([str(word) for word in words]) == 0
    assert any("協議事項" in line for line in lines_of(Path("report.xlsx")))
