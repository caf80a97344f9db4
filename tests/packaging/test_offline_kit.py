"""The kit's parts that need no download; .ci/run makes and installs a whole one."""

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "tools/kit"


@pytest.fixture(scope="module")
def kit():
    spec = importlib.util.spec_from_file_location("offline_kit", ROOT / "tools/offline_kit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_package_is_listed_once_with_all_its_hashes(kit, tmp_path):
    names = (
        "numpy-2.0.0-cp311-cp311-win_amd64.whl",
        "numpy-2.0.0-cp312-cp312-win_amd64.whl",
        "rich-13.7.0-py3-none-any.whl",
    )
    wheels = [tmp_path / name for name in names]
    for wheel in wheels:
        wheel.write_text(wheel.name, encoding="utf-8")
    lines = list(kit.requirement_lines(wheels))
    assert [line.partition(" ")[0] for line in lines] == ["numpy==2.0.0", "rich==13.7.0"]
    assert [line.count("--hash=sha256:") for line in lines] == [2, 1]
    assert kit.hash_of(wheels[2]) in lines[1]


def test_the_scripts_need_no_network_and_check_hashes():
    for name in ("install.sh", "install.cmd"):
        script = (SCRIPTS / name).read_text(encoding="utf-8")
        assert "--no-index" in script
        assert "--require-hashes" in script
        assert not re.search(r"https?://", script)


def test_the_shell_scripts_are_sound():
    for script in SCRIPTS.glob("*.sh"):
        assert subprocess.run(["sh", "-n", script], check=False).returncode == 0


def test_uninstalling_refuses_a_folder_that_is_not_the_program(tmp_path):
    (tmp_path / "年度資料.txt").write_text("", encoding="utf-8")
    script = tmp_path / "uninstall.sh"
    script.write_bytes((SCRIPTS / "uninstall.sh").read_bytes())
    done = subprocess.run(["sh", script], capture_output=True, check=False)
    assert done.returncode == 1
    assert (tmp_path / "年度資料.txt").exists()


def test_installing_without_python_says_where_to_look(tmp_path):
    (tmp_path / "sh").symlink_to("/bin/sh")
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    done = subprocess.run(
        ["sh", SCRIPTS / "install.sh", tmp_path / "target"],
        capture_output=True,
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "はじめにお読みください" in done.stderr
