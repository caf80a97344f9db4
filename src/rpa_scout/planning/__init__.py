"""Which task is built in which fiscal year, under limits, and how likely all goals are then."""
