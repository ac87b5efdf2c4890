"""Compile `lexicon/<room>/**/*.yaml` into `src/sayso/data/lexicon-<room>.json.gz` and bring the manifest up to date.

Run `python scripts/compile_lexicon.py` after every change of a word list; `--check` fails when the committed result differs.
The output is deterministic: sorted keys, no time stamp in the gzip header.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
LEXICON = ROOT / "lexicon"
DATA = ROOT / "src" / "sayso" / "data"


def compile_room(folder: Path) -> bytes:
    """The compressed JSON of one room: path stem (folders joined by `/`) -> content of the YAML file."""
    content = {}
    for path in sorted(folder.rglob("*.yaml")):
        stem = path.relative_to(folder).with_suffix("").as_posix()
        content[stem] = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if _has_switch(content[stem]):
            sys.exit(f"{path}: a list holds true or false: YAML reads a bare on, off, yes or no so; put the word in quotation marks")
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _has_switch(content: Any) -> bool:
    """Whether a list anywhere in a file has a boolean among its words."""
    if isinstance(content, dict):
        return any(_has_switch(value) for value in content.values())
    return isinstance(content, list) and any(isinstance(value, bool) or _has_switch(value) for value in content)


def manifest() -> str:
    """The text of `manifest.json`: sha256 of every data file that is not code."""
    listed = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(DATA.iterdir())
        if path.is_file() and path.suffix not in {".py", ".pyc"} and path.name != "manifest.json"
    }
    return json.dumps(listed, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write the compiled files, or with `--check` compare them and return 1 on a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a compiled file is out of date")
    check = parser.parse_args().check
    stale = []
    for folder in sorted(path for path in LEXICON.iterdir() if path.is_dir() and any(path.rglob("*.yaml"))):
        target = DATA / f"lexicon-{folder.name}.json.gz"
        content = compile_room(folder)
        if target.exists() and gzip.decompress(target.read_bytes()) == gzip.decompress(content):
            continue  # zlib builds differ in bytes, never in content
        stale.append(target.name)
        if not check:
            target.write_bytes(content)
    listed = manifest()
    if not (DATA / "manifest.json").exists() or (DATA / "manifest.json").read_text(encoding="utf-8") != listed:
        stale.append("manifest.json")
        if not check:
            (DATA / "manifest.json").write_text(listed, encoding="utf-8")
    if stale:
        print(("out of date: " if check else "written: ") + ", ".join(stale))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
