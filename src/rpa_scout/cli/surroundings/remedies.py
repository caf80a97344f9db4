"""How the command line helps against an error: its options and commands, by kind of remedy."""

from __future__ import annotations

from typing import Final

from rpa_scout.errors import Remedy, RpaScoutError
from rpa_scout.text import N_, _, one_after_another, sentence_of

REMEDIES: Final = {
    Remedy.GIVE_VENDOR_PRICE: N_(
        "Give --vendor-yen-per-hour, or vendor_yen_per_hour in the policy's [plan]."
    ),
    Remedy.LIST_BACKUPS: N_("“project backup --list” shows those there are."),
    Remedy.MAKE_A_COPY: N_("“project backup” makes one."),
    Remedy.MAKE_A_PROJECT: N_("“rpa-scout project new” makes a project."),
    Remedy.REPLACE_THE_FILE: N_("--replace allows it."),
    Remedy.RESTORE_A_BACKUP: N_("“rpa-scout project backup --restore” does it."),
    Remedy.TEST_AS_IS: N_("--as-is does it."),
    Remedy.WRITE_THE_TEMPLATE: N_("--template-out writes it."),
}


def complaint_of(error: RpaScoutError) -> str:
    """Return the sentence of an error, and the option or command that helps."""
    sentence = sentence_of(error)
    if error.remedy is None:
        return sentence
    return one_after_another([sentence, _(REMEDIES[error.remedy])])
