"""Conditions from and to the column `relevant`."""

import pytest

from bot.guide import Condition
from bot.xlsform.relevant import NotUnderstood, conditions_from, formula_from

FORMULAS = [
    ("selected(${a_b}, 'x')", [{"question": "a_b", "among": ["x"]}]),
    ("${a_b}='x'", [{"question": "a_b", "among": ["x"]}]),
    ("${a_b} = \u2018x\u2019", [{"question": "a_b", "among": ["x"]}]),
    ("${a_b} != 'x'", [{"question": "a_b", "not_among": ["x"]}]),
    ("not(selected(${a_b}, 'x')) and not(selected(${a_b},'y'))", [{"question": "a_b", "not_among": ["x", "y"]}]),
    ("${a_b} != ''", [{"question": "a_b", "answered": "true"}]),
    ('${a_b} = ""', [{"question": "a_b", "answered": "false"}]),
    ("${a_b} != ${c_d}", [{"question": "a_b", "differs_from": "c_d"}]),
    ("(${a_b} = 'x' or selected(${a_b}, 'y'))", [{"question": "a_b", "among": ["x", "y"]}]),
    ("(${a_b} = 'x') and (${c_d} = 'y')", [{"question": "a_b", "among": ["x"]}, {"question": "c_d", "among": ["y"]}]),
    ("${you_and_me} = 'and'", [{"question": "you_and_me", "among": ["and"]}]),
]


@pytest.mark.parametrize(("formula", "conditions"), FORMULAS)
def test_a_formula_is_read(formula: str, conditions: list[dict[str, object]]):
    assert conditions_from(formula) == conditions


@pytest.mark.parametrize(
    "formula", ["${a_b} > 3", "${a_b} = 'x' or ${c_d} = 'y'", "count(${a_b}) = 2", "true()", "((", ""]
)
def test_a_formula_with_no_place_in_a_guide_is_refused(formula: str):
    with pytest.raises(NotUnderstood):
        conditions_from(formula)


def test_a_scale_is_written_by_the_name_of_its_step():
    conditions = [Condition("rating_given", among=("1", "2"))]
    formula = formula_from(conditions, {"rating_given": {"1": "bad", "2": "poor"}})
    assert formula == "(selected(${rating_given}, 'bad') or selected(${rating_given}, 'poor'))"
