"""Collect the files for an office PC without internet: ``python tools/offline_kit.py --out kit``.

The folder holds the program's wheel, the wheels that it needs on Windows (win_amd64) and Linux
(x86_64) for each given version of Python, requirement files with hashes, ``install.cmd``,
``install.sh``, and a page in Japanese. It does not hold Python; the page names its installer.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(__file__).with_name("kit")
PAGE = ROOT / "docs/offline-installation.md"
EXTRAS = "[gui,postgres]"
"""Extras of which every part has wheels for both platforms."""

PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {
    "windows": ("win_amd64",),
    "linux": ("manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64"),
}


def pip(*words: str) -> None:
    """Run pip of this environment, quietly."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words]
    subprocess.run(command, check=True)


def build_wheel(folder: Path) -> Path:
    """Build the program's wheel in a folder and return its path."""
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("rpa_scout-*.whl"))


def collect(wheel: Path, folder: Path, platform: str, python: str, *options: str) -> None:
    """Download the wheels for one platform and version of Python."""
    tags = [word for tag in PLATFORMS[platform] for word in ("--platform", tag)]
    pip(
        *("download", "--only-binary=:all:", *tags, "--python-version", python),
        *("--implementation", "cp", "--dest", str(folder), *options, f"{wheel}{EXTRAS}"),
    )


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def requirement_lines(wheels: Sequence[Path]) -> Iterator[str]:
    """Yield one requirement line per package, with the hashes of its wheels."""
    hashes: dict[tuple[str, str], list[str]] = {}
    for wheel in wheels:
        name, version, _build, _tags = parse_wheel_filename(wheel.name)
        hashes.setdefault((name, str(version)), []).append(hash_of(wheel))
    for (name, version), digests in sorted(hashes.items()):
        yield f"{name}=={version} " + " ".join(f"--hash=sha256:{digest}" for digest in digests)


def write_text(path: Path, lines: Sequence[str], newline: str = "\n") -> None:
    """Write lines with the line endings of the target system."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline=newline)


def make_kit(out: Path, platforms: Sequence[str], pythons: Sequence[str]) -> None:
    """Write the folder of the kit."""
    wheels = out / "wheels"
    wheels.mkdir(parents=True)
    own_wheel = build_wheel(wheels)
    # The first round pins the versions for all others: the newest that the lowest Python supports.
    # pip evaluates markers with its own Python, even when it resolves for another.
    versions = out / ".versions.txt"
    for platform in platforms:
        versions.write_text("", encoding="utf-8")
        for python in pythons:
            folder = out / f".{platform}-{python}"
            collect(own_wheel, folder, platform, python, "--constraint", str(versions))
            lines = list(requirement_lines(sorted(folder.glob("*.whl"))))
            write_text(out / f"requirements-{platform}-{python}.txt", lines)
            if not versions.stat().st_size:
                write_text(versions, [line.partition(" ")[0] for line in lines])
            for wheel in folder.glob("*.whl"):
                shutil.move(wheel, wheels / wheel.name)
            folder.rmdir()
            print(f"{platform} {python}: {len(lines)} packages")
    versions.unlink()
    for script in sorted(SCRIPTS.iterdir()):
        newline = "\r\n" if script.suffix == ".cmd" else "\n"
        write_text(out / script.name, script.read_text(encoding="utf-8").splitlines(), newline)
        (out / script.name).chmod(0o755)
    shutil.copyfile(PAGE, out / "はじめにお読みください.md")
    files = sorted(path for path in out.rglob("*") if path.is_file())
    sums = [f"{hash_of(path)}  {path.relative_to(out).as_posix()}" for path in files]
    write_text(out / "SHA256SUMS", sums)
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{out}: {len(files)} files, {size:,.0f} MB")


def main() -> int:
    """Read the command line and make the kit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to make; must not exist")
    parser.add_argument("--platform", choices=PLATFORMS, action="append")
    parser.add_argument("--python", choices=PYTHONS, action="append")
    arguments = parser.parse_args()
    if arguments.out.exists():
        parser.error(f"{arguments.out} exists already")
    make_kit(arguments.out, arguments.platform or [*PLATFORMS], sorted(arguments.python or PYTHONS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
