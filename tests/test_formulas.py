"""Formulas of items: what they mean, and what is no formula."""

import operator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.formulas import DIGITS, FormulaError, parse

NAMES = ("应到", "实到")
SIGNS = {"≥": operator.ge, ">": operator.gt, "=": operator.eq, "≤": operator.le, "<": operator.lt}
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
counts = st.integers(min_value=0, max_value=10**9)
factors = st.one_of(st.sampled_from(NAMES), st.integers(min_value=0, max_value=10**DIGITS - 1))
products = st.lists(factors, min_size=1, max_size=3)
sums = st.lists(st.tuples(st.sampled_from("+-"), products), min_size=1, max_size=3)


def of(due: int, there: int) -> dict[str, int]:
    return {"应到": due, "实到": there}


@pytest.mark.parametrize(
    ("text", "due", "there", "holds"),
    [
        ("实到×3≥应到×2", 9, 6, True),
        ("实到×3≥应到×2", 9, 5, False),
        ("实到*3>=应到*2", 9, 6, True),
        (" 实到 × 3 ＞ 应到 × 2 ", 9, 6, False),
        ("实到=应到", 5, 5, True),
        ("实到＝应到", 5, 4, False),
        ("应到-实到<=1", 5, 4, True),
        ("实到+1×2<应到", 5, 3, False),
        ("实到≥3且应到>=5", 5, 3, True),
        ("实到≥3；应到>5", 5, 3, False),
    ],
)
def test_what_a_formula_means(text, due, there, holds):
    assert parse(text, NAMES).holds(of(due, there)) is holds


def test_a_formula_is_shown_with_its_numbers():
    assert parse("实到×3>=应到×2", NAMES).filled(of(10, 8)) == "8×3≥10×2（24≥20）"
    assert parse("实到=应到", NAMES).filled(of(10, 8)) == "8=10"
    assert str(parse("实到 * 3 >= 应到*2", NAMES)) == "实到×3≥应到×2"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有用到"),
        ("3>2", "没有用到"),
        ("实到×3", "比较"),
        ("实到>1>0", "比较"),
        ("实到>", "两侧"),
        ("实到>应到×", "两侧"),
        ("-实到>1", "两侧"),
        ("实到 应到>1", "两侧"),
        ("3实到>1", "两侧"),
        ("实际×3≥应到×2", "“实际”"),
        ("实到÷应到≥1", "“÷”"),
        ("实到%2=0", "“%”"),
        ("(实到)>1", "“(”"),
        ("实到>__import__", "“_”"),
        ("实到>1234567890", "过大"),
        ("实到×1.5>应到", "“.”"),
    ],
)
def test_what_is_no_formula(text, why):
    with pytest.raises(FormulaError, match=why.replace("(", r"\(").replace(".", r"\.")):
        parse(text, NAMES)


def written(side) -> str:
    words = "".join(sign + "×".join(map(str, product)) for sign, product in side)
    return words[1:]


def worth(side, values) -> int:
    total = 0
    for place, (sign, product) in enumerate(side):
        amount = 1
        for factor in product:
            amount *= values.get(factor, factor)
        total += -amount if place and sign == "-" else amount
    return total


@patient
@given(sums, st.sampled_from(sorted(SIGNS)), sums, counts, counts)
def test_every_formula_is_worth_what_it_says(left, sign, right, due, there):
    named = [("+", ["实到"]), *left]
    formula = parse(f"{written(named)}{sign}{written(right)}", NAMES)
    values = of(due, there)
    assert formula.holds(values) is SIGNS[sign](worth(named, values), worth(right, values))
    assert parse(str(formula), NAMES) == formula


@patient
@given(st.text(alphabet="应实到0123456789+-×*≥>=≤<且； _().a", max_size=40))
def test_any_text_is_a_formula_or_an_error(text):
    try:
        formula = parse(text, NAMES)
    except FormulaError:
        return
    assert formula.holds(of(3, 2)) in (True, False)
