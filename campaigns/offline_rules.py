"""Drop-downs and limits of an offline workbook; the reading does not rely on them."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from campaigns import offline_cells as cells
from campaigns.forms.answer import LONG, MOST

MOST_METHODS = 60  # lines of the drop-down


def validate(page, first: int, names_of_rows: Sequence[tuple[str, ...]]) -> None:
    """Put the rules of every column on a worksheet whose items begin in row `first`.

    `names_of_rows`: what each item calls its numbers; whoever enters such a cell reads it.
    """
    letter = {name: get_column_letter(n) for n, name in enumerate(cells.COLUMNS, start=1)}
    last = first + len(names_of_rows) - 1
    columns = {name: MultiCellRange(f"{at}{first}:{at}{last}") for name, at in letter.items()}
    for rule, names in _rules():
        for name in names:
            rule.sqref = MultiCellRange([*rule.sqref, *columns[name]])
        page.data_validations.append(rule)
    for number, field in enumerate(cells.NUMBERS):
        called = [names[number] if number < len(names) else "" for names in names_of_rows]
        for name, where in _runs(letter[field], first, called).items():
            page.data_validations.append(_whole_number(name, " ".join(where)))


def _runs(letter: str, first: int, called: Sequence[str]) -> dict[str, list[str]]:
    """The cells of a column by what they are called: K4:K9 where it holds for several rows."""
    found: dict[str, list[str]] = {}
    row = first
    for name, same in groupby(called):
        end = row + len(list(same))
        found.setdefault(name, []).append(f"{letter}{row}:{letter}{end - 1}")
        row = end
    return found


def _rules() -> list[tuple[DataValidation, tuple[str, ...]]]:
    """The rules of the columns without numbers."""
    words = ",".join(cells.RESULTS)
    result = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
    result.showErrorMessage = True
    result.error = _("Please choose one of the four results from the list.")
    methods = DataValidation(
        "list", formula1=f"{cells.LISTS}!$A$1:$A${MOST_METHODS}", allow_blank=True
    )
    methods.showErrorMessage = False  # other words may be typed
    redone = DataValidation("list", formula1=f'"{cells.YES}"', allow_blank=True)
    redone.showErrorMessage = redone.showInputMessage = True
    redone.prompt = redone.error = redone_words()
    long = DataValidation(
        "textLength", operator="lessThanOrEqual", formula1=str(LONG), allow_blank=True
    )
    long.showErrorMessage = True
    texts = ("text", "rule", "cause", "measure")
    return [
        (result, ("result",)),
        (methods, ("methods",)),
        (redone, ("redone",)),
        (long, texts),
    ]


def redone_words() -> str:
    """What may stand in the column of items that were checked again."""
    return _("Type “%(yes)s” where the item was checked again, else nothing.") % {"yes": cells.YES}


def _whole_number(name: str, where: str) -> DataValidation:
    number = DataValidation(
        "whole", operator="between", formula1="0", formula2=str(MOST), allow_blank=True
    )
    number.showErrorMessage = True
    number.error = _("Please type a whole number.")
    if name:
        number.promptTitle, number.prompt, number.showInputMessage = name[:32], name, True
    number.sqref = MultiCellRange(where)
    return number
