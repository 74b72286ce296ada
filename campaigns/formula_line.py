"""The formula of an item as it stands under its numbers: filled in, and whether it holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from campaigns.counts import SAMPLE, formula_names, further_fields
from campaigns.models.checklist import CheckItem


@dataclass(frozen=True)
class FormulaLine:
    """`filled` is "" and `holds` None while a number is missing."""

    words: str
    filled: str
    holds: bool | None
    parts: str  # JSON for the script that fills it in while somebody types
    fields: str  # JSON as well: the field of the form by the name in the formula


def formula_line(
    item: CheckItem, n: object, correct: object, further: Mapping[str, object]
) -> FormulaLine | None:
    """The line of an item for its numbers, or what was typed in their place; None without one.

    `further`: the numbers beyond the sample, by name.
    """
    formula = item.read_formula
    if formula is None:
        return None
    whole = {name: number for name in further if (number := _whole(further[name])) is not None}
    numbers = item.numbers(_whole(n), _whole(correct), whole)
    names = formula_names(item.answer_type)
    fields = dict(zip(names, (*SAMPLE, *further_fields(names)), strict=True))
    comparisons = [[one.left, one.relation, one.right] for one in formula.comparisons]
    return FormulaLine(
        str(formula),
        formula.filled(numbers) if numbers else "",
        formula.holds(numbers) if numbers else None,
        json.dumps(comparisons, ensure_ascii=False),
        json.dumps(fields, ensure_ascii=False),
    )


def _whole(typed: object) -> int | None:
    """0 and more; isdecimal also lets 全角 digits through, which int reads."""
    words = str(typed).strip()
    return int(words) if words.isdecimal() and len(words) <= 10 else None
