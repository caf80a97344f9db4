"""What is shipped: the wheel holds every tracked file of both packages, and nothing else."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.window import needs_window

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"src": "rpa_scout", "gui": "rpa_scout_gui"}


SAMPLES = "samples/departments"
SAMPLES_PACKED = "rpa_scout_gui/resources/samples"


def tracked_files() -> set[str]:
    folders = [*(f"{folder}/{name}" for folder, name in PACKAGES.items()), SAMPLES]
    listed = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout, so nothing says what belongs in the wheel")
    return {packed_as(line) for line in listed.stdout.splitlines()}


def packed_as(name: str) -> str:
    if name.startswith(SAMPLES):
        return name.replace(SAMPLES, SAMPLES_PACKED)
    return name.partition("/")[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_wheel_holds_every_tracked_file_and_nothing_else(wheel):
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == tracked_files()


def test_wheel_holds_the_compiled_catalogue_and_declared_data(wheel):
    names = set(wheel.namelist())
    assert "rpa_scout/locale/ja/LC_MESSAGES/rpa_scout.mo" in names
    assert "rpa_scout/policy/data/fields.toml" in names
    assert "rpa_scout/policy/data/hakusan-2026.toml" in names
    assert "rpa_scout/py.typed" in names


def test_wheel_declares_its_commands_and_licence(wheel):
    names = wheel.namelist()
    entry_points = next(name for name in names if name.endswith("entry_points.txt"))
    text = wheel.read(entry_points).decode()
    assert "rpa-scout = rpa_scout.cli:main" in text
    assert "rpa-scout-gui = rpa_scout_gui.__main__:main" in text
    assert any(name.endswith("licenses/LICENSE") for name in names)


@needs_window
def test_window_of_the_wheel_builds_every_page(wheel, tmp_path):
    wheel.extractall(tmp_path / "installed")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    home = {"HOME": str(tmp_path), "PYTHONPATH": str(tmp_path / "installed")}
    done = subprocess.run(
        [sys.executable, "-m", "rpa_scout_gui", "--self-test"],
        capture_output=True,
        text=True,
        env=kept | home,
        cwd=tmp_path,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    where = "import rpa_scout_gui.resources as r; print(r.sample_folder())"
    told = subprocess.run(
        [sys.executable, "-c", where], capture_output=True, text=True, env=kept | home, check=True
    )
    assert told.stdout.startswith(str(tmp_path / "installed"))
