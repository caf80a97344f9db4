"""Columns of a project that hold names of staff are declared, so that copies hide them."""

from rpa_scout.project.ledger.dumping import DUMPED
from rpa_scout.project.store.rows import STATE_TABLES
from rpa_scout.project.without_names.staff_names import columns_holding


def test_a_column_that_sounds_like_a_person_is_declared():
    for mapped in (*DUMPED.values(), *STATE_TABLES.values()):
        for column in mapped.__table__.columns:
            if column.name in {"author", "owner", "contact"} or (
                column.name.endswith("_by") and column.name not in {"made_by", "answered_by"}
            ):
                declared = columns_holding(mapped, "name", "contact")
                assert column.name in declared, (mapped, column.name)
