"""A folder with every kind of file that a command may be pointed at."""

import msoffcrypto.format.ooxml
import openpyxl
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl

from rpa_scout import cli
from rpa_scout.evidence.cases import CASES_FILE
from rpa_scout.policy.files import DEFAULT_POLICY, policy_path
from rpa_scout.policy.policies import load_policy

PROJECT = "業務.rpascout"


def write_files(folder):
    """Write the files into a folder, which has to be the current one."""
    surveys = folder / "surveys"
    surveys.mkdir()
    write_openpyxl(surveys / "税務課.xlsx", {SHEET: table([plain(), plain(name="照合")])})
    with (
        (surveys / "税務課.xlsx").open("rb") as source,
        (surveys / "locked.xlsx").open("wb") as out,
    ):
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt("秘密", out)
    (surveys / "broken.xlsx").write_bytes(b"PK\x03\x04 broken off")
    (folder / "list.csv").write_text("課名,職員数\n税務課,12\n", encoding="utf-8")
    shipped = policy_path(DEFAULT_POLICY).read_text(encoding="utf-8")
    version = load_policy().policy.version
    (folder / "policy.toml").write_text(
        shipped.replace(f'version = "{version}"', 'version = "9.9"', 1), encoding="utf-8"
    )
    lines = CASES_FILE.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (folder / "cases.csv").write_text("".join(lines[:40]), encoding="utf-8")
    for name in (PROJECT, "other.rpascout"):
        assert cli.main(["project", "new", name, "--author", "担当"]) == 0
    assert cli.main(["project", "import", PROJECT, "surveys/税務課.xlsx", "--author", "担当"]) == 0
    assert cli.main(["project", "rank", PROJECT, "--author", "担当"]) == 0
    for name in ("other.jsonl", "other.xlsx"):
        assert cli.main(["project", "export", "other.rpascout", name, "--author", "担当"]) == 0
    assert cli.main(["actuals", "form", "actuals.xlsx", "--year", "2026"]) == 0
    book = openpyxl.load_workbook("actuals.xlsx")
    answers = {1: "税務課", 2: "照合", 4: "RPA", 5: "R3", 6: 200, 8: "R8", 9: 100}
    for column, answer in answers.items():
        book["自動化の実績"].cell(5, column).value = answer
    book.save("actuals.xlsx")
    write_openpyxl(folder / "ranking.xlsx", {"順位表": [["メモ"]]})
    (folder / "notes.txt").write_text("メモ", encoding="utf-8")
    (folder / "protected.txt").write_text("メモ", encoding="utf-8")
