"""Generate `docs/data-dictionary.md`, `docs/codebook.md` and `docs/commands.md` from what they describe.

The data dictionary comes from `src/sayso/records.py` and the modules of the listings (the string under a field is its definition), the
codebook from `lexicon/ontology/*.yaml` and the enumerations of `records.py`, the command reference from the commands' own help.
`--check` writes nothing and fails when a committed page differs.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import yaml

ROOT = Path(__file__).resolve().parent.parent
RECORDS = ROOT / "src" / "sayso" / "records.py"
SOURCES = ROOT / "src" / "sayso"
LISTINGS = tuple(SOURCES / name for name in ("store/listing.py", "store/counting.py", "sheets/precision.py", "lexicon/counts.py"))
LISTED = {
    "EventRow": ("sayso events", "Event"),
    "AttributionRow": ("sayso attributions, sayso said", "Attribution"),
    "SpeakerRow": ("sayso speakers", ""),
    "ArticleRow": ("sayso articles", "Article"),
    "AppearanceRow": ("sayso appearances", "Article"),
    "ChangeRow": ("sayso changes", ""),
    "QuarantineRow": ("sayso quarantine", "Quarantined"),
    "RunRow": ("sayso runs", ""),
    "Hit": ("sayso search", "Article"),
    "CountRow": ("sayso count", ""),
    "PrecisionRow": ("sayso score", ""),
    "Confusion": ("sayso score", ""),
    "ListCount": ("sayso lexicon", ""),
}
"""Class of row -> the commands that print it, and the record whose definitions hold for columns without one."""
ONTOLOGY = ROOT / "lexicon" / "ontology"
DOCS = ROOT / "docs"
CODEBOOK_ENUMS = ("Status", "Footing", "AttributionKind", "Certainty", "SourceType", "MentionKind", "PlaceRole")
HELP_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Field:
    """One annotated or assigned name in the body of a class, with the string under it."""

    name: str
    type: str
    default: str | None
    definition: str


@dataclass(frozen=True, slots=True)
class Record:
    """One class of `records.py`."""

    name: str
    definition: str
    fields: tuple[Field, ...]
    is_enum: bool


def records(path: Path = RECORDS) -> list[Record]:
    """The classes of a module, in their order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [_record(node) for node in tree.body if isinstance(node, ast.ClassDef)]


def _record(node: ast.ClassDef) -> Record:
    is_enum = any(isinstance(base, ast.Name) and base.id == "StrEnum" for base in node.bases)
    return Record(node.name, ast.get_docstring(node) or "", tuple(_fields(node.body)), is_enum)


def _fields(body: list[ast.stmt]) -> Iterator[Field]:
    following: list[ast.stmt | None] = [*body[1:], None]
    for statement, below in zip(body, following, strict=True):
        definition = _string(below)
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            default = ast.unparse(statement.value) if statement.value else None
            yield Field(statement.target.id, ast.unparse(statement.annotation), default, definition)
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name) and isinstance(statement.value, ast.Constant):
            yield Field(statement.targets[0].id, "str", str(statement.value.value), definition)


def _string(statement: ast.stmt | None) -> str:
    """The text of a bare string statement; empty for anything else."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str):
        return " ".join(statement.value.value.split())
    return ""


def cell(text: object) -> str:
    """Text that cannot break a table of Markdown; reStructuredText's doubled backticks become single ones."""
    return str(text).replace("``", "`").replace("|", "\\|").replace("\n", " ")


def table(columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A table in Markdown."""
    lines = [" | ".join(columns), " | ".join("---" for _ in columns), *(" | ".join(cell(value) for value in row) for row in rows)]
    return "".join(f"| {line} |\n" for line in lines)


def data_dictionary() -> str:
    """The page that defines every field of every record, and every column of the listings."""
    module = ast.get_docstring(ast.parse(RECORDS.read_text(encoding="utf-8"))) or ""
    source = _generated("src/sayso/records.py and the modules of the listings")
    parts = ["# Data dictionary\n", source, cell(module.split("\n\n")[1]) + "\n"]
    for record in records():
        parts.append(f"## {record.name}\n")
        parts.append(cell(record.definition) + "\n")
        if record.is_enum:
            rows: list[tuple[object, ...]] = [(f"`{field.default}`", field.definition) for field in record.fields]
            parts.append(table(("Value", "Meaning"), rows))
        else:
            rows = [(f"`{field.name}`", f"`{field.type}`", _default(field), field.definition) for field in record.fields]
            parts.append(table(("Field", "Type", "Default", "Definition"), rows))
    return "\n".join([*parts, *_listings()])


def _listings() -> Iterator[str]:
    """The columns that the commands print as CSV and JSON Lines; most repeat a field of a record, the others are defined here."""
    yield "## Columns of the listings\n"
    yield "What `--csv`, `--json` and `Store.to_frame` give. A column without a definition is what its name says.\n"
    known = {record.name: {field.name: field.definition for field in record.fields} for record in records()}
    for record in (record for path in LISTINGS for record in records(path)):
        if record.name not in LISTED:
            continue
        commands, repeated = LISTED[record.name]
        yield f"### {record.name}: {commands}\n\n{cell(record.definition)}\n"
        definitions = known.get(repeated, {})
        rows: list[tuple[object, ...]] = [
            (f"`{field.name}`", f"`{field.type}`", field.definition or definitions.get(field.name, "")) for field in record.fields
        ]
        yield table(("Column", "Type", "Definition"), rows)


def _default(field: Field) -> str:
    return "required" if field.default is None else f"`{field.default}`"


def codebook() -> str:
    """The page of codes: PLOVER types with modes and scores, statuses and footings, CAMEO codes, the way to ACLED."""
    tables = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(ONTOLOGY.glob("*.yaml"))}
    parts = ["# Codebook\n", _generated("lexicon/ontology/ and src/sayso/records.py"), *_plover(tables["plover"])]
    for record in records():
        if record.name in CODEBOOK_ENUMS:
            rows: list[tuple[object, ...]] = [(f"`{field.default}`", field.definition) for field in record.fields]
            parts += [f"## {record.name}\n", cell(record.definition) + "\n", table(("Value", "Meaning"), rows)]
    parts += _cameo(tables["cameo"])
    if "acled" in tables:
        parts += _acled(tables["acled"])
    return "\n".join(parts)


def _plover(plover: Mapping[str, Any]) -> Iterator[str]:
    yield f"## Event types\n\nAfter {plover['codebook']}; definitions in our own words. {_source(plover)}\n"
    rows: list[tuple[object, ...]] = [
        (
            f"`{name}`",
            plover["quads"][entry["quad"]],
            entry["score"],
            "yes" if entry["recipient_required"] else "no",
            entry["definition"],
            _modes(entry),
        )
        for name, entry in plover["types"].items()
    ]
    yield table(("Type", "Quad", "Score", "Recipient required", "Definition", "Modes (score)"), rows)
    yield "## Contexts\n\n" + ", ".join(f"`{name}`" for name in plover["contexts"]) + "\n"
    yield "## Sectors\n\n" + ", ".join(f"`{name}`" for name in plover["sectors"]) + "\n"


def _source(table: Mapping[str, Any]) -> str:
    return f"Source: {table['source']}; as of {table['as_of']}."


def _modes(entry: Mapping[str, Any]) -> str:
    modes = entry.get("modes", {})
    return ", ".join(f"`{mode}`" + ("" if score is None else f" ({score})") for mode, score in modes.items())


def _cameo(cameo: Mapping[str, Any]) -> Iterator[str]:
    yield f"## CAMEO codes\n\n{_source(cameo)}\n"
    rows: list[tuple[object, ...]] = [
        (f"`{code}`", entry["type"], entry.get("mode") or "", ", ".join(entry.get("contexts", ())), entry["label"])
        for code, entry in sorted(cameo["codes"].items())
    ]
    yield table(("Code", "Type", "Mode", "Contexts", "Meaning"), rows)
    yield "## From PLOVER to CAMEO\n\nEvery event keeps the one CAMEO code of its word; these are all codes of a type and mode.\n"
    back: dict[tuple[str, str], list[str]] = {}
    for code, entry in sorted(cameo["codes"].items()):
        back.setdefault((entry["type"], entry.get("mode") or ""), []).append(f"`{code}`")
    yield table(("Type", "Mode", "CAMEO codes"), [(*key, ", ".join(codes)) for key, codes in sorted(back.items())])
    yield "## CAMEO codes without a PLOVER type\n\nPLOVER drops statements (01) and appeals (02).\n"
    yield table(("Code", "Meaning"), [(f"`{code}`", label) for code, label in sorted(cameo["dropped"].items())])


def _acled(acled: Mapping[str, Any]) -> Iterator[str]:
    yield f"## ACLED sub-event types\n\nThe first sub-type that fits counts. {_source(acled)}\n"
    rows: list[tuple[object, ...]] = [
        (event_type, sub_type, ", ".join(entry["plover"]) or "no counterpart")
        for event_type, sub_types in acled["types"].items()
        for sub_type, entry in sub_types.items()
    ]
    yield table(("Event type", "Sub-event type", "PLOVER"), rows)
    yield "## ACLED actor classes\n"
    yield table(("Code", "Class"), list(acled["inter"].items()))


def commands() -> str:
    """The page of commands: the help of each, as the program prints it."""
    from sayso.cli import cli

    width = {"terminal_width": HELP_WIDTH, "max_content_width": HELP_WIDTH}
    root = click.Context(cli, info_name="sayso", **{**cli.context_settings, **width})
    parts = ["# Commands\n", _generated("the commands' own help"), "```text\n" + cli.get_help(root).rstrip() + "\n```\n"]
    for name in sorted(cli.commands):
        context = click.Context(cli.commands[name], info_name=name, parent=root)
        parts.append(f"## sayso {name}\n\n```text\n{cli.commands[name].get_help(context).rstrip()}\n```\n")
    return "\n".join(parts)


def _generated(source: str) -> str:
    return f"Generated from {source} by `make docs`; do not edit by hand.\n"


PAGES = {"data-dictionary.md": data_dictionary, "codebook.md": codebook, "commands.md": commands}


def main() -> int:
    """Write the pages, or with `--check` compare them and return 1 on a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a committed page differs")
    check = parser.parse_args().check
    stale = []
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            DOCS.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        print(("out of date: " if check else "written: ") + ", ".join(stale))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
