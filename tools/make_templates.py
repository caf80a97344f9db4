"""Make the templates of documents: ``python tools/make_templates.py [FOLDER]``.

They are files of Word and Excel that come with the program; a city edits copies of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from document_templates.action_plan import make_action_plan
from document_templates.council_excel import make_council_workbook
from document_templates.council_word import make_council_report
from document_templates.cover_letter import make_cover_letter, make_english_cover_letter
from document_templates.department_results import make_department_results
from document_templates.task_card import make_task_card
from document_templates.verification import make_verification

FOLDER = Path(__file__).resolve().parent.parent / "src/rpa_scout/documents/templates"
TEMPLATES = {
    "council_report.docx": make_council_report,
    "council_report.xlsx": make_council_workbook,
    "action_plan.xlsx": make_action_plan,
    "verification.xlsx": make_verification,
    "cover_letter.docx": make_cover_letter,
    "cover_letter_en.docx": make_english_cover_letter,
    "task_card.xlsx": make_task_card,
    "department_results.xlsx": make_department_results,
}


def main(folder: Path = FOLDER) -> int:
    """Write all templates."""
    for name, make in TEMPLATES.items():
        make(folder / name)
        print(folder / name)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
