"""What stands in a cell of somebody else's sheet, as a value: a day, a number. Pure."""

import re
import unicodedata
from datetime import date

_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s.*)?")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,15}")


def day_in(words: str) -> date | None:
    """The day of "2009-08-12", "2009/8/12", "2009年8月12日"; None for anything else."""
    found = _DAY.fullmatch(words.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def number_in(words: str) -> int | None:
    """The whole number of "1200", "1,200", "１２", "12件"; None for anything else."""
    folded = unicodedata.normalize("NFKC", words).strip().removesuffix("件").strip()
    found = _NUMBER.fullmatch(folded)
    return int(found.group().replace(",", "")) if found else None
