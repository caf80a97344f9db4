"""Project commands that rank tasks and record decisions on them."""
