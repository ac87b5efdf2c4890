"""The grammar as data to the grammar as rules: reads the tables of `lexicon/when`, ours and the user's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sayso.errors import LexiconError
from sayso.when.lexer import Lexer
from sayso.when.meanings import MEANINGS
from sayso.when.patterns import Grammar, Node, Rule, parse

NUMERIC_CLASSES = frozenset(
    [
        "isodate",
        "slashdate",
        "zulu",
        "clock",
        "decade",
        "dayth",
        "short_year",
        "quarter_code",
        "half_code",
        "military",
        "number",
        "day",
        "hour",
        "year",
        "plain_year",
        "figures",
        "half",
        "poss",
        "stop",
        "punct",
        "currency",
        "percent",
        "capital",
        "count",
        "spelled",
        "hour_word",
    ]
)
"""Classes that the lexer itself gives, beside those of words.yaml."""


def build(tables: Mapping[str, Any]) -> tuple[Lexer, Grammar]:
    """Lexer and grammar from tables keyed by path stem: ``words`` holds `classes`, every table may hold `macros` and `rules`.

    Raises:
        LexiconError: a rule is malformed, or names a class, a macro or a meaning that does not exist.
    """
    classes: dict[str, Any] = {}
    macros: dict[str, str] = {}
    for _, table in sorted(tables.items()):
        classes.update(table.get("classes", {}))
        macros.update(table.get("macros", {}))
    known = NUMERIC_CLASSES | classes.keys()
    # The user's rules come first, so that among matches of one length theirs win.
    order = sorted(tables, key=lambda stem: (not stem.startswith("user/"), stem != "holidays", stem))
    parsed: dict[str, Node] = {}
    rules = [_rule(entry, macros, known, f"when/{stem}", parsed) for stem in order for entry in tables[stem].get("rules", ())]
    grammar = Grammar(rules)
    lexer = Lexer(classes, grammar.literals())
    grammar.prime(lexer.vocabulary())
    return lexer, grammar


def _rule(entry: Mapping[str, Any], macros: Mapping[str, str], known: frozenset[str], where: str, parsed: dict[str, Node]) -> Rule:
    try:
        name, meaning, pattern = str(entry["name"]), str(entry["as"]), str(entry["match"])
    except (KeyError, TypeError) as error:
        raise LexiconError(f"{where}: a rule needs name, match and as: {entry!r}") from error
    if meaning not in MEANINGS:
        raise LexiconError(f"{where}, rule {name}: no meaning {meaning!r}")
    node = parse(pattern, macros, f"{where}, rule {name}", parsed)
    unknown = sorted({used for used in node.classes() if not used.startswith("'")} - known)
    if unknown:
        raise LexiconError(f"{where}, rule {name}: no word class {', '.join(unknown)}")

    def names(field: str) -> frozenset[str]:
        """Classes as they are called, all else as a word in quotes."""
        return frozenset(item if item in known else f"'{item}'" for item in map(str, entry.get(field, ())))

    licences = {field: names(field) for field in ("after", "not_after", "not_before", "before")}
    return Rule(name, meaning, entry.get("with", {}), node, keep=str(entry.get("keep", "")), **licences)
