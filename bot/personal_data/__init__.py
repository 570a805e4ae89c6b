"""Finds what gives somebody away in free text, and masks it before the text is shared."""

from bot.personal_data.masking import has_personal_data, looks_like_a_person, mask
from bot.personal_data.span import Masked, Span

__all__ = ["Masked", "Span", "has_personal_data", "looks_like_a_person", "mask"]
