"""Make the pictures of documents in the READMEs: ``python tools/document_pictures.py [FOLDER]``.

Writes each document for the samples, prints it with LibreOffice, and takes its first page. Needs
``soffice`` and ``pdftoppm``. ``tests/documents/test_pictures.py`` compares the pictures in
``docs/pictures`` with new ones.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rpa_scout import cli

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
DATED = ("--date", "2026-10-05", "--author", "担当A")
LIMITS = ("--in-house-hours", "600", "--first-year", "2027", "--seconds", "5")
DOCUMENTS = {
    "council_report.docx": ("report", "P", "--out", "council_report.docx", *DATED),
    "task_card.xlsx": ("card", "P", "税務課-12", "--out", "task_card.xlsx", *DATED),
    "action_plan.xlsx": ("plan", "P", *LIMITS, "--out", "action_plan.xlsx", *DATED),
}
DOTS_PER_INCH = "72"


def run(folder: Path, *words: str) -> None:
    """Run a program in a folder."""
    subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL)


def run_project(folder: Path, *words: str, expected: int = 0) -> None:
    """Run a command on a project in a folder, within this process: five starts take long."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as quiet,
        contextlib.redirect_stdout(quiet),
        contextlib.chdir(folder),
    ):
        code = cli.main(["project", *words])
    if code != expected:
        raise SystemExit(f"project {words[0]} ended with {code}")


def main(pictures: Path) -> int:
    """Write the documents and take their first pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_project(folder, "new", "a.rpascout", *DATED[2:])
        # The samples hold mistakes on purpose, so this ends with 1.
        surveys = str(ROOT / "samples/departments")
        run_project(folder, "import", "a.rpascout", surveys, *DATED[2:], expected=1)
        for words in DOCUMENTS.values():
            run_project(folder, *("a.rpascout" if word == "P" else word for word in words))
        of_department = ("--to", "to", "--department", "税務課", *DATED)
        run_project(folder, "results", "a.rpascout", *of_department)
        results = folder / "department_results.xlsx"
        (folder / "to" / "結果通知_税務課.xlsx").rename(results)
        # A profile of its own: two programs with the same one wait for each other, or end at once.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        files = (*DOCUMENTS, results.name)
        run(folder, "soffice", profile, "--headless", "--convert-to", "pdf", *files)
        for stem in (Path(file).stem for file in files):
            page = ("-f", "1", "-l", "1", "-singlefile", "-r", DOTS_PER_INCH)
            run(folder, "pdftoppm", *page, "-png", f"{stem}.pdf", str(pictures / stem))
            print(pictures / f"{stem}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else PICTURES))
