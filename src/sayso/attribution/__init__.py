"""Who said what to whom, by what words, through which channel: attributions, direct and indirect."""

from sayso.attribution.attributor import Attributor

__all__ = ["Attributor"]
