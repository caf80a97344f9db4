"""The parts of a project; each is one subject, and all share its session."""
