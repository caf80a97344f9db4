"""Questions that the window asks: files, reasons, answers."""
