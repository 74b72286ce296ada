"""What the cells of a ledger say: days, percentages, statuses, causes. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from organization.sheet_table import plain
from rectification.deadlines import read_deadline

FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000  # 1954 to 2119, as a spreadsheet counts days
_SERIAL_DAY_0 = date(1899, 12, 30)
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2}) 00:00(?::00)?")
_DAY = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})日?(?![\d.])\s*")
_FIRST = re.compile(r"^[（(]?原(?:定)?(?:时限|期限)?[:：]?\s*")
_RULE = re.compile(r"^(《[^》]+》(?:（[^）]*）)?)(第[^，。；\s]{1,30}条[^，。；\s]{0,8})?$")
_LABEL = re.compile(r"^(主观|客观)(?:原因)?[:：]\s*(.*)$", re.S)
_ESCAPED = re.compile(r"^'(?=[=+\-@])")


@dataclass(frozen=True)
class Deadline:
    """A deadline: the day it means, its wording, the day that was set first."""

    due_on: date | None
    text: str = ""
    first_on: date | None = None


def tidy(words: str) -> str:
    """The words of a cell without the apostrophe of an export and without a midnight."""
    return _MIDNIGHT.sub(r"\1", _ESCAPED.sub("", words.strip()))


def is_machine_day(words: str) -> bool:
    """Did a spreadsheet write this day, as a number or as 2009-10-31?"""
    return _serial(words) is not None or bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", words))


def read_day(words: str, year: int) -> date | None:
    """The day of a cell: a spreadsheet's number, 2009.10.31, 10月底 of `year`; None: no day."""
    return _serial(words) or read_deadline(words, year)


def read_due(words: str, year: int) -> Deadline:
    """A deadline of one or several lines, as ledgers have it: day, wording, 原时限."""
    due_on, first_on, texts = None, None, []
    for line in filter(None, (line.strip() for line in words.splitlines())):
        if first := _FIRST.match(line):
            first_on = read_day(line[first.end() :].rstrip("）)"), year)
        elif due_on is None:
            due_on = read_day(line, year)
            if due_on is None or not _names_its_day(line):
                texts.append(line)
        else:
            texts.append(line)
    return Deadline(due_on, " ".join(texts), first_on)


def read_closing(words: str, year: int) -> tuple[date | None, str]:
    """Day and number of a close-out, in this or the other order; each may be missing."""
    whole = " ".join(words.split())
    if (day := _serial(whole)) is not None:
        return day, ""
    for part in (_DAY.match(whole), re.search(_DAY.pattern.replace("^", r"\s"), whole)):
        if part and (day := _date(*map(int, part.groups()))):
            return day, (whole[: part.start()] + " " + whole[part.end() :]).strip(" ，,、;；")
    day = read_day(whole, year)
    return (day, "") if day else (None, whole)


def read_percent(words: str, *, fractions: bool) -> int | None:
    """0 to 100 from 83%, 83 or, where the column has `fractions`, 0.83; None: no percentage."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[%％]?", words)
    if not found:
        return None
    value = float(found[1])
    if fractions and not words.endswith(("%", "％")):
        value *= 100
    return round(value) if 0 <= value <= 100 else None


def are_fractions(column: list[str]) -> bool:
    """Is a column of percentages written 0.83 and 1, as spreadsheets keep 83% and 100%?"""
    numbers = [float(words) for words in column if re.fullmatch(r"\d+(\.\d+)?", words)]
    return any(0 < number < 1 for number in numbers) and max(numbers) <= 1


def read_choice(cell: str, choices: dict[str, list[str]]) -> str | None:
    """The value whose words `cell` has; None for others."""
    wanted = plain(cell)
    return next((v for v, said in choices.items() if wanted in map(plain, said)), None)


def read_rule(words: str) -> dict[str, str]:
    """规定 as document, clause and wording, where the first line names them."""
    head, _line, rest = words.partition("\n")
    found = _RULE.match(head.strip())
    if not found or len(found[1]) > 200 or len(found[2] or "") > 40:
        return {"rule": words}
    return {"rule_document": found[1], "rule_clause": found[2] or "", "rule": rest.strip()}


def read_cause(words: str) -> dict[str, str]:
    """Both causes where they are named; one that nobody named counts as subjective."""
    causes: dict[str, list[str]] = {"cause_subjective": [], "cause_objective": []}
    key = "cause_subjective"
    for line in filter(None, re.split(r"\n|(?<=[。；;])(?=(?:主观|客观)(?:原因)?[:：])", words)):
        found = _LABEL.match(line.strip())
        if found:
            key = "cause_subjective" if found[1] == "主观" else "cause_objective"
        causes[key].append(found[2] if found else line.strip())
    return {name: "\n".join(lines) for name, lines in causes.items()}


def read_aspect(words: str) -> tuple[str, str]:
    """(aspect, category) of 方面／类别; one word is the aspect."""
    first, *rest = [part.strip() for part in re.split(r"[\n／/]", words) if part.strip()] or [""]
    return first, "／".join(rest)


def _names_its_day(line: str) -> bool:
    """Does the line say nothing but one full day?"""
    found = _DAY.match(line)
    return _serial(line) is not None or bool(found and found.end() == len(line))


def _serial(words: str) -> date | None:
    found = re.fullmatch(r"(\d{5})(?:\.\d+)?", words)
    if not found or not FIRST_SERIAL <= int(found[1]) <= LAST_SERIAL:
        return None
    return _SERIAL_DAY_0 + timedelta(days=int(found[1]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
