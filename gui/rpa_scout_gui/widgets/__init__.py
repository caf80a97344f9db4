"""Widgets of the pages, by purpose; this folder itself holds the parts of the frame."""
