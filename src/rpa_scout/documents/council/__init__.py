"""The report to the council that steers digitalisation (DX推進会議資料)."""
