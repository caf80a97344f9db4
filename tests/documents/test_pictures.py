"""The pictures of documents in the READMEs look like the documents that are made now."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.frozen import shipped_policy_is_default
from tests.office import needs_office

__all__ = ["shipped_policy_is_default"]

ROOT = Path(__file__).resolve().parents[2]
DIFFERENT = 64  # levels of grey, of 256: dates and fonts differ by less, or in few points
MOST_DIFFERENT = 0.02  # share of the points


def greys(path):
    """Return the points of a picture as levels of grey."""
    gui = pytest.importorskip("PySide6.QtGui", reason="the libraries of Qt are missing")
    image = gui.QImage(str(path)).convertToFormat(gui.QImage.Format.Format_Grayscale8)
    points = np.frombuffer(image.constBits(), dtype=np.uint8)
    rows = points.reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].astype(int)


def share_different(first, second):
    if first.shape != second.shape:
        return 1.0
    return float(np.mean(np.abs(first - second) > DIFFERENT))


@needs_office
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not installed")
def test_pictures_of_documents_are_fresh(tmp_path):
    tool = ROOT / "tools/document_pictures.py"
    done = subprocess.run(
        [sys.executable, str(tool), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    made = sorted(tmp_path.glob("*.png"))
    assert len(made) == 4
    stale = {
        picture.name: share
        for picture in made
        if (share := share_different(greys(picture), greys(ROOT / "docs/pictures" / picture.name)))
        > MOST_DIFFERENT
    }
    assert stale == {}, "run tools/document_pictures.py and look at the pictures"


def test_other_pages_differ():
    card, report = (
        greys(ROOT / "docs/pictures" / f"{name}.png") for name in ("task_card", "council_report")
    )
    rows, columns = (min(sizes) for sizes in zip(card.shape, report.shape, strict=True))
    assert share_different(card[:rows, :columns], report[:rows, :columns]) > MOST_DIFFERENT
