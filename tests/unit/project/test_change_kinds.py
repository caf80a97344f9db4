"""Every kind of change declares what it changes."""

from rpa_scout.project.ledger.change_kinds import ASSESSED_KINDS, CHANGED_BY
from rpa_scout.project.ledger.entry_texts import KIND_LABELS


def test_every_kind_of_the_history_declares_what_it_changes():
    assert {*CHANGED_BY, "undo", "redo"} == set(KIND_LABELS)


def test_what_only_people_add_leaves_the_results_valid():
    added = {"decide", "adopt_plan", "override", "note", "confirm_group", "enter_figure", "accept"}
    assert not added & ASSESSED_KINDS
    assert {"import", "correct", "register", "policy"} <= ASSESSED_KINDS
