"""Expressions in one variable, read as function-plot reads them, and evaluated without `eval`.

A product without a sign binds weaker than one with it: ``1/2 x/3`` is ``(1/2) * (x/3)``. Every
value is a float: what has none is ``nan``, what is too large ``inf``, as in JavaScript.
"""

from __future__ import annotations

import math
import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 1000  # characters
_DEEPEST = 60
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>\*\*|[=!]=|[<>]=?|&&|\|\||[-+*/%^(),!?:]))",
    re.ASCII,
)
_SAME = str.maketrans({"−": "-", "·": "*", "×": "*", "÷": "/", "π": " PI ", "\xa0": " "})


class ExpressionError(ValueError):
    """An expression that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class _Operation:
    """Takes ``arity`` values from the stack, and puts one back. None: the variable's value."""

    arity: int
    function: Callable[..., float] | None


Program = tuple["float | _Operation", ...]


def compile_expression(source: str, variable: str = "x") -> Callable[[float], float]:
    """The function of ``variable`` that ``source`` describes. Raises `ExpressionError`."""
    if len(source) > LONGEST:
        raise ExpressionError(f"the expression is longer than {LONGEST} characters")
    program = _Parser(source, variable).program()
    return lambda value: _run(program, value)


def _run(program: Program, value: float) -> float:
    stack: list[float] = []
    for step in program:
        if isinstance(step, float):
            stack.append(step)
        elif step.function is None:
            stack.append(value)
        else:
            operands = stack[-step.arity :]
            del stack[-step.arity :]
            stack.append(_call(step.function, operands))
    return stack[0]


def _call(function: Callable[..., float], operands: list[float]) -> float:
    try:
        return float(function(*operands))
    except OverflowError:
        return math.inf
    except (ValueError, ZeroDivisionError):
        return math.nan


def _divide(a: float, b: float) -> float:
    if b:
        return a / b
    return math.copysign(math.inf, a) * math.copysign(1, b) if a else math.nan


def _power(a: float, b: float) -> float:
    if a == 0 and b < 0:
        return math.inf
    return math.pow(a, b)


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda a: function(a) if a else -math.inf


def _root(a: float, n: float) -> float:
    if a < 0 and n % 2 == 1:
        return -math.pow(-a, 1 / n)
    return math.pow(a, 1 / n)


def _factorial(a: float) -> float:
    return float(math.factorial(math.floor(a))) if 0 <= a < 171 else math.inf if a > 0 else 1.0


def _sign(a: float) -> float:
    return math.nan if math.isnan(a) else float((a > 0) - (a < 0))


_CONSTANTS = {
    "PI": math.pi, "pi": math.pi, "E": math.e, "e": math.e, "LN2": math.log(2),
    "LN10": math.log(10), "LOG2E": 1 / math.log(2), "LOG10E": 1 / math.log(10),
    "SQRT2": math.sqrt(2), "SQRT1_2": math.sqrt(0.5),
}  # fmt: skip
_FUNCTIONS: dict[str, Callable[..., float]] = {
    **{
        name: getattr(math, name)
        for name in "acos acosh asin asinh atan atanh cbrt ceil cos cosh exp expm1 floor sin sinh "
        "sqrt tan tanh trunc".split()
    },
    "abs": abs, "log": _logarithm(math.log), "ln": _logarithm(math.log),
    "log2": _logarithm(math.log2), "log10": _logarithm(math.log10), "log1p": math.log1p,
    "round": lambda a: math.floor(a + 0.5), "sign": _sign, "factorial": _factorial,
}  # fmt: skip
_OF_TWO: dict[str, Callable[..., float]] = {
    "pow": _power, "atan2": math.atan2, "nthRoot": _root, "mod": math.fmod,
}  # fmt: skip
_OF_MANY: dict[str, Callable[..., float]] = {"max": max, "min": min, "hypot": math.hypot}

_IMPLICIT, _UNARY, _POSTFIX = 6, 8, 10
_BINARY: dict[str, tuple[int, Callable[..., float]]] = {
    "||": (2, lambda a, b: a or b), "&&": (3, lambda a, b: a and b),
    "==": (4, operator.eq), "!=": (4, operator.ne), "<": (4, operator.lt),
    "<=": (4, operator.le), ">": (4, operator.gt), ">=": (4, operator.ge),
    "+": (5, operator.add), "-": (5, operator.sub),
    "*": (7, operator.mul), "/": (7, _divide), "%": (7, math.fmod),
    "^": (9, _power), "**": (9, _power),
}  # fmt: skip


class _Parser:
    """Reads by binding powers, and writes a program in postfix order."""

    def __init__(self, source: str, variable: str) -> None:
        self._tokens = _tokens(source)
        self._variable = variable
        self._at = 0
        self._depth = 0
        self._steps: list[float | _Operation] = []

    def program(self) -> Program:
        self._expression(1)
        if self._peek() != ("", ""):
            raise ExpressionError(f"`{self._peek()[1]}` is not expected here")
        return tuple(self._steps)

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _take(self, text: str = "") -> tuple[str, str]:
        token = self._peek()
        if text and token[1] != text:
            found = f"`{token[1]}`" if token[1] else "the end"
            raise ExpressionError(f"`{text}` is expected before {found}")
        self._at += 1
        return token

    def _emit(self, function: Callable[..., float] | None, arity: int) -> None:
        self._steps.append(_Operation(arity, function))

    def _expression(self, least: int) -> None:
        """Read operators that bind at least as strongly as ``least``."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionError(f"the expression is nested deeper than {_DEEPEST}")
        self._operand()
        while self._operator(least):
            pass
        self._depth -= 1

    def _operator(self, least: int) -> bool:
        kind, text = self._peek()
        if text in _BINARY:
            power, function = _BINARY[text]
            if power < least:
                return False
            self._take()
            self._expression(_UNARY if power > _UNARY else power + 1)
            self._emit(function, 2)
        elif text == "!" and least <= _POSTFIX:
            self._take()
            self._emit(_factorial, 1)
        elif text == "?" and least <= 1:
            self._choice()
        elif (kind in ("number", "name") or text == "(") and least <= _IMPLICIT:
            self._expression(_IMPLICIT + 1)
            self._emit(operator.mul, 2)
        else:
            return False
        return True

    def _choice(self) -> None:
        self._take("?")
        self._expression(1)
        self._take(":")
        self._expression(1)
        self._emit(lambda test, yes, no: yes if test else no, 3)

    def _operand(self) -> None:
        kind, text = self._take()
        if kind == "number":
            self._steps.append(float(text))
        elif kind == "name":
            self._name(text)
        elif text == "(":
            self._expression(1)
            self._take(")")
        elif text in ("-", "+"):
            self._expression(_UNARY)
            if text == "-":
                self._emit(operator.neg, 1)
        elif text:
            raise ExpressionError(f"`{text}` is not expected here")
        else:
            raise ExpressionError("the expression ends too early")

    def _name(self, name: str) -> None:
        if name == self._variable:
            self._emit(None, 0)
        elif name in _CONSTANTS:
            self._steps.append(_CONSTANTS[name])
        elif name in _FUNCTIONS or name in _OF_TWO or name in _OF_MANY:
            self._function(name)
        else:
            raise ExpressionError(f"`{name}` is not known")

    def _function(self, name: str) -> None:
        self._take("(")
        count = 0
        while True:
            self._expression(1)
            count += 1
            if self._peek()[1] != ",":
                break
            self._take()
        self._take(")")
        wanted = 1 if name in _FUNCTIONS else 2
        if count != wanted and not (name in _OF_MANY and count > wanted):
            raise ExpressionError(f"`{name}` takes {wanted} value{'s' * (wanted > 1)}, not {count}")
        self._emit((_FUNCTIONS | _OF_TWO | _OF_MANY)[name], count)


def _tokens(source: str) -> list[tuple[str, str]]:
    source = source.translate(_SAME).rstrip()
    tokens, position = [], 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise ExpressionError(f"`{source[position:].lstrip()[0]}` is not expected here")
        kind = match.lastgroup or ""
        tokens.append((kind, match[kind]))
        position = match.end()
    return tokens
