import pytest

from analytics.themes.agreement import alpha, alpha_of_code, f1, masi_distance, nominal_distance


def sets(*texts: str) -> list[frozenset[str]]:
    return [frozenset(text) for text in texts]


def test_alpha_is_that_of_the_published_example():
    # Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section A: coincidences 10, 4, 4, 2; alpha 0.095
    one = [frozenset(v) for v in "0000000001"]
    other = [frozenset(v) for v in "0000011111"]
    assert alpha(one, other, nominal_distance) == pytest.approx(0.095, abs=0.001)


def test_full_agreement_is_one_and_the_opposite_is_below_nought():
    assert alpha(sets("a", "b", ""), sets("a", "b", "")) == 1
    assert alpha(sets("a", "b"), sets("b", "a")) < 0


def test_sets_that_overlap_disagree_in_part():
    assert masi_distance(frozenset("ab"), frozenset("a")) == pytest.approx(1 - 2 / 3 / 2)
    assert masi_distance(frozenset("ab"), frozenset("bc")) == pytest.approx(1 - 1 / 3 / 3)
    assert masi_distance(frozenset(), frozenset()) == 0


def test_alpha_of_one_code_looks_at_that_code_alone():
    assert alpha_of_code(sets("ab", "b", ""), sets("a", "", ""), "a") == 1


def test_f1_counts_codes_over_all_answers():
    assert f1(sets("ab", ""), sets("a", "c")) == pytest.approx(0.5)
