"""The core of Meespraak: guides, interviews, safety, the store and the channels."""

from bot.processor import tell_openblas

tell_openblas()
