"""Place names to points: an embedded gazetteer, two-pass resolution, and what each name does in its sentence."""

from sayso.where.finder import PlaceFinder

__all__ = ["PlaceFinder"]
