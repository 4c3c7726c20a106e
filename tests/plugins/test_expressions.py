"""Expressions of plots: what they mean, and that nothing makes them raise, hang or run code."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsite.render.plugins.functionplot.expression import (
    LONGEST,
    ExpressionError,
    compile_expression,
)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("x", 3),
        ("2x", 6),
        ("2 x^2", 18),
        ("-x^2", -9),
        ("2^-1", 0.5),
        ("2^3^2", 512),
        ("2**3", 8),
        ("(x+1)(x-1)", 8),
        ("x(x+1)", 12),
        ("1/2x", 1.5),
        ("12/x 2/x", 8 / 3),
        ("1/2 4/x", 2 / 3),
        ("2 x / 3", 2),
        ("10 - 2 - 3", 5),
        ("7 % 4", 3),
        ("3!", 6),
        ("1e2 + .5", 100.5),
        ("--x", 3),
        ("+x", 3),
        ("PI", math.pi),
        ("pi", math.pi),
        ("2π", 2 * math.pi),
        ("E", math.e),
        ("log(e)", 1),
        ("ln(E^2)", 2),
        ("log10(100)", 2),
        ("log2(8)", 3),
        ("sqrt(x^2+16)", 5),
        ("nthRoot(-27, 3)", -3),
        ("abs(-x)", 3),
        ("max(1, x, 2)", 3),
        ("pow(2, x)", 8),
        ("atan2(0, 1)", 0),
        ("round(2.5)", 3),
        ("sign(-x)", -1),
        ("exp (0)", 1),
        ("x > 2 ? 1 : 0", 1),
        ("x < 2 || x == 3", 1),
        ("x >= 1 && x != 3", 0),
        ("4 × 2 − 1", 7),
        ("sin(PI/2) cos(0)", 1),
    ],
)
def test_value_at_three(source: str, value: float) -> None:
    assert compile_expression(source)(3) == pytest.approx(value)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1/x", math.inf),
        ("-1/x", -math.inf),
        ("log(x)", -math.inf),
        ("x^-1", math.inf),
        ("9^9^9^9", math.inf),
        ("1/exp(1000)", 0),
        ("200!", math.inf),
        ("1e999", math.inf),
    ],
)
def test_what_is_too_large_at_zero_is_infinite(source: str, value: float) -> None:
    assert compile_expression(source)(0) == value


@pytest.mark.parametrize(
    "source", ["sqrt(-1)", "x/x", "log(-1)", "(-8)^0.5", "acos(2)", "0/0!-0/x", "5 % x"]
)
def test_what_has_no_value_is_not_a_number(source: str) -> None:
    assert math.isnan(compile_expression(source)(0))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "the expression ends too early"),
        ("1 +", "the expression ends too early"),
        ("foo(x)", "`foo` is not known"),
        ("xsin(x)", "`xsin` is not known"),
        ("sin x", "`(` is expected before `x`"),
        ("sin(x", "`)` is expected before the end"),
        ("x)", "`)` is not expected here"),
        ("x = 2", "`=` is not expected here"),
        ("$x$", "`$` is not expected here"),
        ("pow(x)", "`pow` takes 2 values, not 1"),
        ("sin(x, 1)", "`sin` takes 1 value, not 2"),
        ("x ? 1", "`:` is expected before the end"),
        ("(" * 500 + "x" + ")" * 500, f"the expression is longer than {LONGEST} characters"),
        ("(" * 90 + "x" + ")" * 90, "the expression is nested deeper than 60"),
        ("-" * 900 + "x", "the expression is nested deeper than 60"),
        ("2^" * 400 + "x", "the expression is nested deeper than 60"),
        ("__import__('os')", "`'` is not expected here"),
        ("x.real", "`.` is not expected here"),
    ],
)
def test_what_cannot_be_read_says_why(source: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source)
    assert str(caught.value) == message


def test_long_sums_and_products_are_not_deep() -> None:
    assert compile_expression("+".join(["x"] * 400))(1) == 400
    assert compile_expression(" ".join(["x"] * 400))(1) == 1


_PIECES = st.sampled_from(
    "x y 2 0.5 1e9 9 + - * / ^ % ! ( ) , ? : < == && sin( log( pow( max( foo( PI e ' $ ²".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=40).map(" ".join)), st.floats())
def test_any_text_is_a_function_or_an_expression_error(source: str, value: float) -> None:
    try:
        function = compile_expression(source)
    except ExpressionError:
        return
    assert isinstance(function(value), float)
