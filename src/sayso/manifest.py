"""The run manifest: versions and digests of everything that decides what a coding looks like."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import sayso
from sayso import data
from sayso.encode import dumps, to_json
from sayso.errors import LexiconError

PACKAGE = Path(__file__).parent
MODEL = "model.onnx"
ONTOLOGY = "lexicon-ontology.json.gz"
LIBRARIES = ("numpy", "onnxruntime", "spacy", "tokenizers")
"""The libraries whose release can change a result; the others only carry it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What coded an article. Two runs with equal manifests give equal codings."""

    program: str
    """Version of sayso."""
    program_digest: str
    """SHA-256 over the names and contents of the package's Python files."""
    model_digest: str | None
    """SHA-256 of the model's file; null where the package holds none."""
    lexicon_digest: str
    """SHA-256 over the digests of the compiled word lists."""
    codebook_digest: str
    """SHA-256 over the ontology and `records.py`, from which the codebook is generated."""
    data_digest: str
    """SHA-256 over the digests of all other shipped data, such as the gazetteer."""
    user_lexicon_digest: str | None = None
    """SHA-256 over the names and contents of the user's own word lists; null where none were given."""
    libraries: tuple[str, ...] = ()
    """``name==version`` of the libraries that compute."""
    codebook: str = ""
    """Name and version of the codebook of events; empty in manifests of before it was kept."""

    @property
    def digest(self) -> str:
        """SHA-256 of the manifest itself."""
        return hashlib.sha256(dumps(to_json(self)).encode()).hexdigest()


def _digest(parts: dict[str, str]) -> str:
    return hashlib.sha256("".join(f"{name}\x1f{part}\x1e" for name, part in sorted(parts.items())).encode()).hexdigest()


def _files_digest(folder: Path, pattern: str) -> str:
    return _digest({p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob(pattern)})


@functools.cache
def _program_digest() -> str:
    return _files_digest(PACKAGE, "*.py")


def codebook(lexicon: Path | None = None) -> str:
    """Name and version of the codebook of events, and whether the user's own word lists add to it."""
    name = str(data.lexicon("ontology")["plover"]["codebook"])
    return f"{name} with own types" if lexicon is not None and (lexicon / "events" / "types.yaml").is_file() else name


def current(lexicon: Path | None = None) -> Manifest:
    """The manifest of this installation.

    Args:
        lexicon: the folder of the user's own word lists, where one is in use.

    Raises:
        DataError: the list of shipped data is missing.
        LexiconError: `lexicon` is not a folder.
    """
    if lexicon is not None and not lexicon.is_dir():
        raise LexiconError(f"{lexicon}: no such folder")
    shipped = data.manifest()
    lists = {name: digest for name, digest in shipped.items() if name.startswith("lexicon-")}
    others = {name: digest for name, digest in shipped.items() if name not in lists and name != MODEL}
    records = hashlib.sha256((PACKAGE / "records.py").read_bytes()).hexdigest()
    return Manifest(
        program=sayso.__version__,
        program_digest=_program_digest(),
        model_digest=shipped.get(MODEL),
        lexicon_digest=_digest(lists),
        codebook_digest=_digest({"ontology": shipped.get(ONTOLOGY, ""), "records": records}),
        data_digest=_digest(others),
        user_lexicon_digest=_files_digest(lexicon, "*.yaml") if lexicon else None,
        libraries=tuple(f"{name}=={metadata.version(name)}" for name in LIBRARIES),
        codebook=codebook(lexicon),
    )
