"""Integer formulas of items: 实到×3≥应到×2. Pure: nothing is evaluated but what is parsed here.

    formula    := comparison { ("且" | "；" | "，") comparison }
    comparison := sum ("≥" | ">" | "=" | "≤" | "<") sum
    sum        := product { ("+" | "-") product }
    product    := factor { "×" factor }
    factor     := whole number | name of a counted field

Keyboard spellings are understood: ">=", "<=", "*" and the full-width signs.
"""

import operator
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import prod

from django.utils.translation import gettext as _

from organization.lists import in_a_row

Factor = int | str
Product = tuple[int, tuple[Factor, ...]]  # the sign, what is multiplied
Sum = tuple[Product, ...]

RELATIONS: dict[str, Callable[[int, int], bool]] = {
    "≥": operator.ge,
    ">": operator.gt,
    "=": operator.eq,
    "≤": operator.le,
    "<": operator.lt,
}
DIGITS = 9  # of a number: nothing that is counted is larger
SPELLINGS = str.maketrans("＞＜＝＋－−–＊✕✖*", "><=+---××××")
TOKEN = re.compile(r"\s*(?:(\d+)|([^\W\d_]+)|([+×≥>=≤<-])|(\S))")
BETWEEN = re.compile("并且|且|[；;，,]")


class FormulaError(ValueError):
    """Why a text is no formula, as a sentence for whoever wrote it."""


@dataclass(frozen=True)
class Comparison:
    """Two sums and what must hold between them."""

    left: Sum
    relation: str
    right: Sum

    def sides(self, values: Mapping[str, int]) -> tuple[int, int]:
        """Both sides as whole numbers."""
        return _worth(self.left, values), _worth(self.right, values)

    def holds(self, values: Mapping[str, int]) -> bool:
        """Is it true of these numbers?"""
        return RELATIONS[self.relation](*self.sides(values))

    def filled(self, values: Mapping[str, int]) -> str:
        """8×3≥10×2（24≥20）: with the numbers in the place of the names."""
        words = f"{_words(self.left, values)}{self.relation}{_words(self.right, values)}"
        left, right = self.sides(values)
        short = f"{left}{self.relation}{right}"
        return words if words == short else f"{words}（{short}）"


@dataclass(frozen=True)
class Formula:
    """All comparisons must hold."""

    comparisons: tuple[Comparison, ...]

    def holds(self, values: Mapping[str, int]) -> bool:
        """Is it true of these numbers, by the names of the fields? KeyError without one."""
        return all(comparison.holds(values) for comparison in self.comparisons)

    def filled(self, values: Mapping[str, int]) -> str:
        """The formula with the numbers filled in."""
        return "；".join(comparison.filled(values) for comparison in self.comparisons)

    @property
    def names(self) -> frozenset[str]:
        """The fields it needs."""
        sums = [side for one in self.comparisons for side in (one.left, one.right)]
        factors = [factor for side in sums for _sign, product in side for factor in product]
        return frozenset(factor for factor in factors if isinstance(factor, str))

    def __str__(self) -> str:
        return "；".join(
            f"{_words(one.left, {})}{one.relation}{_words(one.right, {})}"
            for one in self.comparisons
        )


def parse(text: str, names: Collection[str]) -> Formula:
    """The formula in `text`, about fields called `names`.

    Raises FormulaError: a sign, name or number that cannot stand there; no name at all.
    """
    parts = [part for part in BETWEEN.split(_one_spelling(text)) if part.strip()]
    formula = Formula(tuple(_comparison(part, names) for part in parts))
    if not formula.names:
        raise FormulaError(
            _("The formula uses none of the counted fields: %(names)s.")
            % {"names": in_a_row(names)}
        )
    return formula


def _one_spelling(text: str) -> str:
    plain = text.translate(SPELLINGS)
    for typed, sign in ((">=", "≥"), ("=>", "≥"), ("<=", "≤"), ("=<", "≤")):
        plain = plain.replace(typed, sign)
    return plain


def _comparison(text: str, names: Collection[str]) -> Comparison:
    tokens = [_token(found, names) for found in TOKEN.finditer(text.strip())]
    relations = [place for place, token in enumerate(tokens) if token in RELATIONS]
    if len(relations) != 1:
        raise FormulaError(
            _("“%(part)s” must compare two sides with one of ≥ > = ≤ <.") % {"part": text.strip()}
        )
    at = relations[0]
    return Comparison(_sum(tokens[:at], text), str(tokens[at]), _sum(tokens[at + 1 :], text))


def _token(found: re.Match, names: Collection[str]) -> Factor:
    number, name, sign, other = found.groups()
    if number:
        if len(number) > DIGITS:
            raise FormulaError(_("The number %(number)s is too large.") % {"number": number})
        return int(number)
    if name and name not in names:
        raise FormulaError(
            _("“%(name)s” is none of the counted fields: %(names)s.")
            % {"name": name, "names": in_a_row(names)}
        )
    if other:
        raise FormulaError(_("“%(sign)s” cannot stand in a formula.") % {"sign": other})
    return name or sign


def _sum(tokens: list[Factor], text: str) -> Sum:
    """A factor and a sign in turn; a sign belongs to the factor behind it."""
    if len(tokens) % 2 == 0 or any(
        (token in ("+", "-", "×")) != bool(place % 2) for place, token in enumerate(tokens)
    ):
        raise FormulaError(
            _("“%(part)s”: a number or a field must stand on both sides of every sign.")
            % {"part": text.strip()}
        )
    products: list[tuple[int, list[Factor]]] = [(1, [tokens[0]])]
    for sign, factor in zip(tokens[1::2], tokens[2::2], strict=True):
        if sign == "×":
            products[-1][1].append(factor)
        else:
            products.append((-1 if sign == "-" else 1, [factor]))
    return tuple((sign, tuple(factors)) for sign, factors in products)


def _worth(side: Sum, values: Mapping[str, int]) -> int:
    return sum(
        sign * prod(values[f] if isinstance(f, str) else f for f in product)
        for sign, product in side
    )


def _words(side: Sum, values: Mapping[str, int]) -> str:
    written = "".join(
        ("-" if sign < 0 else "+") + "×".join(_word(factor, values) for factor in product)
        for sign, product in side
    )
    return written[1:]  # the first product is never negative


def _word(factor: Factor, values: Mapping[str, int]) -> str:
    return str(values.get(factor, factor) if isinstance(factor, str) else factor)
