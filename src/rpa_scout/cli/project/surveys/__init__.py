"""Project commands on surveys, departments and single tasks."""
