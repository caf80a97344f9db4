"""Files and folders in, raw lists of tasks with the address of every cell out."""
