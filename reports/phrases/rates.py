"""Rates and their changes (rule G6 of paper-patterns section 0). Exact, no floating point."""

from __future__ import annotations

from fractions import Fraction
from math import floor

Share = tuple[int, int]


def percent(part: int, whole: int) -> str:
    """part/whole with at most one decimal: 100%, 96.4%; below 1/1000 in ‰.

    Never 100% or 0% when it is not: 2499/2500 is 99.9%, one of a million is 不足0.1‰.
    Raises ValueError without a base (whole < 1) or for a negative part.
    """
    if whole < 1 or part < 0:
        raise ValueError(f"no rate: {part} of {whole}")
    ratio = Fraction(part, whole)
    if 0 < ratio < Fraction(1, 1000):
        thousandths = _tenths(ratio * 1000)
        return f"{_short(thousandths)}‰" if thousandths else "不足0.1‰"
    hundredths = _tenths(ratio * 100)
    if hundredths == 1000 and ratio != 1:
        hundredths += 1 if ratio > 1 else -1
    return f"{_short(hundredths)}%"


def percent_with_base(part: int, whole: int) -> str:
    """A rate beside its base: 83.3%（5/6）."""
    return f"{percent(part, whole)}（{part}/{whole}）"


def percentage_points(before: Share, after: Share) -> str:
    """A change of a rate: 提高3.2个百分点, 下降…, 持平 (G6). Shares are (part, whole)."""
    change = Fraction(*after) - Fraction(*before)
    points = _tenths(abs(change) * 100)
    if not change:
        return "持平"
    amount = _short(points) if points else "不足0.1"
    return f"{'提高' if change > 0 else '下降'}{amount}个百分点"


def change_of(before: int, after: int, classifier: str) -> str:
    """A change of a number: 增加3个, 减少2项, 持平."""
    if before == after:
        return "持平"
    return f"{'增加' if after > before else '减少'}{abs(after - before)}{classifier}"


def _tenths(amount: Fraction) -> int:
    return floor(amount * 10 + Fraction(1, 2))


def _short(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
