"""Time expressions to intervals: a grammar kept as reviewed data (`lexicon/when`), anchored on the day of publication."""

from sayso.when.tagger import TimeTagger

__all__ = ["TimeTagger"]
