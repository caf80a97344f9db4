"""Files that are written: one rule on what they may replace, and files that appear whole."""

from rpa_scout.output.inputs import note_input
from rpa_scout.output.leftovers import hidden_folder, remove_leftovers
from rpa_scout.output.results import RESULT_PROPERTY
from rpa_scout.output.rule import PROJECT_COPY, PROJECT_FILE, checked_target, replacing
from rpa_scout.output.writing import write_file, written_aside

__all__ = [
    "PROJECT_COPY",
    "PROJECT_FILE",
    "RESULT_PROPERTY",
    "checked_target",
    "hidden_folder",
    "note_input",
    "remove_leftovers",
    "replacing",
    "write_file",
    "written_aside",
]
