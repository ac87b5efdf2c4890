"""The errors that sayso raises. The library never prints and never exits; `cli.py` turns these into messages and exit codes."""

from __future__ import annotations


class SaysoError(Exception):
    """Base of all sayso errors. `exit_code` is what the command line returns for it."""

    exit_code = 1


class UsageError(SaysoError):
    """The call makes no sense as it stands: an unknown column, a bad filter, a contradictory option."""

    exit_code = 2


class InputError(SaysoError):
    """An input cannot be read. The message names the input, the place and the remedy."""

    exit_code = 4


class StoreError(SaysoError):
    """A database cannot be opened, is foreign, newer than the program, read-only, or damaged."""

    exit_code = 4


class DataError(SaysoError):
    """A file that the package ships (model, lexicon, gazetteer) is missing or does not match its sha256."""

    exit_code = 4


class LexiconError(SaysoError):
    """A lexicon entry is malformed. The message names the file, the entry and the field."""

    exit_code = 4
