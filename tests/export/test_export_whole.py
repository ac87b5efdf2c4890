"""A file that the program writes is there when it is complete: every writer goes through `sayso.export.whole`."""

from __future__ import annotations

import ast
import os
import threading
from pathlib import Path

import pytest

from sayso import output
from sayso.errors import InputError, UsageError
from sayso.export import whole

PACKAGE = Path(whole.__file__).parents[1]
ASIDE = {
    "export/bundle.py": "files of a folder that `new_folder` made",
    "export/release.py": "likewise",
    "store/sqlite.py": "the copy before an upgrade, which is renamed when it is whole",
    "intake/web/fetch.py": "the cache of pages, likewise",
    "export/whole.py": "`new_file` itself",
}
"""Modules that write files without naming `new_file` or `new_folder` in the same statement, and why they may."""


def writes(node: ast.AST) -> bool:
    """Whether a call writes a file: write_text, write_bytes, or an open for writing."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
    modes = [each.value for each in (*node.args, *(word.value for word in node.keywords)) if isinstance(each, ast.Constant)]
    return name in {"write_text", "write_bytes"} or (name == "open" and any(mode in {"w", "wb", "a", "x"} for mode in modes))


def test_no_other_module_writes_files_in_place() -> None:
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if any(writes(node) for node in ast.walk(ast.parse(text))) and "whole.new_file" not in text:
            found.add(path.relative_to(PACKAGE).as_posix())
    assert found <= ASIDE.keys()


def test_a_reader_finds_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    texts = {character * 300_000 for character in "abcd"}
    page.write_text("a" * 300_000, encoding="utf-8")
    seen, stop = set(), threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.add(page.read_text(encoding="utf-8"))

    reader = threading.Thread(target=look)
    reader.start()
    for text in sorted(texts) * 5:
        output.write(page, text)
    stop.set()
    reader.join()
    assert seen <= texts
    assert [item.name for item in tmp_path.iterdir()] == ["page.html"]


def half(part: Path) -> None:
    part.write_text("half", encoding="utf-8")
    raise RuntimeError


def test_what_fails_leaves_the_former_file(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("former", encoding="utf-8")
    with pytest.raises(RuntimeError), whole.new_file(page) as part:
        half(part)
    with pytest.raises(UnicodeEncodeError):
        output.write(page, "\ud83d")
    assert page.read_text(encoding="utf-8") == "former"
    with pytest.raises(UsageError, match="is a folder"):
        output.write(tmp_path, "text")
    with pytest.raises(InputError, match="cannot be written"):
        output.write(tmp_path / "none" / "page.html", "text")
    assert [item.name for item in tmp_path.iterdir()] == ["page.html"]


def test_links_rights_and_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, link = tmp_path / "real.html", tmp_path / "link.html"
    real.write_text("former", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    output.write(link, "new")
    assert (link.is_symlink(), real.read_text(encoding="utf-8"), real.stat().st_mode & 0o777) == (True, "new", 0o640)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    output.write(pipe, "through")
    reader.join()
    assert (got, pipe.is_fifo()) == (["through"], True)
    monkeypatch.setattr(os, "access", lambda *_: False)  # a tester with all rights may write what is read-only
    with pytest.raises(InputError, match="Permission denied"):
        output.write(real, "newer")
    assert real.read_text(encoding="utf-8") == "new"
