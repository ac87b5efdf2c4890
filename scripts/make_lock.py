"""Write `requirements/lock.txt` (what sayso runs with) and `requirements/dev.txt` (what its tests need beside) with exact versions.

Both come from a fresh virtual environment with today's newest releases that `pyproject.toml` allows, wheels only. They are used as
constraints, so a dependency that only another platform needs is still found there.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"


def installed(python: Path, *requirements: str) -> list[str]:
    """Install some requirements, wheels only; every package there is now, as ``name==version``, but for pip's own tools and sayso."""
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "install", "--quiet", "--only-binary", ":all:", *requirements], check=True)
    listed = subprocess.run([*pip, "freeze", "--exclude", "sayso"], check=True, capture_output=True, text=True).stdout
    return sorted((line for line in listed.splitlines() if "==" in line), key=str.lower)


def write(name: str, purpose: str, pins: list[str]) -> None:
    """One file of pins with a head that says what it is."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    head = f"# {purpose} Written by `make lock` on Python {version}; do not edit by hand.\n"
    (FOLDER / name).write_text(head + "".join(f"{pin}\n" for pin in pins), encoding="utf-8")


def main() -> int:
    """Make the environment, write the two files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        run = installed(python, *project["project"]["dependencies"])
        dev = installed(python, *project["dependency-groups"]["dev"])
    write("lock.txt", "What sayso was tested with.", run)
    write("dev.txt", "What the tests need beside lock.txt.", [pin for pin in dev if pin not in run])
    return 0


if __name__ == "__main__":
    sys.exit(main())
