"""The version of the program, for its packages and its ``--version``."""

__version__ = "0.1.0"
