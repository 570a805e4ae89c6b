"""Whether one more question is worth asking after an answer, and which; pure."""

from bot.probing.choose import choose_probe, probes_for_later
from bot.probing.shapes import Probe, Probed

__all__ = ["Probe", "Probed", "choose_probe", "probes_for_later"]
