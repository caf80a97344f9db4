"""Documents as LibreOffice prints them, and what stands on their pages."""

import re
import shutil
import subprocess

import pytest
from tests.office import convert

LATIN = re.compile(r"[A-Za-z]{3,}")
ABBREVIATIONS = {
    "RPA",
    "OCR",
    "LGWAN",
    "CIO",
    "BIZ",
    "eLTAX",
    "eL",
    "QR",
    "BPR",
    "ETAX",
    "TAX",
    "Excel",
    "CSV",
}
"""What Japanese documents write in Latin letters too."""


def printed(path, folder):
    """Return the document as PDF; the test is skipped where LibreOffice is missing."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils (pdftotext) is not installed")
    return convert(path, "pdf", folder)


def pages_of(pdf):
    """Return the text of each page."""
    words = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(words, check=True, capture_output=True, timeout=60).stdout.decode()
    return text.split("\f")[:-1]


def paper_sizes(pdf):
    """Return width and height of each page in millimetres."""
    words = ["pdfinfo", "-f", "1", "-l", "999", str(pdf)]
    text = subprocess.run(words, check=True, capture_output=True, timeout=60).stdout.decode()
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", text)
    return [(round(float(w) * 25.4 / 72), round(float(h) * 25.4 / 72)) for w, h in sizes]


def english_in(pages):
    """Return the words in Latin letters that are no usual abbreviation."""
    return sorted({word for page in pages for word in LATIN.findall(page)} - ABBREVIATIONS)


def smallest_letters(pdf):
    """Return the size of the smallest letters in points."""
    words = ["pdftohtml", "-xml", "-stdout", "-i", "-zoom", "3", str(pdf)]
    xml = subprocess.run(words, check=True, capture_output=True, timeout=60).stdout.decode()
    used = set(re.findall(r'<text [^>]*font="(\d+)"', xml))
    sizes = dict(re.findall(r'<fontspec id="(\d+)" size="(\d+)"', xml))
    return min(int(sizes[font]) for font in used) / 3
