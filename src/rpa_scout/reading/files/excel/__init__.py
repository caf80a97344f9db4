"""The parts of .xlsx and .xlsm: sheets, formats and texts."""
