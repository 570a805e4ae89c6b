"""Texts that a spreadsheet never takes for a formula.

OWASP (CSV injection; ASVS 1.2.10): a cell that begins with = + - @, a tab, a line break or NUL, also behind spaces
and as a full-width sign, gets an apostrophe before it. It is taken off again without loss by `as_written`: whoever reads
the file with a program reads the JSON Lines or Parquet files, which hold the texts as they are.
"""

import re

import pyarrow as pa

_LEAD = r"(?:[\t\r\n\x00]|[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])"
_RISKY = re.compile(f"'*{_LEAD}")
_ESCAPED = re.compile(f"''*{_LEAD}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
UNREADABLE = "\ufffd"


def safe(text: str) -> str:
    """Return a text that opens as text in a spreadsheet."""
    return f"'{text}" if _RISKY.match(text) else text


def as_written(cell: str) -> str:
    """Return what was written, from a cell that `safe` gave."""
    return cell[1:] if _ESCAPED.match(cell) else cell


def without_controls(text: str) -> tuple[str, int]:
    """Replace control signs that XML, and so Excel and QDPX, cannot hold; say how many there were."""
    return _CONTROL.subn(UNREADABLE, text)


def safe_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of texts, each safe; NUL, at which many readers of CSV stop, is replaced."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    column = column.cast(pa.large_string())
    return pa.chunked_array([_safe_part(part) for part in column.chunks], pa.large_string())


def _safe_part(part: pa.Array) -> pa.Array:
    """Look closer only at texts that can be risky, found by one quick search over all."""
    import pyarrow.compute as pc

    risky = pc.fill_null(pc.match_substring_regex(part, r"^[^\pL\pN]|\x00"), fill_value=False)
    if not pc.any(risky).as_py():
        return part
    texts = [safe(text.replace("\x00", UNREADABLE)) for text in part.filter(risky).to_pylist()]
    return pc.replace_with_mask(part, risky, pa.array(texts, pa.large_string()))
