"""How well two codings agree: Krippendorff's alpha for sets of codes, and F1.

Alpha = 1 - observed / expected disagreement (Krippendorff 2004, "Content Analysis", chapter 11), two coders, no missing values.
Between two sets the disagreement is 1 - MASI (Passonneau 2006, "Measuring Agreement on Set-valued Items", LREC); for one code
alone it is the nominal one: 0 when both give it or both do not, else 1.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product

Codes = frozenset[str]


def masi_distance(one: Codes, other: Codes) -> float:
    """Return 0 for equal sets, 1 for sets that share nothing; two empty sets are equal."""
    if one == other:
        return 0.0
    shared = one & other
    if not shared:
        return 1.0
    monotone = 2 / 3 if shared in (one, other) else 1 / 3
    return 1 - monotone * len(shared) / len(one | other)


def nominal_distance(one: Codes, other: Codes) -> float:
    """Return 0 for equal, 1 for different."""
    return float(one != other)


def alpha(
    one: Sequence[Codes], other: Sequence[Codes], distance: Callable[[Codes, Codes], float] = masi_distance
) -> float:
    """Return Krippendorff's alpha between two coders; 1 is full agreement, 0 is chance. 1.0 where nothing ever varies."""
    if len(one) != len(other) or not one:
        raise ValueError("Two coders have to code the same answers, at least one.")
    observed = sum(distance(a, b) for a, b in zip(one, other, strict=True)) / len(one)
    values = Counter([*one, *other])
    pairs = 2 * len(one)
    expected = sum(values[a] * values[b] * distance(a, b) for a, b in product(values, repeat=2)) / (pairs * (pairs - 1))
    return 1.0 if expected == 0 else 1 - observed / expected


def alpha_of_code(one: Sequence[Codes], other: Sequence[Codes], code: str) -> float:
    """Return alpha for one code given or not."""
    kept = frozenset([code])
    return alpha([codes & kept for codes in one], [codes & kept for codes in other], nominal_distance)


def f1(said: Sequence[Codes], truth: Sequence[Codes]) -> float:
    """Return micro F1: over all answers, twice the codes both gave by all codes given. 1.0 where neither gave any."""
    both = sum(len(a & b) for a, b in zip(said, truth, strict=True))
    given = sum(map(len, said)) + sum(map(len, truth))
    return 2 * both / given if given else 1.0


def f1_of_codes(said: Sequence[Codes], truth: Sequence[Codes], codes: Sequence[str]) -> dict[str, float]:
    """Return F1 for each code; their mean is macro F1."""
    return {
        code: f1([one & frozenset([code]) for one in said], [one & frozenset([code]) for one in truth])
        for code in codes
    }
