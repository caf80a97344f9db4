"""What a command meets around it: the language, Ctrl-C, the terminal."""
