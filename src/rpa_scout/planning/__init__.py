"""Which task is built in which fiscal year, under limits, and how likely both goals are then."""
