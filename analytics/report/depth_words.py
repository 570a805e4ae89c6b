"""How deep the coder of themes looked, in words: in the report's method and beside the codes of an export."""

from analytics.report.words import Words
from analytics.themes.depths import MEASURED, MOST, Depth


def depth_in_words(words: Words, depth: Depth, answers: int) -> str:
    """Say how deep the coder looked at so many different answers, and how well it codes so."""
    f1, best = (words.decimals(MEASURED[one]) for one in (depth, "fine"))
    able = depth != "quick" or answers > MOST["close"]
    most = MOST["fine" if depth == "close" else "close"]
    return words(f"method_depth_{depth}" if able else "method_depth_quick_only", n=answers, most=most, f1=f1, best=best)
