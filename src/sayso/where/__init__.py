"""Place names to points: an embedded gazetteer, two-pass resolution, and what each name does in its sentence."""

from sayso.where.finder import PlaceFinder
from sayso.where.roles import datelines

__all__ = ["PlaceFinder", "datelines"]
