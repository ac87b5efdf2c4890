"""What a call ends with where the system refuses: a line that says what and why, the documented exit code, no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso import cli
from sayso.intake import read_sources
from sayso.records import Quarantined

Command = Callable[..., tuple[int, str, str]]


def sayso(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "sayso", *arguments], env=environment, text=True, stderr=subprocess.PIPE, check=False, timeout=60, **options
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]], ids=["table", "json", "csv"])
def test_a_full_disk_below_standard_output(db: str, form: list[str]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        ended = sayso("articles", "--db", db, *form, stdout=full)
    assert (ended.returncode, "Traceback" in ended.stderr) == (4, False)
    assert ended.stderr.splitlines()[-1] == "sayso: the output: cannot be used (No space left on device)"


def test_standard_streams_may_be_closed(db: str) -> None:
    assert sayso("articles", "--db", db, "--json", preexec_fn=lambda: os.close(1)).returncode == 0
    assert sayso("articles", "--db", db, "--json", stdout=subprocess.PIPE, preexec_fn=lambda: os.close(2)).stdout.startswith('{"id":')


@pytest.mark.parametrize("delay", [0.02, 0.06, 0.12])
def test_ctrl_c_while_the_program_is_loaded(db: str, delay: float) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; print(flush=True); from sayso.__main__ import main; sys.exit(main())", "events", "--db", db],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        err = process.communicate(timeout=60)[1]
    if "sayso/cli.py" in err or "sayso/__main__.py" in err:  # what Python does before ours begins is not ours
        assert "Traceback" not in err
    assert process.returncode in (130, -signal.SIGINT)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied", "far.db"), "far.db: cannot be used (Permission denied)"),
        (OSError(28, "No space left on device"), "the output: cannot be used (No space left on device)"),
        (OSError(24, "Too many open files"), "a file: cannot be used (Too many open files)"),
    ],
    ids=["right", "full", "files"],
)
def test_what_the_system_refuses_is_no_bug(run: Command, db: str, monkeypatch: pytest.MonkeyPatch, error: OSError, told: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("sayso.store.open_store", refuse)
    monkeypatch.setattr(cli, "_forget_output", lambda: None)  # the output is the test's own
    assert run("articles", "--db", db) == (4, "", f"sayso: {told}\n")


@pytest.mark.parametrize("call", ["read {}", "score {}", "eval time {} --out found", "diff {} ."])
def test_a_file_without_the_right_to_read_it(run: Command, tmp_path: Path, call: str) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "file").touch()
    closed.chmod(0)
    (tmp_path / "file").touch(0)
    if os.access(tmp_path / "file", os.R_OK):
        pytest.skip("every file is open to the administrator")
    for name in ("closed/file", "file"):
        code, _, err = run(*call.format(name).split())
        assert (code, "Permission denied" in err, "Traceback" in err) == (4, True, False)
    closed.chmod(0o700)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_export_leaves_nothing_behind(
    run: Command, db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr("sayso.export.bundle.fill", lambda *_: os.kill(os.getpid(), number))
    code, out, err = run("export", "csv", "--db", db, "--out", "bundle")
    assert (code, out, err.strip()) == (128 + number, "", "interrupted")
    assert [path for path in sorted(tmp_path.rglob("*")) if ".db" not in path.name] == [path for path in before if ".db" not in path.name]


def test_a_folder_that_cannot_be_listed_is_an_input_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text("The mayor of Basra spoke at length.", encoding="utf-8")
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(read_sources([tmp_path]))
    (lost,) = [item for item in found if isinstance(item, Quarantined)]
    assert (lost.source, lost.reason, len(found)) == (f"{tmp_path.as_posix()}/closed", "unreadable", 2)
    assert "the folder cannot be read (Permission denied)" in lost.detail


def test_exit_codes_are_documented(run: Command) -> None:
    out = run("--help")[1]
    lines = dict(line.split(maxsplit=1) for line in out[out.index("Exit codes:") :].splitlines()[1:] if line.strip())
    assert list(lines) == ["0", "1", "2", "3", "4", "130"]
    assert cli.EXIT_INTERRUPTED == 130


def test_a_field_that_cannot_be_mapped_is_refused_whatever_is_read(run: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mayor of Basra spoke at length.", encoding="utf-8")
    code, _, err = run("code", "a.txt", "--map", "titel=Headline")
    assert (code, "titel: no such field to map; did you mean title?" in err) == (2, True)
    assert not (tmp_path / "sayso.db").exists()
