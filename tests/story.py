"""The files of the story of Lanzhou, read as they are: no database, nothing replayed."""

import csv
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

STORY = Path(__file__).resolve().parent.parent / "fixtures" / "lanzhou"
README = STORY.parent / "README.md"
LAST_DAY = "2009-08-25"


@lru_cache
def rows(name: str) -> list[dict[str, str]]:
    with (STORY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache
def column(name: str, key: str) -> frozenset[str]:
    return frozenset(row[key] for row in rows(name))


def parts(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def places() -> dict[str, int]:
    """The number of each item: its place in the checklist, 1 first."""
    return {row["code"]: place for place, row in enumerate(rows("checklist"), start=1)}


def participants() -> list[str]:
    return [row["code"] for row in rows("departments") if row["participates"]]


def final_answers() -> dict[tuple[str, str], dict[str, str]]:
    """The answer of the last round, by department and item."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in sorted(rows("answers"), key=lambda row: int(row["round"])):
        found[row["department"], row["item"]] = row
    return found


def item_results() -> dict[str, str]:
    """Each item's result over its departments: no before note before all na before ok."""
    said = defaultdict(set)
    for (_department, item), row in final_answers().items():
        said[item].add(row["result"])
    for row in rows("recorded"):
        said[row["item"]].add(row["result"])
    return {
        item: next((r for r in ("no", "note") if r in results), "na" if results == {"na"} else "ok")
        for item, results in said.items()
    }


@lru_cache
def contract() -> dict[str, list[str]]:
    """The columns of the files that this story has; another story has others besides."""
    return {name: columns for name, columns in every_file().items() if _has(name)}


def _has(name: str) -> bool:
    return (STORY / f"{name}.csv").exists()


@lru_cache
def every_file() -> dict[str, list[str]]:
    """What the README says of the files of any story."""
    table = re.findall(r"^\| (\w+) \| (.+) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: columns.split() for name, columns in table if name not in ("file",)}


def heads_of_departments() -> dict[str, str]:
    return {
        row["department"]: row["account"] for row in rows("people") if "head" in parts(row["roles"])
    }
