"""What the page of a policy calls figures, axes and parameters."""

from __future__ import annotations

from rpa_scout.text import N_

FIGURE_LABELS = {
    "hours": N_("hours saved, computed"),
    "tasks": N_("tasks in use, computed"),
    "entered": N_("entered by hand each year"),
}


AXES = {"linear": N_("(straight lines)"), "log10": N_("(straight lines over log10)")}


PARAMETER_LABELS = {
    "adoption_share": N_("share of items that go through the robot (q)"),
    "check_share": N_("checking, as a share of the time by hand (c)"),
    "correction_share": N_("correcting what was misread, as a share of the time by hand (k)"),
    "digitise_minutes_per_item": N_("minutes to make an item digital (d)"),
    "attended_minutes_per_run": N_("attended minutes per run (u)"),
    "setup_share": N_("share of the set-up that remains (g)"),
    "automatable_share": N_("automatable share of an item's work (a)"),
    "exception_factor": N_("what an exception costs, times the plain case (x)"),
    "exception_share_unknown": N_("share of exceptions where nobody has counted (e)"),
    "robot_failure_share": N_("share of items on which the robot itself fails (part of e)"),
    "upkeep_share": N_("upkeep a year, as a share of the hours to build (for m)"),
    "reported_time_factor": N_("error of reported times, as a factor"),
    "minutes_per_run_unknown": N_("minutes of a run by hand where only the yearly hours are known"),
    "minutes_per_item_unknown": N_("minutes per item where only the yearly hours are known"),
    "realisation_share": N_("what is left of a saving in live use (r)"),
    "going_live_share": N_("share of the tasks adopted that go live"),
    "position_in_range": N_("where in a written range the number lies, from 0 to 1"),
    "first_step_share": N_("share of an item's time that the first step touches"),
    "touched_share": N_("share of an item's time that the means touches (h)"),
    "loss_scale": N_("how much of the usual losses a task has (common cause)"),
}
"""Labels of the savings parameters, with their symbols."""
