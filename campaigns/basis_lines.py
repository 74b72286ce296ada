"""Basis documents as lines of text, as an office pastes them: pure.

    《管理办法》|示字〔2026〕1号|上级公司|内部制度|制度现状
    第三条　台账逐月登记。
    有关要求　不得外借。

A line is a document: title, number, issuer, then in any order its role, its sort and its report
group. A line that begins with the number of a clause, or with a blank, is a clause of the
document above it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

BAR = "|"
BLANK = "\N{IDEOGRAPHIC SPACE}"
CLAUSE = re.compile(
    r"(第[^|《》\s]{1,30}?[章节条款项](?:[至、和]第?[^|《》\s]{1,20}?[章节条款项])*)"
)
NAMES = 3  # title, number, issuer come first


@dataclass(frozen=True)
class Basis:
    """A basis document with its clauses; `role` and `sort` are values of the model."""

    title: str
    number: str = ""
    issuer: str = ""
    role: str = "basis"
    sort: str = "document"
    report_group: str = ""
    clauses: tuple[tuple[str, str], ...] = ()


class WrongLine(ValueError):
    """What is wrong with a line: `what` is "untitled", "orphan", "wordless", "twice" or "long"."""

    def __init__(self, no: int, what: str, limit: int = 0) -> None:
        super().__init__(what)
        self.no, self.what, self.limit = no, what, limit


@dataclass(frozen=True)
class Words:
    """What roles and sorts are called on the page, and how long each part may be."""

    roles: dict[str, str]
    sorts: dict[str, str]
    limits: dict[str, int]


def read(text: str, words: Words) -> list[Basis]:
    """The documents of `text`. Raises WrongLine for the first line that cannot be kept."""
    documents: list[Basis] = []
    for no, line in enumerate(text.replace("｜", BAR).splitlines(), start=1):
        if not line.strip():
            continue
        if not _is_clause(line):
            documents.append(_document(no, line, words))
            continue
        if not documents:
            raise WrongLine(no, "orphan")
        clause = _clause(no, line, words.limits["no"])
        if clause[0] in dict(documents[-1].clauses):
            raise WrongLine(no, "twice")
        documents[-1] = replace(documents[-1], clauses=(*documents[-1].clauses, clause))
    return documents


def write(documents: Iterable[Basis], words: Words) -> str:
    """The lines `read` reads the same documents from."""
    return "\n".join(line for document in documents for line in _lines(document, words))


def _is_clause(line: str) -> bool:
    return line[0].isspace() or bool(CLAUSE.match(line) and BAR not in line)


def _document(no: int, line: str, words: Words) -> Basis:
    title, number, issuer, *rest = [part.strip() for part in line.split(BAR)] + ["", ""]
    kept: dict[str, Any] = {
        "title": title,
        "number": number,
        "issuer": issuer,
        **_further(rest, words),
    }
    for name, limit in words.limits.items():
        if len(kept.get(name, "")) > limit:
            raise WrongLine(no, "long", limit)
    if not title:
        raise WrongLine(no, "untitled")
    return Basis(**kept)


def _further(parts: list[str], words: Words) -> dict[str, str]:
    """Role, sort and report group, told apart by their words."""
    roles = {label: value for value, label in words.roles.items()}
    sorts = {label: value for value, label in words.sorts.items()}
    found = {}
    for part in filter(None, parts):
        if part in roles:
            found["role"] = roles[part]
        elif part in sorts:
            found["sort"] = sorts[part]
        else:
            found["report_group"] = part
    return found


def _clause(no: int, line: str, limit: int) -> tuple[str, str]:
    line = line.strip()
    named = CLAUSE.match(line)
    name, text = (named[0], line[named.end() :]) if named else ([*line.split(None, 1), ""])[:2]
    text = text.strip(f"：: {BLANK}\t")
    if not text:
        raise WrongLine(no, "wordless")
    if len(name) > limit:
        raise WrongLine(no, "long", limit)
    return name, text


def _lines(document: Basis, words: Words) -> list[str]:
    parts = [document.title, document.number, document.issuer]
    if document.role != Basis.role:
        parts.append(words.roles[document.role])
    if document.sort != Basis.sort:
        parts.append(words.sorts[document.sort])
    if document.report_group:
        parts.append(document.report_group)
    if len(parts) == NAMES:
        while not parts[-1]:
            parts.pop()
    return [
        BAR.join(parts),
        *(f"{BLANK}{no}{BLANK}{' '.join(text.split())}" for no, text in document.clauses),
    ]
