"""Themes of open answers: a codebook, a coder that says why, and the corrections of humans, which win."""

from analytics.themes.codebook import Code, Codebook, CodebookFaultError, load_codebook
from analytics.themes.coder import Answer, Coded, Coder, Coding

__all__ = ["Answer", "Code", "Codebook", "CodebookFaultError", "Coded", "Coder", "Coding", "load_codebook"]
