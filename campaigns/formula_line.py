"""The formula of an item as it stands under its two numbers: filled in, and whether it holds."""

import json
from dataclasses import dataclass

from campaigns.models.checklist import CheckItem, formula_names


@dataclass(frozen=True)
class FormulaLine:
    """`filled` is "" and `holds` None while a number is missing."""

    words: str
    filled: str
    holds: bool | None
    parts: str  # JSON for the script that fills it in while somebody types
    names: str


def formula_line(item: CheckItem, n: object, correct: object) -> FormulaLine | None:
    """The line of an item for two numbers, or what was typed in their place; None without one."""
    formula = item.read_formula
    if formula is None:
        return None
    numbers = item.numbers(_whole(n), _whole(correct))
    comparisons = [[one.left, one.relation, one.right] for one in formula.comparisons]
    return FormulaLine(
        str(formula),
        formula.filled(numbers) if numbers else "",
        formula.holds(numbers) if numbers else None,
        json.dumps(comparisons, ensure_ascii=False),
        json.dumps(formula_names(item.answer_type), ensure_ascii=False),
    )


def _whole(typed: object) -> int | None:
    """0 and more; isdecimal also lets 全角 digits through, which int reads."""
    words = str(typed).strip()
    return int(words) if words.isdecimal() and len(words) <= 10 else None
